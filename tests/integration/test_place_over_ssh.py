"""Around a job on a cluster behind a real sshd: doctor, quota, uploads, fetches that outlive the link, new files."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.drafts import quick_draft
from tests.realslurm import needs as slurm_needs
from tests.realslurm.cluster import real_slurm
from tests.realslurm.sites import SITES
from tests.realssh import needs
from tests.realssh.server import Sshd, sshd
from tests.transports.dial import dial
from tests.unit.services.test_prefetch import alone

from llmtui.catalog.clusterfile import parse_cluster
from llmtui.domain.bundle import InputFile
from llmtui.domain.cluster import Cluster
from llmtui.domain.site import Software
from llmtui.errors import CannotTellError, RequestError
from llmtui.remote.ssh.transport import SshTransport
from llmtui.services.doctor.check import Check
from llmtui.services.doctor.run import examine, exit_code
from llmtui.services.journal.records import Records
from llmtui.services.newcluster.create import Request, create
from llmtui.services.place.surround import maintenance
from llmtui.services.prefetch.fetch import Prefetch, following
from llmtui.services.quota.look import look
from llmtui.services.reach import here
from llmtui.services.reach.connections import Connection
from llmtui.services.reach.link import Link, is_here
from llmtui.services.session import Session
from llmtui.services.submission.runfolder import facts_of
from llmtui.services.submission.upload import check_there, put_inputs
from llmtui.services.watching.budget import QueryLog

SLOWHUB = Path(__file__).parents[1] / "fakes" / "slowhub"
MODEL = "EleutherAI/gpt-neo-1.3B"


@pytest.fixture(autouse=True)
def _programs() -> None:
    needs.need()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Sshd]:
    """A login node with a home of the test's, a slow hub, and no Slurm."""
    (tmp_path / "there").mkdir()
    hub = tmp_path / "hub"
    hub.mkdir()
    (hub / "files").write_text("config.json 10\nmodel.safetensors 600000\n")
    environment = {"HOME": str(tmp_path / "there"), "FAKE_HUB": str(hub), "FAKE_RATE": "400000"}
    with sshd(tmp_path / "sshd", environment=environment) as found:
        yield found


@contextmanager
def linked(server: Sshd, cluster: Cluster) -> Iterator[Link]:
    transport = SshTransport(dial(server))
    try:
        yield Link(cluster, transport, QueryLog())
    finally:
        transport.close()


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "llmtui"))
    setup = f'export PATH={Path(sys.executable).parent}:"$PATH" PYTHONPATH={SLOWHUB}'
    return Cluster(
        "lab",
        "A lab",
        login_hosts=("login.lab.org",),
        partitions=Session().cluster("local").partitions,
        default_partition="main",
        run_root="$HOME/runs",
        hf_home="~/hf",
        software=(Software("slow", (setup,)),),
    )


def test_a_fetch_outlives_the_link(server: Sshd, lab: Cluster, tmp_path: Path) -> None:
    plan = replace(quick_draft(lab, Session().model(MODEL, tmp_path), tmp_path).plan, account=None)
    plan = replace(plan, model=replace(plan.model, parameters=300_000))
    with linked(server, lab) as link:
        fetch = Prefetch(link, plan, tmp_path / "turns", alone(link))
        assert fetch.start(lambda text: None)[0].active
        deadline = time.monotonic() + 20
        while not (fetch.status()[0].have_bytes or 0) > 50_000:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        server.kill_sessions()
        time.sleep(0.3)
        with pytest.raises(CannotTellError):
            fetch.status()
    with linked(server, lab) as link:
        again = Prefetch(link, plan, tmp_path / "turns", alone(link))
        assert again.start(lambda text: None)[0].state in ("running", "done"), "nothing is begun twice"
        (done,) = following(again, lambda found: None, 0.3)
    assert (done.state, done.total_bytes) == ("done", 600010)
    calls = (tmp_path / "hub" / "log").read_text().splitlines()
    assert sum(call.startswith("token") for call in calls) == 1
    assert (tmp_path / "there" / "hf" / "hub" / "models--EleutherAI--gpt-neo-1.3B" / "blobs").is_dir()


def test_the_doctor_over_ssh(server: Sshd, lab: Cluster, tmp_path: Path) -> None:
    token = tmp_path / "there" / ".cache" / "huggingface" / "token"
    token.parent.mkdir(parents=True)
    token.write_text("hf_canarycanarycanary")
    token.chmod(0o644)
    told: list[Check] = []
    with linked(server, replace(lab, internet_on_login="no")) as link:
        state = Connection("lab", "open", where=f"{server.user}@127.0.0.1")
        checks = examine(link, Records(tmp_path / "records"), lambda: state, None, told.append)
    found = {check.name: check for check in checks}
    assert list(checks) == told
    assert found["login"].text.startswith(f"{server.user} on ")
    assert found["clock"].ok
    assert found["run folders"].text == f"{tmp_path}/there/runs, made at the first job"
    assert found["space"].ok
    assert (found["HF token"].ok, found["HF token"].hint) == (False, f"on the cluster: chmod 600 {token}")
    assert (found["python"].ok, found["torch"].ok) == (True, True)
    assert exit_code(checks) == 1
    assert "canary" not in repr(checks)


def test_inputs_over_ssh(server: Sshd, lab: Cluster, tmp_path: Path) -> None:
    model = tmp_path / "my-model"
    model.mkdir()
    (model / "config.json").write_text("{}")
    (model / "model.safetensors").write_bytes(b"w" * 3_000_000)
    data = tmp_path / "rows.jsonl"
    data.write_text('{"text": "x"}\n')
    inputs = (
        InputFile("model", str(model), "inputs/model/my-model"),
        InputFile("training.dataset", str(data), "inputs/dataset/rows.jsonl"),
    )
    root, told = tmp_path / "there" / "runs", [""]
    with linked(server, lab) as link:
        for run in ("one", "two"):
            link.transport.mkdir(f"{root}/{run}")
            put_inputs(link.transport, f"{root}/{run}", inputs, told.append)
            assert (root / run / "inputs/model/my-model/model.safetensors").stat().st_size == 3_000_000
            assert (root / run / "inputs/dataset/rows.jsonl").read_text() == data.read_text()
        assert f"{model} is on the cluster already" in told
        there = InputFile("training.dataset", "/data/none.jsonl", "/data/none.jsonl", on_cluster=True)
        with pytest.raises(RequestError, match=r"there is no /data/none\.jsonl on lab"):
            check_there(link.transport, "lab", (there,))
        assert look(link.transport, str(root), facts_of(link.transport, lab)).free_bytes


def test_a_real_slurm_behind_ssh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server_of: Callable[..., Sshd]
) -> None:
    """A cluster file made over the link, maintenance announced, the doctor, and whose login node this machine is."""
    slurm_needs.need()
    with real_slurm(SITES["puhti"]) as slurm:
        server = server_of(slurm.environment)
        path = tmp_path / "made.yaml"
        with linked(server, Cluster("made", "Made")) as link:
            made = create(Request("made", path, host="127.0.0.1"), link, lambda text: None).cluster
        assert (made.slurm_cluster_name, made.login_hosts) == ("puhti", ("127.0.0.1",))
        assert {part.name for part in made.partitions} == {"gputest", "gpu"}
        assert parse_cluster(path.read_text(), "again") == made
        with linked(server, made) as link:
            assert maintenance(link) == ()
            words = ("Users=root", "Nodes=ALL", "Flags=MAINT,IGNORE_JOBS", "Duration=120")
            slurm.out("scontrol", "create", "reservation", "ReservationName=service", "StartTime=now+1hour", *words)
            (window,) = maintenance(link) or ()
            assert window.what == "service"
            assert 3500 < window.starts_at - time.time() < 3700
            assert window.ends_at - window.starts_at == 7200
            state = Connection("made", "open", where="me@127.0.0.1")
            checks = examine(link, Records(tmp_path / "records"), lambda: state, None, lambda check: None)
            slurm.out("scontrol", "delete", "ReservationName=service")
        found = {check.name: check for check in checks}
        assert (found["Slurm"].ok, found["queue"].ok, found["partitions"].ok) == (True, True, True)
        monkeypatch.setenv("SLURM_CONF", slurm.environment["SLURM_CONF"])
        here.slurm_name.cache_clear()
        assert is_here(made)
        assert not is_here(replace(made, slurm_cluster_name="mahti"))
        assert here._asked(slurm.commands / "scontrol") == "puhti", "the controller says the same as its file"
    here.slurm_name.cache_clear()


@pytest.fixture
def server_of(tmp_path: Path) -> Iterator[Callable[..., Sshd]]:
    """Starts a server with variables of a login."""
    with ExitStack() as stack:
        (tmp_path / "home").mkdir()

        def start(environment: dict[str, str]) -> Sshd:
            variables = {"HOME": str(tmp_path / "home"), **environment}
            return stack.enter_context(sshd(tmp_path / "sshd", environment=variables))

        yield start
