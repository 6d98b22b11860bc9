"""How a command of the embedded Slurm ends early: the lines for stderr and the exit code."""

from __future__ import annotations


class CommandError(Exception):
    """`lines` are printed on stderr as they are; `code` is the command's exit code."""

    def __init__(self, *lines: str, code: int = 1) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
        self.code = code


class RefusedError(Exception):
    """The controller's half says no; `message` is Slurm's text, `detail` a more precise line before it."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


def unsupported(command: str, what: str) -> CommandError:
    """Something that Slurm knows and the embedded one does not do."""
    return CommandError(f"{command}: error: {what} is not supported by the embedded Slurm")
