"""What a server asks: several prompts at once, what may be seen, hostile text, too many wrong answers, no end."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.realssh.proxy import proxy

from llmtui.domain.cluster import Cluster
from llmtui.errors import UnreachableError
from llmtui.remote.attempt import Attempt
from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.prompter import Prompter, Question
from llmtui.remote.ssh import login
from llmtui.remote.ssh.dial import dial
from llmtui.remote.ssh.dialled import Dialled
from llmtui.remote.target import Target
from llmtui.services.reach.connections import Connections, Opened

from .answers import Answer, Answers
from .prompting import Script, prompting

CLUSTER = Cluster("site", "Site")
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


class Slow(Answers):
    """Thinks for longer than the server may."""

    def ask(self, question: Question) -> Answer:
        time.sleep(0.7)
        return super().ask(question)


def test_the_users_time_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "AUTH_S", 0.6)
    with prompting(Script(TWO, right=[["secret", "123"]])) as port:
        log_in(port, Slow([["secret", "123"]], ["once"]))


def test_a_slow_user_with_a_wrong_answer_is_told_so_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "AUTH_S", 0.6)
    with prompting(Script(TWO, right=[["secret", "123"]])) as port:
        user = Slow([["wrong", "000"], ["secret", "123"]], ["once"])
        log_in(port, user)
        assert [question.attempt for question in user.questions] == [1, 2]
        user = Slow([["wrong", "000"]] * 3, ["once"])
        with pytest.raises(LoginRefusedError, match="refused the answers 3 times"):
            log_in(port, user)
        assert len(user.questions) == 3


def test_a_server_that_does_not_wait_for_a_slow_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "AUTH_S", 0.6)
    with prompting(Script(TWO)) as port, proxy(port) as relay:

        class Late(Slow):
            def ask(self, question: Question) -> Answer:
                relay.cut()
                return super().ask(question)

        with pytest.raises(LoginRefusedError, match="closed the connection during the login"):
            log_in(relay.port, Late([["secret", "123"]], ["once"]))


@pytest.mark.parametrize("case", ["wrong", "silent", "cut", "beyond"])
def test_no_failure_after_a_question_is_tried_again_by_itself(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each further try of a second factor is the user's: enough wrong ones lock the account."""
    monkeypatch.setattr(login, "AUTH_S", 0.6)
    tried = 0
    with prompting(Script(TWO, right=[["secret", "123"]], deaf=case == "silent")) as port, proxy(port) as relay:

        class User(Slow):
            def ask(self, question: Question) -> Answer:
                if case == "cut":
                    relay.cut()
                return super().ask(question)

        # The host on the way lets nobody go on from it.
        target = replace(at(1), jumps=(at(relay.port),)) if case == "beyond" else at(relay.port)

        def opener(
            cluster: Cluster, prompter: Prompter | None, lost: Callable[[str], None], attempt: Attempt
        ) -> Opened:
            nonlocal tried
            tried += 1
            dial(target, prompter, once=set(), attempt=attempt)
            raise AssertionError("nobody can have been let in")

        connections = Connections(opener, lambda cluster: None)
        answer = ["wrong", "000"] if case == "wrong" else ["secret", "123"]
        with pytest.raises(UnreachableError):
            connections.open(CLUSTER, User([answer] * 3, ["once"]))
        state = connections.state("site")
        assert (state.phase in {"lost", "refused"}, state.retry_at) == (True, None), state
        assert state.hint
        with pytest.raises(UnreachableError, match=re.escape(state.problem)):
            connections.transport(CLUSTER)
        assert tried == 1


def test_a_failure_before_any_question_is_tried_again_by_itself() -> None:
    def opener(cluster: Cluster, prompter: Prompter | None, lost: Callable[[str], None], attempt: Attempt) -> Opened:
        dial(at(1), prompter, once=set())
        raise AssertionError("nobody listens there")

    connections = Connections(opener, lambda cluster: None)
    with pytest.raises(UnreachableError):
        connections.open(CLUSTER, Answers())
    assert connections.state("site").retry_at is not None
