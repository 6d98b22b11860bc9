"""State words as squeue, sacct and scontrol print them: long, short, cut off, with who cancelled the job."""

from __future__ import annotations

import re

from ..domain.states import STATES

#: squeue manual, JOB STATE CODES; what is shown for a flag without a short form is the flag's own word.
SHORT_STATES = {
    "BF": "BOOT_FAIL",
    "CA": "CANCELLED",
    "CD": "COMPLETED",
    "CF": "CONFIGURING",
    "CG": "COMPLETING",
    "DL": "DEADLINE",
    "F": "FAILED",
    "NF": "NODE_FAIL",
    "OOM": "OUT_OF_MEMORY",
    "PD": "PENDING",
    "PR": "PREEMPTED",
    "R": "RUNNING",
    "RD": "RESV_DEL_HOLD",
    "RF": "REQUEUE_FED",
    "RH": "REQUEUE_HOLD",
    "RQ": "REQUEUED",
    "RS": "RESIZING",
    "RV": "REVOKED",
    "S": "SUSPENDED",
    "SE": "SPECIAL_EXIT",
    "SI": "SIGNALING",
    "SO": "STAGE_OUT",
    "ST": "STOPPED",
    "TO": "TIMEOUT",
}
_WORD = r"[A-Z][A-Z0-9_]{0,30}"
_STATE = re.compile(rf"({_WORD}(?:,{_WORD})*)(\+?)(?: by \d{{1,10}})?(\+?)", re.ASCII)


def read_state(text: str) -> str:
    """Slurm's own long word; a word that nobody knows stays as it is. Raises ValueError for what is no state at all.

    "CANCELLED by 0" loses who did it, "OUT_OF_ME+" gets its end back where only one word begins so. Of several words
    (a base state with flags) a flag counts: the job is still on its way.
    """
    match = _STATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a state: {text!r}")
    words = [_whole(word, cut=bool(match[2])) for word in match[1].split(",")]
    return next((word for word in words[1:] if word in STATES), words[0])


def _whole(word: str, *, cut: bool) -> str:
    if word in STATES:
        return word
    if word in SHORT_STATES:
        return SHORT_STATES[word]
    begun = [state for state in STATES if state.startswith(word)] if cut else []
    return begun[0] if len(begun) == 1 else f"{word}+" if cut else word
