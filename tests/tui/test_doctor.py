"""The doctor's dialog: each check as it is made, what to do beside it, and nothing of it read as markup."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from llmtui.domain.cluster import Cluster
from llmtui.errors import RequestError
from llmtui.services.doctor.check import Check
from llmtui.tui.glyphs import ASCII, UNICODE, Glyphs
from llmtui.tui.screens.build import BuildScreen
from llmtui.tui.screens.doctor import DoctorScreen

from .fakes import FakeSession
from .screens import check_grid, grid, opened, press, until

CHECKS = (
    Check("cluster", True, "LUMI"),
    Check("login", True, "alice on uan01, by alice@lumi.csc.fi"),
    Check("certificate", False, "ends in 00:30:00, at 2026-11-26 18:40+00:00", "renew it: csc_cert.py -u alice"),
    Check("clock", True, "1 s from this machine's"),
    Check("accounting", None, "sacct: error: Problem talking to the database: Connection refused", "wait"),
    Check(
        "partitions",
        False,
        "gpu: 3-00:00:00 in the file, 1-00:00:00 in Slurm; old: Slurm has no partition old",
        "the file is out of date: correct your own, or make one with llmtui clusters --new my-lumi",
    ),
    Check("HF token", False, "/users/alice/.cache/huggingface/token may be read by others (mode 644)", "chmod 600 it"),
    Check("torch", True, "2.10.1+rocm7.0"),
)


class Doctor:
    """Tells `first` checks at once and the others when it is let go."""

    def __init__(self, first: int = len(CHECKS)) -> None:
        self.first = first
        self.go_on = threading.Event()
        self.asked: list[tuple[str, str | None]] = []
        self.checks: tuple[Check, ...] = CHECKS

    def __call__(self, cluster: Cluster, account: str | None, told: Callable[[Check], None]) -> tuple[Check, ...]:
        self.asked.append((cluster.name, account))
        for check in self.checks[: self.first]:
            told(check)
        assert self.first >= len(self.checks) or self.go_on.wait(10)
        for check in self.checks[self.first :]:
            told(check)
        return self.checks


@pytest.fixture
def doctor(session: FakeSession) -> Doctor:
    found = Doctor()
    session.doctor = found  # type: ignore[method-assign, assignment]
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_dialog(session: FakeSession, doctor: Doctor, size: tuple[int, int]) -> None:
    async with opened(session, size) as pilot:
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: "8 checks: 3 to mend, 1 not known" in grid(pilot.app))
        assert doctor.asked == [("local", None)]
        if size[0] == 80:
            await press(pilot, "home")
        check_grid(pilot.app, f"doctor-{size[0]}x{size[1]}")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, BuildScreen)


async def test_checks_come_one_by_one_and_again(session: FakeSession, doctor: Doctor) -> None:
    doctor.first = 2
    async with opened(session) as pilot:
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "alice on uan01" in grid(pilot.app))
        assert "certificate" not in grid(pilot.app)
        await pilot.press("r")
        assert len(doctor.asked) == 1, "one look at a time"
        doctor.go_on.set()
        await until(pilot, lambda: "8 checks:" in grid(pilot.app))
        await press(pilot, "r")
        await until(pilot, lambda: len(doctor.asked) == 2)
        assert isinstance(pilot.app.screen, DoctorScreen)


async def test_leaving_while_it_looks_ends_nothing_badly(session: FakeSession, doctor: Doctor) -> None:
    doctor.first = 1
    async with opened(session) as pilot:
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "LUMI" in grid(pilot.app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, BuildScreen))
        doctor.go_on.set()
        await pilot.pause()


async def test_an_error_stays_in_the_dialog(session: FakeSession) -> None:
    def fails(*words: object) -> tuple[Check, ...]:
        raise RequestError("the journal is not readable")

    session.doctor = fails  # type: ignore[method-assign, assignment]
    async with opened(session) as pilot:
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: "the journal is not readable" in grid(pilot.app))


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
async def test_a_fingerprint_can_be_read_whole(session: FakeSession, doctor: Doctor, glyphs: Glyphs) -> None:
    key = "SHA256:k8ra7R5cHDJNk2NjGhKYuKuxQHy5g0CyAhzWtg0Ei1Q0123456789abcdefgh"
    doctor.checks = (Check("host key", True, f"ssh-ed25519 {key}, in /home/alice/.ssh/known_hosts:3"),)
    doctor.first = 1
    async with opened(session, (80, 24), glyphs=glyphs) as pilot:
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: "1 checks:" in grid(pilot.app))
        assert key in "".join(line[25:75].strip() for line in grid(pilot.app).splitlines())


async def test_what_a_cluster_says_is_shown_literally(session: FakeSession, doctor: Doctor) -> None:
    doctor.checks = (Check("queue", False, "[@click=app.quit]go[/] \x1b]0;title\x07\u202e[/oops]", "\x1b[2Jdo"),)
    doctor.first = 1
    async with opened(session, glyphs=ASCII) as pilot:
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: "1 checks:" in grid(pilot.app) and "> do" in grid(pilot.app))
        shown = grid(pilot.app)
        assert "[@click=app.quit]go[/] [/oops]" in shown
        assert shown.isascii()
