"""The door to every command: `sbatch`, `squeue` and the others, and `supervise` for the process behind a job."""

from __future__ import annotations

import importlib
import io
import os
import sys

from .errors import CommandError
from .launch import STATE_VARIABLE

VERSION = "24.11.5-llmtui-embedded"
COMMANDS = ("sbatch", "squeue", "sacct", "scancel", "sinfo", "srun", "scontrol")


def main(argv: list[str] | None = None) -> int:
    """Run one command; its exit code. Errors become lines on stderr."""
    words = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        # Names may hold any bytes, and a locale that cannot show them must not stop a command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    if not words or words[0] not in (*COMMANDS, "supervise"):
        sys.stderr.write(f"usage: python -m llmtui.localslurm {{{','.join(COMMANDS)}}} ...\n")
        return 2
    command, *rest = words
    state = os.environ.get(STATE_VARIABLE, "")
    try:
        return _run(command, rest, state)
    except CommandError as error:
        sys.stderr.write("".join(f"{line}\n" for line in error.lines))
        return error.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; Python's own attempt to flush at exit would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        sys.stderr.write(f"{command}: error: {error}\n")
        return 1


def _run(command: str, words: list[str], state: str) -> int:
    if words[:1] in (["--version"], ["-V"]):
        sys.stdout.write(f"slurm {VERSION}\n")
        return 0
    if not state:
        raise CommandError(f"{command}: error: {STATE_VARIABLE} does not name the embedded Slurm's state folder")
    if command == "supervise":
        from .supervisor import supervise

        return supervise(int(words[0]), state)
    module = importlib.import_module(f".commands.{command}", __package__)
    code: int = module.run(words, state)
    sys.stdout.flush()
    return code
