"""What the Jobs and Job screens do with run folders: fetch from one, clean up many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..domain.record import JobRecord
from ..units import format_bytes
from .messages import RefreshAsked

if TYPE_CHECKING:
    from ..services.runs.fetch import Fetched
    from .screens.page import Page


def ask_fetch(page: Page, record: JobRecord) -> None:
    """Open the dialog that fetches a run's results."""
    from .screens.fetch import FetchScreen

    def told(fetched: Fetched | None) -> None:
        if fetched is not None:
            kept = f", {fetched.kept} were here" if fetched.kept else ""
            text = f"{fetched.files} files, {format_bytes(fetched.bytes)}{kept}: {fetched.folder}"
            page.notify(text, title="Fetched", markup=False)
            page.post_message(RefreshAsked())

    page.app.push_screen(FetchScreen(page.context, record), told)


def ask_clean(page: Page, records: Sequence[JobRecord]) -> None:
    """Open the list of run folders."""
    from .screens.clean import CleanScreen

    def told(changed: bool | None) -> None:
        if changed:
            page.post_message(RefreshAsked())

    page.app.push_screen(CleanScreen(page.context, records), told)
