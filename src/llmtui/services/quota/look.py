"""Ask a cluster, in one script, what is left at a path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...remote.transport import Facts, Transport
from .room import Quota, Room
from .tables import areas, lustre, nfs, volume

#: A site's tool asks several file systems; all of it together may take this long, in seconds.
TIMEOUT_S = 60.0
_MARK = "\x1e"
#: Only these commands are run: a cluster file from somebody else must not name one.
_SCRIPT = r"""
PATH="$PATH:$LOGIN_PATH"
there=$FOLDER
while [ ! -e "$there" ] && [ "$there" != / ] && [ -n "$there" ]; do there=$(dirname -- "$there"); done
real=$(cd -- "$there" 2>/dev/null && pwd -P) || real=$there
limit=
command -v timeout >/dev/null 2>&1 && limit='timeout 15'
has() { command -v "$1" >/dev/null 2>&1; }
section() { printf '\036%s\n' "$1"; }
section there; printf '%s\n' "$there"
section real; printf '%s\n' "$real"
section df; $limit df -Pk -- "$there" 2>/dev/null
section inodes; $limit df -Pi -- "$there" 2>/dev/null
if has csc-workspaces; then section csc-workspaces; $limit csc-workspaces 2>/dev/null; fi
if has lumi-quota; then section lumi-quota; $limit lumi-quota 2>/dev/null
elif has lumi-workspaces; then section lumi-workspaces; $limit lumi-workspaces 2>/dev/null; fi
if has lfs; then
  project=$($limit lfs project -d "$real" 2>/dev/null | sed -n '1s/^ *\([1-9][0-9]*\) .*/\1/p')
  if [ -n "$project" ]; then section 'lfs quota -p'; $limit lfs quota -p "$project" "$real" 2>/dev/null; fi
  section 'lfs quota -g'; $limit lfs quota -g "$(stat -c %G -- "$real")" "$real" 2>/dev/null
  section 'lfs quota -u'; $limit lfs quota -u "$(id -un)" "$real" 2>/dev/null
elif has quota; then
  section quota; $limit quota -wp 2>/dev/null
fi
section end
"""


def look(transport: Transport, path: str, facts: Facts) -> Room:
    """What is left at `path`, which need not be there yet; a `problem` where nothing answers."""
    values = {"FOLDER": path, "LOGIN_PATH": facts.environment.get("PATH", "")}
    result = transport.script(_SCRIPT, values=values, timeout_s=TIMEOUT_S)
    if result.outcome == "unknown" and not result.out:
        return Room(path, problem=result.complaint)
    return read(result.out.raw, path)


def read(text: str, path: str) -> Room:
    """The answer to the script, as far as it came."""
    found = _sections(text)
    there, real = found.get("there", "").strip("\n"), found.get("real", "").strip("\n")
    if not there.startswith("/"):
        return Room(path, problem="the answer has a shape that is not known here")
    disk, inodes = volume(found.get("df", "")), volume(found.get("inodes", ""))
    quotas = [*_covering(areas(found.get("csc-workspaces", ""), "csc-workspaces", unit=1024), (path, there, real))]
    for name in ("lumi-quota", "lumi-workspaces"):
        quotas += _covering(areas(found.get(name, ""), name, unit=1000), (path, there, real))
    for name in ("lfs quota -p", "lfs quota -g", "lfs quota -u"):
        quotas += lustre(found.get(name, ""), name, real)
    if disk is not None:
        quotas += nfs(found.get("quota", ""), "quota", disk.device, disk.mount)
    room = Room(path, tuple(quotas), disk.free * 1024 if disk else None)
    # Some file systems make inodes as they go and say 0 or nothing.
    return replace(room, free_files=inodes.free) if inodes is not None and inodes.free else room


def _covering(quotas: Iterable[Quota], paths: tuple[str, ...]) -> list[Quota]:
    """The area with the longest name that one of the paths is in."""
    inside = [quota for quota in quotas if any(_below(path, quota.path) for path in paths)]
    return sorted(inside, key=lambda quota: -len(quota.path))[:1]


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder.rstrip('/')}/")


def _sections(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for piece in text.split(_MARK)[1:]:
        head, _, body = piece.partition("\n")
        found.setdefault(head, body)
    return found
