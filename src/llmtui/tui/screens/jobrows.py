"""The rows of the Jobs table, as plain data: what is in a cell, and what changed since the last time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from rich.text import Text

from ...domain.record import JobRecord
from ...domain.remotetext import safe_line
from ..glyphs import Glyphs, plain_text
from ..jobtext import colour_of, elapsed_s, limit_s, mark_of, state_word
from ..text import clock, fit

#: Columns in order: title, width in cells; the last one takes what is left.
#: Slurm's job ids have eight digits at most, times with days ten characters (D-HH:MM:SS).
WIDE = (("State", 16), ("Name", 20), ("Cluster", 9), ("Job", 8), ("Elapsed", 10), ("Limit", 10), ("Why", 0))
NARROW = (("State", 16), ("Name", 14), ("Cluster", 9), ("Job", 8), ("Elapsed", 10), ("Limit", 10))
#: The reason gives room to the names of clusters down to this many cells.
_ENOUGH_WHY = 24
_RIGHT = frozenset({"Job", "Elapsed", "Limit"})


@dataclass(frozen=True)
class Cell:
    """Text of a cell, drawn as it is; `rank` orders the rows."""

    text: str
    style: str
    rank: float

    def __rich__(self) -> Text:
        return Text(self.text, style=self.style, no_wrap=True)


Cells = Mapping[str, Cell]


def widths(width: int, *, narrow: bool, cluster: int = 0) -> list[tuple[str, int]]:
    """Columns for a table of that width, two cells of padding each; `cluster` is the length of the longest name."""
    columns = list(NARROW if narrow else WIDE)
    left = width - sum(size + 2 for _, size in columns) - 1
    if not narrow:
        more = max(0, min(cluster - columns[2][1], left - _ENOUGH_WHY))
        columns[2] = ("Cluster", columns[2][1] + more)
        columns[-1] = ("Why", max(12, left - more))
    return columns


def header(title: str, size: int) -> Text:
    """A column's title, at the right where its figures are."""
    return Text(fit(title, size, right=title in _RIGHT), no_wrap=True)


def cells(
    record: JobRecord,
    why: str,
    columns: Sequence[tuple[str, int]],
    glyphs: Glyphs,
    now: float,
    colour: Callable[[str], str],
    *,
    marked: bool = False,
) -> dict[str, Cell]:
    """One row; `colour` turns a theme variable's name into a style."""
    stale = " ~" if record.active and record.seen == "stale" else ""
    state = f"{mark_of(record, glyphs)} {state_word(record)}{stale}"
    texts = {
        "State": state,
        "Name": f"{glyphs.checked} {record.name}" if marked else record.name,
        "Cluster": record.cluster,
        "Job": "" if record.job_id is None else str(record.job_id),
        "Elapsed": clock(elapsed_s(record, now)),
        "Limit": clock(limit_s(record)),
        "Why": plain_text(why, glyphs),
    }
    styles = {"State": colour(colour_of(record)), "Why": colour("secondary")}
    return {
        title: Cell(
            fit(texts[title], size, right=title in _RIGHT, ellipsis=glyphs.ellipsis),
            styles.get(title, ""),
            -record.created_at,
        )
        for title, size in columns
    }


def matches(record: JobRecord, wanted: str) -> bool:
    """Whether name, cluster, state or job id contains the text, whatever the case."""
    words = wanted.lower().split()
    if not words:
        return True
    text = f"{record.name} {record.cluster} {state_word(record)} {record.job_id or ''} {record.model}".lower()
    return all(word in text for word in words)


def damaged_words(problems: Sequence[str], glyphs: Glyphs) -> str:
    """What to do about the files of the journal that cannot be read, one line each in `problems`; "" for none."""
    if not problems:
        return ""
    path, _, why = problems[0].partition(" cannot be read")
    todo = "update llmtui" if "newer llmtui" in why else "mend or move away"
    more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
    text = f"cannot be read, {todo}: {PurePath(path).name}{more}{why} (in {PurePath(path).parent})"
    return plain_text(safe_line(f"{glyphs.warn} {text}"), glyphs)


@dataclass(frozen=True)
class Difference:
    """What turns one table into another: rows gone, rows that are new, single cells."""

    gone: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[tuple[str, str, Cell], ...]


def difference(before: Mapping[str, Cells], after: Mapping[str, Cells]) -> Difference:
    """Rows by run id."""
    return Difference(
        gone=tuple(key for key in before if key not in after),
        new=tuple(key for key in after if key not in before),
        changed=tuple(
            (key, title, cell)
            for key, row in after.items()
            if key in before
            for title, cell in row.items()
            if before[key].get(title) != cell
        ),
    )
