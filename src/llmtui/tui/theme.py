"""Two calm themes of our own, and the colours of the bars for every theme."""

from __future__ import annotations

from textual.theme import Theme

#: Stacked components, in the order of the bar; cool hues, so that green, amber and red keep their one meaning.
BAR_COLOURS: dict[str, str] = {
    "bar-weights": "#3f72b8",
    "bar-gradients": "#5a55b4",
    "bar-optimizer": "#8458b0",
    "bar-activations": "#27818c",
    "bar-logits": "#3f6f9a",
    "bar-kv": "#a05692",
    "bar-buffers": "#5d6b7a",
    "bar-overhead": "#465260",
    "bar-text": "#f4f7fa",
}

DARK = Theme(
    name="llmtui-dark",
    primary="#7aa7e6",
    secondary="#8f9fb3",
    accent="#7aa7e6",
    success="#8bbf7a",
    warning="#e0b050",
    error="#e5706b",
    foreground="#d5dce4",
    background="#12161b",
    surface="#181d24",
    panel="#212832",
    dark=True,
    variables={
        **BAR_COLOURS,
        "block-cursor-text-style": "none",
        "block-cursor-background": "#31445e",
        "block-cursor-foreground": "#f2f5f8",
        "block-cursor-blurred-background": "#242d39",
        "input-selection-background": "#7aa7e6 30%",
        "scrollbar": "#2c3542",
        "scrollbar-background": "#12161b",
        "scrollbar-corner-color": "#12161b",
        "scrollbar-background-hover": "#12161b",
        "scrollbar-background-active": "#12161b",
    },
)

LIGHT = Theme(
    name="llmtui-light",
    primary="#2a62ad",
    secondary="#5c6b7d",
    accent="#2a62ad",
    success="#3d7d2f",
    warning="#96650a",
    error="#b83a36",
    foreground="#20262d",
    background="#f6f7f9",
    surface="#eef0f3",
    panel="#e0e4e9",
    dark=False,
    variables={
        **BAR_COLOURS,
        "block-cursor-text-style": "none",
        "block-cursor-background": "#c9d9ee",
        "block-cursor-foreground": "#14181d",
        "block-cursor-blurred-background": "#dfe5ec",
        "scrollbar": "#c3cad3",
        "scrollbar-background": "#f6f7f9",
        "scrollbar-corner-color": "#f6f7f9",
        "scrollbar-background-hover": "#f6f7f9",
        "scrollbar-background-active": "#f6f7f9",
    },
)

THEMES = (DARK, LIGHT)
