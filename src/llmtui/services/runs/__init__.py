"""What a run leaves on its cluster: log, figures, results, and the folder itself."""
