"""The GPU memory of real training, measured on this machine in processes of their own."""
