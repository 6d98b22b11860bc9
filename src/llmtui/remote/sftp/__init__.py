"""SFTP, version 3, over any stream of bytes: many requests on their way at once, from many threads."""
