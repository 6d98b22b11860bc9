"""A script between two marks: noise of login shells stays outside, and a script that arrived in part does not run.

The far side runs `exec /bin/sh`, which every login shell reads alike, and gets the framed script on its standard
input. A brace group that was cut off is a syntax error, so nothing of it runs (dash and bash).
"""

from __future__ import annotations

import re
import secrets
import shlex
from collections.abc import Mapping, Sequence

from .transport import Result

#: Variables that change what Slurm's commands print or submit (squeue, sacct and sbatch manuals, ENVIRONMENT).
SLURM_PREFIXES = (
    "SQUEUE_",
    "SACCT_",
    "SINFO_",
    "SCANCEL_",
    "SCONTROL_",
    "SBATCH_",
    "SRUN_",
    "SALLOC_",
    "SLURM_",
    "SLURMD_",
)
#: Where the site's configuration is; without it the commands may not find their controller.
KEPT = frozenset({"SLURM_CONF"})
#: What a login shell is asked to be: one that reads the next script from its standard input.
SHELL = "exec /bin/sh"

#: So much later than on this side a command is ended on the far one, in seconds.
_LATE_S = 5.0
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_PATTERN = "|".join(f"{prefix}*" for prefix in SLURM_PREFIXES)
_UNSET = (
    f"for _n in $(env | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'); do case $_n in "
    f'{"|".join(sorted(KEPT))}) ;; {_PATTERN}) unset "$_n" ;; esac; done'
)


def new_nonce() -> str:
    """A word that no output of the far side contains by chance or on purpose."""
    return secrets.token_hex(16)


def words(argv: Sequence[str], cwd: str | None = None, limit_s: float | None = None) -> str:
    """The script that runs one command, each word quoted.

    Where the far side has timeout(1), the command is ended there some seconds after `limit_s`: nobody waits for it
    then, and sshd would count its session until it ends by itself.
    """
    there = "" if cwd is None else f"cd -- {shlex.quote(cwd)} || exit 127\n"
    quoted = " ".join(shlex.quote(word) for word in argv)
    if limit_s is None:
        return f"{there}exec {quoted}\n"
    ended = f"timeout -k 5 {limit_s + _LATE_S:.0f}"
    # What is not there is told by the shell's own words.
    both = f"command -v timeout >/dev/null 2>&1 && command -v -- {shlex.quote(argv[0])} >/dev/null 2>&1"
    return f"{there}{both} && exec {ended} {quoted}\nexec {quoted}\n"


def frame(script: str, nonce: str, *, values: Mapping[str, str] | None = None, path: str = "") -> bytes:
    """The bytes for a /bin/sh's standard input; the shell is ready for another script afterwards.

    `values` become variables, `path` goes before PATH. Raises ValueError for a name that is none or a NUL.
    """
    lines = [f"PATH={shlex.quote(path)}:$PATH; export PATH"] if path else []
    for name, value in (values or {}).items():
        if not _NAME.fullmatch(name) or "\0" in value:
            raise ValueError(f"not a shell variable: {name!r}")
        lines.append(f"{name}={shlex.quote(value)}")
    # Aliases do not reach sh, but a function or `set -u` of an earlier script could: everything runs in a subshell.
    text = f"""{{ printf '\\036B{nonce}\\n'; printf '\\036B{nonce}\\n' >&2
( {_UNSET}
LC_ALL=C; export LC_ALL
{chr(10).join(lines)}
eval {shlex.quote(script)}
) </dev/null; printf '\\036E{nonce} %d\\n' "$?"; printf '\\036E{nonce}\\n' >&2
}}
"""
    return text.encode("utf-8", errors="surrogateescape")


def begin_mark(nonce: str) -> bytes:
    """What stands before the output on both streams."""
    return f"\x1eB{nonce}\n".encode()


def end_mark(nonce: str) -> bytes:
    """What begins the line after the output on both streams; on the first the exit code follows."""
    return f"\x1eE{nonce}".encode()


def read(
    out: bytes, err: bytes, nonce: str, *, truncated: bool = False, seconds: float = 0.0, lost: str = ""
) -> Result:
    """The result in what both streams brought.

    Without an end mark the outcome is unknown and `lost` says why nothing more came.
    """
    body, code = _between(out, nonce)
    said, _ = _between(err, nonce)
    text, complaint = _decode(body), _decode(said)
    if code is None:
        why = lost or "the end of the answer is missing"
        complaint = f"{complaint.rstrip()}\n{why}" if complaint.strip() else why
        return Result.said("unknown", None, text, complaint, truncated, seconds)
    return Result.said("ok" if code == 0 else "failed", code, text, complaint, truncated, seconds)


def _between(data: bytes, nonce: str) -> tuple[bytes, int | None]:
    begin, end = begin_mark(nonce), end_mark(nonce)
    start = data.find(begin)
    if start < 0:
        return b"", None
    body = data[start + len(begin) :]
    stop = body.rfind(end)
    if stop < 0:
        return body, None
    found = re.fullmatch(rb" (\d{1,3})\n.*", body[stop + len(end) :], re.DOTALL)
    return body[:stop], int(found[1]) if found else None


def _decode(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")
