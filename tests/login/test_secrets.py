"""After a login nothing of ours, and nothing that it left behind, knows the passphrase or the code."""

from __future__ import annotations

import gc
import logging
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.realssh import needs

from llmtui.errors import UnreachableError
from llmtui.remote.ssh.dial import dial
from llmtui.remote.ssh.dialled import Dialled

from .answers import Answers
from .lab import CODE, PASSPHRASE, Lab

_CANARIES = (PASSPHRASE, CODE)


def reachable(start: object) -> str:
    """The text of everything that can be reached from an object, modules and types left out."""
    seen: dict[int, object] = {}
    todo = [start]
    while todo:
        thing = todo.pop()
        if id(thing) in seen or isinstance(thing, (type, type(gc), type(gc.collect), type(reachable))):
            continue
        seen[id(thing)] = thing
        todo += gc.get_referents(thing)
    texts = (thing for thing in seen.values() if isinstance(thing, (str, bytes, bytearray)))
    return "\n".join(text if isinstance(text, str) else bytes(text).decode("latin-1") for text in texts)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Everything that anybody logs, paramiko's own log too."""
    path = tmp_path / "log"
    handler = logging.FileHandler(path)
    loggers = [logging.getLogger(), logging.getLogger("paramiko")]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    try:
        yield path
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
            logger.setLevel(logging.WARNING)
        handler.close()


def log_in(machines: Lab, user: Answers) -> Dialled:
    return dial(machines.target(machines.factors["one"], "locked"), user, once=set())


def test_after_a_login_with_passphrase_and_code(machines: Lab, log: Path) -> None:
    needs.need_pam()
    user = Answers([[PASSPHRASE], [CODE]])
    link = log_in(machines, user)
    try:
        assert [canary for canary in _CANARIES if canary in reachable(link)] == []
        held = reachable([link, [PASSPHRASE]])
        assert [canary for canary in _CANARIES if canary in held] == [PASSPHRASE], "the search finds what is there"
        said = " ".join([repr(link), repr(user.questions), *user.told])
        assert [canary for canary in _CANARIES if canary in said] == []
    finally:
        link.close()
    text = log.read_text()
    assert "Authentication (keyboard-interactive) successful" in text, "paramiko's own log was seen"
    assert [canary for canary in _CANARIES if canary in text] == []


@pytest.mark.parametrize(
    "answers",
    [[[PASSPHRASE], None], [[PASSPHRASE], ["0"], ["0"], ["0"]], [[f"{PASSPHRASE}-x"], [f"{PASSPHRASE}-y"], None]],
    ids=["given up", "wrong codes", "wrong passphrases"],
)
def test_after_a_login_that_failed(answers: list[list[str] | None], machines: Lab, log: Path) -> None:
    needs.need_pam()
    with pytest.raises(UnreachableError) as caught:
        log_in(machines, Answers(answers))
    error = caught.value
    said = "".join(traceback.format_exception(error)) + " ".join(error.lines()) + repr(error) + log.read_text()
    assert [canary for canary in _CANARIES if canary in said] == []


def test_nothing_is_forwarded(machines: Lab) -> None:
    target = machines.target(None, "ed25519", agent=machines.agent)
    before = machines.log()
    link = dial(replace(target), None, once=set())
    channel = link.transport.open_session()
    channel.exec_command('printf %s "$SSH_AUTH_SOCK$DISPLAY"')
    assert channel.makefile().read() == b""
    link.close()
    heard = machines.log()[len(before) :]
    assert "exec" in heard
    assert [word for word in ("auth-agent-req", "x11-req", "tcpip-forward") if word in heard] == []
