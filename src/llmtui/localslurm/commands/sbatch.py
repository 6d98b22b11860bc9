"""sbatch: check a script and its options, queue the job, print its id."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace

from ..conditions import check
from ..controller import Controller
from ..environment import submitted
from ..errors import CommandError, RefusedError, unsupported
from ..job import Job
from ..options import Words, parse, table
from ..request import admit, read_request
from ..script import check_script, directives, wrapped
from ..store import write_atomic
from .sbatch_draft import draft
from .sbatch_test import test_only

_HONOURED = (
    "account|A= array|a= chdir|D= comment= constraint|C= cpus-per-task|c= dependency|d= error|e= exclude|x= "
    "exclusive=? export= gpus|G= gpus-per-node= gpus-per-task= gres= help|h hold|H job-name|J= kill-on-invalid-dep= "
    "mem= mem-per-cpu= mem-per-gpu= no-requeue nodelist|w= nodes|N= ntasks|n= ntasks-per-node= open-mode= output|o= "
    "parsable partition|p= qos|q= quiet|Q requeue reservation= signal= test-only time|t= usage version|V wait|W wrap= "
)
#: Options that change what runs, and that this Slurm does not have.
_REFUSED = table(
    "batch= bb= bbf= begin|b= burst-buffer= clusters|M= cluster-constraint= container= container-id= "
    "cores-per-socket= cpus-per-gpu= deadline= export-file= external extra-node-info|B= gid= input|i= "
    "licenses|L= mincpus= nodefile|F= ntasks-per-core= ntasks-per-gpu= ntasks-per-socket= overcommit|O prefer= "
    "sockets-per-node= threads-per-core= time-min= tres-per-task= uid="
)
#: Options without a meaning on one machine, or that the lack of a mail program or of limits makes so.
_IDLE = (
    "acctg-freq= contiguous cpu-freq= delay-boot= distribution|m= extra= get-user-env=? gpu-bind= gpu-freq= "
    "gres-flags= hint= ignore-pbs mail-type= mail-user= mcs-label= mem-bind= network= nice=? no-kill|k=? "
    "oversubscribe|s power= priority= profile= propagate=? reboot spread-job switches= thread-spec= tmp= "
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
    "SBATCH_ARRAY_INX": "array",
    "SBATCH_DEPENDENCY": "dependency",
    "SBATCH_NO_REQUEUE": "no-requeue",
    "SBATCH_REQUEUE": "requeue",
    "SBATCH_SIGNAL": "signal",
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
        job = draft(options, request, name, words, line.rest[1:])
        if options.has("test-only"):
            return test_only(controller, job)
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


def _submit(controller: Controller, job: Job, options: Words, body: bytes) -> int:
    store = controller.store
    store.make()
    environment = submitted(job.export, os.environ, store.folder)
    with store.locked():
        try:
            admit(job.request, controller.description)
            check(job.dependencies, store)
        except RefusedError as refused:
            _keep_refused(controller, job, refused)
            raise
        job.id = store.take_id()
        job.array = replace(job.array, id=job.id) if job.array else None
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
    job.id, job.array = controller.store.take_id(), None
    job.state, job.exit_code, job.end_time, job.reason = "FAILED", 1, job.submit_time, "BadConstraints"
    controller.store.save(job)


def _refusal(refused: RefusedError, *, test: bool) -> CommandError:
    detail = [f"sbatch: error: {refused.detail}"] if refused.detail else []
    what = "allocation failure" if test else "sbatch: error: Batch job submission failed"
    return CommandError(*detail, f"{what}: {refused.message}")


def _wait(controller: Controller, job_id: int) -> int:
    """Wait for the end of the job or the array; the highest exit code, 1 for a script that a signal ended."""
    while any(job.base_id == job_id for job in controller.refresh()):
        time.sleep(_WAIT_S)
    job = controller.store.find(job_id)
    ended = controller.store.array(job_id) if job and job.array else [job]
    return max((1 if job is None or job.exit_signal else job.exit_code for job in ended), default=1)
