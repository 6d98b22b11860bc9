"""A page that folds: on a narrow screen the bars or the files stand in the form's place, and the keys go to them."""

from __future__ import annotations

from textual.events import DescendantFocus, Resize
from textual.reactive import var
from textual.widget import Widget

from ..context import Context
from ..widgets.files import FileView
from .formpage import FormPage


class FoldPage(FormPage):
    """`fold` is "bars" or "files" while one of them stands in the form's place on a narrow screen."""

    fold: var[str] = var("")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        #: The field that had the cursor last while the form was in sight.
        self._last_field: Widget | None = None

    @property
    def narrow(self) -> bool:
        """Whether form and right side take turns."""
        return self.has_class("-narrow")

    @property
    def folded(self) -> bool:
        """Whether the form is out of sight."""
        return self.narrow and self.fold != ""

    def watch_fold(self, before: str, fold: str) -> None:
        self.set_class(fold == "bars", "-show-bars")
        self.set_class(fold == "files", "-show-files")
        self._place_focus()
        if self.ready:
            self.fold_changed(before, fold)

    def fold_changed(self, before: str, fold: str) -> None:
        """Draw what came into sight; called when `fold` has another value."""

    def action_unfold(self) -> None:
        """Back to the form."""
        self.fold = ""

    # Focus: Textual gives that of a hidden widget to one beside it, though that one is hidden too

    def on_resize(self, event: Resize) -> None:
        # Textual's own handler comes after this one, and only then the page is narrow or no longer so.
        self.call_next(self._place_focus)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if not self._in_form(event.widget):
            return
        if self.folded:
            self._last_field = self._last_field or event.widget
            self._place_focus()
        else:
            self._last_field = event.widget

    def _in_form(self, widget: Widget | None) -> bool:
        return widget is not None and self._sheet is not None and self._sheet in widget.ancestors

    def _place_focus(self) -> None:
        """Take the focus from what is out of sight; the form has it again where it was."""
        if not self.ready:
            return
        view = self.query_one(FileView)
        if self.folded:
            self.set_focus(view if self.fold == "files" else None, scroll_visible=False)
        elif self.focused is None or (self.narrow and self.focused is view):
            self._focus_form()

    def _focus_form(self) -> None:
        field = self._last_field
        if self._sheet is None or field is None:
            return
        if not field.display:
            field = next(editor for editor in self._sheet.editors if editor.display)
        # As when the whole app comes back: a text keeps its cursor, where it would be selected else.
        self.set_focus(field, scroll_visible=False, from_app_focus=True)
        field.scroll_visible(animate=False)
