"""Models that lie on a cluster: read over its connection, seldom, strictly, and never copied."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path

import pytest
from tests.fakes.records import record
from tests.fakes.slurm import FakeSlurm

from llmtui.catalog.jobfile import parse_job
from llmtui.domain.bundle import JOB_FILE, RUN, SCRIPT, InputFile
from llmtui.domain.cluster import Cluster
from llmtui.domain.record import JobStatus
from llmtui.domain.remotetext import safe_line
from llmtui.errors import RequestError
from llmtui.remote.transport import FileStat, LinkLostError
from llmtui.services.clustermodels import FRESH_S, ClusterModels
from llmtui.services.reach.link import Link
from llmtui.services.session import Session
from llmtui.services.watching.budget import QueryLog

_CONFIG = {
    "model_type": "llama",
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 128,
    "vocab_size": 256,
}
_FILE = "/models/x/config.json"


class Lab(FakeSlurm):
    """A cluster at the end of a line that may be down; `asked` holds every path that went over it."""

    def __init__(self) -> None:
        super().__init__()
        self.up = True
        self.error: OSError | None = None
        self.changed = 0.0
        self.asked: list[str] = []

    def put(self, path: str, value: object) -> None:
        self.contents[path] = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.changed += 1.0

    @property
    def alive(self) -> bool:
        return self.up

    @property
    def on_this_machine(self) -> bool:
        return False

    def stat(self, path: str) -> FileStat | None:
        self._ask(path)
        if path in self.contents:
            return FileStat(len(self.contents[path]), self.changed, False)
        below = any(name.startswith(f"{path}/") for name in self.contents)
        return FileStat(0, 0.0, True) if below else None

    def read_at(self, path: str, offset: int, size: int) -> tuple[bytes, int]:
        self._ask(path)
        return super().read_at(path, offset, size)

    def copy_in(self, source: Path, path: str, moved: object = None) -> None:
        raise AssertionError(f"{source} was copied to {path}")

    def _ask(self, path: str) -> None:
        assert self.up, "a line that is down was used"
        if self.error is not None:
            raise self.error
        self.asked.append(path)


class AwaySession(Session):
    """A session whose clusters are all reached over `lab`."""

    lab: Lab

    def _link(self, cluster: Cluster) -> Link:
        return Link(cluster, self.lab, QueryLog())


class Clock:
    now = 5.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AwaySession:
    monkeypatch.setenv("LLMTUI_HOME", str(tmp_path / "home"))
    made = AwaySession()
    made.lab = Lab()
    return made


@pytest.fixture
def link() -> Link:
    return Link(Cluster("lab", "Lab"), Lab(), QueryLog())


def _lab(link: Link) -> Lab:
    assert isinstance(link.transport, Lab)
    return link.transport


def _refusal(files: ClusterModels, link: Link, path: str = _FILE) -> RequestError:
    with pytest.raises(RequestError) as caught:
        files.read(link, path)
    assert caught.value.field == "model"
    return caught.value


def test_a_file_is_looked_at_once_a_minute_and_read_when_it_changed(link: Link) -> None:
    lab, clock = _lab(link), Clock()
    files = ClusterModels(clock)
    lab.put(_FILE, _CONFIG)
    for _ in range(20):
        assert files.read(link, _FILE) == _CONFIG
        assert files.read(link, "/models/none.json") is None
    assert lab.asked == [_FILE, _FILE, "/models/none.json"], "a look and a read, and a look in vain"
    clock.now += FRESH_S
    assert files.read(link, _FILE) == _CONFIG
    assert lab.reads == 1
    lab.put(_FILE, {"model_type": "other"})
    assert files.read(link, _FILE) == _CONFIG
    clock.now += FRESH_S
    assert files.read(link, _FILE) == {"model_type": "other"}
    other = Link(Cluster("other", "Other"), Lab(), QueryLog())
    assert files.read(other, _FILE) is None, "the same path on another cluster is another file"


def test_without_a_connection_nothing_is_tried(link: Link) -> None:
    lab, clock = _lab(link), Clock()
    files = ClusterModels(clock)
    lab.put(_FILE, _CONFIG)
    lab.up = False
    assert _refusal(files, link).message == (
        "known after login: connect to lab (^l), or name the model by its catalogue id"
    )
    lab.up = True
    assert files.read(link, _FILE) == _CONFIG, "a refusal for want of a login is not kept"
    clock.now += 100 * FRESH_S
    lab.up = False
    assert files.read(link, _FILE) == _CONFIG, "what was found serves on"
    lab.up, lab.error = True, LinkLostError("gone")
    assert files.read(link, _FILE) == _CONFIG
    assert "known after login" in _refusal(files, link, "/other").message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "lab:/models/x/config.json:1: not JSON"),
        (b"[]", "holds no JSON object"),
        (b'{"a": 1, "a": 2}', "key a is there twice"),
        (b'{"\\u001b[2Ja": 1, "\\u001b[2Ja": 2}', "is there twice"),
        (b"\xff\xfe", "not UTF-8 text (byte 0)"),
        (b'{"a": "' + b"x" * 1024**2 + b'"}', "larger than 1 MiB"),
        (b'{"a":' * 300_00, "not JSON"),
        (b'{"a":' + b"[" * 900 + b"]" * 900 + b"}", ""),
    ],
)
def test_what_is_no_config_is_refused_in_safe_words(link: Link, data: bytes, said: str) -> None:
    lab, files = _lab(link), ClusterModels(Clock())
    lab.put(_FILE, data)
    if not said:
        # How deep is too deep differs from Python to Python; what counts is that it is not a crash.
        with suppress(RequestError):
            files.read(link, _FILE)
        return
    refused = _refusal(files, link)
    assert said in refused.message
    assert safe_line(refused.message) == refused.message
    asked = len(lab.asked)
    assert _refusal(files, link).message == refused.message
    assert len(lab.asked) == asked, "the refusal is kept for the minute"


def test_every_text_is_made_safe_where_it_comes_in(link: Link) -> None:
    lab = _lab(link)
    hostile = "\x1b]0;evil\x07a\u202eb\n"
    lab.put(_FILE, {hostile: [hostile, {"deep": hostile}], "hidden_size": 1, "x": None})
    found = ClusterModels(Clock()).read(link, _FILE)
    assert found == {"ab ": ["ab ", {"deep": "ab "}], "hidden_size": 1, "x": None}


def test_what_may_not_be_read(link: Link) -> None:
    lab, clock = _lab(link), Clock()
    files = ClusterModels(clock)
    lab.put(_FILE, _CONFIG)
    lab.error = PermissionError(13, "Permission denied")
    assert "you may not read it" in _refusal(files, link).message
    lab.error = None
    clock.now += FRESH_S
    assert files.read(link, _FILE) == _CONFIG, "rights may change where the file does not"
    clock.now += FRESH_S
    lab.error = OSError(5, "bad\x1b[2J disk")
    assert _refusal(files, link).message == "lab:/models/x/config.json: cannot be read: bad disk"


JOB = """version: 1
name: second
task: finetune
model: {model}
placement: {{cluster: lumi, account: project_1, partition: dev-g, time: "00:10:00"}}
training: {{dataset: cluster:/data/rows.jsonl}}
"""


def _submitted(session: AwaySession, model: str, folder: str, base: Path) -> None:
    """Preview and submission of a job with that model: its path is in the files, and nothing is copied."""
    spec = parse_job(JOB.format(model=model), "job.yaml")
    session.lab.put("/data/rows.jsonl", b"{}")
    for copy in (None, False, True):
        draft = session.preview(spec, base, copy_inputs=copy)
        assert draft.plan.model.hidden_size == 64
        assert draft.bundle.inputs[0] == InputFile("model", folder, folder, on_cluster=True)
        assert json.loads(draft.bundle.text(RUN))["arguments"]["model_name_or_path"] == folder
        assert f"model: cluster:{folder}\n" in draft.bundle.text(JOB_FILE)
        assert "cluster:" not in draft.bundle.text(SCRIPT)
    asked = len(session.lab.asked)
    session.preview(spec, base)
    assert len(session.lab.asked) == asked
    made = session.submit(draft)
    assert (made.job_id, made.model) == (42, model)
    assert not any("inputs/" in path for path in session.lab.contents)
    again, _ = session.resubmit(made)
    assert again.model == f"cluster:{folder}", "the job's own folder, whatever its name stands for later"
    session.lab.contents = {name: data for name, data in session.lab.contents.items() if not name.startswith(folder)}
    with pytest.raises(RequestError, match=f"there is no {re.escape(folder)} on lumi") as caught:
        session.submit(draft)
    assert caught.value.field == "model"


def test_a_model_of_the_cluster_stays_there(session: AwaySession, tmp_path: Path) -> None:
    session.lab.put("/models/x/config.json", _CONFIG)
    _submitted(session, "cluster:/models/x", "/models/x", tmp_path)


def _ended(session: AwaySession, output: str, cluster: str = "lumi") -> None:
    made = record(1, name="first", cluster=cluster, output_path=output, status=JobStatus("COMPLETED"))
    session.records.create(made)


def test_the_result_of_a_job_stays_there(session: AwaySession, tmp_path: Path) -> None:
    session.lab.put("/runs/first/output/config.json", _CONFIG)
    _ended(session, "/runs/first/output")
    _submitted(session, "job:first", "/runs/first/output", tmp_path)


def test_an_adapter_has_the_numbers_of_the_base_model_beside_it(session: AwaySession, tmp_path: Path) -> None:
    lumi = session.cluster("lumi")
    session.lab.put("/models/x/config.json", _CONFIG)
    _ended(session, "/runs/first/output")
    for base in ("/models/x", "../../../models/x"):
        session.lab.put("/runs/first/output/adapter_config.json", {"base_model_name_or_path": base})
        fresh = AwaySession(session.paths)
        fresh.lab = session.lab
        found = fresh.model("job:first", tmp_path, lumi)
        assert (found.id, found.location, found.hidden_size) == ("job:first", "/runs/first/output", 64)
        assert found.on_cluster
    session.lab.put("/runs/second/adapter_config.json", {"base_model_name_or_path": session.models()[0].id})
    found = session.model("cluster:/runs/second", tmp_path, lumi)
    assert found.hidden_size == session.models()[0].hidden_size
    session.lab.put("/runs/third/adapter_config.json", {})
    with pytest.raises(RequestError, match=r"lumi:/runs/third/adapter_config.json names no base model"):
        session.model("cluster:/runs/third", tmp_path, lumi)
    with pytest.raises(RequestError, match=r"lumi:/runs/fourth/config.json is not there"):
        session.model("cluster:/runs/fourth", tmp_path, lumi)


def test_a_key_at_fault_is_named_with_its_place(session: AwaySession, tmp_path: Path) -> None:
    session.lab.put("/m/config.json", {**_CONFIG, "hidden_size": "\x1b[2Jmany"})
    with pytest.raises(RequestError) as caught:
        session.model("cluster:/m", tmp_path, session.cluster("lumi"))
    assert "lumi:/m/config.json" in caught.value.message
    assert "hidden_size" in caught.value.message
    assert safe_line(caught.value.message) == caught.value.message
    assert caught.value.field == "model"


def test_who_can_wait_logs_in_first(session: AwaySession, tmp_path: Path) -> None:
    """And only for a model that lies there."""
    logins: list[str] = []

    def facts() -> object:
        logins.append("login")
        return FakeSlurm.facts(session.lab)

    session.lab.facts = facts  # type: ignore[method-assign,assignment]
    for model, most in (("EleutherAI/gpt-neo-1.3B", 0), ("cluster:/models/x", 1), ("job:first", 2)):
        session.reach_model(parse_job(JOB.format(model=model), "job.yaml"))
        assert len(logins) == most
