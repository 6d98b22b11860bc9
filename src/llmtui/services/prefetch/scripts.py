"""What is run on the cluster to begin a fetch, to ask how far it is, and to stop it: safe any number of times."""

from __future__ import annotations

from .worker import SHELL, SILENT_S

#: `look` says in `lock` whose the lock is: `none` there; `fresh`, somebody works at it or has just begun; `dead`, they
#: are gone; `job` or `asked`, only Slurm can tell, of the job whose number is there or of one that sbatch did not tell
#: of. No script asks Slurm. `left` is the number of the lock that was looked at, and `taken_away` removes that one and
#: no other: a renamed folder keeps its number while it is there, and a name that has something in it takes no second.
LOOK = rf"""
mtime() {{ stat -c %Y -- "$1" 2>/dev/null || echo 0; }}
look() {{
  lock=none
  left=$(stat -c %i -- lock 2>/dev/null) && [ -d lock ] || return
  seen=$(mtime lock/beat); [ "$seen" = 0 ] && seen=$(mtime lock)
  lock=fresh; [ $(($(date +%s) - seen)) -ge {SILENT_S} ] || return
  lock=dead; [ ! -e lock/beat ] || return
  if [ -s lock/job ]; then lock=job; elif [ -e lock/asked ]; then lock=asked; fi
}}
taken_away() {{
  [ -n "$left" ] || return 0
  {{ true > lock/left; }} 2>/dev/null
  mv -T -- lock "lock.$left" 2>/dev/null
  find . -name 'lock.*' -prune -mmin +60 -exec rm -rf -- {{}} + 2>/dev/null
}}
"""
#: MODE is `login` or `job`; SUBMIT are sbatch's words, each quoted. LOCK is the number of the lock that the queue was
#: asked about, and LIVE are the jobs that it lists, a line of id and folder each; with no LOCK it did not answer. After
#: "asked" come the exit code, if sbatch has ended, and what it wrote on stdout and on stderr.
START = (
    LOOK
    + rf"""
held() {{
  look
  case $lock in none|dead) return 1;; fresh) return 0;; esac
  # Only a clear answer about this very lock frees it.
  [ "$left" = "$LOCK" ] || return 0
  while read -r id place; do
    [ -n "$id" ] || continue
    if [ $lock = job ]; then [ "$id" = "$(cat lock/job)" ] || continue
    else
      # sbatch did not say whether it took the job: one of ours in this folder is it.
      [ "$place" -ef . ] || continue
      printf '%s\n' "$id" > lock/job.tmp && mv -- lock/job.tmp lock/job
    fi
    return 0
  done <<END
$LIVE
END
  return 1
}}
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
    LOOK
    + r"""
have() { [ -d "$1" ] || { echo 0; return; }; du -sk --apparent-size -- "$1" 2>/dev/null || du -sk -- "$1"; }
printf 'bytes %s\n' "$(have "$BLOBS" | sed -n '1s/^\([0-9]*\).*/\1/p')"
cd -- "$FOLDER" 2>/dev/null || { echo 'state none'; exit; }
[ -s total ] && printf 'total %s\n' "$(cat total)"
[ -s lock/job ] && printf 'job %s\n' "$(cat lock/job)"
[ -s lock/owner ] && printf 'host %s\n' "$(cut -d' ' -f1 lock/owner)"
look
case $lock in
  fresh) if [ -s lock/job ] && [ ! -e lock/beat ]; then echo 'state queued'; else echo 'state running'; fi;;
  job|asked) printf 'state %s\nlock %s\n' $lock "$left";;
  *) if [ -s rc ]; then printf 'state ended\nrc %s\n' "$(cat rc)"
     elif [ -d lock ]; then echo 'state lost'
     else echo 'state none'; fi;;
esac
printf '\036'
[ -e log ] && tail -c 2000 log
exit 0
"""
)
#: The watcher, wherever it runs, sees the file within a second or two; `waits` and its number for a job that does not
#: run yet, which Slurm has to cancel.
STOP = (
    LOOK
    + r"""
cd -- "$FOLDER" 2>/dev/null || { echo none; exit; }
look
case $lock in none|dead) taken_away; rm -f -- stop; echo none; exit;; esac
: > stop
if [ -s lock/job ] && [ ! -e lock/beat ]; then printf 'waits %s\n' "$(cat lock/job)"; exit; fi
n=0
while [ $n -lt 25 ] && [ -d lock ]; do
  if [ $n -lt 10 ]; then sleep 0.2; else sleep 1; fi
  n=$((n + 1))
done
if [ -d lock ]; then echo asked; else echo stopped; fi
"""
)
#: After Slurm has cancelled JOB, or does not list it as waiting: another lock than that job's is left alone.
STOPPED = r"""
cd -- "$FOLDER" 2>/dev/null || { echo none; exit; }
[ "$(cat lock/job 2>/dev/null)" = "$JOB" ] || { echo none; exit; }
printf 'stopped\n' > rc && rm -rf -- lock stop
echo stopped
"""
