"""Models and data sets fetched to a cluster before a job needs them, by a process there that outlives the link."""
