"""The file of logins: what it keeps, and what it refuses."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from llmtui.errors import RequestError
from llmtui.services.reach.login import Logins, LoginSettings


def test_settings_are_kept_for_their_cluster_alone(tmp_path: Path) -> None:
    logins = Logins(tmp_path / "config" / "logins.json")
    assert logins.get("roihu") == LoginSettings()
    logins.save("roihu", LoginSettings(" roihu-gpu.csc.fi ", "alice"))
    logins.save("lumi", LoginSettings(client="openssh"))
    assert Logins(logins.path).get("roihu") == LoginSettings("roihu-gpu.csc.fi", "alice")
    assert logins.get("lumi").client == "openssh"
    assert stat.S_IMODE(logins.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("host", ["-oProxyCommand=x", "a b", "a\nb", "a;b", "$(x)", "é"])
def test_a_host_that_ssh_could_take_for_something_else_is_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(RequestError, match="not a host name"):
        Logins(tmp_path / "x.json").save("roihu", LoginSettings(host))


@pytest.mark.parametrize("user", ["-l", "a b", "root;id", "a@b c"])
def test_a_user_that_ssh_could_take_for_something_else_is_refused(tmp_path: Path, user: str) -> None:
    with pytest.raises(RequestError, match="not a user name"):
        Logins(tmp_path / "x.json").save("roihu", LoginSettings(user=user))


@pytest.mark.parametrize("text", ["{", "[]", '{"roihu": 1}', '{"roihu": {"host": 1}}', '{"roihu": {"client": "scp"}}'])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "logins.json"
    path.write_text(text)
    with pytest.raises(RequestError, match=r"logins\.json|not a client"):
        Logins(path).get("roihu")
