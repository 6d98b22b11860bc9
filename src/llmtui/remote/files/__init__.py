"""A cluster's files by SFTP, or by scripts where a server offers none; which of the two is used shows nowhere above."""
