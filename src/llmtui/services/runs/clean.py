"""clean: how much run folders hold on their cluster, and deleting those of jobs that have ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ...domain.bundle import ACCELERATE, CLAIM, JOB_FILE, MANIFEST, RUN, RUNTIME, SCRIPT, SUBMIT_LOCK
from ...domain.record import JobRecord
from ...domain.remotetext import safe_line
from ...errors import CannotTellError, RequestError, UnknownNameError
from ...remote.transport import Result
from ..journal.records import Records
from ..reach.link import Link
from ..submission.runfolder import JOB_ID_FILE
from .atwork import AT_WORK, DELETING, AtWork, arguments, still_there
from .ownfolder import check_place, why_kept
from .runfiles import gone_words

#: "there" has a size; "late": no time was left to add it up; "gone": the cluster has no such folder; "no": it is a
#: link, or cannot be read.
Presence = Literal["there", "late", "gone", "no"]

#: So long the sizes of all folders may take together, and those of one, in seconds.
_SIZES_S, _SIZE_S = 60, 20
_MARGIN_S = 15.0
_DELETE_S = 600.0
_KIB = 1024
#: One line a folder: its number, what it is, KiB on the disk. $1 is the number, $2 the folder.
_SIZE = """
begun=$(date +%s)
size() {
  if [ -L "$2" ]; then echo "$1 no"; return; fi
  if [ ! -d "$2" ]; then if [ -x "${2%/*}" ]; then echo "$1 gone"; else echo "$1 no"; fi; return; fi
  if [ $(($(date +%s) - begun)) -ge "$most" ]; then echo "$1 late"; return; fi
  used=$(timeout "$each" du -sk -- "$2" 2>/dev/null) || { echo "$1 late"; return; }
  echo "$1 there ${used%%[!0-9]*}"
}
"""
_ANSWER = re.compile(r"(\d{1,6}) (?:(gone|late|no)|there (\d{1,18}))")
#: Nothing is asked of the user or the journal in between: what is looked at here still holds when the first file goes.
#: A folder that no job has claimed is claimed, so that none begins in it. What tells whose folder it is, and that it is
#: claimed, goes last, so that a deletion that was cut off can be taken up again.
_DELETE = (
    AT_WORK
    + r"""
stays() {
  [ -z "$ours" ] || rm -f -- "$folder/$claim"
  echo "$1"
  exit 0
}
check() {
  for id in $(at_work "$folder" "$job" "$restarts" "$numbers"); do
    case " $over " in *" $id "*) ;; *) stays "at work $id";; esac
  done
}
umask 077
# What a submission that never came to its end has left: its own files, and those that were on their way (.NAME.X.tmp).
only_staged() {
  [ -n "$staged" ] || return 1
  for each in "$folder"/* "$folder"/.[!.]* "$folder"/..?*; do
    [ -e "$each" ] || [ -L "$each" ] || continue
    name=${each##*/}
    case $name in .*.tmp) name=${name#.}; name=${name%.tmp}; name=${name%.*};; esac
    case $name in *[!a-z.]*) return 1;; esac
    case " $staged " in *" $name "*) ;; *) return 1;; esac
  done
}
ours= holder= found=
if [ -L "$folder" ]; then stays link; fi
if [ ! -d "$folder" ]; then if [ -x "${folder%/*}" ]; then stays gone; else stays unknown; fi; fi
if [ ! -O "$folder" ]; then stays foreign; fi
if [ -f "$folder/$claim" ]; then read -r holder < "$folder/$claim" || true; fi
if [ -f "$folder/$jobid" ]; then
  read -r found < "$folder/$jobid" || true
  case " $numbers " in *" ${found%%;*} "*|*" ${holder:-none} "*) ;; *) stays other;; esac
elif [ ! -f "$folder/$manifest" ]; then
  if rmdir -- "$folder" 2>/dev/null; then stays deleted; fi
  only_staged || stays unmarked
fi
check
if (set -C && printf '%s\n' "$deleting" > "$folder/$claim") 2>/dev/null; then ours=yes; fi
check
find -P "$folder" -mindepth 1 -maxdepth 1 ! -name "$jobid" ! -name "$manifest" ! -name "$claim" ! -name "$lock" \
  -exec rm -rf -- {} + || exit 1
rm -rf -- "$folder" || exit 1
if [ -e "$folder" ]; then exit 1; fi
echo deleted
"""
)
_AT_WORK = re.compile(r"at work ([1-9]\d{0,9})", re.ASCII)
#: Names in the folder that the script asks for, by its variables.
_NAMES = {"jobid": JOB_ID_FILE, "manifest": MANIFEST, "claim": CLAIM, "lock": SUBMIT_LOCK, "deleting": DELETING}
#: What staging puts into a folder; a claim is what a deletion leaves that was cut off.
_STAGED = (SCRIPT, ACCELERATE, RUN, RUNTIME, JOB_FILE, MANIFEST, "inputs", CLAIM)
_REFUSALS = {
    "link": "is a link now, which llmtui did not make",
    "foreign": "belongs to another user",
    "other": "holds another job",
    "unmarked": "has neither llmtui's manifest nor a job id, so it may not be llmtui's",
}


@dataclass(frozen=True)
class Size:
    """One run folder: whether it is there, and the bytes that it takes on the disk."""

    presence: Presence
    bytes: int = 0


@dataclass(frozen=True)
class Old:
    """A run and its folder; `age_s` are the seconds since its job ended, `kept` why it cannot be deleted, "" if it can.

    `asked` is False where the cluster did not answer; `kept` has its words then.
    """

    record: JobRecord
    size: Size
    age_s: float
    kept: str = ""
    asked: bool = True


def sizes(link: Link, records: Sequence[JobRecord]) -> dict[str, Size]:
    """The run folders' sizes by run id, by one script. Raises CannotTellError.

    A folder that takes too long is "late", so that the answer comes within about a minute.
    """
    values = {f"folder{number}": record.run_dir for number, record in enumerate(records)}
    calls = [f'size {number} "$folder{number}"' for number in range(len(records))]
    limits = {"most": str(_SIZES_S), "each": str(_SIZE_S)}
    wait = _SIZES_S + _SIZE_S + _MARGIN_S
    result = link.transport.script(_SIZE + "\n".join(calls) + "\n", values={**values, **limits}, timeout_s=wait)
    if result.outcome != "ok":
        raise CannotTellError(f"the sizes on {link.cluster.name} cannot be told: {result.complaint}")
    found: dict[str, Size] = {}
    for line in result.out.raw.splitlines():
        match = _ANSWER.fullmatch(line)
        if match is None or int(match[1]) >= len(records):
            raise CannotTellError(f"the sizes on {link.cluster.name} cannot be read: {safe_line(line[:80])!r}")
        size = Size("there", int(match[3]) * _KIB) if match[3] else Size(match[2])  # type: ignore[arg-type]
        found[records[int(match[1])].id] = size
    return {record.id: found.get(record.id, Size("late")) for record in records}


def survey(
    link: Callable[[str], Link], records: Sequence[JobRecord], journal: Sequence[JobRecord], now: float
) -> tuple[Old, ...]:
    """Size, age and what speaks against deleting, for each of `records`; one script a cluster.

    `link` makes the link to a cluster by its name; `journal` are all records.
    """
    found: dict[str, Old] = {}
    for cluster in dict.fromkeys(record.cluster for record in records):
        own = [record for record in records if record.cluster == cluster]
        try:
            known, problem = sizes(link(cluster), own), ""
        except (CannotTellError, UnknownNameError) as error:
            known, problem = {}, error.message
        for record in own:
            size = known.get(record.id, Size("late"))
            why = problem or why_kept(record, journal) or _unfit(record, size)
            found[record.id] = Old(record, size, max(0.0, now - ended_at(record)), why, asked=not problem)
    return tuple(found[record.id] for record in records)


def _unfit(record: JobRecord, size: Size) -> str:
    if size.presence == "gone":
        return gone_words(record)
    return "it is a link, or cannot be looked into" if size.presence == "no" else ""


def delete(link: Link, records: Records, record: JobRecord, now: float, at_work: AtWork | None = None) -> JobRecord:
    """Delete the run folder of a job that has ended; the journal keeps the record, with `now` as the time.

    `at_work` knows the jobs in the folders of all runs that are deleted together. Raises RequestError when the folder
    is not llmtui's to delete or a job needs it, CannotTellError when that is not known, or whether all of it is gone:
    the same call goes on then.
    """
    if records.being_submitted(record.id):
        raise RequestError(f"the folder of {record.name} stays: it is being submitted")
    # Held to the end, so that nobody submits the run again into a folder that goes.
    with records.submitting(record.id):
        latest = records.get(record.id)
        return _delete(link, records, latest, now, at_work or AtWork(link, [latest]))


def _delete(link: Link, records: Records, record: JobRecord, now: float, at_work: AtWork) -> JobRecord:
    why = why_kept(record, records.load().records)
    if why:
        raise RequestError(f"the folder of {record.name} stays: {why}")
    try:
        check_place(record, link.cluster, link.transport.facts())
    except OSError as error:
        raise CannotTellError(f"{link.cluster.name} does not answer: {safe_line(str(error))}") from error
    over = at_work.over(record)
    folder, job, restarts, ids = arguments(record)
    never = record.job_id is None and record.submission in {"DRAFT", "STAGING", "STAGED"}
    values = {"folder": folder, "job": job, "restarts": restarts, "numbers": ids, "over": " ".join(sorted(over))}
    values["staged"] = " ".join(_STAGED) if never else ""
    result = link.transport.script(_DELETE, values={**values, **_NAMES}, timeout_s=_DELETE_S)
    return _deleted(records, record, result, now)


def _deleted(records: Records, record: JobRecord, result: Result, now: float) -> JobRecord:
    """The record afterwards. Raises RequestError, CannotTellError."""
    word = result.out.raw.strip()
    at_work = _AT_WORK.fullmatch(word)
    if at_work is not None:
        raise still_there(record, [at_work[1]])
    if word in _REFUSALS:
        raise RequestError(f"{record.run_dir} {_REFUSALS[word]}", hint="look at it there; nothing was deleted")
    if word == "gone":
        raise RequestError(gone_words(record), hint="there is nothing to delete")
    if result.outcome != "ok" or word != "deleted":
        why = result.complaint or "no answer"
        raise CannotTellError(f"{record.run_dir} may be gone in part: {why}", hint="delete it again to go on")
    return records.update(record.id, lambda old: replace(old, deleted_at=now))


def ended_at(record: JobRecord) -> float:
    """When the run was last alive as far as is known, in seconds since the epoch."""
    end = record.status.end if record.status is not None else None
    return end or record.status_at or record.submitted_at or record.created_at
