"""What ssh_latency.py measures: the same three steps by llmtui and by the programs of OpenSSH."""
