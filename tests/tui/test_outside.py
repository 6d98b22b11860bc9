"""A program that gets the terminal: it runs, or it is said why not."""

from __future__ import annotations

import sys

import pytest

from llmtui.errors import RequestError
from llmtui.tui.outside import run_outside


def test_the_command_is_said_and_run(capfd: pytest.CaptureFixture[str]) -> None:
    run_outside([sys.executable, "-c", "print('asked')"], "Log in to roihu.")
    said = capfd.readouterr().out
    assert said.splitlines()[0] == "Log in to roihu."
    assert said.splitlines()[-1] == "asked"


@pytest.mark.parametrize(
    ("command", "words"),
    [([sys.executable, "-c", "raise SystemExit(3)"], "exit code 3"), (["no-such-ssh"], "cannot be started")],
)
def test_what_does_not_run_is_an_error(command: list[str], words: str) -> None:
    with pytest.raises(RequestError, match=words):
        run_outside(command, "Log in to roihu.")
