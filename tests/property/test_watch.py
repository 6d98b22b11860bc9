"""The watched state against a job whose true life is known: never an end that was not, restarts that only grow."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.fakes.failures import FailingSlurm, failures
from tests.fakes.slurm import FakeJob
from tests.fakes.watchdesk import WatchDesk
from tests.realssh.scale import scale

from llmtui.domain.states import TERMINAL_STATES
from llmtui.slurm.commands import FIELD, RECORD
from llmtui.slurm.parse import parse_sacct, parse_squeue

_FAILURES = failures()
_ENDS = sorted(TERMINAL_STATES - {"COMPLETED", "PREEMPTED", "REVOKED"})


class Watching(RuleBasedStateMachine):
    """Rules move the true job; looks may fail; the record may lag behind, but it may never be ahead."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = WatchDesk()
        self.slurm = FailingSlurm()
        self.desk.slurm = self.slurm
        self.desk.link = type(self.desk.link)(self.desk.link.cluster, self.slurm, self.desk.link.log)
        self.truth = "PENDING"
        self.ended_code = 0
        self.runs = 0
        self.seen_restarts = 0
        self.settled = ""

    @initialize()
    def queue(self) -> None:
        self.slurm.jobs[7] = FakeJob(7, "", "PENDING", start="N/A", elapsed_s=0)

    def _set(self, **changes: object) -> None:
        self.slurm.set(7, **changes)

    @precondition(lambda self: self.truth == "PENDING")
    @rule()
    def start(self) -> None:
        self.truth = "RUNNING"
        self._set(recorded="", state="RUNNING", start=str(int(self.desk.now)), elapsed_s=0, in_queue=True)
        self.desk.mark("start", 0, self.runs, self.desk.now)

    @precondition(lambda self: self.truth == "RUNNING")
    @rule(state=st.sampled_from(["COMPLETING", "SUSPENDED", "SIGNALING", "WORD_OF_TOMORROW", "RUNNING"]))
    def show(self, state: str) -> None:
        self._set(state=state)

    @precondition(lambda self: self.truth == "RUNNING")
    @rule(word=st.sampled_from(["PREEMPTED", "REQUEUED", "COMPLETING", "PENDING"]), marked=st.booleans())
    def requeue(self, word: str, marked: bool) -> None:
        if marked:
            self.desk.mark("end", 143, self.runs, self.desk.now)
        self.truth = "PENDING"
        self.runs += 1
        self._set(state=word, recorded="PENDING", start="N/A", elapsed_s=0)

    @precondition(lambda self: self.truth == "RUNNING")
    @rule(state=st.sampled_from(["COMPLETED", *_ENDS]), marked=st.booleans())
    def end(self, state: str, marked: bool) -> None:
        self.truth, self.ended_code = state, 0 if state == "COMPLETED" else 1
        if marked:
            self.desk.mark("end", self.ended_code, self.runs, self.desk.now)
        self._set(state=state, exit_code=f"{self.ended_code}:0", in_database=False)

    @precondition(lambda self: self.truth == "PENDING")
    @rule()
    def cancel_while_waiting(self) -> None:
        self.truth = "CANCELLED"
        self._set(state="CANCELLED", recorded="", in_database=False)

    @rule()
    def forget(self) -> None:
        if self.truth in TERMINAL_STATES:
            self._set(in_queue=False)

    @rule()
    def account(self) -> None:
        self._set(in_database=True)

    @rule(failure=st.sampled_from([None, *_FAILURES]), step=st.sampled_from([1.0, 15.0, 700.0]))
    def look(self, failure: object, step: float) -> None:
        self.slurm.failure = failure  # type: ignore[assignment]
        self.desk.look(step)

    @invariant()
    def never_ahead(self) -> None:
        seen = self.desk.job
        if not seen.active:
            assert self.truth in TERMINAL_STATES, f"{seen.state}, and the job is {self.truth}"
            assert seen.state in {self.truth, "FAILED"}, (seen.state, self.truth)
            if seen.state == "COMPLETED":
                assert self.truth == "COMPLETED"
            assert self.settled in {"", seen.state}, "an end that changed"
            self.settled = seen.state

    @invariant()
    def restarts_only_grow(self) -> None:
        found = self.desk.job.status.restarts if self.desk.job.status else 0
        assert self.seen_restarts <= found <= self.runs
        self.seen_restarts = found

    def teardown(self) -> None:
        """Whatever went wrong on the way, the truth is told once Slurm answers."""
        self.slurm.failure = None
        if 7 in self.slurm.jobs:
            self._set(in_database=True)
            seen = self.desk.look(700)
            if seen.active:
                assert self.truth not in TERMINAL_STATES
                assert seen.seen == "fresh"


Watching.TestCase.settings = settings(max_examples=scale(60, 1500), stateful_step_count=25, deadline=None)
test_watching = Watching.TestCase


_NASTY = st.text(
    alphabet=st.sampled_from([*"a7 |'\"\\[]{}<>%_+.:;,", FIELD, RECORD, "\n", "\r", "\x1b", "\u202e", "\ud83d"])
)


@settings(max_examples=scale(300, 10_000))
@given(st.lists(_NASTY | st.text(), max_size=6), st.data())
def test_names_cannot_forge_or_hide_a_record(names: list[str], data: st.DataObject) -> None:
    """No query asks for names. Should one get into an answer all the same, no other job is hidden or misread."""
    whole = [str(number) for number in range(100, 106)]
    lines = [FIELD.join([number, "RUNNING", "None", "0:25", "1:00", "N/A", "n1"]) + RECORD + "\n" for number in whole]
    for name in names:
        lines.insert(data.draw(st.integers(0, len(lines))), name + "\n")
    answer = parse_squeue("".join(lines), {7, *map(int, whole)})
    assert set(answer.jobs) - {7} == set(map(int, whole)) or answer.dropped, "a job was lost and nobody was told"
    assert all(status.state == "RUNNING" for job_id, status in answer.jobs.items() if job_id != 7)


@settings(max_examples=scale(300, 10_000))
@given(st.text())
def test_any_text_is_an_answer_that_raises_nothing(text: str) -> None:
    for answer in (parse_squeue(text, {7}), parse_sacct(text, {7})):
        assert not answer.jobs or FIELD in text
