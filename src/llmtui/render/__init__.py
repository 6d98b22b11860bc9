"""Plan -> JobBundle: job script, accelerate YAML, run.json and manifest, and the linter that reads them back."""
