"""Edit one file by hand: the text, its difference to the generated text, and the way back to that."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static, TextArea

from ...domain.edits import LARGEST, Applied, Moved, span_now
from ...errors import LlmtuiError
from ..context import Context
from ..errors import tell
from ..form.difference import difference
from ..form.outcome import LANGUAGES
from ..glyphs import plain_text
from ..keys import bindings, key_of
from ..outside import VARIABLE, edit_outside, editor_command, has_editor
from ..text import plain
from ..widgets.bottom import KeyLine
from ..widgets.editor import FileEditor
from ..widgets.files import FileView, page
from ..work import in_background
from .confirm import ConfirmScreen
from .help import HelpScreen

#: Notices on generated lines that changed under the edit which are shown at once.
_MOST = 3


@dataclass
class Differs(Message):
    """The difference of the present text is ready."""

    content: Content


class EditScreen(Screen[str | None]):
    """Ends with the text that is to be kept, None when the editor was left without saving."""

    CSS_PATH = "edit.tcss"
    PLACE = "edit"
    BINDINGS: ClassVar[list[BindingType]] = bindings("edit")

    def __init__(self, context: Context, applied: Applied) -> None:
        super().__init__()
        self._shared = context
        self._applied = applied
        self._start = applied.merged.text
        self._moved = list(applied.merged.moved)

    def compose(self) -> ComposeResult:
        file = self._applied.file
        yield Static(id="what", markup=False)
        yield Static(id="moved", markup=False)
        yield FileEditor(self._start, language=LANGUAGES[file], glyphs=self._shared.glyphs, id="text")
        yield FileView(self._shared.glyphs, id="difference")
        yield KeyLine()

    def on_mount(self) -> None:
        # A text with other line ends than newlines comes back with one kind of them: what was loaded is the measure.
        self._loaded = self.editor.text
        self.query_one(FileView).display = False
        if self._moved:
            self.editor.move_cursor((self._moved[0].kept_first - 1, 0))
        self.editor.focus()
        self._say()

    @property
    def editor(self) -> FileEditor:
        """The text area."""
        return self.query_one(FileEditor)

    @property
    def text(self) -> str:
        """The text as it stands in the editor; as it was given where nothing was changed."""
        found = self.editor.text
        return self._start if found == self._loaded else found

    # What is said above the text

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._say()

    def _say(self) -> None:
        glyphs, text = self._shared.glyphs, self.text
        edited = "as generated" if text == self._applied.generated else "edited by hand"
        unsaved = f", not saved: {key_of('edit', 'save')} keeps it" if text != self._start else ""
        name = Content.styled(f" {self._applied.file}  ", "bold $accent")
        self.query_one("#what", Static).update(name + Content.styled(edited + unsaved, "$foreground-muted"))
        rows = [self._notice(moved) for moved in self._moved[:_MOST]]
        if len(self._moved) > _MOST:
            rows.append(f"   and {len(self._moved) - _MOST} more places")
        notices = self.query_one("#moved", Static)
        notices.display = bool(rows)
        notices.update(Content("\n").join([plain(plain_text(row, glyphs), "$warning") for row in rows]))

    def _notice(self, moved: Moved) -> str:
        """Which generated lines changed under the edit; first what to press, since the line may be cut."""
        take = f"{self._shared.glyphs.warn} {key_of('edit', 'take')} takes"
        if not moved.lines:
            return f" {take} that generated {moved.where} is gone; your text stands for it"
        more = f" ({len(moved.lines)} lines)" if len(moved.lines) > 1 else ""
        return f" {take} generated {moved.where}, changed since you edited: {moved.lines[0].strip()}{more}"

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for what there is: generated lines to take, a program named by $EDITOR."""
        if action == "take":
            return bool(self._moved)
        return has_editor() if action == "outside" else True

    def action_save(self) -> None:
        """Keep the text and go back."""
        if len(self.text) > LARGEST:
            self.notify("the text is too long for a file of a job", severity="error", markup=False)
            return
        self.dismiss(self.text)

    def action_leave(self) -> None:
        """Back from the difference to the text, else back to the form; asks first where something would be lost."""
        if not self.editor.display:
            self._show_editor()
        elif self.text == self._start:
            self.dismiss(None)
        else:
            words = f"What you changed in {self._applied.file} is lost."
            self.app.push_screen(ConfirmScreen("Leave without saving?", words, "leaves"), self._left)

    def _left(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)

    def action_undo(self) -> None:
        """Take back the last change."""
        self.editor.undo()

    def action_generated(self) -> None:
        """Put the generated text in place of the whole text."""
        self._show_editor()
        self.editor.replace(self._applied.generated, *self.editor.all_of_it)

    def action_take(self) -> None:
        """Put generated lines that changed in place of the edited ones: those at the cursor, else the first ones."""
        self._show_editor()
        lines = self._start.split("\n"), self.text.split("\n")
        places = [span_now(*lines, moved.kept_first - 1, moved.kept_count) for moved in self._moved]
        row = self.editor.cursor_location[0]
        index = next((number for number, (top, end) in enumerate(places) if top <= row < end), 0)
        (top, end), moved = places[index], self._moved.pop(index)
        self._replace_lines(top, end, moved.lines)
        self._say()
        self.refresh_bindings()

    def _replace_lines(self, top: int, end: int, lines: tuple[str, ...]) -> None:
        last = self.editor.document.line_count
        text = "".join(f"{line}\n" for line in lines)
        if end < last:
            self.editor.replace(text, (top, 0), (end, 0))
        else:
            self.editor.replace(text.removesuffix("\n"), (top, 0), self.editor.document.end)
        self.editor.move_cursor((top, 0), center=True)

    # The difference

    def action_difference(self) -> None:
        """Show the difference in place of the text, or the text again."""
        if not self.editor.display:
            self._show_editor()
            return
        generated, text = self._applied.generated, self.text
        in_background(self, "difference", self._shared.crash_log, lambda: Differs(difference(generated, text)))

    def on_differs(self, event: Differs) -> None:
        view = self.query_one(FileView)
        view.show(page("difference", event.content))
        self.editor.display, view.display = False, True
        view.focus()

    def _show_editor(self) -> None:
        self.query_one(FileView).display, self.editor.display = False, True
        self.editor.focus()

    # Outside

    def action_outside(self) -> None:
        """Edit the text in the program that $EDITOR names; the app waits for its end."""
        self._show_editor()
        before = self.text
        try:
            after = self._outside(before)
        except SuspendNotSupported:
            self.notify(f"${VARIABLE} cannot be used in this terminal", severity="error", markup=False)
            return
        if isinstance(after, LlmtuiError):
            tell(self.app, after)
        elif after == before:
            words = "nothing was changed; a program that returns at once needs its option to wait"
            self.notify(words, title=f"${VARIABLE}", markup=False)
        else:
            self.editor.replace(after, *self.editor.all_of_it)

    def _outside(self, text: str) -> str | LlmtuiError:
        """An error is returned, not raised: the app would not come back from being suspended."""
        with self.app.suspend():
            try:
                return edit_outside(editor_command(os.environ), self._applied.file, text)
            except LlmtuiError as error:
                return error

    def action_explain(self) -> None:
        """What edits do, and the keys."""
        self.app.push_screen(HelpScreen("edit", f"Editing {self._applied.file}", list(_HELP)))


_HELP = (
    "Your lines stay when the form changes: what is generated anew",
    "is merged with them line by line. Where both changed the same",
    "line yours is kept, and it is said which generated one it hides.",
    "The linter reads the file again; its errors keep the job from",
    "being submitted. Edits come back with the form, and when a job",
    "is built again. A job file holds no script text. Without the app:",
    "llmtui render JOB -o DIR, edit what is in DIR, then",
    "cd DIR and sbatch job.sh.",
)
