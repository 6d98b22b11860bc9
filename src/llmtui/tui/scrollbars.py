"""Scroll bars without the eighth blocks that smooth their ends."""

from __future__ import annotations

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainScrollBars(ScrollBarRender):
    """Whole cells only, told apart by their colour."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def choose(*, ascii_only: bool) -> None:
    """Textual draws every scroll bar of the process with one class; this sets it."""
    ScrollBar.renderer = PlainScrollBars if ascii_only else ScrollBarRender
