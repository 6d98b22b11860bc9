"""What a cluster says of itself is safe to show and to build paths from, or it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmtui.remote.facts import understand
from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import Result

#: A clipboard write, a C1 introducer, a text that runs backwards, a bell, a zero-width space.
HOSTILE = ["\x1b]52;c;aGk=\x07", "\x9b2J", "\u202egnp.exe", "a\x07", "a\u200bb"]


def _answer(host: str = "login1", user: str = "alice", home: str = "/home/alice") -> Result:
    said = f"\x1ehost {host}\x1euser {user}\x1ehome {home}\x1eslurm yes\x1eplain A=1\0\x1enow 100\x1e"
    return Result.said("ok", 0, said, "")


def test_plain_answers_are_taken_as_they_are() -> None:
    facts = understand(_answer(user="jørgen", home="/home/jørgen x"), 100.0).facts
    assert (facts.host, facts.user, facts.home) == ("login1", "jørgen", "/home/jørgen x")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_host_name_is_cleaned_and_a_user_or_home_refused(text: str) -> None:
    host = understand(_answer(host=f"login{text}"), 100.0).facts.host
    assert (host.isprintable(), host.startswith("login")) == (True, True)
    for answer, what in ((_answer(user=text), "user name"), (_answer(home=f"/home/{text}"), "home")):
        with pytest.raises(OSError, match=f"the {what} has characters") as caught:
            understand(answer, 100.0)
        assert str(caught.value).isprintable()


@pytest.mark.parametrize("text", HOSTILE)
def test_the_same_on_this_machine(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("socket.gethostname", lambda: f"node{text}")
    facts = LocalTransport().facts()
    assert (facts.host.isprintable(), facts.home) == (True, str(tmp_path))
    monkeypatch.setenv("HOME", f"/home/{text}")
    with pytest.raises(OSError, match="the home has characters"):
        LocalTransport().facts()
