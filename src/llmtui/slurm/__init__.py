"""Slurm as text: command words in, parsed states and plain words out. Pure; runs nothing."""
