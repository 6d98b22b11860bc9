"""The job that a submission describes, before it has an id."""

from __future__ import annotations

import grp
import os
import pwd
import shlex
import time

from ..arrays import Array, read_array
from ..dependency import Dependency, read_dependencies
from ..errors import CommandError, RefusedError
from ..job import Job, Request, TimeSignal
from ..options import Words
from ..signals import read_time_signal


def draft(options: Words, request: Request, script: str, words: list[str], arguments: tuple[str, ...]) -> Job:
    """Everything but the id. Raises CommandError for what sbatch itself refuses, RefusedError for the rest."""
    _check_names(options)
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
        array=_array(options),
        dependencies=_dependencies(options),
        kill_on_invalid_dep=_yes(options, "kill-on-invalid-dep"),
        held="JobHeldUser" if options.has("hold") else "",
        requeue=_requeue(options),
        time_signal=_signal(options),
    )


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


def _array(options: Words) -> Array | None:
    text = options.last("array")
    try:
        return read_array(text) if text else None
    except ValueError:
        raise RefusedError("Invalid job array specification") from None


def _dependencies(options: Words) -> list[Dependency]:
    try:
        return read_dependencies(options.last("dependency") or "")
    except ValueError:
        raise RefusedError("Job dependency problem") from None


def _signal(options: Words) -> TimeSignal | None:
    text = options.last("signal")
    try:
        return None if text is None else read_time_signal(text)
    except ValueError:
        raise CommandError("sbatch: error: Invalid --signal specification", code=255) from None


def _requeue(options: Words) -> bool:
    """The later of --requeue and --no-requeue counts; without either a job is not requeued (JobRequeue=0)."""
    return next((name == "requeue" for name, _ in reversed(options.options) if name.endswith("requeue")), False)


def _yes(options: Words, name: str) -> bool:
    text = options.last(name)
    if text not in (None, "yes", "no"):
        raise CommandError(f"sbatch: error: Invalid --{name} specification", code=255)
    return text == "yes"


def _group_name(gid: int) -> str:
    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)
