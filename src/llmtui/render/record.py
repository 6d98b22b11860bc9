"""What a job leaves on record in its folder: who owns it, when each start began and ended, whether work is left."""

from __future__ import annotations

from ..domain.bundle import CLAIM, DUPLICATE, STATUS, STOP, STOPPED, SUBMIT_LOCK, UNFINISHED
from ..domain.plan import Plan


def claim() -> list[str]:
    """A second submission of the same run must not train into the first one's files."""
    return [
        f"# A folder that llmtui submitted ({SUBMIT_LOCK} is there) belongs to the first job that claims it.",
        f"if [ -d {SUBMIT_LOCK} ]; then",
        f"  (set -C && printf '%s\\n' \"$SLURM_JOB_ID\" >{CLAIM}) 2>/dev/null || true",
        f'  if [ "$(cat {CLAIM})" != "$SLURM_JOB_ID" ]; then',
        f'    echo "this run belongs to job $(cat {CLAIM}): nothing is done twice" >&2',
        f"    exit {DUPLICATE}",
        "  fi",
        "fi",
    ]


def ending(plan: Plan) -> list[str]:
    """Marks that need no accounting database; they are written whole or not at all."""
    lines = [
        "# Start and end of each run on record: evidence that needs no accounting database.",
        f"mkdir -p {STATUS}",
        f'mark="{STATUS}/$SLURM_JOB_ID.${{SLURM_RESTART_COUNT:-0}}"',
        "record() {",
        '  printf \'%s %s\\n\' "$2" "$(date +%s)" >"$mark.$1.tmp" && mv "$mark.$1.tmp" "$mark.$1"',
        "}",
        "record start 0",
        "trap 'record end \"$?\"' EXIT",
        "# Ended from outside (scancel, time limit) is no success; bash alone would record its last command.",
        "trap 'exit 143' TERM",
    ]
    if plan.sig_time:
        lines += [
            "# Marks of an earlier run say nothing about this one.",
            f"rm -f {STOP} {UNFINISHED}",
        ]
    return lines


def again(plan: Plan) -> list[str]:
    """What follows when training stopped early with a checkpoint."""
    if not plan.sig_time:
        return []
    lines = [
        f"# Training writes {UNFINISHED} when it saved a checkpoint and left before its last step.",
        f"if [ -e {UNFINISHED} ]; then",
    ]
    most = plan.spec.placement.max_requeues
    if most:
        lines += [
            f'  if [ "${{SLURM_RESTART_COUNT:-0}}" -lt {most} ]; then',
            f'    echo "back into the queue, to go on from the checkpoint: $(cat {UNFINISHED})"',
            "    # Requeueing ends this script at once, so the end is on record before.",
            "    trap - EXIT",
            "    record end 0",
            '    if scontrol requeue "$SLURM_JOB_ID"; then sleep 60; fi',
            f"    record end {STOPPED}",
            "  fi",
        ]
    return [
        *lines,
        f'  echo "stopped early with a checkpoint: $(cat {UNFINISHED}); sbatch job.sh goes on from it" >&2',
        "  # The next job in this folder may claim it.",
        f"  rm -f {CLAIM}",
        f"  exit {STOPPED}",
        "fi",
    ]
