"""What a server asks: several prompts at once, what may be seen, hostile text, too many wrong answers, no end."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from llmtui.errors import UnreachableError
from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.prompter import Question
from llmtui.remote.ssh import login
from llmtui.remote.ssh.dial import dial
from llmtui.remote.ssh.dialled import Dialled
from llmtui.remote.target import Target

from .answers import Answer, Answers
from .prompting import Script, prompting

TWO = [[("Password: ", False), ("Token: ", True)]]


def at(port: int) -> Target:
    return Target("site", "127.0.0.1", "someone", port)


def log_in(port: int, user: Answers | None) -> Dialled:
    link = dial(at(port), user, once=set())
    link.close()
    return link


def test_two_prompts_at_once_and_what_may_be_seen() -> None:
    script = Script(TWO, right=[["secret", "123"]], title="Site", instructions="Push sent")
    user = Answers([["secret", "123"]], ["once"])
    with prompting(script) as port:
        assert log_in(port, user).asked
    (question,) = user.questions
    assert [(prompt.text.line(), prompt.echo) for prompt in question.prompts] == [
        ("Password:", False),
        ("Token:", True),
    ]
    assert question.text.lines() == ["Site", "Push sent"]
    assert "someone@127.0.0.1" in question.title
    assert script.heard == [["secret", "123"]]


def test_a_round_without_prompts_is_answered_and_its_text_told() -> None:
    script = Script([[("Password: ", False)], []], right=[["secret"], []], instructions="approve \x1b[2Jon your phone")
    user = Answers([["secret"]], ["once"])
    with prompting(script) as port:
        assert log_in(port, user).asked
    assert "127.0.0.1: approve on your phone" in user.told
    assert len(user.questions) == 1


def test_what_the_server_writes_is_remote_text() -> None:
    script = Script([[("\x1b]0;owned\x07Code\u202e: ", True)]], right=[["1"]], title="[b]x[/b]\n\x1b[31m")
    user = Answers([["1"]], ["once"])
    with prompting(script) as port:
        log_in(port, user)
    (question,) = user.questions
    assert question.prompts[0].text.line() == "Code:"
    assert "\x1b" not in repr(question) + question.title + "".join(question.text.lines())


def test_three_wrong_answers_are_the_end() -> None:
    script = Script(TWO, right=[["secret", "123"]])
    user = Answers([["a", "b"]] * 3, ["once"])
    with prompting(script) as port, pytest.raises(LoginRefusedError, match="refused the answers 3 times"):
        log_in(port, user)
    assert [question.attempt for question in user.questions] == [1, 2, 3]
    assert len(script.heard) == 3


def test_a_password_is_the_last_way_and_is_asked_for() -> None:
    script = Script([], password="secret")
    user = Answers([["wrong"], ["secret"]], ["once"])
    with prompting(script) as port:
        assert log_in(port, user).asked
    assert user.prompts == [f"someone@127.0.0.1:{port}'s password:"] * 2
    with prompting(Script([], password="secret")) as port, pytest.raises(LoginRefusedError):
        log_in(port, Answers([["wrong"]] * 3, ["once"]))
    with prompting(Script([], password="secret")) as port, pytest.raises(NeedsUserError):
        log_in(port, Answers([None], ["once"]))


def test_nobody_is_asked_where_nobody_is(tmp_path: Path) -> None:
    script = Script(TWO, right=[["secret", "123"]])
    known = tmp_path / "known"
    with prompting(script) as port:
        target = Target("site", "127.0.0.1", "someone", port, known_hosts=(str(known),))
        dial(target, Answers([["secret", "123"]], ["save"]), once=set()).close()
        with pytest.raises(NeedsUserError, match="asks for"):
            dial(target, None, once=set())
    assert len(script.heard) == 1


def test_a_server_that_takes_the_answer_and_stays_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "AUTH_S", 0.6)
    before = threading.active_count()
    script = Script(TWO, deaf=True)
    started = time.monotonic()
    with prompting(script) as port, pytest.raises(UnreachableError, match="no answer to the login"):
        log_in(port, Answers([["secret", "123"]], ["once"]))
    assert time.monotonic() - started < 5
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert threading.active_count() <= before


def test_the_users_time_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "AUTH_S", 0.6)

    class Slow(Answers):
        def ask(self, question: Question) -> Answer:
            time.sleep(1.2)
            return super().ask(question)

    with prompting(Script(TWO, right=[["secret", "123"]])) as port:
        log_in(port, Slow([["secret", "123"]], ["once"]))
