"""A cluster by way of paramiko; importing this package does not import paramiko yet."""
