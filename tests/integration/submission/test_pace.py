"""One sbatch at a time on a cluster, and no two within a second, whoever submits."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from llmtui.services.submission import pace
from llmtui.services.submission.attempts import begin
from llmtui.services.submission.pace import sbatch_turn

from .conftest import Desk
from .runs import EMBEDDED

SITE = replace(EMBEDDED, name="site", embedded=False)


def test_submissions_keep_their_distance(desk: Desk) -> None:
    link = replace(desk.link, cluster=SITE)
    began = time.time()
    assert [begin(link, desk.records, desk.staged()).kind for _ in range(3)] == ["submitted"] * 3
    assert 2 * pace.GAP_S <= time.time() - began < 2 * pace.GAP_S + 3.0


def test_there_is_one_turn_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "GAP_S", 0.0)
    inside, most = 0, 0
    guard = threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with sbatch_turn(desk.records.folder, SITE) as ours:
            assert ours
            with guard:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with guard:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_who_does_not_want_to_wait_is_told(desk: Desk) -> None:
    with sbatch_turn(desk.records.folder, EMBEDDED) as first:
        assert first
        with sbatch_turn(desk.records.folder, EMBEDDED, wait_s=0.0) as second:
            assert not second
        with sbatch_turn(desk.records.folder, SITE, wait_s=0.0) as elsewhere:
            assert elsewhere
