"""Job scripts read back: directives as sbatch takes them, and the commands as bash would split them."""
