"""A day of a user's: a cluster behind sshd, made known, looked at, submitted to, lost, found again, cleaned up."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.realslurm.cluster import RealSlurm, real_slurm
from tests.realslurm.needs import need as need_slurm
from tests.realslurm.site import Node, Partition, Site
from tests.realssh.needs import need as need_ssh
from tests.realssh.proxy import Proxy, proxy
from tests.realssh.server import Sshd, sshd

from llmtui.catalog.jobfile import load_job
from llmtui.domain.record import JobRecord
from llmtui.errors import RequestError
from llmtui.remote.target import Client
from llmtui.services.newcluster.create import Request
from llmtui.services.paths import Paths
from llmtui.services.reach.login import CLIENTS, LoginSettings
from llmtui.services.reach.opener import CONFIG_VARIABLE
from llmtui.services.session import Session
from llmtui.services.watching.budget import Rules

JOB = """\
version: 1
name: answer
task: script
model: EleutherAI/gpt-neo-1.3B
placement: {cluster: lab, partition: all, nodes: 1, processes_per_node: 1, time: "00:05:00"}
script: {command: bash work.sh, files: [work.sh]}
"""
WORK = """\
mkdir -p output
echo forty-two | tee output/answers.txt
until [ -e go ]; do sleep 0.2; done
"""
#: What a training run leaves, but for the weights.
TRAIN = """\
cat > config.json <<'END'
{"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
 "intermediate_size": 128, "vocab_size": 256}
END
"""
#: A job that stops early the first time, as one does that saved a checkpoint.
STOPS = """\
if [ -e checkpoint ]; then sleep 2; exit 0; fi
touch checkpoint
rm -f claim
exit 85
"""
NEXT = """\
version: 1
name: next
task: inference
model: job:answer
placement: {cluster: lab, partition: all, nodes: 1, processes_per_node: 1, time: "00:05:00"}
inference: {prompts: prompts.jsonl}
"""


@dataclass(frozen=True)
class Place:
    """One user's llmtui on one side, a login node with Slurm on the other, a line between them."""

    folder: Path
    slurm: RealSlurm
    server: Sshd
    line: Proxy
    session: Session


@pytest.fixture(scope="module")
def slurm() -> Iterator[RealSlurm]:
    need_slurm()
    need_ssh()
    with real_slurm(Site("lab", [Node("n1", 8, 16384)], [Partition("all", ["n1"])], []), ordinary=True) as running:
        yield running


@pytest.fixture
def site(slurm: RealSlurm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = f"{slurm.commands}:/usr/local/bin:/usr/bin:/bin"
    there = {**slurm.environment, "PATH": path, "SCRATCH": str(scratch)}
    with sshd(tmp_path / "sshd", environment=there) as server, proxy(server.port) as line:
        (tmp_path / "known_hosts").write_text(f"[127.0.0.1]:{line.port} {server.host_key}\n")
        (tmp_path / "ssh_config").write_text(
            f"Host lab-login\n HostName 127.0.0.1\n Port {line.port}\n User {server.user}\n IdentityFile {server.key}\n"
            f" IdentitiesOnly yes\n UserKnownHostsFile {tmp_path}/known_hosts\n"
        )
        monkeypatch.setenv(CONFIG_VARIABLE, f"{tmp_path}/ssh_config")
        # This machine is no login node: its own Slurm commands are not found.
        monkeypatch.setenv("PATH", _without_slurm(tmp_path))
        # This Slurm is nobody's else: how seldom a site's is asked is tested elsewhere, and takes minutes.
        monkeypatch.setattr("llmtui.services.watching.watchcalls.rules_of", lambda *words: Rules(0.2, per_minute=10**6))
        session = Session(Paths(tmp_path / "config", tmp_path / "state", tmp_path / "cache"))
        yield Place(tmp_path, slurm, server, line, session)
        session.close()


def _without_slurm(folder: Path) -> str:
    """A PATH with ssh and the tools that scripts use, and no sbatch."""
    commands = folder / "commands"
    commands.mkdir()
    for place in ("/usr/bin", "/bin"):
        for name in os.listdir(place):
            if not name.startswith(("sbatch", "squeue", "sacct", "scontrol", "scancel", "sinfo", "srun")):
                target = commands / name
                if not target.exists():
                    target.symlink_to(f"{place}/{name}")
    return str(commands)


def until(session: Session, record: JobRecord, *states: str, limit_s: float = 40.0) -> JobRecord:
    deadline = time.monotonic() + limit_s
    while True:
        session.refresh()
        found = session.find(record.id)
        if found.state in states:
            return found
        assert time.monotonic() < deadline, (found.state, found.seen, found.problem)
        time.sleep(0.3)


def test_a_day(site: Place) -> None:
    session = site.session
    made = session.new_cluster(Request("lab", session.paths.clusters / "lab.yaml", host="lab-login"))
    assert made.cluster.name == "lab"
    job = site.folder / "job.yaml"
    job.write_text(JOB)
    (site.folder / "work.sh").write_text(WORK)
    draft = session.preview(load_job(job, ()), site.folder)
    assert draft.errors == ()
    verdict = session.test_only(draft)
    assert verdict.ok, verdict.text
    record = session.submit(draft)
    running = until(session, record, "RUNNING")
    site.line.cut()
    limit = time.monotonic() + 2.0
    while session.connections.state("lab").phase == "open" and time.monotonic() < limit:
        time.sleep(0.01)
    assert session.connections.state("lab").phase == "lost"
    (Path(running.run_dir) / "go").touch()
    # Another window, months later as far as it can know: all it has is the journal.
    session.close()
    later = Session(session.paths)
    ended = until(later, record, "COMPLETED")
    assert (ended.job_id, ended.status and ended.status.exit_code) == (running.job_id, "0:0")
    assert "forty-two" in later.log_follower(ended, from_start=True).poll().text
    fetched = later.folders.fetch(ended, site.folder / "here", lambda done, size, name: None)
    assert (fetched.folder / "output" / "answers.txt").read_text() == "forty-two\n"
    later.folders.deletion([ended])(ended)
    assert not Path(ended.run_dir).exists()
    assert later.find(record.id).deleted_at is not None
    later.close()


def test_the_result_of_a_job_is_the_model_of_the_next(site: Place) -> None:
    session = site.session
    session.new_cluster(Request("lab", session.paths.clusters / "lab.yaml", host="lab-login"))
    for name, text in (
        ("job.yaml", JOB),
        ("work.sh", TRAIN),
        ("next.yaml", NEXT),
        ("prompts.jsonl", '{"text": "x"}\n'),
    ):
        (site.folder / name).write_text(text)
    first = session.submit(session.preview(load_job(site.folder / "job.yaml", ()), site.folder))
    first = until(session, first, "COMPLETED")
    session.close()
    later, wanted = Session(session.paths), load_job(site.folder / "next.yaml", ())
    with pytest.raises(RequestError, match="known after login: connect to lab"):
        later.preview(wanted, site.folder)
    assert later.connections.states() == (), "a preview opens no connection"
    later.reach_model(wanted)
    draft = later.preview(wanted, site.folder, copy_inputs=True)
    assert (draft.plan.model.hidden_size, draft.plan.model.location) == (64, first.output_path)
    made = later.submit(draft)
    folder = Path(made.run_dir)
    assert json.loads((folder / "run.json").read_text())["arguments"]["model_name_or_path"] == first.output_path
    assert [path.name for path in (folder / "inputs").iterdir()] == ["prompts"], "the model was not copied"
    later.cancel(made)
    with pytest.raises(RequestError, match="job answer ran on lab, and this one goes to local"):
        later.preview(load_job(site.folder / "next.yaml", ["placement.cluster=local"]), site.folder)
    later.close()


def test_a_run_that_goes_on_by_hand_keeps_its_folder(site: Place) -> None:
    """While the new job waits only the queue tells of it, then its marks do; the run follows it to its end."""
    session = site.session
    session.new_cluster(Request("lab", session.paths.clusters / "lab.yaml", host="lab-login"))
    (site.folder / "job.yaml").write_text(JOB)
    (site.folder / "work.sh").write_text(STOPS)
    record = session.submit(session.preview(load_job(site.folder / "job.yaml", ()), site.folder))
    stopped = until(session, record, "FAILED")
    assert stopped.status is not None
    assert stopped.status.exit_code == "85:0"
    job_id = int(site.slurm.out("sbatch", "--parsable", "--hold", "job.sh", cwd=Path(record.run_dir)))
    with pytest.raises(RequestError, match=f"job lab/{job_id} waits or works in it"):
        session.folders.deletion([stopped])(stopped)
    site.slurm.out("scontrol", "release", str(job_id))
    limit = time.monotonic() + 30.0
    while session.find(record.id).job_id != job_id and time.monotonic() < limit:
        session.refresh(force=True)
        time.sleep(0.2)
    done = until(session, record, "COMPLETED")
    assert (done.job_id, done.former) == (job_id, (stopped.job_id,))
    session.folders.deletion([done])(done)
    assert not Path(record.run_dir).exists()


@pytest.mark.parametrize("client", CLIENTS)
def test_doctor_looks_at_it_over_either_client(site: Place, client: Client) -> None:
    site.session.new_cluster(Request("lab", site.session.paths.clusters / "lab.yaml", host="lab-login"))
    site.session.save_login("lab", LoginSettings("lab-login", client=client))
    checks = {check.name: check for check in site.session.doctor(site.session.cluster("lab"))}
    assert site.server.user in checks["login"].text
    # No library is installed for the login's Python; a Slurm that keeps no accounts will do.
    red = {name for name, check in checks.items() if check.ok is False}
    libraries = {"torch", "transformers", "accelerate", "peft", "huggingface_hub", "datasets"}
    assert "torch" in red <= {"internet", *libraries}
    assert "without sacct" in checks["accounting"].hint
    assert all(check.hint for check in checks.values() if check.ok is False)
