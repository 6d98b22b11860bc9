"""What a login shell knows: the site's folders, its modules, and whether it reaches the hub."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: Sites' own variables for large folders, the likeliest place for run folders first.
FOLDERS = ("SCRATCH", "PSCRATCH", "CSCRATCH", "WORK", "WORKDIR", "FAST", "PROJECT", "PROJECTDIR", "STORE", "DATA")
_PROGRAMS = ("apptainer", "singularity")
_MODULES = "pytorch|apptainer|singularity"
_MARK = "\x1e"
_MODULE = re.compile(r"([A-Za-z0-9][A-Za-z0-9._+/-]*[A-Za-z0-9._+-])(?:[ <(].*)?", re.ASCII)
_FOLDER = re.compile(r"/[^\x00-\x1f{}$]{0,500}")

HUB = "https://huggingface.co/"
#: Exit code of the probe where no program can make the request.
NO_CLIENT = 99

WHO = ["sh", "-c", 'id -un; uname -n; echo "$HOME"']


def look_around() -> list[str]:
    """A login shell that prints the chosen variables, programs and modules; module files print to either stream."""
    script = f"""
printf '\\036vars\\n'
for name in {" ".join(FOLDERS)}; do [ -z "${{!name}}" ] || printf '%s=%s\\n' "$name" "${{!name}}"; done
[ -z "${{https_proxy:-$HTTPS_PROXY}}" ] || echo proxy
printf '\\036programs\\n'
for name in {" ".join(_PROGRAMS)}; do command -v "$name" >/dev/null && echo "$name"; done
printf '\\036modules\\n'
type module >/dev/null 2>&1 && module -t avail 2>&1 | grep -iE '{_MODULES}'
printf '\\036end\\n'
"""
    return ["bash", "-lc", script]


def probe() -> list[str]:
    """One short HTTPS request to the hub, with what the login shell has for it."""
    script = f"""
if command -v curl >/dev/null; then curl -sS -o /dev/null --max-time 10 {HUB}
elif command -v wget >/dev/null; then wget -q -O /dev/null --timeout=10 --tries=1 {HUB}
else exit {NO_CLIENT}; fi
"""
    return ["bash", "-lc", script]


@dataclass(frozen=True)
class Surroundings:
    """`folders` by variable; `modules` as they are loaded; `whole` False when the shell did not come to its end."""

    folders: Mapping[str, str] = field(default_factory=dict)
    proxy: bool = False
    programs: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    whole: bool = False


def parse_surroundings(text: str) -> Surroundings:
    """Read the answer to look_around(); what login files print around it is left out."""
    sections: dict[str, list[str]] = {}
    for piece in text.split(_MARK)[1:]:
        head, *lines = piece.split("\n")
        sections.setdefault(head, [line.strip() for line in lines if line.strip()])
    pairs = [line.partition("=")[::2] for line in sections.get("vars", ())]
    found = [match[1] for line in sections.get("modules", ()) if (match := _MODULE.fullmatch(line))]
    return Surroundings(
        folders={name: value for name, value in pairs if name in FOLDERS and _FOLDER.fullmatch(value)},
        proxy="proxy" in sections.get("vars", ()),
        programs=tuple(name for name in sections.get("programs", ()) if name in _PROGRAMS),
        modules=tuple(dict.fromkeys(name for name in found if re.search(_MODULES, name, re.IGNORECASE))),
        whole="end" in sections,
    )


@dataclass(frozen=True)
class Who:
    """The user, the machine that was asked, and the user's home there."""

    user: str
    host: str
    home: str


def parse_who(text: str) -> Who | None:
    """Read the answer to WHO; None when it has another shape."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) != 3 or not all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._@+-]*", line) for line in lines[:2]):
        return None
    return Who(*lines) if _FOLDER.fullmatch(lines[2]) else None


def reached(exit_code: int | None, *, proxy: bool) -> Literal["yes", "no", "proxy"] | None:
    """What the probe's exit code says of the login node's way to the hub; None when it says nothing."""
    if exit_code is None or exit_code in {NO_CLIENT, 127}:
        return None
    if exit_code:
        return "no"
    return "proxy" if proxy else "yes"
