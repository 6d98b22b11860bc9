"""From a draft to a job, once: files, sbatch, and what is not known afterwards."""
