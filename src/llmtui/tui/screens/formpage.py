"""A page with the form: what its fields hold, and changes of several fields at once, which can be taken back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.timer import Timer

from ...domain.dotted import with_values
from ...domain.job import JobSpec
from ..context import Context
from ..form.change import Change, back_from, change_to
from ..form.values import to_spec, to_values
from ..glyphs import with_arrows
from ..jobs import make_advice
from ..keys import key_of
from ..messages import AdviceReady
from ..work import Crashed, Failed
from .page import Page

if TYPE_CHECKING:
    from ...domain.memory.types import MemoryEstimate
    from ..form.fitrows import FitRow
    from ..form.sheet import Sheet

#: The group of the thread that makes advice.
FIT = "fit"
#: Seconds until it is said that advice is on its way: the first one may have to read the catalogues.
_SLOW_S = 1.0


class FormPage(Page):
    """Keeps the job behind the form, its fields and what advice changed last."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._spec = JobSpec(name="", task="finetune", model="")
        self._base = Path.cwd()
        self._sheet: Sheet | None = None
        #: Traced estimates of this session, by the job that they are of.
        self._traced: dict[JobSpec, MemoryEstimate] = {}
        self._back: Change | None = None
        self._slow: Timer | None = None

    @property
    def values(self) -> dict[str, str]:
        """The texts in the form's fields; what the first job says before there is a form."""
        return to_values(self._spec) if self._sheet is None else dict(self._sheet.values)

    def form_changed(self) -> None:
        """Start anew what follows from the form; called when several fields have other values."""

    def change(self, change: Change) -> None:
        """Put all values of the change into the form, in one go."""
        if self._sheet is not None:
            self._spec = with_values(self._spec, change.hidden)
            self._sheet.show_values({**self._sheet.values, **change.texts})
            self.form_changed()

    # Advice

    def action_fit(self) -> None:
        """Reckon what makes the job in the form fit, or what is left, and show it."""
        values, spec, base, traced = self.values, self._spec, self._base, dict(self._traced)
        self._no_longer_slow()
        self._slow = self.set_timer(_SLOW_S, partial(self.notify, "looking for what fits", markup=False))
        self.background(FIT, lambda: make_advice(self.session, to_spec(values, spec), base, traced))

    def _no_longer_slow(self) -> None:
        if self._slow is not None:
            self._slow.stop()

    def on_failed(self, event: Failed) -> None:
        """Runs beside the handler of the same name in the page that this is part of."""
        if event.group == FIT:
            self._no_longer_slow()

    def on_crashed(self, event: Crashed) -> None:
        if event.group == FIT:
            self._no_longer_slow()

    def on_advice_ready(self, event: AdviceReady) -> None:
        from .fit import FitScreen

        self._no_longer_slow()
        if self.is_current:
            self.app.push_screen(FitScreen(event.advised, self.glyphs), self._advised)

    def _advised(self, row: FitRow | None) -> None:
        if row is None:
            return
        change = change_to(row.changes, with_arrows(row.words, self.glyphs))
        self.keep_back(back_from(change, self.values, self._spec))
        self.change(change)
        self.notify(f"{change.words}; {key_of('build', 'undo')} takes it back", title="Changed", markup=False)

    def action_take_back(self) -> None:
        """Give the fields that advice changed last the values that they had."""
        back = self._back
        if back is not None:
            self.keep_back(None)
            self.change(back)
            self.notify(back.words, title="Taken back", markup=False)

    def keep_back(self, back: Change | None) -> None:
        """Remember what takes the last advice back; None where there is nothing to take back."""
        self._back = back
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to take back only after advice was taken."""
        return action != "take_back" or self._back is not None
