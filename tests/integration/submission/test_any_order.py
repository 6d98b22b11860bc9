"""Whatever happens in whatever order, a run has one job at most, and the journal never says what is not so."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.realssh.scale import scale

from llmtui.domain.record import JobRecord
from llmtui.errors import LlmtuiError
from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import Result
from llmtui.services.journal.records import Records
from llmtui.services.reach.link import Link
from llmtui.services.submission.recover import find_submitted, settle_abandoned
from llmtui.services.submission.submit import submit_again
from llmtui.services.watching.budget import QueryLog

from .faults import CUTS, POINTS, FaultyTransport
from .runs import EMBEDDED, grown_old, staged
from .stubs import Stubs

FAULTS = st.sampled_from(["", "", *CUTS, *POINTS])
CLIENTS = st.sampled_from([0, 1])


class Submission(RuleBasedStateMachine):
    """One run, two clients of it with journals of their own, and stand-ins for Slurm that misbehave on demand."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="any-order"))
        self.stubs = Stubs(self.folder)
        self.transports = [FaultyTransport(self.stubs.state / "bin") for _ in range(2)]
        self.links = [Link(EMBEDDED, transport, QueryLog()) for transport in self.transports]
        self.journals = [Records(self.folder / name) for name in ("first", "second")]
        self.now = time.time()

    @initialize()
    def _begin(self) -> None:
        record = staged(self.folder / "runs", self.journals[0], created_at=self.now)
        self.run_id, self.run_dir = record.id, record.run_dir
        self.journals[1].write(replace(record, submission="SUBMIT_UNKNOWN"))

    def _record(self, client: int) -> JobRecord:
        return self.journals[client].get(self.run_id)

    @rule(client=CLIENTS, fault=FAULTS)
    def poll(self, client: int, fault: str) -> None:
        """A llmtui looks what became of the run."""
        self.transports[client].fault = fault
        settle_abandoned(self.journals[client], [self._record(client)])
        record = self._record(client)
        if record.submission == "SUBMIT_UNKNOWN":
            find_submitted(self.links[client], self.journals[client], [record], self.now)

    @rule(client=CLIENTS, fault=FAULTS)
    def ask_for_another(self, client: int, fault: str) -> None:
        """The user submits again where the journal says that it is possible."""
        if not self._record(client).can_submit_again:
            return
        self.transports[client].fault = fault
        try:
            submit_again(self.links[client], self.journals[client], self._record(client), lambda text: None)
        except LlmtuiError:
            return

    @rule(mode=st.sampled_from(["ok", "late", "lost", "refuse", "Welcome\nID\n", "7\nID\n"]))
    def slurm_turns(self, mode: str) -> None:
        self.stubs.mode(mode)

    @rule(away=st.booleans())
    def controller(self, away: bool) -> None:
        self.stubs.away(away)

    @rule()
    def late_jobs_arrive(self) -> None:
        self.stubs.arrive()

    @rule(seconds=st.sampled_from([10.0, 61.0, 130.0, 4000.0]))
    def time_passes(self, seconds: float) -> None:
        self.stubs.quiet()
        if seconds > 20.0:
            # No request is under way for longer than twice MessageTimeout.
            self.stubs.arrive()
        self.now += seconds
        for attempt in range(1, self._attempts() + 1):
            grown_old(replace(self._record(0), attempt=attempt), seconds)

    def _attempts(self) -> int:
        return max(self._record(client).attempt for client in (0, 1))

    @invariant()
    def one_job_at_most(self) -> None:
        jobs = self.stubs.jobs()
        assert len(jobs) <= 1, f"{len(jobs)} jobs of one run"
        assert sum(self.stubs.calls().values()) <= self._attempts(), "more sbatch than anybody asked for"

    @precondition(lambda self: hasattr(self, "run_id"))
    @invariant()
    def the_journal_is_right(self) -> None:
        jobs = self.stubs.jobs()
        for client in (0, 1):
            record = self._record(client)
            if record.submission == "SUBMITTED":
                assert record.job_id in jobs
                assert record.others == ()
            elif record.can_submit_again and record.attempt == self._attempts():
                assert jobs == {}, f"a job exists, and the journal offers another: {record}"

    def teardown(self) -> None:
        self.stubs.mode("ok")
        self.stubs.away(False)
        self.stubs.arrive()
        for _ in range(12):
            for client in (0, 1):
                self.poll(client, "")
                self.ask_for_another(client, "")
            self.time_passes(130.0)
        self.one_job_at_most()
        assert [self._record(client).submission for client in (0, 1)] == ["SUBMITTED"] * 2
        assert [self._record(client).job_id for client in (0, 1)] == list(self.stubs.jobs()) * 2
        shutil.rmtree(self.folder)


_SETTINGS = settings(
    max_examples=scale(12, 500),
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    print_blob=True,
)


class Naive(Submission):
    """The planted fault: a client that runs sbatch again where it did not see an id."""

    def __init__(self) -> None:
        super().__init__()
        for transport in self.transports:
            transport.script = partial(_naive, transport)  # type: ignore[method-assign]


def _naive(
    transport: FaultyTransport, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0
) -> Result:
    given = values or {}
    if given.get("mode") != "submit":
        return Result.said("failed", 94, "", "")
    again = 'cd "$folder" && id=$(sbatch --parsable ./job.sh) && echo "$id" >jobid && cat jobid'
    fault, transport.fault = transport.fault, ""
    done = LocalTransport.script(transport, again, values=given, timeout_s=timeout_s)
    return Result.said("unknown", None, "", "the connection was lost") if fault else done


@pytest.mark.timeout(1800)
def test_one_job_whatever_happens() -> None:
    run_state_machine_as_test(Submission, settings=_SETTINGS)


def test_a_naive_client_is_found_out() -> None:
    quick = settings(_SETTINGS, max_examples=50, phases=[Phase.generate], database=None)
    with pytest.raises(AssertionError, match=r"jobs of one run|more sbatch than"):
        run_state_machine_as_test(Naive, settings=quick)
