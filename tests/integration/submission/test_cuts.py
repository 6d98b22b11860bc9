"""Submissions over a real sshd to a real Slurm, while the line breaks at random moments and bytes: one job each."""

from __future__ import annotations

import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.realslurm.cluster import RealSlurm
from tests.realssh import needs
from tests.realssh.scale import scale

from llmtui.domain.record import JobRecord
from llmtui.errors import CannotTellError, LlmtuiError
from llmtui.remote.transport import LinkLostError
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link
from llmtui.services.submission.submit import submit

from .fresh import Fresh, paths_of
from .overssh import LoginNode, login_node
from .runs import SCRIPT_TEXT, draft
from .steps import STEPS, step

SUBMISSIONS = scale(30, 500)
NAIVE = scale(8, 60)
SEED = scale(20261, int.from_bytes(secrets.token_bytes(3), "big"))


class Cutter:
    """Cuts the line once a submission, and notes what was under way.

    A third of the cuts comes at a random byte, a third at a random moment, a third while sbatch is about.
    """

    def __init__(self, node: LoginNode, seed: int) -> None:
        self._relay = node.relay
        self._real_cut = self._relay.cut
        self._random = random.Random(seed)
        self._typical_s, self._typical_bytes, self._script_s = 0.3, 12000, 0.15
        self._timer: threading.Timer | None = None
        self.hits: Counter[str] = Counter()

    @contextmanager
    def armed(self, look: Callable[[], str]) -> Iterator[None]:
        """Let the line break in what follows; `look` tells what is under way."""
        done = threading.Lock()

        def cut() -> None:
            if done.acquire(blocking=False):
                self.hits[look()] += 1
                self._real_cut()

        self._relay.cut = cut  # type: ignore[method-assign]
        began, before = time.monotonic(), self._relay.passed
        kind = self._random.choice(["byte", "moment", "sbatch"])
        if kind == "byte":
            self._relay.cut_after = self._random.randrange(int(1.1 * self._typical_bytes))
        else:
            most = 1.2 * self._typical_s if kind == "moment" else self._script_s
            self._timer = threading.Timer(self._random.uniform(0.0, most), cut)
        if kind == "moment" and self._timer is not None:
            self._timer.start()
        yield
        if not done.locked():
            # It went through: what comes next aims better.
            self._typical_s = 0.8 * self._typical_s + 0.2 * (time.monotonic() - began)
            self._typical_bytes = int(0.8 * self._typical_bytes + 0.2 * (self._relay.passed - before))
        self._end()
        if not done.locked():
            cut()
        self._relay.cut = self._real_cut  # type: ignore[method-assign]

    def progress(self, text: str) -> None:
        """Told what the submission does: where sbatch comes next, the third kind of cut is wound up."""
        if text.startswith("submitting") and self._timer is not None and self._timer.ident is None:
            self._timer.start()

    def _end(self) -> None:
        if self._timer is not None and self._timer.ident is not None:
            self._timer.join()
        self._timer = None
        self._relay.cut_after = None


@pytest.fixture
def node(slurm: RealSlurm, tmp_path: Path) -> Iterator[LoginNode]:
    needs.need()
    with login_node(tmp_path, slurm) as running:
        yield running


def _recovered(later: Fresh, records: Records, run_id: str) -> JobRecord | None:
    """What is found out by new processes, over new lines; None where the line broke before the journal knew of it."""
    deadline = time.monotonic() + 30
    while True:
        record = next((each for each in records.load().records if each.id == run_id), None)
        if record is None or record.submission not in {"SUBMITTING", "SUBMIT_UNKNOWN"} or time.monotonic() > deadline:
            return record
        later.look(run_id)


def _submitted(node: LoginNode, later: Fresh, link: Link, cutter: Cutter) -> tuple[Link, JobRecord]:
    """One job that the user wants, from the first try over a line that breaks to the end, and the line after it."""
    run_id, records = secrets.token_hex(16), Records(paths_of(later.home).records)
    with cutter.armed(lambda: step(records, node.runs, run_id)), suppress(LlmtuiError):
        submit(link, records, draft(node.runs), cutter.progress, run_id=run_id)
    link.transport.close()
    record = _recovered(later, records, run_id)
    link = node.link()
    if record is None or record.submission == "STAGING":
        # Nothing was submitted, and llmtui says so: the user does it again, as a new run.
        assert record is None or record.problem
        record = submit(link, records, draft(node.runs), lambda text: None)
    return link, record


@pytest.mark.timeout(1800)
def test_the_line_breaks_at_any_moment(node: LoginNode, tmp_path: Path) -> None:
    home = tmp_path / "llmtui"
    records, cutter, link = Records(paths_of(home).records), Cutter(node, SEED), node.link()
    made = []
    with node.fresh(home) as later:
        for _ in range(SUBMISSIONS):
            link, record = _submitted(node, later, link, cutter)
            made.append(record)
    link.transport.close()
    jobs, calls = node.jobs(), node.calls()
    ours = {record.id: jobs.get(record.id, []) for record in records.load().records}
    twice = [run_id for run_id, ids in ours.items() if len(ids) > 1 or calls[run_id] > 1]
    lost = [record.id for record in made if not ours[record.id]]
    wrong = [record.id for record in made if [record.job_id] != ours[record.id][:1]]
    print(f"\n{SUBMISSIONS} submissions, seed {SEED}; the cut hit")
    print("\n".join(f"  {name:<30} {cutter.hits[name]:4}" for name in STEPS))
    print(f"  duplicates {len(twice)}, lost {len(lost)}, wrong ids {len(wrong)}")
    assert (twice, lost, wrong) == ([], [], [])
    # No job but those that somebody wanted, and no step that the cuts left out altogether.
    assert sum(map(len, ours.values())) == SUBMISSIONS
    assert sum(cutter.hits.values()) == SUBMISSIONS
    assert len([name for name in STEPS if cutter.hits[name]]) >= 5


def test_to_reconnect_and_run_sbatch_again_makes_duplicates(node: LoginNode) -> None:
    """The planted fault, seen by the same counts: what clients without such a protocol do."""
    names = [f"naive-{number}" for number in range(NAIVE)]
    link = node.link()
    for number, name in enumerate(names):
        (node.runs / name).mkdir(parents=True)
        (node.runs / name / "job.sh").write_bytes(SCRIPT_TEXT)
        # The first one is cut when sbatch has been called for sure, the others at random.
        link = _naive(node, link, name, (lambda: not node.calls()[names[0]]) if number == 0 else None)
    link.transport.close()
    jobs, calls = node.jobs(), node.calls()
    twice = [name for name in names if len(jobs.get(name, [])) > 1 and calls[name] > 1]
    print(f"\nnaive: {len(twice)} of {NAIVE} submissions made a duplicate")
    assert twice
    assert all(jobs.get(name) for name in names)


def _naive(node: LoginNode, link: Link, name: str, early: Callable[[], bool] | None) -> Link:
    words = ["sbatch", "--parsable", "./job.sh"]

    def cut() -> None:
        while early is not None and early():
            time.sleep(0.002)
        node.relay.cut()

    timer = threading.Timer(0.0 if early is not None else random.uniform(0.0, 0.12), cut)
    timer.start()
    try:
        done = link.transport.run(words, cwd=str(node.runs / name)).outcome == "ok"
    except (LinkLostError, CannotTellError):
        done = False
    timer.join()
    link.transport.close()
    link = node.link()
    if not done:
        link.transport.run(words, cwd=str(node.runs / name))
    return link
