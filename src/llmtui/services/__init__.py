"""What the app and the command line do: preview, submit, watch; every result is frozen data."""
