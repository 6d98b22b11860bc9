"""A text in the program that $EDITOR names, or another program in the user's terminal, while the app is suspended."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..domain.edits import LARGEST
from ..errors import RequestError

VARIABLE = "EDITOR"
_SET_IT = "set it to a program, with its options"
_STAYS = "what was written is in {}"


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """The words of $EDITOR, none where it is not set. Raises RequestError for one that is no command line."""
    try:
        return shlex.split(environment.get(VARIABLE, ""))
    except ValueError as error:
        raise RequestError(f"${VARIABLE} cannot be read: {error}", hint=_SET_IT) from error


def edit_outside(command: list[str], name: str, text: str) -> str:
    """Let the program edit the text in a file of that name and return what it left there; blocks until it ends.

    The file is in a folder that only the user can read. Raises RequestError when there is nothing that can be taken;
    a text that was written but cannot be taken stays where the message says.
    """
    folder = Path(tempfile.mkdtemp(prefix="llmtui-"))
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    _run([*command, str(path)], folder)
    found = _read(path)
    path.unlink()
    _remove(folder)
    return found


def _run(command: list[str], folder: Path) -> None:
    try:
        with _keyboard_goes_to_the_program():
            code = subprocess.run(command, check=False).returncode
    except OSError as error:
        _remove(folder)
        message = f"${VARIABLE}: {command[0]} cannot be started: {(error.strerror or str(error)).lower()}"
        raise RequestError(message, hint=_SET_IT) from error
    if code != 0:
        _remove(folder)
        raise RequestError(f"{Path(command[0]).name} ended with exit code {code}", hint="the text is as it was before")


def run_outside(command: Sequence[str], words: str) -> None:
    """Say what the program is for and run it with the terminal; blocks until it ends. Raises RequestError."""
    print(f"{words}\n$ {shlex.join(command)}", flush=True)
    try:
        with _keyboard_goes_to_the_program():
            code = subprocess.run(command, check=False).returncode
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RequestError(
            f"{command[0]} cannot be started: {reason}", hint="is OpenSSH's client installed?"
        ) from error
    if code != 0:
        raise RequestError(f"{Path(command[0]).name} ended with exit code {code}", hint="nothing was changed")


def _read(path: Path) -> str:
    where = _STAYS.format(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RequestError(f"cannot read {path}: {error.strerror}", hint="the text is as it was before") from error
    if len(data) > LARGEST:
        raise RequestError(f"{path.name} is too large for a file of a job: {len(data)} bytes", hint=where)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RequestError(f"{path.name}, line {line}: it is not UTF-8 text", hint=where) from error


def _remove(folder: Path) -> None:
    """The folder with what is in it: the program may have left a backup there."""
    for path in folder.iterdir():
        if not path.is_dir():
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


@contextmanager
def _keyboard_goes_to_the_program() -> Iterator[None]:
    """^C is for the program, which has the terminal: it must not end the app that waits for it.

    A handler that does nothing, because a program would inherit that the signal is ignored.
    """
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def has_editor() -> bool:
    """Whether $EDITOR is set to anything."""
    return bool(os.environ.get(VARIABLE, "").strip())
