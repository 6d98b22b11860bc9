"""What Slurm says of jobs, and how often it is asked."""
