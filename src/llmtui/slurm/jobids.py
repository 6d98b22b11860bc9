"""Job ids as squeue and sacct print them: plain ones, array tasks, parts of heterogeneous jobs."""

from __future__ import annotations

import re

#: squeue manual, -o %i; sacct manual, JobID. A list of waiting tasks may be cut ("...") and hold a limit ("%4").
_TASKS = r"_(?:\d{1,10}|\[[\d,:%-]{1,4000}(?:\.\.\.)?\](?:%\d{1,10})?)"
_FORM = re.compile(rf"(\d{{1,10}})(?:{_TASKS})?(?:\+\d{{1,10}})?", re.ASCII)
#: Ids are 32 bits wide; in a federation the upper bits name the cluster (slurm.h, FED_JOB...).
_MOST = 2**32 - 3


def base_id(text: str) -> int | None:
    """The id that sbatch printed for the job that this is, or is a part of; None for steps and what is no id."""
    match = _FORM.fullmatch(text)
    if match is None or not 0 < int(match[1]) <= _MOST:
        return None
    return int(match[1])
