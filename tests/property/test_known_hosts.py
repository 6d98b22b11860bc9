"""Our reader of known_hosts finds the lines that ssh-keygen finds, whatever stands in the file."""

from __future__ import annotations

import base64
import re
import subprocess
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.realssh import needs
from tests.realssh.scale import scale

from llmtui.remote.ssh import hostkeys, hostnames
from llmtui.remote.ssh.wire import packed

_HOSTS = ("a.example", "b.example", "login1", "10.0.0.7", "::1", "A.Example")
_PORTS = (22, 2222)


def key(number: int) -> str:
    """A key as it stands in a file."""
    return f"ssh-ed25519 {base64.b64encode(packed(b'ssh-ed25519', bytes([number]) * 32)).decode()}"


def has_key(line: str) -> bool:
    """Whether a line made here has a whole key."""
    return any(key(number) in line for number in range(6))


_PATTERNS = st.one_of(
    st.sampled_from([hostnames.listed(host, port) for host in _HOSTS for port in _PORTS]),
    st.sampled_from(
        ["*", "*.example", "?.example", "login?", "[*]:2222", "[*.example]:*", "A.EXAMPLE", "10.*", "*a*e*"]
    ),
    st.text(alphabet="ab.*?[]:12", min_size=1, max_size=8),
)
_NAMES = st.one_of(
    st.lists(st.tuples(st.sampled_from(["", "", "!"]), _PATTERNS).map("".join), min_size=1, max_size=3).map(",".join),
    st.builds(
        lambda host, port, salt: hostnames.hashed(hostnames.listed(host, port), salt),
        st.sampled_from(_HOSTS),
        st.sampled_from(_PORTS),
        st.binary(min_size=20, max_size=20),
    ),
)
_LINES = st.one_of(
    st.builds(
        lambda marker, names, number, end: f"{marker}{names} {key(number)}{end}",
        st.sampled_from(["", "", "", "@revoked ", "@cert-authority "]),
        _NAMES,
        st.integers(0, 5),
        st.sampled_from(["", " a comment", " \t"]),
    ),
    st.sampled_from(
        ["", "#", "# a.example x y", "   ", "a.example", "a.example ssh-ed25519", "a.example ssh-ed25519 !!"]
    ),
    st.text(alphabet="a.example @#!|1 \t", max_size=20),
)


def found_by_ssh_keygen(file: Path, name: str) -> set[int]:
    """The numbers of the lines that are for `name`."""
    done = subprocess.run(["ssh-keygen", "-F", name, "-f", str(file)], capture_output=True, text=True, check=False)
    return {int(number) for number in re.findall(r"^# Host .* found: line (\d+)", done.stdout, re.MULTILINE)}


@settings(max_examples=scale(60, 2000), deadline=None)
@given(st.lists(_LINES, max_size=8), st.sampled_from(_HOSTS), st.sampled_from(_PORTS))
def test_our_reader_finds_what_ssh_keygen_finds(lines: list[str], host: str, port: int) -> None:
    needs.need()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "known"
        file.write_text("\n".join(lines))
        known = hostkeys.read([str(file)])
        ours = {entry.line for entry in known.of(host, port)}
        # ssh-keygen names lines whose key is broken too; ours must have told of those.
        broken = {int(problem.removeprefix(f"{file}:").partition(":")[0]) for problem in known.problems}
        assert ours == found_by_ssh_keygen(file, hostnames.listed(host, port)) - broken
        assert [number for number in broken if has_key(lines[number - 1])] == []


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "known"
        file.write_bytes(data + f"\na.example {key(1)}\n".encode())
        known = hostkeys.read([str(file)])
        # A file that is no text in part still tells what its good lines say.
        assert [entry.key for entry in known.of("a.example", 22)][-1:]


def test_no_pattern_takes_long() -> None:
    assert not hostnames.matches("*a" * 200 + "b", "a" * 250)
    assert hostnames.matches("*a" * 200 + "*", "a" * 250)
