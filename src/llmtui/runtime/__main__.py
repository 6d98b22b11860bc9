"""python -m llmtui_runtime train|infer|trace --config run.json [--argument value ...]"""

from __future__ import annotations

import sys
from typing import Optional, Sequence

from . import events as ev
from .args import AnyArguments, ArgumentsError, InferArguments, TrainArguments
from .commandline import parse
from .errors import RunError, first_line
from .events import Events
from .process import end, rank


def main(argv: Optional[Sequence[str]] = None) -> int:
    """Exit code 0 done, 1 failed, 2 wrong arguments."""
    try:
        arguments = parse(sys.argv[1:] if argv is None else argv)
    except ArgumentsError as error:
        print(f"llmtui: error: {error}", file=sys.stderr)
        return 2
    events = Events(arguments.events_path, rank())
    try:
        _run(arguments, events)
    except RunError as error:
        return _fail(events, str(error))
    except ModuleNotFoundError as error:
        return _fail(events, f"this job needs the package {error.name}, which {sys.executable} does not have")
    except BaseException as error:
        if _is_out_of_memory(error):
            return _fail(events, f"out of memory: {first_line(error)}")
        # Whatever else ends the run is put on record before it is raised again with its traceback.
        events.write(ev.ERROR, message=f"{type(error).__name__}: {error}"[:2000], rank=events.rank)
        raise
    return 0


def _run(arguments: AnyArguments, events: Events) -> None:
    if isinstance(arguments, TrainArguments):
        from .train import run as train

        train(arguments, events)
    elif isinstance(arguments, InferArguments):
        from .infer import run as infer

        infer(arguments, events)
    else:
        from .trace import run as trace

        trace(arguments, events)


def _is_out_of_memory(error: BaseException) -> bool:
    """torch's own error for GPUs (its text has the numbers), and what its allocator says for host memory."""
    return type(error).__name__ == "OutOfMemoryError" or "can't allocate memory" in str(error)


def _fail(events: Events, message: str) -> int:
    who = "" if events.active else f"rank {events.rank}: "
    print(f"llmtui: error: {who}{message}", file=sys.stderr, flush=True)
    events.write(ev.ERROR, message=message, rank=events.rank)
    return 1


if __name__ == "__main__":
    end(main())
