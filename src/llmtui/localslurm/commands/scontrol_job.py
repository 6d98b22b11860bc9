"""What `scontrol show job` says of one job (layout of 24.11)."""

from __future__ import annotations

from ...units import format_time_limit
from ..dependency import dependency_text
from ..hostlist import compress
from ..job import UNLIMITED, Job
from ..nodes import Description
from ..patterns import output_path
from ..sizes import memory
from ..times import timestamp
from ..tres import allocated, per_node, requested, scontrol_text


def job_text(job: Job, description: Description, now: float) -> str:
    """Lines joined by a newline and three blanks."""
    lines = [*_identity(job), *_times(job, now), *_where(job, description), *_files(job)]
    return "\n   ".join(lines)


def _identity(job: Job) -> list[str]:
    failed = f" FailedNode={job.nodes[0]}" if job.state == "NODE_FAIL" else ""
    # Blanks within a reason become underscores here, and only here (seen in 24.11).
    reason = job.reason.replace(" ", "_")
    return [
        f"JobId={job.id} {_array(job)}JobName={job.name}",
        f"UserId={job.user}({job.uid}) GroupId={job.group}({job.gid}) MCS_label=N/A",
        f"Priority={job.priority} Nice=0 Account={job.account or '(null)'} QOS={job.qos}",
        f"JobState={job.shown_state} Reason={reason}{failed} Dependency={dependency_text(job.dependencies)}",
        f"Requeue={int(job.requeue)} Restarts={job.restarts} BatchFlag=1 Reboot=0 "
        f"ExitCode={job.exit_code}:{job.exit_signal}",
    ]


def _array(job: Job) -> str:
    array = job.array
    if array is None:
        return ""
    throttle = f"ArrayTaskThrottle={array.limit} " if array.limit else ""
    return f"ArrayJobId={array.id} ArrayTaskId={array.text} {throttle}"


def _times(job: Job, now: float) -> list[str]:
    limit = job.request.time_limit or 0
    end = job.end_time if job.end_time or job.start_time is None else job.start_time + limit
    submit = timestamp(job.submit_time)
    # What is held or depends on something does not grow older in the queue.
    waits = job.waiting and (job.held or job.dependencies)
    eligible = "Unknown" if waits else timestamp(job.begin_time or job.submit_time)
    shown = "UNLIMITED" if limit >= UNLIMITED else format_time_limit(limit)
    return [
        f"RunTime={format_time_limit(int(job.elapsed(now)))} TimeLimit={shown} TimeMin=N/A",
        f"SubmitTime={submit} EligibleTime={eligible}",
        f"AccrueTime={eligible}",
        f"StartTime={timestamp(job.start_time or job.begin_time, 'Unknown')} EndTime={timestamp(end, 'Unknown')} "
        "Deadline=N/A",
        f"SuspendTime=None SecsPreSuspend=0 LastSchedEval={timestamp(job.start_time, submit)} Scheduler=Main",
        f"Partition={job.request.partition} AllocNode:Sid={job.submit_host}:{job.submit_sid}",
    ]


def _where(job: Job, description: Description) -> list[str]:
    request = job.request
    nodes = f"{len(job.shares)}" if job.shares else _asked_nodes(job)
    lines = [
        f"ReqNodeList={compress(request.nodelist) or '(null)'} ExcNodeList={compress(request.exclude) or '(null)'}",
        f"NodeList={compress(job.nodes)}",
        *([f"BatchHost={job.nodes[0]}"] if job.shares else []),
        f"NumNodes={nodes} NumCPUs={job.cpus} NumTasks={job.tasks} CPUs/Task={max(1, request.cpus_per_task)} "
        "ReqB:S:C:T=0:0:*:*",
        f"ReqTRES={scontrol_text(requested(job))}",
        f"AllocTRES={scontrol_text(allocated(job.shares, description)) if job.shares else '(null)'}",
        f"Socks/Node=* NtasksPerN:B:S:C={request.ntasks_per_node}:0:*:* CoreSpec=*",
        f"MinCPUsNode={max(1, request.ntasks_per_node) * max(1, request.cpus_per_task)} {_memory(job)} "
        "MinTmpDiskNode=0",
        "Features=(null) DelayBoot=00:00:00",
        f"OverSubscribe={'NO' if request.exclusive else 'OK'} Contiguous=0 Licenses=(null) Network=(null)",
    ]
    return lines


def _asked_nodes(job: Job) -> str:
    low, high = job.request.min_nodes, job.request.max_nodes
    return f"{low}-{high}" if high and (low, high) != (1, 1) else str(low)


def _memory(job: Job) -> str:
    request = job.request
    if request.mem_per_cpu:
        return f"MinMemoryCPU={memory(request.mem_per_cpu)}"
    return f"MinMemoryNode={memory(request.mem_per_node)}"


def _files(job: Job) -> list[str]:
    lines = [
        f"Command={' '.join([job.command, *job.arguments]) if job.command else '(null)'}",
        f"WorkDir={job.work_dir}",
        *([f"Comment={job.comment}"] if job.comment else []),
        f"StdErr={output_path(job, error=True)}",
        "StdIn=/dev/null",
        f"StdOut={output_path(job)}",
    ]
    if per_node(job) != "N/A":
        lines.append(f"TresPerNode={per_node(job)}")
    if job.request.cpus_per_task:
        lines.append(f"TresPerTask=cpu={job.request.cpus_per_task}")
    return lines
