"""What is run on the cluster to begin a fetch, to ask how far it is, and to stop it: safe any number of times."""

from __future__ import annotations

from .worker import SHELL, SILENT_S

#: `held` is whether somebody works at it: a fresh heartbeat, or a job that Slurm still knows. `left` is the number of
#: the lock that it looked at, and `taken_away` removes that one and no other: a renamed folder keeps its number while
#: it is there, and a name that has something in it takes no second one.
_HELD = rf"""
mtime() {{ stat -c %Y -- "$1" 2>/dev/null || echo 0; }}
held() {{
  left=$(stat -c %i -- lock 2>/dev/null) && [ -d lock ] || return 1
  seen=$(mtime lock/beat); [ "$seen" = 0 ] && seen=$(mtime lock)
  [ $(($(date +%s) - seen)) -lt {SILENT_S} ] && return 0
  [ ! -e lock/beat ] || return 1
  [ -s lock/job ] || {{ [ -e lock/asked ] && looked_for; return; }}
  said=$(squeue --noheader --states=all -o %T -j "$(cat lock/job)" 2>&1) && {{
    case $said in PENDING*|CONFIGURING*|RUNNING*|REQUEUE*|SUSPENDED*) return 0;; *) return 1;; esac; }}
  # Only a clear answer frees the lock.
  case $said in *'Invalid job id'*) return 1;; *) return 0;; esac
}}
# sbatch did not say whether it took the job: one of ours in this folder is it.
looked_for() {{
  said=$(squeue --me --noheader --states=all -o '%i %T %Z' 2>&1) || return 0
  case $said in *error*|*'timed out'*|*'nable to'*) return 0;; esac
  while read -r id word place; do
    case $word in PENDING|CONFIGURING|RUNNING|REQUEUE*|SUSPENDED) [ "$place" -ef . ] || continue;; *) continue;; esac
    printf '%s\n' "$id" > lock/job.tmp && mv -- lock/job.tmp lock/job
    return 0
  done <<END
$said
END
  return 1
}}
taken_away() {{
  [ -n "$left" ] || return 0
  {{ true > lock/left; }} 2>/dev/null
  mv -T -- lock "lock.$left" 2>/dev/null
  find . -name 'lock.*' -prune -mmin +60 -exec rm -rf -- {{}} + 2>/dev/null
}}
"""
#: MODE is `login` or `job`; SUBMIT are sbatch's words, each quoted. After "asked" come the exit code, if sbatch has
#: ended, and what it wrote on stdout and on stderr.
START = (
    _HELD
    + rf"""
umask 077
cd -- "$FOLDER" || exit 96
if held; then echo held; exit; fi
taken_away
mkdir lock 2>/dev/null || {{ echo held; exit; }}
rm -f -- rc stop total log sbatch.out sbatch.err
if [ "$MODE" = login ]; then
  ( trap '' HUP; exec setsid bash ./{SHELL} >/dev/null 2>&1 </dev/null ) &
  echo begun
  exit
fi
true > lock/asked
( trap '' HUP PIPE
  eval "timeout -k 5 90 sbatch $SUBMIT" > sbatch.out 2> sbatch.err </dev/null; code=$?
  if [ $code = 0 ] && id=$(sed -n 's/^\([0-9][0-9]*\)\(;.*\)\{{0,1\}}$/\1/p' sbatch.out) && [ -n "$id" ]; then
    printf '%s\n' "$id" > lock/job.tmp; mv -- lock/job.tmp lock/job
  else printf '%s\n' "$code" > lock/said.tmp; mv -- lock/said.tmp lock/said; fi ) >/dev/null 2>&1 &
n=0
while [ $n -lt 105 ] && [ -d lock ] && [ ! -s lock/job ] && [ ! -e lock/said ]; do
  if [ $n -lt 10 ]; then sleep 0.2; else sleep 1; fi
  n=$((n + 1))
done
if [ -s lock/job ]; then echo begun; exit; fi
echo asked
cat lock/said 2>/dev/null
for each in out err; do printf '\036'; head -c 65536 "sbatch.$each"; done
"""
)
#: Slurm has turned the job down for sure, so nobody has to look for it.
REFUSED = r"""
cd -- "$FOLDER" && [ -e lock/said ] && [ ! -s lock/job ] || exit 0
cp -- sbatch.err log; printf 'refused\n' > rc.tmp; mv -- rc.tmp rc; rm -rf -- lock
"""
#: Lines of `name value`, then what the log ends with.
STATUS = (
    _HELD
    + r"""
have() { [ -d "$1" ] || { echo 0; return; }; du -sk --apparent-size -- "$1" 2>/dev/null || du -sk -- "$1"; }
printf 'bytes %s\n' "$(have "$BLOBS" | sed -n '1s/^\([0-9]*\).*/\1/p')"
cd -- "$FOLDER" 2>/dev/null || { echo 'state none'; exit; }
[ -s total ] && printf 'total %s\n' "$(cat total)"
[ -s lock/job ] && printf 'job %s\n' "$(cat lock/job)"
[ -s lock/owner ] && printf 'host %s\n' "$(cut -d' ' -f1 lock/owner)"
if held; then
  if [ -s lock/job ] && [ ! -e lock/beat ]; then echo 'state queued'; else echo 'state running'; fi
elif [ -s rc ]; then printf 'state ended\nrc %s\n' "$(cat rc)"
elif [ -d lock ]; then echo 'state lost'
else echo 'state none'; fi
printf '\036'
[ -e log ] && tail -c 2000 log
exit 0
"""
)
#: The watcher, wherever it runs, sees the file within a second or two; a job that waits is cancelled.
STOP = (
    _HELD
    + r"""
cd -- "$FOLDER" 2>/dev/null || { echo none; exit; }
if ! held; then taken_away; rm -f -- stop; echo none; exit; fi
: > stop
if [ -s lock/job ] && [ ! -e lock/beat ]; then
  scancel "$(cat lock/job)" && printf 'stopped\n' > rc && rm -rf -- lock stop
fi
n=0
while [ $n -lt 25 ] && [ -d lock ]; do
  if [ $n -lt 10 ]; then sleep 0.2; else sleep 1; fi
  n=$((n + 1))
done
if [ -d lock ]; then echo asked; else echo stopped; fi
"""
)
