"""The memory bars of real jobs: as recorded text, and what each of them must say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.plans import plan

from llmtui.domain.memory import estimate
from llmtui.domain.memory.types import MemoryEstimate
from llmtui.tui.glyphs import ASCII, UNICODE, Glyphs
from llmtui.tui.stack import largest_phase, part_sizes, plain_cells, rule_is_beyond, scale_bytes, stacked
from llmtui.tui.widgets.memory import MemoryPanel
from llmtui.units import GIB

from .real import CASES, Case, real_session
from .screens import check_grid, grid, opened, press, until

SIZES = [(80, 24), (120, 40)]
#: Jobs whose panel has the phases and ASCII recorded too.
TOO_LARGE, INFERENCE = CASES[2], CASES[4]
_WORDS = {"fits": "fits", "tight": "tight", "does_not_fit": "does not fit"}
_ENTRY = re.compile(r"([WGOALKBx ]) (\w+(?: cache)?) +(\d[\d.]*)(?= |$)")
size_of = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@dataclass(frozen=True)
class Panel:
    """The panel's rows as they stand on the screen."""

    rows: tuple[str, ...]
    glyphs: Glyphs

    def row(self, word: str) -> str:
        """The row that has the word."""
        return next(row for row in self.rows if word in row)

    @property
    def bar(self) -> str:
        """The cells between the caps."""
        row = self.row(f"PU  {self.glyphs.left_cap}")
        ends = re.escape(self.glyphs.right_cap + self.glyphs.flat)
        found = re.search(rf"{re.escape(self.glyphs.left_cap)}(.*)[{ends}]", row)
        assert found, row
        return found[1]

    @property
    def legend(self) -> Mapping[str, tuple[str, float]]:
        """Letter and figure by name."""
        return {word: (letter, float(figure)) for row in self.rows[3:8] for letter, word, figure in _ENTRY.findall(row)}


def panel(screen: str, glyphs: Glyphs = UNICODE) -> Panel:
    """The rows from the title to the disk's bar."""
    lines = screen.splitlines()
    narrow = lines[1].startswith((" GPU ", " RAM "))
    left = 0 if narrow else lines[1].index(glyphs.vertical) + 1
    rows = [line[left:].rstrip() for line in lines]
    first = next(number for number, row in enumerate(rows) if re.search("Peak per GPU, |y phase, ", row))
    last = next(number for number, row in enumerate(rows) if row.startswith(("Disk ", " Disk ", "  Disk ")))
    return Panel(tuple(rows[first : last + 1]), glyphs)


@size_of
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_the_bars_of_real_jobs(tmp_path: Path, case: Case, size: tuple[int, int]) -> None:
    session = real_session(tmp_path, case.spec)
    found = session.preview(case.spec, tmp_path / "reviews").estimate
    assert found.verdict == case.verdict
    async with opened(session, size) as pilot:
        if size[0] == 80:
            _check_line(grid(pilot.app).splitlines()[1], found)
            await press(pilot, "f2")
        check_grid(pilot.app, f"memory-{case.name}-{size[0]}x{size[1]}")
        shown = panel(grid(pilot.app))
        _check_figures(shown, found)
        _check_cells(shown.bar, found, UNICODE)
        _check_words(shown, found)


def _check_line(line: str, found: MemoryEstimate) -> None:
    assert line.startswith(" GPU ▐")
    assert f"{found.total / GIB:.1f} of {(found.capacity or 0) / GIB:.1f} GiB  {_WORDS[found.verdict]}" in line
    assert ("unknown model" in line) == (found.evidence == "unknown_model")


def _check_figures(shown: Panel, found: MemoryEstimate) -> None:
    """Every component is there by name, and the figures add up to the two sums as far as they are rounded."""
    legend = dict(shown.legend)
    allocated, total = legend.pop("allocated")[1], legend.pop("total")[1]
    assert set(legend) == {part.word for part, _ in part_sizes(found)}
    for part, size in part_sizes(found):
        letter, figure = legend[part.word]
        assert letter == part.letter
        assert figure == pytest.approx(size / GIB, abs=0.51 if size >= 100 * GIB else 0.051)
    slack = 0.05 * len(legend) + (0.5 if total >= 100 else 0.06)
    overhead = legend.pop("overhead")[1]
    assert sum(figure for _, figure in legend.values()) == pytest.approx(allocated, abs=slack)
    assert allocated + overhead == pytest.approx(total, abs=2 * slack)
    assert shown.row("GPU  ").split()[-2:] == [f"{total:.0f}" if total >= 100 else f"{total:.1f}", "GiB"]
    assert (allocated, total) == pytest.approx((found.peak_allocated / GIB, found.total / GIB), abs=0.51)


def _check_cells(bar: str, found: MemoryEstimate, glyphs: Glyphs) -> None:
    """Marks stand where their figures are, and each letter fills its share to within a cell."""
    most = max(found.band[1], found.total)
    scale = max((found.capacity or 0) * 1.06, most * 1.02)
    cell = scale / len(bar)
    mark = bar.index(glyphs.capacity)
    assert abs(mark - (found.capacity or 0) / cell) <= 1
    marks = sum(found.total > size for size in (found.capacity or 0, found.rule_of_thumb))
    for part, size in part_sizes(found):
        assert abs(bar.count(part.letter) - size / cell) <= 1 + marks, part.word
    letters = "".join(part.letter for part, _ in part_sizes(found))
    last = max(bar.rindex(letter) for letter in letters if letter in bar)
    assert (last > mark) == (found.total > (found.capacity or 0))
    band = bar.rindex(glyphs.band) if glyphs.band in bar else last
    # The guide's mark may stand on the band's last cell.
    band += bar[band + 1 : band + 2] == glyphs.rule and not rule_is_beyond(found)
    assert abs(band + 1 - found.band[1] / cell) <= 1 + (found.band[1] > (found.capacity or 0))
    assert (band > mark) == (found.band[1] > (found.capacity or 0))
    if rule_is_beyond(found):
        assert glyphs.rule not in bar
    else:
        assert abs(bar.index(glyphs.rule) - found.rule_of_thumb / cell) <= 1


def _check_words(shown: Panel, found: MemoryEstimate) -> None:
    title, capacity = shown.rows[0].strip(), shown.rows[2].strip()
    assert title.startswith(f"Peak per GPU, {found.evidence.replace('_', ' ')}")
    assert title.endswith(f"in {max(found.phases, key=lambda name: (found.phases[name], name == found.peak_phase))}")
    assert capacity.startswith(f"of {(found.capacity or 0) / GIB:.2f} GiB")
    over = (found.total - (found.capacity or 0)) / GIB
    words = _WORDS[found.verdict] + (f", {over:.1f} over" if found.verdict == "does_not_fit" else "")
    assert capacity.endswith(f" {words}")
    band = shown.row("band ")
    assert "░ band " in band
    sign = "→" if rule_is_beyond(found) else "╎"
    assert band.endswith(f"{sign} guide's rule {_figure(found.rule_of_thumb)}")
    for label, used, there in (
        ("Host", found.host_ram, found.host_capacity),
        ("Disk", found.disk, found.disk_capacity),
    ):
        short = used - (there or used)
        row = shown.row(label)
        assert ("short by" in row) == (short > 0) == ("┃" in row)
        if short > 0:
            assert row.endswith(f"short by {_figure(short)} GiB")


def _figure(size: int) -> str:
    return f"{size / GIB:.0f}" if size >= 100 * GIB else f"{size / GIB:.1f}"


def test_the_cases_are_what_they_are_called(tmp_path: Path) -> None:
    session = real_session(tmp_path, CASES[0].spec)
    sizes = {case.name: session.preview(case.spec, tmp_path / "reviews").estimate for case in CASES}
    full = sizes["nearly-full"]
    assert 0.95 <= full.total / (full.capacity or 1) <= 0.99
    assert sizes["unknown-model"].evidence == "unknown_model"
    assert set(sizes["inference"].phases) == {"load", "prefill", "decode"}
    assert sizes["host-short"].host_ram > (sizes["host-short"].host_capacity or 0)
    assert sizes["disk-short"].disk > (sizes["disk-short"].disk_capacity or 0)


@size_of
@pytest.mark.parametrize("case", [TOO_LARGE, INFERENCE], ids=lambda case: case.name)
async def test_the_second_view_has_the_phases(tmp_path: Path, case: Case, size: tuple[int, int]) -> None:
    session = real_session(tmp_path, case.spec)
    found = session.preview(case.spec, tmp_path / "reviews").estimate
    async with opened(session, size) as pilot:
        await press(pilot, *(["f2"] if size[0] == 120 else ["f2", "f2"]))
        check_grid(pilot.app, f"phases-{case.name}-{size[0]}x{size[1]}")
        shown = panel(grid(pilot.app))
    assert shown.rows[0].strip().startswith("Allocated by phase, ")
    widths = {}
    for name, allocated in found.phases.items():
        row = next(row for row in shown.rows[3:8] if row.strip().startswith(name))
        assert row.endswith(" peak") == (name == largest_phase(found))
        assert row.removesuffix(" peak").endswith(f" {_figure(allocated)}")
        widths[name] = row.count(UNICODE.full)
    longest = max(widths.values())
    for name, width in widths.items():
        assert abs(width - longest * found.phases[name] / max(found.phases.values())) <= 1


@size_of
async def test_the_bars_in_ascii(tmp_path: Path, size: tuple[int, int]) -> None:
    session = real_session(tmp_path, TOO_LARGE.spec)
    found = session.preview(TOO_LARGE.spec, tmp_path / "reviews").estimate
    async with opened(session, size, glyphs=ASCII) as pilot:
        await press(pilot, *(["f2"] if size[0] == 80 else []))
        check_grid(pilot.app, f"ascii-memory-{TOO_LARGE.name}-{size[0]}x{size[1]}")
        assert grid(pilot.app).isascii()
        shown = panel(grid(pilot.app), ASCII)
    _check_figures(shown, found)
    _check_cells(shown.bar, found, ASCII)
    assert shown.row("band ").strip().startswith("~ band ")


async def test_everything_stands_at_a_hundred_columns_too(tmp_path: Path) -> None:
    """The narrowest panel beside the form: no row is cut, none is missing."""
    for case in CASES:
        session = real_session(tmp_path / case.name, case.spec)
        found = session.preview(case.spec, tmp_path / case.name / "reviews").estimate
        async with opened(session, (100, 30)) as pilot:
            shown = panel(grid(pilot.app))
            _check_figures(shown, found)
            _check_cells(shown.bar, found, UNICODE)
            assert len(shown.rows) == 11
            await press(pilot, "f2")
            assert not any("…" in row for row in (*shown.rows, *panel(grid(pilot.app)).rows))
            for label, short in (
                ("Host", found.host_ram - (found.host_capacity or 0)),
                ("Disk", found.disk - (found.disk_capacity or 0)),
            ):
                assert shown.row(label).endswith(f"short by {_figure(short)}" if short > 0 else " GiB")


@size_of
async def test_a_trace_is_named_in_the_title_and_in_the_line(tmp_path: Path, size: tuple[int, int]) -> None:
    session = real_session(tmp_path, INFERENCE.spec)
    session.trace_may_end.set()
    async with opened(session, size) as pilot:
        await press(pilot, "ctrl+t")
        await until(pilot, lambda: "traced" in grid(pilot.app))
        if size[0] == 80:
            assert re.search(r"GiB  fits, traced$", grid(pilot.app).splitlines()[1])
            await press(pilot, "f2")
        assert panel(grid(pilot.app)).rows[0].strip().startswith("Peak per GPU, traced")


# The arithmetic


def _estimate(total_share: float) -> MemoryEstimate:
    """An estimate whose total is that share of the capacity."""
    found = estimate(plan(cluster="lumi", sharding="fsdp", gpus_per_node=8))
    capacity = int(found.total / total_share)
    return replace(found, capacity=capacity, band=(int(found.total * 0.95), int(found.total * 1.05)))


@given(st.floats(0.01, 40), st.integers(6, 120))
def test_what_passes_the_capacity_passes_its_mark(share: float, width: int) -> None:
    found = _estimate(share)
    cells = stacked(found, width)
    mark = next(number for number, cell in enumerate(cells) if cell.kind == "capacity")
    past = cells[mark + 1 :]
    assert past, "the mark is not at the end of the bar"
    assert any(cell.part for cell in past) == (found.total > (found.capacity or 0))
    assert any(cell.over for cell in past) == (found.band[1] > (found.capacity or 0))
    assert not any(cell.over for cell in cells[: mark + 1])


@given(st.floats(0.01, 40), st.floats(0.01, 3), st.integers(6, 120))
def test_the_rule_is_on_the_bar_or_past_its_end(share: float, rule: float, width: int) -> None:
    found = _estimate(share)
    found = replace(found, rule_of_thumb=int(rule * scale_bytes(found)))
    kinds = [cell.kind for cell in stacked(found, width)]
    assert kinds.count("capacity") == 1
    no_room = kinds[0] == "capacity" and found.rule_of_thumb < (found.capacity or 0)
    assert kinds.count("rule") == (0 if rule_is_beyond(found) or no_room else 1)
    if "rule" in kinds and found.rule_of_thumb != found.capacity:
        assert (kinds.index("rule") < kinds.index("capacity")) == (found.rule_of_thumb < (found.capacity or 0))


def test_the_largest_phase_is_named_even_where_it_is_no_steady_one() -> None:
    found = estimate(plan(cluster="lumi", sharding="fsdp", gpus_per_node=8))
    assert largest_phase(found) == found.peak_phase
    loading = replace(found, phases={**found.phases, "load": 2 * found.peak_allocated})
    assert largest_phase(loading) == "load"


@pytest.mark.parametrize(
    ("used", "text"), [(0, "······"), (5, "███···"), (10, "██████"), (11, "████┃█"), (60, "█┃████")]
)
def test_a_plain_bar_shows_what_is_short_past_a_mark(used: int, text: str) -> None:
    signs = {"part": "█", "empty": "·", "capacity": "┃"}
    assert "".join(signs[cell.kind] for cell in plain_cells(used, 10, 6)) == text


def test_an_unknown_capacity_has_no_mark_and_says_so() -> None:
    found = replace(_estimate(0.5), capacity=None, verdict="unknown", host_capacity=None, disk_capacity=None)
    assert not any(cell.kind == "capacity" for cell in stacked(found, 40))
    drawn = MemoryPanel(UNICODE, id="panel")
    drawn.estimate = found
    text = drawn.render().plain
    assert "of ? GiB" in text
    assert "capacity unknown" in text
    assert text.count("of ? GiB") == 3
