"""What makes a job fit, and what is left: the dialog, its keys, and the way back."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.plans import cluster, model
from textual.pilot import Pilot

from llmtui.domain.bundle import Finding
from llmtui.domain.cluster import Cluster
from llmtui.domain.job import JobSpec, Placement, Training
from llmtui.domain.memory import estimate
from llmtui.domain.model import ModelSpec
from llmtui.domain.resolve import resolve
from llmtui.services.form import FormState
from llmtui.services.preview import Draft
from llmtui.tui.glyphs import ASCII
from llmtui.tui.screens.build import BuildScreen
from llmtui.tui.screens.fit import FitScreen, wrapped

from .fakes import FakeSession
from .fakesites import FIRST
from .screens import check_grid, grid, opened, press, settle, until
from .test_build import sheet, type_into

SIZES = [(80, 24), (120, 40)]
BIG: JobSpec = replace(
    FIRST,
    name="qwen-reviews",
    model="Qwen/Qwen3-0.6B",
    placement=Placement(cluster="lumi", account="project_465000001", gpus_per_node=1, time="01:00:00"),
    training=Training(
        dataset="train.jsonl",
        sharding="none",
        per_device_train_batch_size=4,
        gradient_accumulation_steps=4,
        max_length=2048,
        attn_implementation="eager",
    ),
)
SMALL: JobSpec = replace(BIG, training=replace(BIG.training, per_device_train_batch_size=2, max_length=256))
#: One change does not do for this one, or cuts its rows.
HUGE: JobSpec = replace(BIG, training=replace(BIG.training, max_length=8192))


class SizedSession(FakeSession):
    """Reckons with the shipped catalogues and the real estimate, so that advice keeps what it promises."""

    def clusters(self) -> tuple[Cluster, ...]:
        return tuple(cluster(name) for name in ("local", "lumi"))

    def model(self, name: str, base: Path, cluster: Cluster | None = None) -> ModelSpec:
        return model(name)

    def preview(self, spec: JobSpec, base: Path, *, check_inputs: bool = True, **more: Any) -> Draft:
        draft = super().preview(spec, base, check_inputs=check_inputs, **more)
        plan = resolve(spec, model(spec.model), self.cluster(spec.placement.cluster))
        found = estimate(plan)
        short = Finding("warning", "does-not-fit", "job", "it does not fit", "less of everything")
        return replace(draft, plan=plan, estimate=found, findings=(short,) if found.verdict == "does_not_fit" else ())


@pytest.fixture
def session(tmp_path: Path) -> SizedSession:
    return SizedSession(tmp_path)


def keep(session: FakeSession, spec: JobSpec) -> None:
    session.kept = FormState(spec, session.paths.config.parent / "reviews")


@pytest.fixture
def big(session: SizedSession) -> SizedSession:
    """A form with a job that does not fit."""
    keep(session, BIG)
    return session


async def ask(pilot: Pilot[int]) -> FitScreen:
    await pilot.press("ctrl+g")
    await until(pilot, lambda: isinstance(pilot.app.screen, FitScreen))
    await pilot.pause()
    assert isinstance(pilot.app.screen, FitScreen)
    return pilot.app.screen


def kept(session: FakeSession) -> JobSpec:
    assert session.kept is not None
    return session.kept.spec


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_dialog_as_recorded(session: SizedSession, size: tuple[int, int]) -> None:
    for name, spec in (("fit", BIG), ("fit-two", HUGE), ("room", SMALL)):
        keep(session, spec)
        async with opened(session, size) as pilot:
            await ask(pilot)
            check_grid(pilot.app, f"{name}-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_nothing_but_ascii_where_the_locale_has_no_more(big: SizedSession, size: tuple[int, int]) -> None:
    async with opened(big, size, glyphs=ASCII) as pilot:
        await ask(pilot)
        check_grid(pilot.app, f"ascii-fit-{size[0]}x{size[1]}")
        assert grid(pilot.app).isascii()
        assert "4 -> 2" in grid(pilot.app)


async def test_the_form_names_the_best_change_and_its_key(big: SizedSession) -> None:
    async with opened(big) as pilot:
        shown = grid(pilot.app)
        assert "^g shows" in shown
        assert "changes that make it fit, first" in shown
        assert "less of everything" not in shown
        await type_into(pilot, "training.max_length", "16")
        assert "^g shows" not in grid(pilot.app), "it fits now"


async def test_a_digit_applies_a_row_with_all_its_keys_and_undo_takes_it_back(big: SizedSession) -> None:
    async with opened(big) as pilot:
        screen = await ask(pilot)
        assert "3  per_device_train_batch_size 4 → 2," in grid(pilot.app)
        await press(pilot, "3")
        assert screen not in pilot.app.screen_stack
        batch = kept(big).training
        assert (batch.per_device_train_batch_size, batch.gradient_accumulation_steps) == (2, 8)
        shown = grid(pilot.app)
        assert "Batch       2       accumulate 8 " in shown
        assert "does not fit" not in shown
        assert "^z takes it back" in shown
        await press(pilot, "ctrl+z")
        assert kept(big) == BIG
        assert "Batch       4       accumulate 4 " in grid(pilot.app)
        await press(pilot, "ctrl+z")
        assert kept(big) == BIG


async def test_enter_applies_what_the_form_does_not_show(big: SizedSession) -> None:
    async with opened(big) as pilot:
        await ask(pilot)
        await press(pilot, "enter")
        assert kept(big).training.attn_implementation == "sdpa"
        assert kept(big) == replace(BIG, training=replace(BIG.training, attn_implementation="sdpa"))
        await type_into(pilot, "training.max_length", "64")
        await press(pilot, "ctrl+z")
        changed = kept(big).training
        assert (changed.attn_implementation, changed.max_length) == ("eager", 64), "only what advice changed goes back"


async def test_a_click_applies_a_row(big: SizedSession) -> None:
    async with opened(big, (80, 24)) as pilot:
        screen = await ask(pilot)
        lines = grid(pilot.app).splitlines()
        y = next(number for number, line in enumerate(lines) if "2  gradient_checkpointing: true" in line)
        await pilot.click(screen.query_one("OptionList"), offset=(8, y - screen.query_one("OptionList").region.y))
        await settle(pilot)
        assert kept(big).training.gradient_checkpointing
        assert sheet(pilot).values["training.gradient_checkpointing"] == "yes"


async def test_escape_and_digits_without_a_row_change_nothing(big: SizedSession) -> None:
    async with opened(big) as pilot:
        keep(big, BIG)
        await ask(pilot)
        await press(pilot, "down", "escape")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert kept(big) == BIG
        await press(pilot, "ctrl+z")
        assert kept(big) == BIG


async def test_the_room_is_applied_and_what_is_full_has_no_number(session: SizedSession) -> None:
    keep(session, SMALL)
    async with opened(session) as pilot:
        await ask(pilot)
        await press(pilot, "4", "2")
        length = kept(session).training.max_length
        assert length > 256
        assert f"max_length 256 → {length}; ^z takes it back" in grid(pilot.app)
        await ask(pilot)
        shown = grid(pilot.app)
        assert "no larger batch" in shown
        assert "no larger length" in shown
        assert "or enter" not in shown
        await press(pilot, "1", "2")
        assert isinstance(pilot.app.screen, FitScreen), "there is nothing behind those digits"


async def test_another_job_cannot_be_given_the_values_of_the_one_before(big: SizedSession) -> None:
    async with opened(big) as pilot:
        await ask(pilot)
        await press(pilot, "2")
        advised = kept(big)
        await press(pilot, "f4", "enter")
        await until(pilot, lambda: "qwen-reviews" not in sheet(pilot).values["name"])
        await settle(pilot)
        await press(pilot, "ctrl+z")
        assert kept(big) == advised, "the load goes back first, and by itself"
        await press(pilot, "ctrl+z")
        assert kept(big) == BIG


async def test_a_wrong_field_gets_the_cursor_instead(big: SizedSession) -> None:
    async with opened(big) as pilot:
        await type_into(pilot, "training.max_length", "many")
        await press(pilot, "ctrl+g")
        assert isinstance(pilot.app.screen, BuildScreen)
        assert "'many' is not a whole number" in grid(pilot.app)
        assert sheet(pilot).key_under_cursor == "training.max_length"


async def test_nothing_helps_and_the_dialog_says_so(session: SizedSession) -> None:
    keep(session, replace(BIG, model="meta-llama/Llama-3.1-70B", placement=Placement(cluster="local")))
    async with opened(session) as pilot:
        await ask(pilot)
        assert "No change and no two of them make it fit here" in grid(pilot.app)
        await press(pilot, "1", "enter", "escape")
        assert isinstance(pilot.app.screen, BuildScreen)


async def test_advice_is_made_in_a_thread(big: SizedSession) -> None:
    async with opened(big) as pilot:
        await ask(pilot)
    assert not any(big.preview_threads), "a preview ran on the event loop's thread"


async def test_it_is_said_when_advice_takes_its_time(big: SizedSession, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(big) as pilot:
        monkeypatch.setattr("llmtui.tui.screens.formpage._SLOW_S", 0.01)
        gate = threading.Event()
        preview = big.preview

        def late(*given: Any, **named: Any) -> Draft:
            gate.wait(10)
            return preview(*given, **named)

        monkeypatch.setattr(big, "preview", late)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: "looking for what fits" in grid(pilot.app))
        gate.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, FitScreen))


def test_a_change_is_broken_between_its_settings() -> None:
    batch = "per_device_train_batch_size 4 -> 1, gradient_accumulation_steps 4 -> 16 (same global batch)"
    assert wrapped(batch, 46, 68) == batch.replace(", ", ",\n").split("\n")
    assert wrapped("gradient_checkpointing: true + method lora", 60, 70) == [
        "gradient_checkpointing: true + method lora"
    ]
    assert wrapped("a: 1 + " + "b" * 50, 20, 60) == ["a: 1 +", "b" * 50]
