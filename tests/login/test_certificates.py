"""Certificates: read as ssh-keygen reads them, used while they are valid, never tried when they are not."""

from __future__ import annotations

import getpass
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.realssh import needs
from tests.realssh.server import keygen, new_key, sshd

from llmtui.remote.errors import LoginRefusedError, NeedsUserError
from llmtui.remote.hostkey import HostKey
from llmtui.remote.ssh import certificate, hostcertificate
from llmtui.remote.ssh.dial import dial
from llmtui.remote.ssh.publickey import from_line
from llmtui.remote.ssh.wire import WireError
from llmtui.remote.target import Target

from .answers import Answers
from .cases import RENEW
from .lab import Lab, sign, ssh_add, ssh_agent
from .prompting import Script, prompting


def attempts(log: str) -> int:
    """How many proofs a server was shown."""
    return len(re.findall(r"userauth-request for user \S+ service ssh-connection method publickey", log))


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_a_certificate_is_read_as_ssh_keygen_reads_it(kind: str, tmp_path: Path) -> None:
    needs.need()
    new_key(tmp_path / "authority")
    path = sign(tmp_path, new_key(tmp_path / "key", kind), "20260102030405Z:20270102030405Z")
    read = certificate.read(path)
    assert time.strftime("%Y%m%d%H%M%S", time.gmtime(read.valid_from)) == "20260102030405"
    assert read.expires_at is not None
    assert time.strftime("%Y%m%d%H%M%S", time.gmtime(read.expires_at)) == "20270102030405"
    assert (read.kind, read.key_id, read.principals) == ("user", "test", (getpass.getuser(), "nobody"))
    assert read.key == from_line((tmp_path / "key.pub").read_text())
    assert read.authority.fingerprint in keygen("-L", "-f", str(path))
    assert (read.valid(read.expires_at - 1), read.expired(read.expires_at), read.too_early(read.valid_from - 1)) == (
        True,
        True,
        True,
    )


def test_forever_has_no_end_and_rubbish_is_told(tmp_path: Path) -> None:
    needs.need()
    new_key(tmp_path / "authority")
    path = sign(tmp_path, new_key(tmp_path / "key"), "always:forever")
    assert certificate.read(path).expires_at is None
    blob = certificate.read(path).whole.blob
    for end in range(0, len(blob), 7):
        with pytest.raises(WireError):
            certificate.parse(blob[:end])
    with pytest.raises(WireError):
        certificate.read(tmp_path / "key.pub")


def test_an_expired_one_makes_no_attempt(machines: Lab) -> None:
    before, reached = machines.log(), machines.connections()
    with pytest.raises(LoginRefusedError, match="expired on"):
        dial(machines.target(None, "expired"), None, once=set(), renew=RENEW)
    assert machines.connections() == reached, "the server must not have heard of it"
    # The same counting finds the attempt of a login that is made.
    dial(machines.target(None, "valid"), None, once=set()).close()
    assert attempts(machines.log()) == attempts(before) + 1
    assert machines.connections() == reached + 1


def test_the_end_of_the_one_in_use_is_told(machines: Lab) -> None:
    link = dial(machines.target(None, "valid"), None, once=set())
    link.close()
    assert link.certificate_expires_at == certificate.read(Path(f"{machines.keys['valid']}-cert.pub")).expires_at
    plain = dial(machines.target(None, "ed25519"), None, once=set())
    plain.close()
    assert plain.certificate_expires_at is None


def test_a_certificate_file_may_lie_elsewhere(machines: Lab, tmp_path: Path) -> None:
    key = Path(shutil.copy(machines.keys["valid"], tmp_path / "key"))
    elsewhere = shutil.copy(f"{machines.keys['valid']}-cert.pub", tmp_path / "from-the-site.pub")
    target = machines.target(identity_files=(str(key),), certificate_files=(str(elsewhere),))
    assert dial(target, None, once=set()).certificate_expires_at is not None


@pytest.mark.parametrize("name", ["valid", "valid-rsa"])
def test_a_certificate_in_the_agent_works(name: str, machines: Lab, tmp_path: Path) -> None:
    ssh_add(machines.agent, machines.keys[name])
    target = machines.target(agent=machines.agent, identities_only=True, identity_files=(f"{machines.keys[name]}.pub",))
    link = dial(target, None, once=set())
    link.close()
    assert link.certificate_expires_at is not None


def test_a_certificate_on_disk_works_with_its_key_in_the_agent(machines: Lab, tmp_path: Path) -> None:
    key = Path(shutil.copy(machines.keys["valid-locked"], tmp_path / "key"))
    keygen("-q", "-p", "-P", "canary-passphrase-7f3a", "-N", "", "-f", str(key))
    ssh_add(machines.agent, key)
    target = machines.target(None, "valid-locked", agent=machines.agent)
    user = Answers()
    link = dial(target, user, once=set())
    link.close()
    assert link.certificate_expires_at is not None
    assert user.questions == []


def test_a_host_certificate_is_taken_from_an_authority_that_is_known(tmp_path: Path) -> None:
    needs.need()
    authority = new_key(tmp_path / "authority")
    host_key = new_key(tmp_path / "host")
    signed = sign(tmp_path, host_key, "-1h:+1h", host="127.0.0.1")
    options = [f"HostKey {host_key}", f"HostCertificate {signed}"]
    with sshd(tmp_path / "server", options=options) as server:
        known = tmp_path / "known"
        known.write_text(f"@cert-authority [127.0.0.*]:{server.port} {Path(f'{authority}.pub').read_text()}")
        target = Target("x", "127.0.0.1", server.user, server.port, (str(server.key),), known_hosts=(str(known),))
        link = dial(target, None, once=set())
        link.close()
        shown = from_line(Path(f"{host_key}.pub").read_text())
        assert link.host_key == HostKey(shown.kind, shown.fingerprint, f"signed by the authority in {known}:1", True)
        # Another authority vouches for nobody.
        known.write_text(
            known.read_text().replace(
                from_line(Path(f"{authority}.pub").read_text()).base64, server.host_key.split()[1]
            )
        )
        user = Answers(hosts=["once"])
        dial(target, user, once=set()).close()
        assert len(user.unknown) == 1


@pytest.mark.parametrize(
    ("validity", "name", "fits"),
    [("-1h:+1h", "a.example", True), ("-2h:-1h", "a.example", False), ("-1h:+1h", "b.example", False)],
)
def test_a_host_certificate_is_for_its_names_and_its_time(validity: str, name: str, fits: bool, tmp_path: Path) -> None:
    needs.need()
    authority = from_line(Path(f"{new_key(tmp_path / 'authority')}.pub").read_text())
    one = certificate.read(sign(tmp_path, new_key(tmp_path / "host"), validity, host="a.example"))
    assert hostcertificate.vouched(one, name, [authority], time.time()) is fits
    user = certificate.read(sign(tmp_path, new_key(tmp_path / "user"), "-1h:+1h"))
    assert not hostcertificate.vouched(user, getpass.getuser(), [authority], time.time())


@contextmanager
def of_another_site(folder: Path) -> Iterator[tuple[str, Path]]:
    """An agent with a valid certificate that another authority has signed; the agent and the key."""
    new_key(folder / "authority")
    key = new_key(folder / "elsewhere")
    sign(folder, key, "-1h:+1h")
    with tempfile.TemporaryDirectory(prefix="lo", dir="/tmp") as short, ssh_agent(Path(short) / "agent") as agent:
        ssh_add(agent, key)
        yield agent, key


def test_the_certificate_of_another_site_is_no_reason_to_try(machines: Lab, tmp_path: Path) -> None:
    with of_another_site(tmp_path) as (agent, _):
        target, before = machines.target(None, "expired", agent=agent), machines.connections()
        with pytest.raises(LoginRefusedError, match="not tried"):
            dial(target, None, once=set(), renew=RENEW)
        assert machines.connections() == before
        # A new one from the same site is, wherever it lies.
        ssh_add(agent, machines.keys["valid"])
        dial(target, None, once=set(), renew=RENEW).close()


def test_one_under_a_usual_name_may_be_any_sites(machines: Lab, tmp_path: Path) -> None:
    """Such a file is read for every host, so an agent's certificate may be that of the site."""
    for suffix in ("", ".pub", "-cert.pub"):
        shutil.copy(f"{machines.keys['expired']}{suffix}", tmp_path / f"id_ed25519{suffix}")
    usual = str(tmp_path / "id_ed25519")
    with of_another_site(tmp_path) as (agent, _):
        target, before = machines.target(agent=agent, identity_files=(usual,)), machines.log()
        with pytest.raises(LoginRefusedError, match="refused") as caught:
            dial(target, None, once=set(), renew=RENEW)
        assert attempts(machines.log()) > attempts(before)
        assert f"renew it: {RENEW}" in caught.value.hint
        # Named for this host, it is this site's.
        reached = machines.connections()
        with pytest.raises(LoginRefusedError, match="not tried"):
            dial(replace(target, certificate_files=(f"{usual}-cert.pub",)), None, once=set(), renew=RENEW)
        assert machines.connections() == reached
    with pytest.raises(LoginRefusedError, match="not tried"):
        dial(machines.target(identity_files=(usual,)), None, once=set(), renew=RENEW)


def test_where_a_code_may_do_the_renewal_is_named_in_the_end(machines: Lab, tmp_path: Path) -> None:
    keys = (str(machines.keys["expired"]),)
    with prompting(Script([[("Code: ", True)]], right=[["1"]])) as port:
        known = tmp_path / "known"
        target = Target("site", "127.0.0.1", "someone", port, identity_files=keys, known_hosts=(str(known),))
        link = dial(target, Answers([["1"]], ["save"]), once=set(), renew=RENEW, only_certificates=False)
        link.close()
        assert link.asked
        with pytest.raises(NeedsUserError, match="asks for a password or a code") as nobody:
            dial(target, None, once=set(), renew=RENEW, only_certificates=False)
        with pytest.raises(LoginRefusedError, match="3 times") as wrong:
            dial(target, Answers([["0"]] * 3), once=set(), renew=RENEW, only_certificates=False)
    for caught in (nobody, wrong):
        assert f"renew the certificate: {RENEW}" in caught.value.hint
