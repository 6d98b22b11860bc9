"""Values that sbatch and slurmctld refuse, for the options whose form Slurm fixes.

Read as loosely as Slurm does (src/common: parse_time.c, slurm_opt.c, proc_args.c; src/slurmctld/job_mgr.c): what only
the site can judge, such as the name of a GRES, is not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_TIMES = frozenset(("-1", "infinite", "unlimited"))
_TIME_PARTS = re.compile(r"[0-9:-]+", re.ASCII)
_NUMBER = re.compile(r"\s*\+?(\d+)", re.ASCII)
_NODES = re.compile(r"(\d*)[km]?-(\d+)[km]?(?::\d+)?|\d+[km]?", re.ASCII | re.IGNORECASE)
_SIZE = re.compile(r"\s*\+?\d+(?:[kmgtp](?:i?b)?)?", re.ASCII | re.IGNORECASE)
_GRES_COUNT = re.compile(r"\d+[kmgtp]?b?", re.ASCII | re.IGNORECASE)
_ARRAY = re.compile(r"\[?(\d+)\]?(?:-(\d*)\]?(?::0*[1-9]\d*\]?)?)?", re.ASCII)
_ARRAY_TASKS = re.compile(r"%\d+", re.ASCII)
_DEPENDENCY = re.compile(
    r"singleton|\d.*|(?:after(?:any|ok|notok|corr|burstbuffer)?|expand)(?::\d[^:]*)+", re.ASCII | re.IGNORECASE
)
_SIGNAL = re.compile(r"(?:[br]+:)?(?:\d+|(?:sig)?([a-z]+\d?))(?:@(\d*))?", re.ASCII | re.IGNORECASE)
_SIGNALS = frozenset(
    "HUP INT QUIT ILL TRAP ABRT IOT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU "
    "URG XCPU XFSZ VTALRM PROF WINCH IO POLL PWR SYS".split()
)
_MOST_SECONDS = 65535


@dataclass(frozen=True)
class Form:
    """`takes` says whether Slurm reads a value; `allowed` shows what it reads.

    `last` marks options whose earlier values are thrown away unread: slurmctld sees the last one alone.
    """

    takes: Callable[[str], bool]
    allowed: str
    last: bool = False


def _time(text: str) -> bool:
    """is_valid_timespec: at most one dash, before all colons, and a number for each part."""
    if text.lower() in _TIMES:
        return True
    days, dash, clock = text.rpartition("-")
    if not _TIME_PARTS.fullmatch(text) or "-" in days or ":" in days:
        return False
    digits, colons = len(re.findall(r"\d+", text)), clock.count(":")
    least = (1 if colons == 0 else colons + 2) if dash else colons + 1
    return colons <= 2 and digits >= least


def _count(text: str) -> bool:
    number = _NUMBER.fullmatch(text)
    return number is not None and number[1].strip("0") != ""


def _nodes(text: str) -> bool:
    found = [_NODES.fullmatch(part) for part in text.split(",")]
    plain = found[0] if len(found) == 1 and text.replace("-", "").isdigit() else None
    if plain is not None and plain[2] and _number(plain[2]) < _number(plain[1]):
        return False
    return all(found)


def _number(digits: str) -> float:
    """For comparing: digits without end come from hostile text, and int() takes no more than a few thousand."""
    return float(digits or 0)


def _size(text: str) -> bool:
    return text.strip() != "" and _SIZE.fullmatch(text) is not None


def _gres(text: str) -> bool:
    return all(_gres_part(part) for part in text.split(",") if part)


def _gres_part(part: str) -> bool:
    parts = re.split(r"[:=]", re.sub(r"^gres[/:]", "", part))
    return bool(parts[0]) and (len(parts) < 3 or _GRES_COUNT.fullmatch(parts[-1]) is not None)


def _gpus(text: str) -> bool:
    return all(_gpus_part(part) for part in text.split(",") if part)


def _gpus_part(part: str) -> bool:
    parts = re.split(r"[:=]", re.sub(r"^(?:gres[/:])?gpu[:=]", "", part))
    return len(parts) < 2 or _GRES_COUNT.fullmatch(parts[-1]) is not None


def _array(text: str) -> bool:
    text, percent, most = text.partition("%")
    if percent and not _ARRAY_TASKS.fullmatch(percent + most):
        return False
    parts = [part for part in text.split(",") if part]
    return bool(parts) and all(_array_part(part) for part in parts)


def _array_part(part: str) -> bool:
    found = _ARRAY.fullmatch(part)
    return found is not None and (found[2] is None or _number(found[2]) >= _number(found[1]))


def _dependency(text: str) -> bool:
    return all(_DEPENDENCY.fullmatch(part) for part in re.split(r"[,?]", text) if part)


def _signal(text: str) -> bool:
    found = _SIGNAL.fullmatch(text)
    if found is None or (found[1] and found[1].upper() not in _SIGNALS):
        return False
    return found[2] is None or _number(found[2]) <= _MOST_SECONDS


_TIME = Form(_time, "minutes, HH:MM:SS, D-HH, D-HH:MM:SS or UNLIMITED")
_COUNT = Form(_count, "a whole number from 1 on")
_SIZED = Form(_size, "a whole number of MiB, or one with K, M, G or T behind it")
_PER = Form(_gpus, "NUMBER, TYPE or TYPE:NUMBER", last=True)
_COUNTS = (
    "ntasks cpus-per-task ntasks-per-node ntasks-per-gpu ntasks-per-socket ntasks-per-core cpus-per-gpu mincpus".split()
)

#: Option by its long name -> its form.
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        **dict.fromkeys(("time", "time-min"), _TIME),
        **dict.fromkeys(_COUNTS, _COUNT),
        "nodes": Form(_nodes, "a number such as 2, or a range such as 2-4"),
        **dict.fromkeys(("mem", "mem-per-cpu", "mem-per-gpu", "tmp"), _SIZED),
        "gres": Form(_gres, "NAME, NAME:NUMBER or NAME:TYPE:NUMBER, parted by commas", last=True),
        **dict.fromkeys(("gpus", "gpus-per-node", "gpus-per-task", "gpus-per-socket"), _PER),
        "array": Form(_array, "numbers and ranges such as 0-9 or 1,3,5-7:2, with %N for N at a time", last=True),
        "dependency": Form(_dependency, "singleton, or afterok, afterany, afternotok, after:JOBID", last=True),
        "signal": Form(_signal, "[B:]SIGNAL[@SECONDS], for example B:USR1@120"),
    }
)
