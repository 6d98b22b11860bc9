"""doctor: what has to be in place before a job can run, each with what to do about it."""
