"""What is known of a cluster around a job: quotas, maintenance, the shell of its software."""
