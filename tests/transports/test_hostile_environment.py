"""Variables of a login that change what Slurm's commands print or submit: over both ways by SSH they change nothing."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tests.realslurm import needs as slurm_needs
from tests.realslurm.cluster import RealSlurm, real_slurm
from tests.realslurm.site import Node, Partition, Site
from tests.realssh import needs
from tests.realssh.server import Sshd, sshd

from llmtui.remote.ssh.transport import SshTransport
from llmtui.remote.transport import Transport
from llmtui.slurm import commands
from llmtui.slurm.lookup import squeue_folders

from .dial import dial
from .opensshway import NO_CONFIG, opened, target_of

pytestmark = pytest.mark.realslurm

_NODE = f"h{os.getpid()}"
_SITE = Site(
    "hostile",
    [Node(_NODE, 4, 4096)],
    [Partition("main", [_NODE], "1:00:00"), Partition("other", [_NODE], "2:00:00")],
    ["SelectTypeParameters=CR_Core"],
    accounts=("proj", "rich"),
)
HOSTILE = {
    "SQUEUE_STATES": "R",
    "SQUEUE_FORMAT": "%i %j",
    "SQUEUE_FORMAT2": "name",
    "SQUEUE_PARTITION": "other",
    "SQUEUE_SORT": "-i",
    "SACCT_FORMAT": "jobid",
    "SLURM_TIME_FORMAT": "relative",
    "SLURM_CLUSTERS": "elsewhere",
    "SBATCH_TIMELIMIT": "2:00:00",
    "SBATCH_PARTITION": "other",
    "SBATCH_ACCOUNT": "rich",
    "SBATCH_REQUEUE": "1",
}


@pytest.fixture(scope="module")
def slurm() -> Iterator[RealSlurm]:
    needs.need()
    slurm_needs.need(database=True)
    with real_slurm(_SITE) as running:
        yield running


@pytest.fixture(scope="module")
def servers(slurm: RealSlurm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Sshd]]:
    """One whose logins have what Slurm needs, and one that sets all of the above as well."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(sshd(tmp_path_factory.mktemp(name), environment={**slurm.environment, **more}))
            for name, more in (("plain", {}), ("hostile", HOSTILE))
        }


@contextmanager
def over_paramiko(server: Sshd) -> Iterator[Transport]:
    transport = SshTransport(dial(server))
    try:
        yield transport
    finally:
        transport.close()


@contextmanager
def over_openssh(server: Sshd) -> Iterator[Transport]:
    with tempfile.TemporaryDirectory(prefix="lo", dir="/tmp") as state, opened(target_of(server), Path(state)) as way:
        yield way


def out(transport: Transport, words: list[str]) -> str:
    result = transport.run(words)
    assert result.outcome == "ok", result.complaint
    return result.out.raw


def submitted(transport: Transport, *words: str) -> int:
    answer = out(transport, ["sbatch", "--parsable", "--export=NONE", "--output=/dev/null", *words])
    return int(answer.partition(";")[0])


def described(transport: Transport, job: int) -> dict[str, str]:
    """What was asked for, as the controller has it."""
    words = dict(word.partition("=")[::2] for word in out(transport, commands.scontrol_show_job(job)).split())
    return {name: words[name] for name in ("Account", "Partition", "TimeLimit", "Requeue", "JobState")}


@pytest.mark.parametrize("way", [over_paramiko, over_openssh], ids=["paramiko", "ssh program"])
def test_they_change_no_answer_and_no_job(way: type, slurm: RealSlurm, servers: dict[str, Sshd]) -> None:
    with way(servers["plain"]) as plain, way(servers["hostile"]) as hostile:
        jobs = [submitted(transport, "--hold", "--wrap=true") for transport in (plain, hostile)]
        assert described(plain, jobs[0]) == described(hostile, jobs[1])
        assert described(hostile, jobs[1])["Partition"] == "main"
        done = submitted(hostile, "--wrap=exit 3")

        def recorded() -> bool:
            text = out(plain, commands.sacct([*jobs, done]))
            return (
                all(f"{job}\x1f" in text for job in jobs) and "FAILED" in text and "01:00:00" in text.split("FAILED")[1]
            )

        slurm.daemons.until("all of it in the database", recorded, 30)
        for asked in (commands.squeue(), commands.sacct([*jobs, done]), squeue_folders()):
            assert out(plain, asked) == out(hostile, asked)
        assert all(str(job) in out(hostile, commands.squeue()) for job in jobs)
        assert f"{done}\x1fFAILED\x1f3:0\x1f" in out(hostile, commands.sacct([done]))
        for job in jobs:
            out(hostile, commands.scancel([job]))


def test_a_command_without_the_frame_would_be_led_astray(servers: dict[str, Sshd]) -> None:
    """The same words, typed at the same login."""
    answers = {}
    for name, server in servers.items():
        target = target_of(server)
        place = ["-i", str(server.key), f"-oUserKnownHostsFile={target.known_hosts[0]}", f"-p{server.port}"]
        words = ["ssh", *NO_CONFIG, "-oBatchMode=yes", *place, target.host, "sbatch", "--parsable", "-H", "--wrap=true"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=30, check=False)
        answers[name] = done.returncode
    assert answers["plain"] == 0
    assert answers["hostile"] != 0, "SLURM_CLUSTERS sends it to a cluster that is not there"
