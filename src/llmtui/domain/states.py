"""Slurm's state words: what each says about whether a job waits, starts, runs or has ended."""

from __future__ import annotations

#: A job has exactly one of these (Slurm, Job State Codes, "Job states").
BASE_STATES = frozenset(
    "BOOT_FAIL CANCELLED COMPLETED DEADLINE FAILED NODE_FAIL OUT_OF_MEMORY PENDING PREEMPTED RUNNING SUSPENDED "
    "TIMEOUT".split()
)
#: One of these may be shown instead of the base state (Job State Codes, "Job flags").
FLAG_STATES = frozenset(
    "COMPLETING CONFIGURING EXPEDITING LAUNCH_FAILED POWER_UP_NODE RECONFIG_FAIL REQUEUED REQUEUE_FED REQUEUE_HOLD "
    "RESIZING RESV_DEL_HOLD REVOKED SIGNALING SPECIAL_EXIT STAGE_OUT STOPPED UPDATE_DB".split()
)
STATES = BASE_STATES | FLAG_STATES

#: States that a job does not leave by itself.
TERMINAL_STATES = (BASE_STATES - {"PENDING", "RUNNING", "SUSPENDED"}) | {"REVOKED"}
#: llmtui's own word, for Slurm has none: the script was ended from outside, and nothing tells by whom or why.
ENDED = "ENDED"
#: What a record may hold of a job that is over.
OVER_STATES = TERMINAL_STATES | {ENDED}
#: Terminal words after which the queue may still start the job again: requeued after preemption, or run by another
#: cluster of a federation. Only accounting tells that such a job is over.
REVERSIBLE_STATES = frozenset({"PREEMPTED", "REVOKED"})
#: The job waits for its turn, before its first start or before the next one.
QUEUED_STATES = frozenset("PENDING REQUEUED REQUEUE_HOLD REQUEUE_FED SPECIAL_EXIT RESV_DEL_HOLD".split())
#: It has its nodes, and they are not ready yet.
STARTING_STATES = frozenset("CONFIGURING POWER_UP_NODE".split())
#: It stands still until somebody or something lets it go on.
HALTED_STATES = frozenset("SUSPENDED STOPPED".split())
#: Its script has begun, and Slurm's clock of its run time counts.
COUNTING_STATES = frozenset("RUNNING COMPLETING RESIZING SIGNALING STAGE_OUT".split())
