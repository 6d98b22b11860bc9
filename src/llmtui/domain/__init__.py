"""What llmtui knows and reckons with: frozen data and arithmetic, no files, no processes, no screen."""
