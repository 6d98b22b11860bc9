"""What the opener passes on: the site's renewal is named, and whether something else than a certificate may do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.realssh import needs

from llmtui.domain.cluster import Cluster
from llmtui.domain.site import Auth, AuthMethod
from llmtui.errors import UnreachableError
from llmtui.remote.attempt import Attempt
from llmtui.remote.errors import LoginRefusedError
from llmtui.remote.target import Client
from llmtui.services.reach.login import CLIENTS, Logins, LoginSettings
from llmtui.services.reach.opener import CONFIG_VARIABLE, SshOpener

from .cases import RENEW
from .lab import Lab


@pytest.mark.parametrize(
    ("methods", "tried"),
    [
        (("certificate",), False),
        (("certificate", "agent"), False),
        (("keyboard-interactive", "certificate"), True),
        (("key", "certificate"), True),
    ],
)
def test_the_renewal_is_named_whatever_else_may_do(
    methods: tuple[AuthMethod, ...], tried: bool, machines: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    place = f"HostName 127.0.0.1\nPort {machines.plain.port}\nUserKnownHostsFile {machines.known}\nIdentityAgent none\n"
    config.write_text(f"Host site\n{place}IdentityFile {machines.keys['expired']}\n")
    monkeypatch.setenv(CONFIG_VARIABLE, str(config))
    opener = SshOpener(Logins(tmp_path / "logins.json"), tmp_path / "state")
    cluster, before = Cluster("site", "Site", auth=Auth(methods, renew=RENEW)), machines.connections()
    with pytest.raises(LoginRefusedError, match=r"not tried|1 key tried") as caught:
        opener(cluster, None, lambda problem: None, Attempt())
    assert f"renew it: {RENEW}" in caught.value.hint
    assert (machines.connections() != before) is tried
    bare = Cluster("site", "Site", auth=Auth(methods))
    with pytest.raises(UnreachableError) as other:
        opener(bare, None, lambda problem: None, Attempt())
    assert RENEW not in other.value.hint


@pytest.mark.parametrize("client", CLIENTS)
def test_a_host_with_user_and_port_is_logged_in_to(
    client: Client, machines: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the settings have it, and as the host of a new cluster that nothing is known of."""
    config, server = tmp_path / "config", machines.plain
    config.write_text(f"UserKnownHostsFile {machines.known}\nIdentityFile {machines.keys['ed25519']}\nUser nobody\n")
    monkeypatch.setenv(CONFIG_VARIABLE, str(config))
    logins, place = Logins(tmp_path / "logins.json"), f"{server.user}@127.0.0.1:{server.port}"
    opener = SshOpener(logins, tmp_path / "state")
    for cluster, host in (("site", place), ("other", "")):
        logins.save(cluster, LoginSettings(host, client=client))
        found = opener(Cluster(cluster, cluster, login_hosts=(place,)), None, lambda problem: None, Attempt())
        assert found.where == place
        assert found.transport.script("echo there").out.raw == "there\n"
        found.transport.close()


@pytest.mark.parametrize("client", CLIENTS)
def test_an_ipv6_address_is_taken_as_it_is(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs.need()
    (tmp_path / "config").write_text("User me\n")
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path / "config"))
    logins = Logins(tmp_path / "logins.json")
    logins.save("site", LoginSettings("[::1]:2222", client=client))
    target = SshOpener(logins, tmp_path / "state").target(Cluster("site", "Site"))
    assert (target.alias, target.host, target.user, target.port) == ("::1", "::1", "me", 2222)


@pytest.mark.parametrize("host", ["roihu..csc.fi", ".csc.fi", f"{'a' * 64}.csc.fi"])
def test_what_no_name_can_look_like_is_no_such_host(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs.need()
    (tmp_path / "config").write_text("")
    monkeypatch.setenv(CONFIG_VARIABLE, str(tmp_path / "config"))
    opener = SshOpener(Logins(tmp_path / "logins.json"), tmp_path / "state")
    with pytest.raises(UnreachableError, match="no such host name") as caught:
        opener(Cluster("site", "Site", login_hosts=(host,)), None, lambda problem: None, Attempt())
    assert caught.value.exit_code == 3
    assert "check the name" in caught.value.hint
