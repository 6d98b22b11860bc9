"""Whether a Slurm command has answered; its exit code alone does not tell."""

from __future__ import annotations

import re

from ...remote.transport import Result
from ...slurm.lookup import no_accounting

#: How long one query may take, in seconds. squeue itself waits about 20 s for a controller that does not answer.
QUERY_S = 15.0
#: How a shell says that there is no such command (POSIX, Shell Command Language, 2.8.2).
_NO_COMMAND = 127
#: squeue and sacct may complain and exit 0 (seen with an unknown user in 22.05 to 26.05; wrappers lose exit codes).
_COMPLAINT = re.compile(
    r"error|problem|unable|cannot|can't|could not|unavailable|unreachable|not respond|no route|timed out|refused|denied"
    r"|exceeded|fail|invalid",
    re.IGNORECASE,
)


def complaint(result: Result) -> str:
    """Why an answer is none, or is one that says nothing; "" when it is one."""
    return strict_complaint(result) if result.outcome != "ok" or not result.out else ""


def strict_complaint(result: Result) -> str:
    """The same where something is concluded from what an answer does not hold: what was printed may not be all."""
    if result.outcome != "ok":
        return result.complaint
    if result.truncated:
        return "the answer was longer than what is read"
    return result.err.line() if _COMPLAINT.search(result.err.raw) else ""


def never_recorded(result: Result) -> bool:
    """Whether this answer of sacct's tells that nobody here keeps accounts: there is no database, or no sacct."""
    return result.outcome == "failed" and (result.exit_code == _NO_COMMAND or no_accounting(result.err.raw))
