"""Login shells of every kind with noisy, hostile start-up files: what a script says comes back byte for byte."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.realslurm.needs import without
from tests.realssh import needs
from tests.realssh.server import sshd

from llmtui.remote import kept
from llmtui.remote.facts import SCRIPT
from llmtui.remote.ssh.transport import SshTransport

from .dial import dial

NOISE = "echo 'Welcome to the machine'; echo 'disk nearly full' >&2\n"
#: Start-up files of each shell, as a user may have spoilt them.
HOMES = {
    "bash": {
        ".bashrc": f"{NOISE}alias printf=false echo=false\nset -o noclobber\nprintf() {{ :; }}\nexport -f printf\n"
    },
    "zsh": {".zshenv": f"{NOISE}alias printf=false\nsetopt noclobber\n", ".zshrc": NOISE},
    "tcsh": {".cshrc": "echo 'Welcome to the machine'\nalias printf false\nset noclobber\n"},
    "fish": {".config/fish/config.fish": "echo 'Welcome'; echo 'to you' >&2\nfunction printf; end\n"},
}
PACKAGES = {"tcsh": "tcsh", "fish": "fish", "zsh": "zsh", "bash": "bash"}
#: Every byte but NUL that a text may hold, and both kinds of quotes next to each other.
HOSTILE = "".join(map(chr, range(1, 128))) + "é'\"'!{a,b}~$HOME`id`\\"


@contextmanager
def login_with(shell: str, folder: Path) -> Iterator[SshTransport]:
    """A login whose commands are read by that shell; where it is not installed the test ends here."""
    needs.need()
    if shutil.which(shell) is None:
        without(f"needs {shell}: apt-get install --no-install-recommends {PACKAGES[shell]}")
    home = folder / "home of user"
    for name, text in HOMES[shell].items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    # As sshd does with a user's login shell: the command is the argument of -c. A command that was forced is given to
    # the account's own shell, which exec takes out of the way.
    forced = f'ForceCommand exec {shutil.which(shell)} -c "$SSH_ORIGINAL_COMMAND"'
    environment = {"HOME": str(home), "LANG": "xx_XX.UTF-8", "LC_ALL": "xx_XX.UTF-8", "SQUEUE_FORMAT": "%u"}
    # What is forced would take the place of a subsystem too.
    options = [forced, "Subsystem sftp internal-sftp"]
    with sshd(folder / "server", options=options, environment=environment) as server:
        transport = SshTransport(dial(server))
        try:
            yield transport
        finally:
            transport.close()


@pytest.mark.parametrize("shell", list(HOMES))
def test_what_a_script_says_comes_back_whatever_the_login_shell(shell: str, tmp_path: Path) -> None:
    with login_with(shell, tmp_path) as transport:
        for number in range(3):
            text = 'printf "%s" "$V"; printf "%s" "$V" >&2; : > "$P"; : > "$P"; exit 9'
            result = transport.script(text, values={"V": HOSTILE, "P": str(tmp_path / "written")})
            assert (result.exit_code, result.out.raw, result.err.raw) == (9, HOSTILE, HOSTILE), number
        assert transport.run(["sh", "-c", 'echo "$LC_ALL|$SQUEUE_FORMAT"']).out.raw == "C|\n"
        facts = transport.facts()
        assert (facts.home, facts.environment["HOME"]) == (str(tmp_path / "home of user"),) * 2
        assert "LC_ALL" not in facts.environment
        transport.put_files(str(tmp_path), {"a": (b"x" * 100_000, 0o640)})
        assert transport.read_at(str(tmp_path / "a"), 0, 5) == (b"xxxxx", 100_000)


@pytest.mark.parametrize("shell", list(HOMES))
def test_the_noise_is_there_to_be_heard(shell: str, tmp_path: Path) -> None:
    with login_with(shell, tmp_path) as transport:
        channel = transport._dialled.transport.open_session()
        channel.exec_command("exec /bin/sh")
        channel.sendall(b"exit\n")
        heard = channel.makefile("rb").read()
        channel.close()
    assert b"Welcome" in heard


@pytest.mark.parametrize("shell", ["fish", "tcsh"])
def test_that_shell_reads_the_command(shell: str, tmp_path: Path) -> None:
    words = {"fish": "set x a b; count $x", "tcsh": "set x = ( a b ); echo $#x"}
    with login_with(shell, tmp_path) as transport:
        channel = transport._dialled.transport.open_session()
        channel.exec_command(words[shell])
        assert channel.makefile("rb").read().endswith(b"2\n")
        channel.close()


def test_slurms_commands_are_found_where_only_a_login_shell_looks(tmp_path: Path) -> None:
    needs.need()
    commands, home, plain = tmp_path / "slurm bin", tmp_path / "home", tmp_path / "plain"
    for folder in (commands, home, plain):
        folder.mkdir()
    for name in ("squeue", "sbatch"):
        (commands / name).write_text("#!/bin/sh\n")
        (commands / name).chmod(0o755)
    # This machine's own folders may hold a Slurm.
    for name in "bash date env id sed sh timeout uname".split():
        (plain / name).symlink_to(shutil.which(name) or name)
    (home / ".bash_profile").write_text(f'{NOISE}export PATH="{commands}:/usr/bin:/bin" SCRATCH=/scratch/me\n')
    with sshd(tmp_path / "server", environment={"HOME": str(home), "PATH": str(plain)}) as server:
        transport = SshTransport(dial(server))
        # The very first command finds them; by the plain PATH none would.
        assert transport.script("command -v squeue").exit_code == 0
        assert transport.script(f'PATH="{plain}"; command -v squeue').exit_code == 127
        assert transport.facts().environment["SCRATCH"] == "/scratch/me"
        assert transport.script("command -v squeue; echo $PATH").out.raw == (
            f"{commands}/squeue\n{commands}:/usr/bin:/bin:{plain}\n"
        )
        assert transport.run(["sbatch"]).outcome == "ok"
        transport.close()


def test_slurms_commands_on_the_plain_path_stay_the_ones_that_are_used(tmp_path: Path) -> None:
    needs.need()
    for name in ("squeue", "sbatch"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    with sshd(tmp_path / "server", environment={"HOME": str(tmp_path), "PATH": f"{tmp_path}:/usr/bin:/bin"}) as server:
        transport = SshTransport(dial(server))
        transport.facts()
        assert transport.script("echo $PATH").out.raw == f"{tmp_path}:/usr/bin:/bin\n"
        transport.close()


@pytest.mark.parametrize(("profile", "has"), [("export A=1", True), ("exit 3", False), ("sleep 30", False)])
def test_a_profile_that_hangs_or_fails_costs_only_its_variables(
    profile: str, has: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs.need()
    monkeypatch.setattr(kept, "SCRIPT", SCRIPT.replace("timeout -k 1 20", "timeout -k 1 1"))
    (tmp_path / ".bash_profile").write_text(f"{profile}\n")
    with sshd(tmp_path / "server", environment={"HOME": str(tmp_path), "B": "2"}) as server:
        transport = SshTransport(dial(server))
        began = time.monotonic()
        environment = transport.facts().environment
        assert time.monotonic() - began < 5
        assert (environment.get("B"), "A" in environment) == ("2", has)
        transport.close()
