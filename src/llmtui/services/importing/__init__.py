"""A job script written by hand, read into a job file; what was understood and what was left are both listed."""
