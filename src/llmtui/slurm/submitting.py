"""The script that runs sbatch at most once for an attempt, whoever runs it and however often.

An attempt is a folder that mkdir makes: only who made it starts sbatch, and everybody reads what came of it. None is
begun after a later one, nor while an earlier one is under way: journals in several homes may ask for different ones at
the same time. sbatch runs in a session of its own, so that it goes on when the line to us breaks. `jobid` in
the run folder is the commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..domain.remotetext import safe_line
from .outcome import SubmitOutcome, classify
from .parse import parse_job_id

#: How long sbatch may take, and how long somebody waits for its answer, in seconds.
SBATCH_S = 90
WAIT_S = 95
#: Exit codes of SUBMIT. 91 and 95: no attempt was begun.
_ID, _FOLDER, _BYTES, _ENDED, _WAITING, _NOT_BEGUN, _NO_LOCK = 0, 90, 91, 92, 93, 94, 95
_WITHDRAWN = "withdrawn"

#: Starts sbatch and writes down what it says: `out`, `err`, then `jobid`, then `rc`, the last two by rename.
#: Variables with secrets stay behind, for sbatch hands its environment on where a script does not say --export=NONE.
#: Noise of login scripts may stand around the id; two lines that could be one are none.
CHILD = r"""
trap '' HUP PIPE
lock=$1 limit=$2
printf '%s %s\n' "$(uname -n)" "$$" >"$lock/owner"
for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p'); do
  case $name in *TOKEN*|*SECRET*|*PASSW*|*API_KEY*|*APIKEY*|AWS_*) unset "$name" ;; esac
done
set -- sbatch --parsable ./job.sh
if timeout -k 5 5 true 2>/dev/null; then set -- timeout -k 5 "$limit" "$@"; fi
"$@" >"$lock/out" 2>"$lock/err" </dev/null
rc=$?
id=$(tr -d '\r' <"$lock/out" | sed -n \
  -e 's/^[[:blank:]]*//' -e 's/[[:blank:]]*$//' -e 's/^Submitted batch job \([0-9]*\).*$/\1/' \
  -e '/^[1-9][0-9]\{0,9\}\(;[A-Za-z0-9_.-]\{1,\}\)\{0,1\}$/p')
case $id in
  ''|*[!A-Za-z0-9_.\;-]*) ;;
  *) if [ "$rc" -eq 0 ]; then
       printf '%s\n' "$id" >"$lock/jobid.new" && mv "$lock/jobid.new" "$lock/jobid"
       [ -s jobid ] || { cp "$lock/jobid" "$lock/jobid.new" && mv "$lock/jobid.new" jobid; }
     fi ;;
esac
printf '%s\n' "$rc" >"$lock/rc.new" && mv "$lock/rc.new" "$lock/rc"
"""

#: Takes `folder`, `sum` (of job.sh), `attempt`, `mode` (submit; look: begin nothing; close: nobody may begin this
#: attempt any more), `wait`, `limit` and `child`. Prints the ids, or what became of the attempt.
SUBMIT = r"""
umask 077
fail() { printf '%s\n' "$2"; exit "$1"; }
[ ! -L "$folder" ] || fail 90 'it is a symbolic link'
[ -d "$folder" ] || fail 90 'it is not there'
[ -O "$folder" ] || fail 90 'it belongs to somebody else'
case $(ls -ld -- "$folder") in d???????w*) fail 90 'everybody may write to it' ;; esac
cd -- "$folder" || fail 90 'it cannot be entered'
# The attempt that answers. One that had not begun when a later one did is never begun: what became of the later one is
# the answer. One that gave way to another has that one's.
choose() {
  newest=$attempt
  for each in submit.lock/attempt-*; do
    number=${each##*-}
    case $number in *[!0-9]*) continue ;; esac
    [ "$number" -le "$newest" ] || newest=$number
  done
  lock=submit.lock/attempt-$attempt
  if [ ! -d "$lock" ] || [ "$(cat "$lock/rc" 2>/dev/null)" = withdrawn ]; then lock=submit.lock/attempt-$newest; fi
  while [ -s "$lock/gave_way" ]; do lock=submit.lock/attempt-$(cat "$lock/gave_way"); done
}
put() { printf '%s\n' "$2" >"$1.new" && mv "$1.new" "$1"; }
# How long ago an attempt began, and whether its process is still there.
life() {
  age=young
  [ -z "$(find "$1" -prune -mmin +1)" ] || age=aged
  [ -z "$(find "$1" -prune -mmin +10)" ] || age=old
  owner=gone
  if read -r host pid 2>/dev/null <"$1/owner"; then
    if [ "$host" != "$(uname -n)" ]; then owner=elsewhere; elif kill -0 "$pid" 2>/dev/null; then owner=alive; fi
  fi
}
# Nobody may begin an earlier attempt now; where one is under way, its number.
under_way() {
  number=1
  while [ "$number" -lt "$attempt" ]; do
    each=submit.lock/attempt-$number
    if mkdir "$each" 2>/dev/null; then
      put "$each/rc" withdrawn
    elif [ ! -e "$each/rc" ] && [ ! -s "$each/gave_way" ]; then
      life "$each"
      case "$age $owner" in 'old '*|'aged gone') ;; *) echo "$number"; return ;; esac
    fi
    number=$((number + 1))
  done
}
choose
sum_of() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi <"$1" | cut -c1-64
}
answer() {
  ended=; [ ! -e "$lock/rc" ] || ended=yes
  if [ -s jobid ]; then cat jobid submit.lock/attempt-*/jobid 2>/dev/null; exit 0; fi
  [ -n "$ended" ] || return 0
  cat "$lock/rc"
  head -c 65536 "$lock/out" 2>/dev/null
  head -c 65536 "$lock/err" >&2 2>/dev/null
  exit 92
}
answer
if [ ! -d "$lock" ]; then
  [ "$mode" != look ] || exit 94
  if [ "$mode" = submit ]; then
    [ -f job.sh ] && [ ! -L job.sh ] || fail 91 'job.sh is not there'
    found=$(sum_of job.sh)
    [ -n "$found" ] || fail 91 'the sha256 of job.sh cannot be computed'
    [ "$found" = "$sum" ] || fail 91 'job.sh is not the one that was shown'
  fi
  mkdir -p submit.lock 2>/dev/null
  if mkdir "$lock" 2>/dev/null; then
    before=; [ "$mode" = close ] || before=$(under_way)
    if [ -n "$before" ]; then
      put "$lock/gave_way" "$before"
    elif [ "$mode" = close ] || [ -s jobid ]; then
      put "$lock/rc" withdrawn
    else
      apart=; if command -v setsid >/dev/null; then apart=setsid; fi
      $apart /bin/sh -c "$child" llmtui "$lock" "$limit" </dev/null >/dev/null 2>&1 &
    fi
  else
    [ -d "$lock" ] || fail 95 'no file can be made in it: is the disk or the quota full?'
  fi
  choose
fi
until=$(($(date +%s) + wait)) naps=0 watched=
if kill -0 "$PPID" 2>/dev/null; then watched=yes; fi
while answer && [ "$(date +%s)" -lt "$until" ]; do
  # The login that asked has ended: nobody waits any more.
  [ -z "$watched" ] || kill -0 "$PPID" 2>/dev/null || exit 93
  naps=$((naps + 1))
  if [ "$naps" -le 40 ]; then sleep 0.05; else sleep 0.5; fi 2>/dev/null || sleep 1
done
answer
life "$lock"
printf '%s %s\n' "$age" "$owner"
exit 93
"""


Mode = Literal["submit", "look", "close"]


def values(folder: str, sha256: str, attempt: int, mode: Mode, wait_s: int) -> dict[str, str]:
    """The variables of SUBMIT. `sha256` is that of job.sh as it was shown; `wait_s` whole seconds."""
    return {
        "folder": folder,
        "sum": sha256,
        "attempt": str(attempt),
        "mode": mode,
        "wait": str(wait_s),
        "limit": str(SBATCH_S),
        "child": CHILD,
    }


@dataclass(frozen=True)
class Answer:
    """What the run folder says of an attempt.

    kind "submitted": `ids` of the job, the one in `jobid` first; others are of earlier attempts. "ended": sbatch came
    to an end without an id, as `outcome` tells. "waiting": there is no answer yet; `dead` when none can come any more.
    "not_begun": nobody has begun this attempt. "nothing": it has not submitted anything and never will. "no_folder":
    the run folder is not there, or not to be trusted. "lost": no whole answer came; `heard` is False when nothing did,
    so that others need not be asked now. `text` says the same in words.
    """

    kind: Literal["submitted", "ended", "waiting", "not_begun", "nothing", "no_folder", "lost"]
    ids: tuple[int, ...] = ()
    outcome: SubmitOutcome | None = None
    dead: bool = False
    text: str = ""
    heard: bool = True


def read_answer(exit_code: int | None, out: str, err: str) -> Answer:
    """What SUBMIT answered; `exit_code` None when its end was not seen."""
    if exit_code == _ID:
        ids = [parse_job_id(line) for line in out.splitlines()]
        known = tuple(dict.fromkeys(job_id for job_id in ids if job_id is not None))
        return Answer("submitted", known) if known else Answer("lost", text="the run folder's jobid file holds no id")
    if exit_code in (_BYTES, _NO_LOCK):
        return Answer("nothing", text=f"nothing was submitted: {safe_line(out.strip())}")
    if exit_code == _NOT_BEGUN:
        return Answer("not_begun", text="sbatch has not been run")
    if exit_code == _FOLDER:
        return Answer("no_folder", text=f"the run folder cannot be used: {safe_line(out.strip())}")
    if exit_code == _ENDED:
        return _ended(out, err)
    if exit_code == _WAITING:
        return _waiting(out)
    said = safe_line((err or out).strip())
    return Answer("lost", text=said or "the answer to the submission did not come", heard=exit_code is not None)


def _ended(out: str, err: str) -> Answer:
    code, _, said = out.partition("\n")
    if code.strip() == _WITHDRAWN:
        return Answer("nothing", text="nothing was submitted: the submission was withdrawn before it began")
    outcome = classify(int(code) if code.strip().isdecimal() else None, said, err)
    if outcome.kind == "accepted":
        # The script is stricter about what an id is, and did not take this one: the queue has to tell.
        outcome = SubmitOutcome("unclear", text="sbatch's answer does not hold one job id")
    return Answer("ended", outcome=outcome, text=outcome.text)


def _waiting(out: str) -> Answer:
    age, _, owner = out.strip().partition(" ")
    # After ten minutes sbatch has ended wherever it ran; before, its process is asked for where it can be seen.
    dead = age == "old" or (age == "aged" and owner == "gone")
    text = "sbatch did not come to an end" if dead else "sbatch has not answered yet"
    return Answer("waiting", dead=dead, text=text)
