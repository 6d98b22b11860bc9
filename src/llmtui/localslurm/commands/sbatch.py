"""sbatch: check a script and its options, queue the job, print its id."""

from __future__ import annotations

import grp
import json
import os
import pwd
import shlex
import sys
import time

from ..controller import Controller
from ..environment import submitted
from ..errors import CommandError, RefusedError, unsupported
from ..hostlist import compress
from ..job import Job, Request
from ..options import Words, parse, table
from ..placement import free_nodes, place, standing_reason
from ..request import admit, read_request
from ..script import check_script, directives, wrapped
from ..store import write_atomic
from ..times import timestamp

_HONOURED = (
    "account|A= chdir|D= comment= constraint|C= cpus-per-task|c= error|e= exclude|x= exclusive=? export= gpus|G= "
    "gpus-per-node= gpus-per-task= gres= help|h job-name|J= mem= mem-per-cpu= mem-per-gpu= nodelist|w= nodes|N= "
    "ntasks|n= ntasks-per-node= open-mode= output|o= parsable partition|p= qos|q= quiet|Q reservation= test-only "
    "time|t= usage version|V wait|W wrap= "
)
#: Options that change what runs, and that this Slurm does not have.
_REFUSED = table(
    "array|a= batch= bb= bbf= begin|b= burst-buffer= clusters|M= cluster-constraint= container= container-id= "
    "cores-per-socket= cpus-per-gpu= deadline= dependency|d= export-file= external extra-node-info|B= gid= gpu-bind= "
    "hold|H input|i= licenses|L= mincpus= nodefile|F= ntasks-per-core= ntasks-per-gpu= ntasks-per-socket= "
    "overcommit|O prefer= signal= sockets-per-node= threads-per-core= time-min= tres-per-task= uid="
)
#: Options without a meaning on one machine, or that the lack of a mail program or of limits makes so.
_IDLE = (
    "acctg-freq= contiguous cpu-freq= delay-boot= distribution|m= extra= get-user-env=? gpu-freq= gres-flags= hint= "
    "ignore-pbs kill-on-invalid-dep= mail-type= mail-user= mcs-label= mem-bind= network= nice=? no-kill|k=? no-requeue "
    "oversubscribe|s power= priority= profile= propagate=? reboot requeue spread-job switches= thread-spec= tmp= "
    "use-min-nodes verbose|v wait-all-nodes= wckey= "
)
_TABLE = {**table(_HONOURED + _IDLE), **_REFUSED}
#: Variables that count more than the script's lines and less than the command line (sbatch manual).
_VARIABLES = {
    "SBATCH_ACCOUNT": "account",
    "SBATCH_PARTITION": "partition",
    "SBATCH_QOS": "qos",
    "SBATCH_TIMELIMIT": "time",
    "SBATCH_JOB_NAME": "job-name",
    "SBATCH_OUTPUT": "output",
    "SBATCH_ERROR": "error",
    "SBATCH_OPEN_MODE": "open-mode",
    "SBATCH_EXPORT": "export",
    "SBATCH_MEM_PER_NODE": "mem",
    "SBATCH_MEM_PER_CPU": "mem-per-cpu",
    "SBATCH_GPUS": "gpus",
    "SBATCH_GPUS_PER_NODE": "gpus-per-node",
}
_WAIT_S = 0.5


def run(words: list[str], state: str) -> int:
    """Submit one job. Raises CommandError."""
    line = parse("sbatch", _TABLE, words, mixed=False, code=255)
    if line.has("help") or line.has("usage"):
        sys.stdout.write("Usage: sbatch [options] script [args...]\n")
        return 0
    name, body = _script(line)
    options = _options(line, name, body)
    _refuse_unsupported(options)
    controller = _controller(state)
    try:
        request = read_request(options, controller.description)
        _check_names(options)
        job = _draft(options, request, name, words, line.rest[1:])
        if options.has("test-only"):
            return _test_only(controller, job)
        return _submit(controller, job, options, body)
    except RefusedError as refused:
        raise _refusal(refused, test=options.has("test-only")) from None


def _controller(state: str) -> Controller:
    try:
        return Controller(state)
    except (OSError, ValueError) as error:
        raise CommandError(f"sbatch: error: Batch job submission failed: {error}") from None


def _script(line: Words) -> tuple[str, bytes]:
    """The script's name as given ("" for --wrap and standard input) and its text."""
    wrap = line.last("wrap")
    if wrap is not None:
        if line.rest:
            raise CommandError("sbatch: error: Script arguments not permitted with --wrap option", code=255)
        return "", wrapped(wrap)
    if not line.rest:
        body = sys.stdin.buffer.read()
        check_script(body)
        return "", body
    try:
        with open(line.rest[0], "rb") as file:
            body = file.read()
    except OSError:
        raise CommandError(f"sbatch: error: Unable to open file {line.rest[0]}") from None
    check_script(body)
    return line.rest[0], body


def _options(line: Words, name: str, body: bytes) -> Words:
    """The script's options, then the environment's, then the command line's: the last one counts."""
    script = parse("sbatch", _TABLE, directives(body, name), mixed=False, code=255)
    if script.rest:
        raise CommandError(f"sbatch: error: Invalid directive found in batch script: {script.rest[0]}", code=255)
    variables = tuple((option, os.environ[key]) for key, option in _VARIABLES.items() if os.environ.get(key))
    return Words((*script.options, *variables, *line.options), line.rest)


def _refuse_unsupported(options: Words) -> None:
    for name in _REFUSED:
        if options.has(name) and not (name == "begin" and options.last(name) == "now"):
            raise unsupported("sbatch", f"--{name}")


def _check_names(options: Words) -> None:
    """Names that a cluster without accounting and without features or reservations does not know."""
    if (options.last("qos") or "normal") != "normal":
        raise RefusedError("Invalid qos specification")
    if options.last("constraint"):
        raise RefusedError("Invalid feature specification")
    if options.last("reservation"):
        raise RefusedError("Requested reservation is invalid")
    if (options.last("open-mode") or "append") not in ("append", "truncate", "a", "t"):
        raise CommandError("sbatch: error: Invalid --open-mode specification", code=255)


def _draft(options: Words, request: Request, script: str, words: list[str], arguments: tuple[str, ...]) -> Job:
    user = pwd.getpwuid(os.getuid())
    default = os.path.basename(script) or ("wrap" if options.has("wrap") else "sbatch")
    umask = os.umask(0o077)
    os.umask(umask)
    return Job(
        id=0,
        name=options.last("job-name") or default,
        user=user.pw_name,
        uid=user.pw_uid,
        group=_group_name(user.pw_gid),
        gid=user.pw_gid,
        request=request,
        token=os.urandom(16).hex(),
        work_dir=os.path.abspath(options.last("chdir") or os.getcwd()),
        output=options.last("output") or "",
        error=options.last("error") or "",
        command=os.path.abspath(script) if script else "",
        submit_time=time.time(),
        submit_host=os.uname().nodename,
        submit_sid=os.getsid(0),
        submit_line=shlex.join(["sbatch", *words]),
        arguments=list(arguments),
        append=(options.last("open-mode") or "t").startswith("a"),
        umask=umask,
        export=options.last("export") or "ALL",
        account=options.last("account") or "",
        comment=options.last("comment") or "",
    )


def _group_name(gid: int) -> str:
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)


def _submit(controller: Controller, job: Job, options: Words, body: bytes) -> int:
    store = controller.store
    store.make()
    environment = submitted(job.export, os.environ, store.folder)
    with store.locked():
        try:
            admit(job.request, controller.description)
        except RefusedError as refused:
            _keep_refused(controller, job, refused)
            raise
        job.id = store.take_id()
        os.makedirs(store.spool(job.id), mode=0o700)
        with open(os.path.join(store.spool(job.id), "slurm_script"), "wb") as file:
            os.fchmod(file.fileno(), 0o700)
            file.write(body)
        write_atomic(os.path.join(store.spool(job.id), "environment"), json.dumps(environment))
        store.save(job)
        controller.advance()
    if not options.has("quiet"):
        sys.stdout.write(f"{job.id}\n" if options.has("parsable") else f"Submitted batch job {job.id}\n")
        sys.stdout.flush()
    return _wait(controller, job.id) if options.has("wait") else 0


def _keep_refused(controller: Controller, job: Job, refused: RefusedError) -> None:
    """A configuration that no node has burns a job id and leaves a row for sacct (seen in 22.05 to 26.05)."""
    if "node configuration" not in refused.message:
        return
    job.id = controller.store.take_id()
    job.state, job.exit_code, job.end_time, job.reason = "FAILED", 1, job.submit_time, "BadConstraints"
    controller.store.save(job)


def _test_only(controller: Controller, job: Job) -> int:
    admit(job.request, controller.description)
    partition = controller.partition_of(job)
    if partition is None or standing_reason(job.request, partition):
        raise RefusedError("Requested partition configuration not available now")
    controller.store.make()
    jobs = controller.refresh()
    with controller.store.locked():
        job_id = controller.store.take_id()
    free = free_nodes(controller.description, jobs)
    nodes = [free[node.name] for node in controller.description.members(partition)]
    whole = [item for item in free_nodes(controller.description, []).values() if item.node.name in partition.nodes]
    now = place(job.request, nodes)
    shares = now or place(job.request, whole) or []
    start = time.time() if now else _earliest(jobs)
    processors = sum(share.cpus for share in shares)
    sys.stderr.write(
        f"sbatch: Job {job_id} to start at {timestamp(start)} using {processors} processors on nodes "
        f"{compress([share.node for share in shares])} in partition {partition.name}\n"
    )
    return 0


def _earliest(jobs: list[Job]) -> float:
    """When every job that runs now has ended at the latest."""
    ends = [job.start_time + (job.request.time_limit or 0) for job in jobs if job.start_time is not None]
    return max([time.time(), *ends])


def _refusal(refused: RefusedError, *, test: bool) -> CommandError:
    detail = [f"sbatch: error: {refused.detail}"] if refused.detail else []
    what = "allocation failure" if test else "sbatch: error: Batch job submission failed"
    return CommandError(*detail, f"{what}: {refused.message}")


def _wait(controller: Controller, job_id: int) -> int:
    """Wait for the end; the script's exit code, 1 for one that a signal ended."""
    while True:
        controller.refresh()
        job = controller.store.find(job_id)
        if job is None or not job.active:
            break
        time.sleep(_WAIT_S)
    if job is None or job.exit_signal:
        return 1
    return job.exit_code
