"""Paths as users write them: ~ and ~NAME, and what is said where there is no such user."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from llmtui.errors import RequestError
from llmtui.remote.errors import LoginRefusedError
from llmtui.remote.ssh.tokens import expand
from llmtui.remote.userpath import expanded, home, shortened
from llmtui.services.paths import Paths


def test_homes_are_put_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    mine = pwd.getpwuid(os.getuid())
    assert expanded("~/a") == tmp_path / "a"
    assert expanded(f"~{mine.pw_name}/a") == Path(mine.pw_dir) / "a"
    assert [expanded(text) for text in ("a/~b", "/x", "")] == [Path("a/~b"), Path("/x"), Path()]
    assert shortened(f"{tmp_path}/a/b") == "~/a/b"
    assert shortened(f"{tmp_path}x/a") == f"{tmp_path}x/a"


def test_no_such_user_is_a_wrong_request_with_its_field() -> None:
    with pytest.raises(RequestError, match="no such user: nosuchuser") as caught:
        expanded("~nosuchuser/x", "training.dataset")
    assert caught.value.field == "training.dataset"
    assert "./~nosuchuser/x" in caught.value.hint


def test_a_user_whose_home_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(number: int) -> object:
        raise KeyError(number)

    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    with pytest.raises(RequestError, match="home folder is not known") as caught:
        home()
    assert caught.value.hint == "set HOME"
    assert shortened("/data/x") == "/data/x"


def test_a_key_of_no_user_ends_the_login_with_its_reason() -> None:
    with pytest.raises(LoginRefusedError, match="ssh_config: ~nosuchuser/key: there is no such user: nosuchuser"):
        expand("~nosuchuser/key", {})


def test_a_home_of_llmtui_of_no_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLMTUI_HOME", "~nosuchuser/llmtui")
    with pytest.raises(RequestError, match="no such user"):
        Paths.default()
