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


@pytest.mark.parametrize(
    ("text", "host", "user", "port", "place"),
    [
        ("h", "h", "", 0, "h"),
        ("127.0.0.1:2222", "127.0.0.1", "", 2222, "127.0.0.1:2222"),
        ("bob@h.csc.fi", "h.csc.fi", "bob", 0, "h.csc.fi"),
        (" a@b@h:22 ", "h", "a@b", 22, "h:22"),
        ("::1", "::1", "", 0, "::1"),
        ("[::1]", "::1", "", 0, "::1"),
        ("[::1]:22", "::1", "", 22, "[::1]:22"),
        ("bob@[fe80::1%eth0]:65535", "fe80::1%eth0", "bob", 65535, "[fe80::1%eth0]:65535"),
    ],
)
def test_user_and_port_in_the_host_go_to_their_places(
    tmp_path: Path, text: str, host: str, user: str, port: int, place: str
) -> None:
    logins = Logins(tmp_path / "logins.json")
    kept = logins.save("roihu", LoginSettings(text))
    assert kept == LoginSettings(host, user, "paramiko", port) == logins.get("roihu")
    assert kept.place == place
    assert logins.save("roihu", LoginSettings(place, user)) == kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("h:", "'' is not a port"),
        ("h:ssh", "'ssh' is not a port"),
        ("h:0", "not a port"),
        ("h:65536", "not a port"),
        ("[::1]:", "not a port"),
        ("[::1", "not a host name"),
        ("[::1]22", "not a host name"),
        ("a:b:c", "not a host name"),
        (":22", "not a host name"),
        ("bob@", "not a host name"),
        ("@h", "not a host name"),
        ("b;c@h", "not a user name"),
        ("-l@h", "not a user name"),
        ("al@h", "two user names: al and bob"),
    ],
)
def test_a_place_that_makes_no_sense_is_told(tmp_path: Path, text: str, words: str) -> None:
    user = "bob" if text == "al@h" else ""
    with pytest.raises(RequestError, match=words) as caught:
        Logins(tmp_path / "x.json").save("roihu", LoginSettings(text, user))
    assert caught.value.hint
    assert words != "not a host name" or "[USER@]HOST[:PORT]" in caught.value.hint


@pytest.mark.parametrize("user", ["-l", "a b", "root;id", "a@b c"])
def test_a_user_that_ssh_could_take_for_something_else_is_refused(tmp_path: Path, user: str) -> None:
    with pytest.raises(RequestError, match="not a user name"):
        Logins(tmp_path / "x.json").save("roihu", LoginSettings(user=user))


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"roihu": 1}',
        '{"roihu": {"host": 1}}',
        '{"roihu": {"client": "scp"}}',
        '{"roihu": {"port": -1}}',
        '{"roihu": {"port": "22"}}',
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "logins.json"
    path.write_text(text)
    with pytest.raises(RequestError, match=r"logins\.json|not a client"):
        Logins(path).get("roihu")
