"""Before a job is submitted: what, where, and whether it fits; then the submission itself, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ...domain.record import JobRecord
from ...units import format_gib, format_time_limit
from ..context import Context
from ..form.notes import problem_line
from ..glyphs import plain_text
from ..text import plain, time_of_day
from ..work import Crashed, Failed, in_background
from .dialog import Dialog

if TYPE_CHECKING:
    from ...domain.bundle import Finding
    from ...domain.plan import Plan
    from ...services.preview import Draft


@dataclass
class Progress(Message):
    """A step of a submission has begun."""

    text: str


@dataclass
class Checked(Message):
    """What Slurm says of a job before it is submitted; `ok` None: it could not be checked, `starts_at` its estimate."""

    ok: bool | None
    text: str
    starts_at: float | None = None


@dataclass
class Accepted(Message):
    """Slurm took the job."""

    record: JobRecord


class SubmitScreen(Dialog[JobRecord | None]):
    """Ends with the record of the submitted job, None when nothing was submitted; `smoke` is submitted before it."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "submit", "Submit"),
        Binding("escape", "leave", "Leave"),
    ]

    def __init__(self, context: Context, draft: Draft, folder: str, smoke: Draft | None = None) -> None:
        super().__init__()
        self._shared = context
        self._draft = draft
        self._folder = folder
        self._smoke = smoke
        self._busy = False
        self._checked: Checked | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            after = " after its smoke test" if self._smoke else ""
            title = f"Submit {self._draft.spec.name}{after}?"
            yield Static(plain(title, "bold $accent"), classes="title", markup=False)
            yield Static(self._facts(), classes="facts", markup=False)
            yield Static(self._complaints(), classes="facts", markup=False)
            yield Static(self._verdict(), classes="facts", id="verdict", markup=False)
            yield Static(self._hint(), id="progress", markup=False)

    def on_mount(self) -> None:
        """Slurm is asked whether it would take the job; nothing is submitted by that."""
        if not self._errors:
            in_background(self, "check", self._shared.crash_log, self._check)

    def _hint(self) -> Content:
        if self._errors:
            return plain("esc leaves: the errors above keep it from being submitted", "$error")
        if self._checked is None:
            return plain_keys(("esc", "leaves"))
        anyway = "submits it all the same" if self._checked.ok is False else "submits"
        return plain_keys(("enter", anyway), ("esc", "leaves"))

    def _check(self) -> Message:
        session = self._shared.session
        verdict = session.test_only(self._draft)
        if verdict.ok and self._smoke is not None:
            verdict = session.test_only(self._smoke)
        return Checked(verdict.ok, verdict.text, verdict.starts_at)

    def on_checked(self, event: Checked) -> None:
        self._checked = event
        self.query_one("#verdict", Static).update(self._verdict())
        self.query_one("#progress", Static).update(self._hint())

    def _verdict(self) -> Content:
        """Slurm's answer by mark, word and colour; only then can it be submitted."""
        glyphs, found = self._shared.glyphs, self._checked
        if self._errors:
            return Content("")
        name = Content.styled(f"{'Slurm':<12}", "$foreground-muted")
        if found is None:
            return name + plain(plain_text("is asked whether it would take the job …", glyphs), "$accent")
        mark, word, colour = {
            True: (glyphs.good, "takes it", "$success"),
            False: (glyphs.bad, "refuses it", "$error"),
            None: (glyphs.unclear, "unclear", "$warning"),
        }[found.ok]
        at = "" if found.starts_at is None else f"it would start {time_of_day(found.starts_at, self._shared.now())}"
        text = ", ".join(filter(None, (at, found.text)))
        text = f": {text}" if text else ""
        return name + plain(f"{mark} {word}", f"bold {colour}") + plain(plain_text(text, glyphs))

    @property
    def _errors(self) -> tuple[Finding, ...]:
        return (*self._draft.errors, *(self._smoke.errors if self._smoke else ()))

    def _smoke_rows(self) -> list[tuple[str, str]]:
        """The smoke test's script, as far as it differs, and how the job's hangs on it."""
        if self._smoke is None:
            return []
        plan = self._smoke.plan
        steps = f"{plan.spec.training.max_steps} steps"
        return [
            ("smoke test", f"{steps} on {plan.partition.name}, {_extent(plan)}, {format_time_limit(plan.time_s)}"),
            ("the job", "waits for the test; cancelled if it does not pass"),
        ]

    def _facts(self) -> Content:
        plan, estimate = self._draft.plan, self._draft.estimate
        capacity = "?" if estimate.capacity is None else format_gib(estimate.capacity)
        verdict = estimate.verdict.replace("_", " ")
        rows = [
            ("task", f"{plan.spec.task} of {plan.model.id}"),
            ("cluster", f"{plan.cluster.name}, {plan.cluster.title}"),
            ("partition", plan.partition.name + (f", account {plan.account}" if plan.account else "")),
            ("size", _extent(plan)),
            ("time", f"at most {format_time_limit(plan.time_s)}"),
            ("memory", f"{format_gib(estimate.total)} of {capacity} GiB a {_unit(plan.gpu is not None)}: {verdict}"),
            ("run folder", f"{self._folder}/<run id>"),
            *self._smoke_rows(),
        ]
        if self._draft.edited:
            names = ", ".join(applied.file for applied in self._draft.edited)
            rows.append(("by hand", f"{names} edited: what you wrote is submitted"))
        glyphs = self._shared.glyphs
        return Content("\n").join(
            [
                Content.styled(f"{name:<12}", "$foreground-muted") + plain(plain_text(text, glyphs))
                for name, text in rows
            ]
        )

    def _complaints(self) -> Content:
        own = self._smoke.errors if self._smoke else ()
        found = [finding for finding in (*own, *self._draft.findings) if finding.severity != "note"]
        found = list(dict.fromkeys(found))
        return Content("\n").join([problem_line(finding, self._shared.glyphs) for finding in found[:6]])

    def action_submit(self) -> None:
        """Submit, once, and not before Slurm was asked about it."""
        if self._busy or self._errors or self._checked is None:
            return
        self._busy = True
        self._say("starting")
        in_background(self, "submit", self._shared.crash_log, self._submit)

    def _submit(self) -> Message:
        session = self._shared.session
        if self._smoke is None:
            return Accepted(session.submit(self._draft, self._tell))
        from ...services.submission.smoke import SmokePair

        return Accepted(session.submit_pair(SmokePair(self._smoke, self._draft), self._tell)[1])

    def _tell(self, text: str) -> None:
        self.post_message(Progress(text))

    def on_progress(self, event: Progress) -> None:
        self._say(event.text)

    def _say(self, text: str) -> None:
        self.query_one("#progress", Static).update(plain(f"{text} ...", "$accent"))

    def on_accepted(self, event: Accepted) -> None:
        self.dismiss(event.record)

    def on_failed(self, event: Failed) -> None:
        """A check that failed keeps nobody from submitting; any other error goes up to the app, which tells it."""
        if event.group == "check":
            event.stop()
            self.on_checked(Checked(None, event.error.message))
        else:
            self.dismiss(None)

    def on_crashed(self, event: Crashed) -> None:
        if event.group == "check":
            event.stop()
            self.on_checked(Checked(None, event.summary))
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leave without submitting; a submission that has begun is finished first."""
        if not self._busy:
            self.dismiss(None)


def plain_keys(*pairs: tuple[str, str]) -> Content:
    """Keys and what they do here."""
    return Content("   ").join(
        [Content.assemble((key, "bold $accent"), (f" {word}", "$foreground-muted")) for key, word in pairs]
    )


def _extent(plan: Plan) -> str:
    nodes = f"{plan.nodes} node{'s' if plan.nodes > 1 else ''}"
    gpus = f" × {plan.gpus_per_node} GPU{'s' if plan.gpus_per_node > 1 else ''}" if plan.gpus_per_node else ""
    return f"{nodes}{gpus}, {plan.world_size} process{'es' if plan.world_size > 1 else ''}"


def _unit(gpu: bool) -> str:
    return "GPU" if gpu else "rank"
