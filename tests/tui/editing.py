"""What tests of edits do in the editor."""

from __future__ import annotations

from textual.pilot import Pilot

from llmtui.tui.form.editors import element_id
from llmtui.tui.widgets.editor import FileEditor

from .screens import paste, press


def editor(pilot: Pilot[int]) -> FileEditor:
    return pilot.app.screen.query_one(FileEditor)


def replace_line(pilot: Pilot[int], start: str, line: str) -> None:
    """Put another line in place of the one that begins like that."""
    area = editor(pilot)
    lines = area.text.split("\n")
    row = next(index for index, old in enumerate(lines) if old.startswith(start))
    area.replace(line, (row, 0), (row, len(lines[row])))


async def set_time(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query_one(f"#{element_id('placement.time')}").focus()
    await paste(pilot, text)


async def edit_time(pilot: Pilot[int], text: str) -> None:
    await press(pilot, "f8")
    replace_line(pilot, "#SBATCH --time", f"#SBATCH --time={text}")
    await press(pilot, "ctrl+s")
