"""A page with the form: what its fields hold, and changes of it in one go, which can be taken back one by one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.timer import Timer

from ...domain.dotted import with_values
from ...domain.job import JobSpec
from ..context import Context
from ..form.change import Change, FormKept, back_from, change_to
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
    """Keeps the job behind the form, its fields, and what takes back the changes that advice and loads made."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._spec = JobSpec(name="", task="finetune", model="")
        self._base = Path.cwd()
        self._sheet: Sheet | None = None
        #: Traced estimates of this session, by the job that they are of.
        self._traced: dict[JobSpec, MemoryEstimate] = {}
        #: What ^z takes back, the latest last.
        self._backs: list[Change | FormKept] = []
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
        """Give the fields that advice changed last the values that they had, or bring the form before a load back."""
        if not self._backs:
            return
        back = self._backs[-1]
        if isinstance(back, FormKept):
            self.ask_for_form(back)
            return
        self.drop_back()
        self.change(back)
        self.notify(back.words, title="Taken back", markup=False)

    def ask_for_form(self, form: FormKept) -> None:
        """Bring that form back, which a load replaced; asks first where something would be lost."""

    def keep_back(self, back: Change | FormKept) -> None:
        """Remember what takes the last change back."""
        self._backs.append(back)
        self.refresh_bindings()

    def drop_back(self) -> None:
        """Forget the latest of what was remembered: it was taken back."""
        self._backs.pop()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to take back only after advice was taken or another job came."""
        return action != "take_back" or bool(self._backs)
