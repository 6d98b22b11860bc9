"""Trace a plan in a process of its own: torch and transformers never enter this one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..domain.memory.traced import Trace
from ..domain.plan import Plan
from ..errors import LlmtuiError, RequestError
from ..render.environment import software
from ..render.trace_json import trace_json
from ..runtime import events as ev
from .reach.link import is_here
from .submission.staging import RUNTIME_PACKAGE, runtime_zip

#: Seconds between two looks at what the trace reports.
_LOOK_S = 0.2
#: A trace takes seconds; one that takes this long will not end.
_LIMIT_S = 600.0
#: The Python whose libraries are traced, where it is not the one that runs llmtui.
PYTHON_VARIABLE = "LLMTUI_TRACE_PYTHON"


def trace(plan: Plan, progress: Callable[[str], None], stop: Callable[[], bool] = lambda: False) -> Trace:
    """Run the runtime's trace with the libraries that the job will have, as far as they are on this machine.

    On a login node of the plan's cluster these are the cluster's own: its modules or container, as in the job script.
    Else it is the Python in LLMTUI_TRACE_PYTHON, or this one. `progress` is told in words how far it is; the process
    ends when `stop` says so. Raises RequestError for what cannot be traced or where the libraries are missing,
    LlmtuiError when the trace fails.
    """
    with TemporaryDirectory(prefix="llmtui-trace-") as name:
        folder = Path(name)
        (folder / "run.json").write_text(trace_json(plan, "events.jsonl"))
        (folder / "runtime.zip").write_bytes(runtime_zip())
        progress("tracing: loading torch and transformers")
        process = _start(_command(plan), folder)
        try:
            found = _follow(process, folder, progress, stop)
        finally:
            # A container or a shell may stand between this process and the one that traces.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return found


def _command(plan: Plan) -> list[str]:
    work = f"-m {RUNTIME_PACKAGE} trace --config run.json"
    python = os.environ.get(PYTHON_VARIABLE)
    if python or plan.software is None or plan.cluster.embedded or not is_here(plan.cluster):
        return [python or sys.executable, *work.split()]
    # After the setup, for a module may set the variable anew.
    path = 'export PYTHONPATH="runtime.zip${PYTHONPATH:+:$PYTHONPATH}"'
    run = f"exec {plan.software.run_prefix} python3 {work}"
    return ["bash", "-l", "-c", "\n".join([*software(plan), path, run])]


def _start(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    # Without a GPU in sight nothing of the trace can end up on one.
    path = os.pathsep.join(["runtime.zip", *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": path, "CUDA_VISIBLE_DEVICES": "", "HF_HUB_OFFLINE": "1"}
    try:
        with open(folder / "log", "wb") as log:
            return subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
    except OSError as error:
        raise RequestError(f"cannot start {command[0]}: {error.strerror}", hint=f"see {PYTHON_VARIABLE}") from error


def _follow(
    process: subprocess.Popen[bytes], folder: Path, progress: Callable[[str], None], stop: Callable[[], bool]
) -> Trace:
    began = time.monotonic()
    while True:
        ended = process.poll() is not None
        events = _events(folder)
        if ended:
            return _result(events, folder)
        if stop():
            raise LlmtuiError("the trace was stopped")
        seconds = time.monotonic() - began
        if seconds > _LIMIT_S:
            raise LlmtuiError(f"the trace did not end within {_LIMIT_S:.0f} s", hint="estimate it without --trace")
        progress(f"tracing: {_words(events)}, {seconds:.0f} s")
        time.sleep(_LOOK_S)


def _events(folder: Path) -> list[dict[str, Any]]:
    path = folder / "events.jsonl"
    return ev.read_lines(path.read_text(errors="replace")) if path.exists() else []


def _words(events: list[dict[str, Any]]) -> str:
    last = events[-1] if events else {}
    if last.get("phase") == ev.TRACING:
        return f"step {last.get('done', 0) + 1} of {last.get('total', 0)}"
    return "building the model" if events else "loading torch and transformers"


def _result(events: list[dict[str, Any]], folder: Path) -> Trace:
    for event in reversed(events):
        if event["event"] == ev.TRACED:
            return _trace(event)
        if event["event"] == ev.ERROR:
            message = str(event.get("message", ""))
            if message.startswith("this job needs the package"):
                raise RequestError(
                    message, hint=f"pip install 'llmtui[runtime]', or name another Python in {PYTHON_VARIABLE}"
                )
            raise LlmtuiError(f"the trace failed: {message}", hint="estimate it without --trace")
    lines = (folder / "log").read_text(errors="replace").strip().splitlines()
    raise LlmtuiError(f"the trace ended without a result: {lines[-1] if lines else 'no output'}")


def _trace(event: Mapping[str, Any]) -> Trace:
    def sizes(name: str) -> dict[str, int]:
        return {str(key): int(value) for key, value in event[name].items()}

    return Trace(
        parameters=int(event["parameters"]),
        trainable_parameters=int(event["trainable_parameters"]),
        phases=sizes("phases"),
        sizes=sizes("sizes"),
        peak=sizes("peak"),
        versions={str(key): str(value) for key, value in event["versions"].items()},
        seconds=float(event["runtime_s"]),
    )
