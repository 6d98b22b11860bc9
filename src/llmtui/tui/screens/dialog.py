"""What dialogs have in common: F1 and ? explain their keys, since those of the screen below do not work in them."""

from __future__ import annotations

from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, ScreenResultType

from ..keys import shown


class Dialog(ModalScreen[ScreenResultType]):
    """`ABOUT` is what it is for, `KEYS` keys and what each does; without those its bindings say it by their labels."""

    ABOUT: ClassVar[str] = ""
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,question_mark", "explain", "Help", show=False)]

    def action_explain(self) -> None:
        """What this dialog is for, and its keys."""
        from .help import HelpScreen

        self.app.push_screen(HelpScreen(None, "", [self.ABOUT] if self.ABOUT else [], self._own_keys()))

    def _own_keys(self) -> tuple[tuple[str, str], ...]:
        if self.KEYS:
            return self.KEYS
        own = [binding for binding in type(self).BINDINGS if isinstance(binding, Binding) and binding.description]
        return tuple((" ".join(map(shown, binding.key.split(","))), binding.description) for binding in own)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close it, and the help that may lie over it: what it waits for can come while that is read."""
        from .help import HelpScreen

        above = self.app.screen
        if above is not self and isinstance(above, HelpScreen):
            above.dismiss(None)
        return super().dismiss(result)
