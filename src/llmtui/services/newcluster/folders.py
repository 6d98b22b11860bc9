"""Where run folders and models go, from the site's own variables."""

from __future__ import annotations

from collections.abc import Sequence

from .draft import Entry, Line
from .shell import FOLDERS
from .site import Site


def run_root(site: Site, accounts: Sequence[str]) -> tuple[str, str]:
    """The folder as a template, and where it comes from in one sentence.

    The variable's value is written and not its name, because submission makes the folder without a login shell.
    """
    for name in FOLDERS:
        value = site.around.folders.get(name, "").rstrip("/")
        if value.startswith("/"):
            return template(value, site.who.user, accounts), f"From ${name}, which is {value} for {site.who.user}."
    comment = "No variable names a larger file system; a home is often too small for models and checkpoints."
    return home(site), comment


def home(site: Site) -> str:
    """The user's home as a template."""
    return template(site.who.home.rstrip("/") or "/", site.who.user, ())


def template(path: str, user: str, accounts: Sequence[str]) -> str:
    """The path with {user} and {account} in the place of whole folder names."""
    parts = ["{account}" if part in accounts else "{user}" if part == user else part for part in path.split("/")]
    return "/".join(parts)


def storage(site: Site, page: str) -> tuple[Entry, ...]:
    """One entry a variable."""
    return tuple(
        (Line("name", name), Line("path", f"${name}"), Line("note", f"{value} for {site.who.user}"), _source(page))
        for name, value in site.around.folders.items()
    )


def _source(page: str) -> Line:
    return Line("source", (page,))
