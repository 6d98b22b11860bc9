"""The scripts that finish an upload: compare what arrived, then rename it."""

from __future__ import annotations

import hashlib
import itertools
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .byshell import plain
from .names import temporary

#: How many names one command gets.
_TOGETHER = 200

_FUNCTIONS = """
same() {
  s=$(sha256sum < "$2") || exit 3
  [ "${s%% *}" = "$1" ] || { printf '%s\\n' "what arrived is not what was sent" >&2; exit 4; }
}
sized() {
  s=$(stat -c %s -- "$2") || exit 3
  [ "$s" = "$1" ] || { printf '%s\\n' "what arrived is not what was sent" >&2; exit 4; }
}
put() {
  if [ -d "$3" ]; then printf '%s: Is a directory\\n' "$3" >&2; exit 5; fi
  chmod "$1" -- "$2" && mv -f -- "$2" "$3" || exit 5
}
"""


@dataclass(frozen=True)
class Step:
    """One file that was written as `temp`: its mode, its final path, and what proves that it is whole."""

    temp: str
    target: str
    mode: int
    sha256: str = ""
    size: int = 0

    @classmethod
    def of(cls, target: str, mode: int, data: bytes) -> Step:
        """The step for a file whose bytes are known."""
        return cls(temporary(target), target, mode, hashlib.sha256(data).hexdigest())


def finish(steps: Sequence[Step]) -> str:
    """Compare all, then rename all: nothing is renamed where one is not whole."""
    lines = [_FUNCTIONS]
    for step in steps:
        check = ["same", step.sha256] if step.sha256 else ["sized", str(step.size)]
        lines.append(shlex.join([*check, plain(step.temp)]))
    lines += [shlex.join(["put", f"{step.mode:o}", plain(step.temp), plain(step.target)]) for step in steps]
    return "\n".join(lines) + "\n"


def finish_folder(temp: str, target: str, modes: Mapping[str, int], files: int, size: int) -> str:
    """Compare the number of files and their bytes, set `modes` (by name under `temp`) in their order, and give the
    folder its name, which must be free.
    """
    here, there = shlex.quote(plain(temp)), shlex.quote(plain(target))
    lines = [
        f"T={here}; N={there}",
        """set -- $(find "$T" -type f -printf '%s\\n' | awk '{ n += 1; s += $1 } END { printf "%.0f %.0f", n, s }')""",
        f'[ "$1 $2" = "{files} {size}" ] || {{ echo "what arrived is not what was sent" >&2; exit 4; }}',
        'if [ -e "$N" ] || [ -h "$N" ]; then echo "File exists" >&2; exit 5; fi',
        f"(cd -- {here} || exit 5",
    ]
    for mode, group in itertools.groupby(modes, key=lambda name: modes[name]):
        names = [f"./{name}" for name in group]
        some = (names[start : start + _TOGETHER] for start in range(0, len(names), _TOGETHER))
        lines += [shlex.join(["chmod", f"{mode:o}", "--", *few]) + " || exit 5" for few in some]
    return "\n".join([*lines, ") || exit 5", 'mv -T -- "$T" "$N"', ""])


def remove(paths: Iterable[str]) -> str:
    """Remove files; missing ones are no error."""
    return shlex.join(["rm", "-f", "--", *(plain(path) for path in paths)]) + "\n"


def clear(temp: str) -> str:
    """Remove a folder that did not become whole."""
    return f'T={shlex.quote(plain(temp))}\nchmod -R u+rwX -- "$T"; rm -rf -- "$T"\n'


def free(path: str) -> str:
    """KiB that are free where `path` is, or its nearest folder that is there."""
    return f"""p={shlex.quote(plain(path))}
while [ ! -e "$p" ] && [ "$p" != / ] && [ "$p" != . ]; do p=$(dirname -- "$p"); done
df -Pk -- "$p" | awk 'NR == 2 {{ print $4 }}'
"""
