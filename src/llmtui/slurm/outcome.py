"""What a run of sbatch means: accepted, refused for sure, or unclear.

An error such as "Socket timed out on send/recv operation" does not say that the job is not queued: the controller may
have taken it. Only texts with which sbatch or the controller turns the request down count as a refusal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .parse import parse_job_id

#: Fragments of slurm_errno.c texts and of sbatch's own option checks, lower case. "not submitted" for sure.
_REFUSALS = (
    "invalid partition",
    "invalid account",
    "invalid qos",
    "invalid job array",
    "invalid wckey",
    "invalid feature",
    "invalid generic resource",
    "invalid trackable resource",
    "invalid license",
    "invalid --",
    "invalid time limit",
    "invalid node name",
    "invalid node list",
    "invalid number of",
    "invalid directory",
    "requested node configuration is not available",
    "requested time limit is invalid",
    "requested reservation is invalid",
    "requested operation is presently disabled",
    "requested partition configuration not available",
    "requested nodes are busy",
    # What a site's own submission filter makes of a job that it turns down.
    "unspecified error",
    "node count specification invalid",
    "more processors requested than permitted",
    "memory specification can not be satisfied",
    "job violates accounting/qos policy",
    "job dependency problem",
    "job size specification needs to be provided",
    "pathname of a file, directory or other parameter too long",
    "access/permission denied",
    "access denied to requested",
    "user's group not permitted",
    "not permitted to use this partition",
    "unrecognized option",
    "unknown option",
    "unable to open file",
    "unable to open batch script",
    "invalid directive found in batch script",
    "unmatched `",
    "mutually exclusive",
    "does not look like a batch script",
    "does not allow scripts that",
    "dos line breaks",
    "batch script is empty",
    "script is empty",
    "batch script size exceeds",
    "command not found",
    "is not supported by the embedded slurm",
)
#: Fragments after which a job may exist all the same; they win over a refusal in the same output.
_UNCLEAR = (
    "timed out",
    "unable to contact",
    "connection refused",
    "connection reset",
    "connect failure",
    "unexpected message",
    "zero bytes were transmitted",
    "rate limit exceeded",
    "slurm temporarily unable to accept job",
    "slurm controller not responding",
)
_PREFIX = re.compile(r"^sbatch: (?:error: |fatal: |warning: )?", re.MULTILINE)
#: Exit codes of a shell and of timeout(1): for a program that is not there or cannot be run, and for one that they end.
_NOT_RUN = frozenset({126, 127})
_ENDED_BY_US = frozenset({124, 137})


@dataclass(frozen=True)
class SubmitOutcome:
    """`text` is what sbatch said, without its prefixes."""

    kind: Literal["accepted", "refused", "unclear"]
    job_id: int | None = None
    text: str = ""


def classify(exit_code: int | None, out: str, err: str) -> SubmitOutcome:
    """Judge one run of `sbatch --parsable`; `exit_code` None means that it never came to an end that we saw."""
    text = said(err)
    if exit_code is None:
        return SubmitOutcome("unclear", text=text or "sbatch gave no answer")
    if exit_code == 0:
        job_id = parse_job_id(out)
        if job_id is None:
            return SubmitOutcome("unclear", text="sbatch answered without a job id")
        return SubmitOutcome("accepted", job_id, text)
    if exit_code in _ENDED_BY_US:
        return SubmitOutcome("unclear", text=text or "sbatch took too long and was ended")
    job_id = parse_job_id(out)
    if job_id is not None:
        # A wrapper of the site's around sbatch can fail after the job is in the queue.
        return SubmitOutcome(
            "unclear", text=f"sbatch named job {job_id} and ended with {exit_code}: {text}".rstrip(": ")
        )
    refused = exit_code in _NOT_RUN or is_refusal(err)
    return SubmitOutcome("refused" if refused else "unclear", text=text or f"sbatch ended with {exit_code}")


def said(err: str) -> str:
    """What sbatch wrote, without its prefixes, as one line."""
    return " / ".join(line for line in _PREFIX.sub("", err).splitlines() if line.strip())


def is_refusal(err: str) -> bool:
    """Whether that text says for sure that the request was turned down."""
    lower = err.lower()
    return any(word in lower for word in _REFUSALS) and not any(word in lower for word in _UNCLEAR)
