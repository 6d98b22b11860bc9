"""Bars at once: what a key changes in them before the preview, and what it leaves to the preview."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from llmtui.domain.job import JobSpec
from llmtui.domain.memory import forms
from llmtui.domain.memory.forms import find_form
from llmtui.domain.memory.types import MemoryEstimate
from llmtui.services.preview import Draft
from llmtui.tui.form.quick import load_tables, quick, warm
from llmtui.tui.form.values import to_values
from llmtui.tui.screens import build
from llmtui.tui.widgets.memory import MemoryPanel
from llmtui.units import GIB

from .fakes import FakeSession
from .real import CASES, RealSession, real_session
from .screens import grid, opened, until
from .test_build import type_into

FITS = CASES[0]
LENGTH = "training.max_length"


@pytest.fixture
def no_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    """No edit is followed by a preview."""
    monkeypatch.setattr(build, "PAUSE_S", 3600.0)


def bars(pilot: Pilot[int]) -> MemoryEstimate:
    """What the panel draws."""
    found = pilot.app.screen.query_one(MemoryPanel).estimate
    assert found is not None
    return found


def estimate_of(session: RealSession, spec: JobSpec, length: int) -> MemoryEstimate:
    longer = replace(spec, training=replace(spec.training, max_length=length))
    return session.preview(longer, Path("/")).estimate


async def type_keys(pilot: Pilot[int], *keys: str) -> None:
    """Type at the end of the field Length, without waiting for any pause."""
    pilot.app.screen.query_one("#field-training-max_length").focus()
    await pilot.pause()
    await pilot.press("end", *keys)


@pytest.mark.usefixtures("no_preview")
async def test_the_bars_follow_a_key_without_a_preview(tmp_path: Path) -> None:
    session = real_session(tmp_path, FITS.spec)
    async with opened(session) as pilot:
        done = len(session.preview_threads)
        await type_keys(pilot, "0")
        assert bars(pilot) == estimate_of(session, FITS.spec, 40960)
        assert f"{bars(pilot).total / GIB:.0f} GiB" in grid(pilot.app)
        await type_keys(pilot, "backspace", "backspace")
        assert bars(pilot) == estimate_of(session, FITS.spec, 409)
        assert len(session.preview_threads) == done + 2, "the two are this test's own"


@pytest.mark.usefixtures("no_preview")
async def test_a_wrong_text_leaves_the_bars_to_the_preview(tmp_path: Path) -> None:
    session = real_session(tmp_path, FITS.spec)
    async with opened(session) as pilot:
        before = bars(pilot)
        await type_keys(pilot, "x")
        assert bars(pilot) == before
        assert not pilot.app.screen.query_one(MemoryPanel).stale


async def test_a_wrong_text_dims_the_bars_and_a_right_one_lights_them(tmp_path: Path) -> None:
    session = real_session(tmp_path, FITS.spec)
    async with opened(session) as pilot:
        panel = pilot.app.screen.query_one(MemoryPanel)
        await type_into(pilot, LENGTH, "x")
        assert panel.has_class("-stale")
        await type_into(pilot, LENGTH, "2048")
        assert not panel.has_class("-stale")
        assert bars(pilot) == estimate_of(session, FITS.spec, 2048)


class SlowSession(RealSession):
    """Its previews wait until they are let go."""

    slow = False

    def __init__(self, home: Path) -> None:
        super().__init__(home, FITS.spec)
        self.begun, self.go_on, self.ended = threading.Event(), threading.Event(), threading.Event()

    def preview(self, spec: JobSpec, base: Path, *, check_inputs: bool = True, **more: Any) -> Draft:
        draft = super().preview(spec, base, check_inputs=check_inputs, **more)
        if self.slow and threading.current_thread() is not threading.main_thread():
            self.begun.set()
            assert self.go_on.wait(10)
            self.ended.set()
        return draft


async def test_an_older_preview_that_comes_late_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = SlowSession(tmp_path)
    async with opened(session) as pilot:
        session.slow = True
        await type_keys(pilot, "0")
        await until(pilot, session.begun.is_set)
        monkeypatch.setattr(build, "PAUSE_S", 3600.0)
        await pilot.press("backspace", "backspace")
        newer = bars(pilot)
        assert newer == estimate_of(session, FITS.spec, 409)
        session.go_on.set()
        await until(pilot, session.ended.is_set)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert bars(pilot) == newer
        assert "#SBATCH" in grid(pilot.app), "the files of before stay until those of now come"


def test_what_needs_the_preview_is_left_to_it(tmp_path: Path) -> None:
    session = real_session(tmp_path, FITS.spec)
    draft = session.preview(FITS.spec, tmp_path)
    values = to_values(FITS.spec)
    found = quick(values, FITS.spec, draft)
    assert found == (draft.plan, draft.estimate)
    assert quick(values, FITS.spec, None) is None
    for key, text in (
        ("model", "Qwen/Qwen3-0.6B"),
        ("placement.cluster", "roihu"),
        (LENGTH, ""),
        (LENGTH, "0"),
        ("placement.nodes", "5000"),
        ("placement.time", "soon"),
    ):
        assert quick({**values, key: text}, FITS.spec, draft) is None, (key, text)


_seen: list[str] = []
_watching = threading.Event()


def _audit(event: str, args: tuple[object, ...]) -> None:
    if _watching.is_set() and event in {"open", "import", "os.listdir", "os.scandir"}:
        _seen.append(f"{event} {args[0]!r}")


sys.addaudithook(_audit)


@pytest.fixture
def tables_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """No table of any family has been loaded."""
    for name in list(sys.modules):
        if name.startswith(f"{forms.__name__}.") and name.endswith(("_full", "_lora", "_eager", "_fsdp", "_fsdp_tied")):
            monkeypatch.delitem(sys.modules, name)
    for function in (find_form, forms.prompt_terms, forms.adapter_terms, forms.dropout_terms, load_tables):
        function.cache_clear()


@pytest.mark.usefixtures("tables_unread")
@pytest.mark.parametrize(
    ("method", "sharding"),
    [("full", "ddp"), ("full", "fsdp"), ("lora", "ddp"), ("lora", "fsdp"), ("qlora", "ddp"), ("qlora", "fsdp")],
)
@pytest.mark.parametrize(
    "model",
    ["meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.2-1B", "google/gemma-2-2b", "swiss-ai/Apertus-8B-Instruct-2509"],
)
def test_no_file_is_read_for_any_choice(session: FakeSession, model: str, sharding: str, method: str) -> None:
    spec = replace(FITS.spec, model=model)
    draft = RealSession(session.paths.state, spec).preview(spec, session.paths.state)
    values = {**to_values(spec), "training.method": method, "training.sharding": sharding}
    _watching.set()
    try:
        warm(draft.plan.model)
        read = len(_seen)
        found = [
            quick({**values, "training.weights_dtype": weights, "training.mixed_precision": precision}, spec, draft)
            for weights in ("fp32", "bf16")
            for precision in ("no", "bf16")
        ]
    finally:
        _watching.clear()
    assert None not in found
    assert read > 0
    assert _seen[read:] == []
    _seen.clear()
