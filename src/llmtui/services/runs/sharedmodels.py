"""The user's models that lie beside the run folders: what each takes, which runs read it, and what copies broke off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ...domain.record import JobRecord
from ...errors import CannotTellError
from ..reach.link import Link
from ..submission.upload import MODELS
from .clean import Size
from .ownfolder import on_its_way, root_pattern

#: So long all sizes may take together, and those of one, in seconds.
_SIZES_S, _SIZE_S = 60, 20
_MARGIN_S = 30.0
_KIB = 1024
#: What changed so lately may be on its way, and a link of that age another llmtui's that submits, in minutes.
FRESH_MIN = 60
#: Name of a copy that is not whole: by upload, by its transport, or one whose deletion was cut off.
GOING = ".gone"
_WHOLE = re.compile(r"[0-9a-f]{32}", re.ASCII)
_BROKEN = re.compile(rf"\.?[0-9a-f]{{32}}(?:\.[0-9a-z.]{{1,80}}\.?(?:part|tmp)|{re.escape(GOING)})", re.ASCII)
#: $1 numbers the folder for run folders, $2 is its path. A run's model is a link; its run.json may name one as well.
_LIST = f"""
begun=$(date +%s)
models() {{
  [ -d "$2/{MODELS}" ] && [ ! -L "$2/{MODELS}" ] || return 0
  for each in "$2/{MODELS}"/* "$2/{MODELS}"/.[!.]*; do
    name=${{each##*/}}
    case $name in *[!0-9a-z.]*) continue;; esac
    [ -d "$each" ] && [ ! -L "$each" ] && [ -O "$each" ] || continue
    used=late
    if [ $(($(date +%s) - begun)) -lt "$most" ]; then
      used=$(timeout "$each_s" du -sk -- "$each" 2>/dev/null) && used=${{used%%[!0-9]*}} || used=late
    fi
    lately=$(timeout "$each_s" find -P "$each" -mmin -{FRESH_MIN} 2>/dev/null | head -n 1)
    printf 'model %s %s %s %s %s\\n' "$1" "$name" "${{lately:+fresh}}" "$used" $((begun - $(stat -c %Y -- "$each")))
  done
  for link in "$2"/*/inputs/model/*; do
    [ -L "$link" ] || continue
    there=$(readlink -- "$link"); run=${{link%/inputs/model/*}}
    case $there in */{MODELS}/*) ;; *) continue;; esac
    lately=$(find -P "$link" -prune -mmin -{FRESH_MIN})
    printf 'used %s %s %s %s\\n' "$1" "${{there##*/}}" "${{run##*/}}" "${{lately:+fresh}}"
  done
  grep -sHoE '/{MODELS}/[0-9a-f]{{32}}' "$2"/*/run.json /dev/null |
    sed -n "s,^.*/\\([^/]*\\)/run.json:/{MODELS}/\\([0-9a-f]*\\)\\$,used $1 \\2 \\1 ,p" | sort -u
}}
"""
_MODEL = re.compile(r"model (\d{1,4}) (\S{1,200}) (fresh)? ?(late|\d{1,18}) (-?\d{1,12})", re.ASCII)
#: A folder with another kind of name is no run's; the model is not deleted then, for its link is seen once more.
_USED = re.compile(r"used (\d{1,4}) ([0-9a-f]{32}) ([0-9A-Za-z._-]{1,255}) (fresh)?", re.ASCII)


@dataclass(frozen=True)
class Shared:
    """One model, or a copy of one that broke off (not `whole`): its size, and seconds since it was put there.

    `users` are the folders of runs that read it, most of them run ids; `unknown` those that were made lately and that
    the journal does not know. `fresh` says that something in it changed lately. `kept` is why it cannot be deleted.
    """

    cluster: str
    path: str
    whole: bool
    size: Size
    age_s: float
    users: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    fresh: bool = False
    kept: str = ""

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]


def list_shared(link: Link, journal: Sequence[JobRecord]) -> tuple[Shared, ...]:
    """All of them on one cluster, the largest first, by one script; `journal` are all records, forgotten ones as well.

    Raises CannotTellError.
    """
    roots = roots_of(link, journal)
    if not roots:
        return ()
    values = {f"R{number}": root for number, root in enumerate(roots)}
    calls = "".join(f'models {number} "$R{number}"\n' for number in range(len(roots)))
    limits = {"most": str(_SIZES_S), "each_s": str(_SIZE_S)}
    wait = _SIZES_S + 2 * _SIZE_S + _MARGIN_S
    result = link.transport.script(_LIST + calls + "true\n", values={**values, **limits}, timeout_s=wait)
    if result.outcome != "ok":
        raise CannotTellError(f"the models on {link.cluster.name} cannot be listed: {result.complaint}")
    found = _read(link.cluster.name, result.out.raw.splitlines(), roots, {record.id for record in journal})
    kept = [replace(model, kept=why_needed(model, journal)) for model in found]
    return tuple(sorted(kept, key=lambda model: model.size.bytes, reverse=True))


def roots_of(link: Link, journal: Iterable[JobRecord]) -> list[str]:
    """The cluster's folders for run folders, as far as runs of the journal lie in them. Raises CannotTellError."""
    try:
        pattern = root_pattern(link.cluster.run_root, link.transport.facts())
    except OSError as error:
        raise CannotTellError(f"{link.cluster.name} does not answer: {error.strerror or error}") from error
    mine = [record for record in journal if record.cluster == link.cluster.name]
    roots = dict.fromkeys(record.run_dir.rpartition("/")[0] for record in mine)
    return [root for root in roots if pattern.fullmatch(root)]


def _read(cluster: str, lines: Sequence[str], roots: Sequence[str], known: set[str]) -> list[Shared]:
    users: dict[tuple[int, str], dict[str, bool]] = {}
    for line in lines:
        match = _USED.fullmatch(line)
        if match is not None:
            runs = users.setdefault((int(match[1]), match[2]), {})
            runs[match[3]] = runs.get(match[3], False) or bool(match[4])
    found = []
    for line in lines:
        match = _MODEL.fullmatch(line)
        if match is None or int(match[1]) >= len(roots) or not is_shared_name(match[2]):
            continue
        runs = users.get((int(match[1]), match[2]), {})
        size = Size("late") if match[4] == "late" else Size("there", int(match[4]) * _KIB)
        new = tuple(sorted(run for run, fresh in runs.items() if fresh and run not in known))
        path = f"{roots[int(match[1])]}/{MODELS}/{match[2]}"
        whole = _WHOLE.fullmatch(match[2]) is not None
        age_s = max(0.0, float(match[5]))
        found.append(Shared(cluster, path, whole, size, age_s, tuple(sorted(runs)), new, bool(match[3])))
    return found


def is_shared_name(name: str) -> bool:
    """Whether llmtui gives such names to models and to copies on their way."""
    return bool(_WHOLE.fullmatch(name) or _BROKEN.fullmatch(name))


def why_needed(model: Shared, journal: Sequence[JobRecord]) -> str:
    """Why it must not be deleted now, in words; "" when nothing speaks against it."""
    mine: Mapping[str, JobRecord] = {record.id: record for record in journal if record.cluster == model.cluster}
    for record in mine.values():
        if on_its_way(record):
            return f"{record.name} ({record.id[:8]}) is being submitted there"
        named = model.path in record.job_file or model.path in record.model
        if needs_files(record) and (named or record.id in model.users):
            return f"job {record.name} ({record.id[:8]}) reads it"
    if model.unknown:
        return f"run {model.unknown[0][:8]} reads it, which another llmtui made a moment ago"
    if not model.whole and model.fresh and not model.name.endswith(GOING):
        return "it changed a moment ago, so it may be on its way"
    return ""


def needs_files(record: JobRecord) -> bool:
    """Whether a job of it may run, or may be found to."""
    return record.active or record.outlived or record.seen == "vanished"
