"""Tables that a terminal and a Markdown page show alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .stats import Summary


@dataclass(frozen=True)
class Table:
    """A title, a heading for each column, and rows of text."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """Columns padded to their widest cell; the last one is left as it is."""
        lines = [self.heads, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.heads))]
        shown = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        return "\n".join([self.title, *(line.rstrip() for line in shown)])

    def markdown(self) -> str:
        """A Markdown table without its title."""
        lines = [self.heads, tuple("---" for _ in self.heads), *self.rows]
        return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)


#: Headings of what `summary_cells` gives.
SUMMARY_HEADS = ("rows", "median", "p90", "worst", "within 5 %", "within 10 %")


def summary_cells(found: Summary | None) -> tuple[str, ...]:
    """A summary's figures as text, dashes for no rows."""
    if found is None:
        return ("0", *("-" for _ in SUMMARY_HEADS[1:]))
    return (
        str(found.count),
        percent(found.median),
        percent(found.p90),
        percent(found.worst),
        f"{100 * found.within_5:.0f} %",
        f"{100 * found.within_10:.0f} %",
    )


def percent(value: float) -> str:
    """An absolute error."""
    return f"{value:.2f} %"


def signed(value: float | None) -> str:
    """A signed error in per cent, a dash for none."""
    return "-" if value is None else f"{value:+.2f}"


def gib(size: float) -> str:
    """Bytes in GiB."""
    return f"{size / 1024**3:.2f}"


def joined(parts: Sequence[str]) -> str:
    """Parts that are not empty, with a semicolon between them."""
    return "; ".join(part for part in parts if part)
