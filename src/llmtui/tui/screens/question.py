"""What a login has to ask: a passphrase, a password, a code. Nothing that was typed outlives the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from ..prompter import Answer
from ..text import lines, plain
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...remote.prompter import Question

#: Lines of a server's own words that are shown; some servers print a page before each login.
_MOST_LINES = 12


class QuestionScreen(Dialog[Sequence[str] | None]):
    """Ends with an answer for each prompt, None when the user gives up."""

    CSS_PATH = ["dialog.tcss", "question.tcss"]  # noqa: RUF012 - Textual declares it this way
    ABOUT = "A login asks this. Nothing that is typed is kept."
    KEYS = (
        ("enter", "the next field, then the answer"),
        ("esc", "gives the login up"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Give up")]

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        question = self._question
        with Vertical(classes="box"):
            yield Static(plain(self._title(), "bold $accent"), classes="title", markup=False)
            if question.title:
                yield Static(plain(question.title), markup=False)
            if question.attempt > 1:
                yield Static(plain(self._again(), "$warning"), id="again", markup=False)
            with VerticalScroll(id="said"):
                yield from self._said()
                yield from self._fields()
            yield Static(plain_keys(("enter", "answers"), ("esc", "gives up")), id="hint", markup=False)

    def _title(self) -> str:
        if self._question.kind == "passphrase":
            return f"Passphrase to log in to {self._question.host}"
        return f"{self._question.host} asks"

    def _again(self) -> str:
        wrong = "the passphrase was wrong" if self._question.kind == "passphrase" else "that answer was not accepted"
        return f"{wrong}; this is try {self._question.attempt}"

    def _said(self) -> Iterator[Widget]:
        """What the server says, as its own words: each line has a mark before it."""
        said = self._question.text.lines()
        shown = [f"| {line}" for line in said[:_MOST_LINES]]
        if len(said) > _MOST_LINES:
            shown.append(f"and {len(said) - _MOST_LINES} more lines")
        if shown:
            yield Static(lines("\n".join(shown)), markup=False)

    def _fields(self) -> Iterator[Widget]:
        for prompt in self._question.prompts:
            label = prompt.text.line() or "answer"
            yield Static(plain(label, "bold"), classes="prompt", markup=False)
            yield Input(password=not prompt.echo, compact=True)

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The next prompt, or the answer after the last one."""
        event.stop()
        fields = list(self.query(Input))
        place = fields.index(event.input)
        if place + 1 < len(fields):
            fields[place + 1].focus()
            return
        self.dismiss(tuple(self._taken()))

    def _taken(self) -> Iterator[Answer]:
        """What was typed; the fields are empty afterwards."""
        for field in self.query(Input):
            yield Answer(field.value)
            field.clear()

    def action_leave(self) -> None:
        """Give up; what was typed is gone."""
        for field in self.query(Input):
            field.clear()
        self.dismiss(None)
