"""Connections in words; the top line's end at every width."""

from __future__ import annotations

from dataclasses import replace

import pytest

from llmtui.services.reach.connections import Connection
from llmtui.services.watching.queries import Asked
from llmtui.tui.glyphs import ASCII, UNICODE
from llmtui.tui.jobtext import elapsed_s, seen_words, state_word, told
from llmtui.tui.linkwords import Polled, asked, span, state_words, top_right, trouble

from .fakes import NOW, running

OPEN = Connection("roihu", "open", "alice@roihu.fi", NOW - 900, certificate_expires_at=NOW + 7800)


def polled(calls: int = 2, age: float = 12, **more: Asked) -> Polled:
    return Polled({"roihu": Asked(calls, NOW - age), **more}, NOW - 5)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(8, "8 s"), (60, "1 min"), (2580, "43 min"), (7200, "2 h"), (7800, "2 h 10 min"), (100 * 3600, "4 d 4 h")],
)
def test_span(seconds: float, text: str) -> None:
    assert span(seconds) == text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (OPEN, "● open"),
        (Connection("roihu", "opening"), "◌ logging in"),
        (Connection("roihu", "lost", since=NOW - 12, retry_at=NOW + 8, broke_off=True), "✗ lost, again in 8 s"),
        (Connection("roihu", "lost", since=NOW - 12, retry_at=NOW + 8), "✗ not reached, again in 8 s"),
        (Connection("roihu", "lost", since=NOW - 12, asks=True), "✗ waits for you"),
        (Connection("roihu", "refused", problem="no"), "✗ login refused"),
        (Connection("roihu", "closed"), "○ closed"),
    ],
)
def test_every_phase_has_a_mark_and_a_word(state: Connection, words: str) -> None:
    assert state_words(state, NOW, UNICODE) == words
    assert state_words(state, NOW, ASCII).isascii()


@pytest.mark.parametrize(
    ("room", "text"),
    [
        (80, "roihu ● open  certificate 2 h 10 min  Slurm 2/min, 12 s ago"),
        (56, "roihu ● open  cert 2 h 10 min  Slurm 2/min, 12 s ago"),
        (46, "roihu ● open  cert 2 h 10 min  Slurm 2/min"),
        (34, "roihu ● open  Slurm 2/min"),
        (14, "roihu ● open"),
    ],
)
def test_what_matters_least_goes_first(room: int, text: str) -> None:
    assert top_right([OPEN], ["roihu"], polled(), NOW, room, UNICODE) == text


def test_a_second_cluster_stands_beside_the_first_where_there_is_room() -> None:
    lost = Connection("lumi", "lost", since=NOW, retry_at=NOW + 4, broke_off=True)
    text = top_right([OPEN, lost], ["roihu", "lumi"], polled(1), NOW, 90, UNICODE)
    assert "roihu ● open  lumi ✗ lost, again in 4 s" in text
    assert "lumi" not in top_right([OPEN, lost], ["roihu", "lumi"], polled(1), NOW, 34, UNICODE)


def test_a_cluster_that_needs_no_login_is_named_by_its_queries() -> None:
    assert top_right([], ["roihu"], polled(1), NOW, 60, UNICODE) == "roihu  Slurm 1/min, 12 s ago"
    assert top_right([], ["lumi"], polled(1), NOW, 60, UNICODE) == ""


def test_what_all_windows_asked_is_told_for_each_cluster_that_is_looked_at() -> None:
    both = polled(3, lumi=Asked(1, NOW - 40), puhti=Asked(9, NOW))
    assert asked(both, NOW, ("roihu",)) == "Slurm 3/min, 12 s ago"
    assert asked(both, NOW, ("roihu", "lumi")) == "Slurm 3 + 1/min, 40 s ago", "the oldest answer counts"
    assert asked(both, NOW, ("local",)) == asked(Polled(), NOW) == ""
    assert asked(Polled({"roihu": Asked(1, None)}, NOW), NOW) == "Slurm 1/min", "nothing was told yet"
    assert asked(both, NOW + 100, ("roihu",)) == "Slurm, 1 min ago", "the number is of another minute"


def words(state: Connection, renew: str = "") -> str:
    found = trouble([state], (), NOW, {"roihu": renew}, "^l")
    return "" if found is None else f"{found.head} | {found.more} | {found.key}"


def test_trouble_says_what_is_wrong_and_which_key_helps() -> None:
    lost = Connection("roihu", "lost", since=NOW - 12, problem="broken pipe", retry_at=NOW + 8, broke_off=True)
    assert words(lost) == "roihu: connection lost 12 s ago; trying again in 8 s | broken pipe | ^l connect now"
    assert words(replace(lost, retry_at=None, asks=True)) == "roihu: needs you to log in | broken pipe | ^l log in"
    refused = Connection("roihu", "refused", problem="the certificate has expired", hint="csc_cert.py renews it")
    assert words(refused).startswith("roihu: login refused | the certificate has expired; csc_cert.py renews it")
    assert words(OPEN) == ""
    soon = replace(OPEN, certificate_expires_at=NOW + 2520)
    assert words(soon, "csc_cert.py ...") == "roihu: certificate ends in 42 min | renew it: csc_cert.py ... | "
    assert words(replace(OPEN, certificate_expires_at=NOW - 1)).startswith("roihu: certificate has ended")


def test_a_loss_is_told_with_its_age_while_it_is_tried_again() -> None:
    lost = Connection("roihu", "lost", since=NOW - 1, problem="no route", retry_at=NOW + 8, down_since=NOW - 3600)
    assert words(lost) == "roihu: not reached for 1 h; trying again in 8 s | no route | ^l connect now"
    lost = replace(lost, broke_off=True)
    assert words(lost) == "roihu: connection lost 1 h ago; trying again in 8 s | no route | ^l connect now"
    again = replace(lost, phase="opening", since=NOW, retry_at=None)
    assert words(again) == "roihu: connection lost 1 h ago; trying again ... | no route | ^l connect now"
    assert words(replace(again, asks=True)) == "", "what the user does is in the dialog"
    assert words(Connection("roihu", "opening", since=NOW)) == "", "the first login is no trouble"


def test_each_cluster_is_renewed_as_its_own_site_says() -> None:
    soon = replace(OPEN, certificate_expires_at=NOW + 2520)
    renewals = {"lumi": "lumi's way", "roihu": "roihu's way"}
    found = trouble([Connection("lumi", "open", since=NOW), soon], (), NOW, renewals, "^l")
    assert found is not None
    assert (found.cluster, found.more) == ("roihu", "renew it: roihu's way")
    found = trouble([soon], (), NOW, {"lumi": "lumi's way"}, "^l")
    assert found is not None
    assert found.more == "", "that of another site is never told"


def test_slurm_that_does_not_answer_is_told_of_once_and_after_a_lost_line() -> None:
    stale = replace(running(1), seen="stale", problem="squeue: Unable to contact slurm controller")
    # The state was first told two hours ago, and confirmed until queries began to fail.
    stale = replace(stale, status_at=NOW - 7200, stale_since=NOW - 10)
    found = trouble([], (stale, replace(stale, id="b" * 32, stale_since=NOW - 40)), NOW, {}, "^l")
    assert found is not None
    assert found.head == "local: no answer from Slurm for 40 s"
    assert found.more == "squeue: Unable to contact slurm controller"
    lost = Connection("local", "lost", since=NOW - 12, retry_at=NOW + 8, broke_off=True)
    found = trouble([lost], (stale,), NOW, {}, "^l")
    assert found is not None
    assert "connection lost" in found.head
    found = trouble([replace(lost, cluster="roihu")], (stale,), NOW, {}, "^l")
    assert found is not None
    assert found.head.endswith("(and 1 more cluster)")


def test_a_job_that_vanished_is_never_told_as_ended() -> None:
    gone = replace(running(1), seen="vanished", problem="no longer in squeue, and sacct is silent")
    gone = replace(gone, status_at=NOW + 60, unseen_since=NOW + 60)
    assert state_word(gone) == "VANISHED"
    text = told(gone, gone.problem, NOW + 180)
    assert text == ("unseen 2 min, last RUNNING, not taken for ended: no longer in squeue, and sacct is silent")
    assert elapsed_s(gone, NOW + 9999) == elapsed_s(gone, NOW + 100), "its time stands where it was seen last"
    done = replace(running(1, state="COMPLETED", elapsed_s=5), seen="stale", problem="x")
    assert seen_words(done, NOW) == "", "one that has ended is not stale"


def test_a_submission_of_unknown_end_says_what_is_done() -> None:
    record = replace(running(1), submission="SUBMIT_UNKNOWN", status=None, job_id=None, problem="sbatch timed out")
    text = told(record, "sbatch timed out", NOW)
    assert text == "sbatch timed out; it is looked for by its name and folder; nothing is submitted again by itself"
    found = replace(record, resubmittable=True, problem="Slurm has no job of this run")
    assert told(found, found.problem, NOW) == "Slurm has no job of this run; a submits it again"


@pytest.mark.parametrize("lost_at", [0.0, 0.3, 0.5, 0.7])
def test_two_lines_that_are_drawn_in_one_second_count_alike(lost_at: float) -> None:
    lost = Connection("roihu", "lost", retry_at=NOW + lost_at + 4.0)
    for second in range(5):
        drawn = {state_words(lost, NOW + second + part, UNICODE) for part in (-0.01, 0.0, 0.2, 0.5, 0.6, 0.94)}
        assert len(drawn) == 1, drawn
