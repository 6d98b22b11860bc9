"""The way to a cluster: which needs a login, how it is made, kept and made again."""
