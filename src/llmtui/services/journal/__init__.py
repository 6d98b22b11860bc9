"""What is remembered of every run: one JSON file each, an index beside them, locks between processes."""
