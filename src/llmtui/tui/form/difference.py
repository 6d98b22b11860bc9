"""What an edited file has in place of the generated one, line by line."""

from __future__ import annotations

from difflib import unified_diff

from textual.content import Content

from ..text import literal

_COLOURS = {"+": "$success", "-": "$error", "@": "$foreground-muted"}


def difference(generated: str, text: str) -> Content:
    """A unified diff; signs stand before the lines, so that colour is not needed to read it."""
    lines = list(unified_diff(generated.split("\n"), text.split("\n"), lineterm=""))[2:]
    if not lines:
        return Content.styled("no difference: the text is as it was generated", "$foreground-muted")
    legend = Content.styled("- generated   + yours", "$foreground-muted")
    rows = [Content.styled(literal(line), _COLOURS.get(line[:1], "$foreground")) for line in lines]
    return Content("\n").join([legend, *rows])
