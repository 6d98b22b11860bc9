"""Build: the form, and what follows from it after every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from ...domain.cluster import DEFAULT_CLUSTER
from ...domain.record import JobRecord
from ..context import Context
from ..form.fields import FIELDS
from ..form.notes import field_notes, filled_in, help_lines, note_lines
from ..form.values import to_spec
from ..jobs import make_draft
from ..keys import bindings
from ..messages import (
    DraftReady,
    Edited,
    ListAsked,
    ListRead,
    Previewed,
    Submitted,
    TraceDone,
    TraceMoved,
)
from ..widgets.banner import Banner
from ..widgets.bottom import KeyLine
from ..widgets.files import FileView, Tabs
from ..widgets.memory import Memory, MemoryLine, MemoryPanel
from ..widgets.top import TopLine
from ..work import Failed
from .formpage import FIT
from .loadpage import LoadPage

if TYPE_CHECKING:
    from ...domain.memory.types import MemoryEstimate
    from ...domain.plan import Plan
    from .pick import PickScreen

#: Seconds without a change before the preview is made anew.
PAUSE_S = 0.08


class BuildScreen(LoadPage):
    """The form on the left; bars, files and checks on the right, or folded away where there is no room."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("build"), Binding("escape", "unfold", show=False)]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._timer: Timer | None = None
        #: Whether an edit waits for its preview.
        self.pending = False
        self._picker: PickScreen | None = None

    def compose(self) -> ComposeResult:
        yield TopLine("build", self.glyphs)
        yield MemoryLine(self.glyphs, id="line")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield VerticalScroll(id="form", can_focus=False)
                yield Static(id="notes", markup=False)
            with Vertical(id="right"):
                yield MemoryPanel(self.glyphs, id="panel")
                yield Tabs(self.glyphs, id="tabs")
                yield FileView(self.glyphs, id="file")
        yield Banner(self.glyphs)
        yield KeyLine()

    async def mount_sheet(self, values: Mapping[str, str]) -> None:
        from ..form.sheet import Sheet

        self._sheet = Sheet(values, self.glyphs)
        await self.query_one("#form").mount(self._sheet)
        self.watch(self._sheet, "revision", self._show_quickly, init=False)
        self.call_after_refresh(self._sheet.begin)

    @property
    def cluster(self) -> str:
        """The one in the form, or the one that an empty field stands for; "" before there is a form."""
        return "" if self._sheet is None else self.values.get("placement.cluster") or DEFAULT_CLUSTER

    @property
    def account(self) -> str | None:
        """The one in the form."""
        return self.values.get("placement.account") or None

    # Preview

    @property
    def _revision(self) -> int:
        return 0 if self._sheet is None else self._sheet.revision

    def _show_quickly(self) -> None:
        """Bars that need no file follow in the frame that shows the key; all else waits for the pause."""
        if self._outcome.draft is not None:
            from ..form.quick import quick

            found = quick(self.values, self._spec, self._outcome.draft)
            if found is not None:
                self._show_memory(*found)

    def on_edited(self, event: Edited) -> None:
        self._end_trace()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE_S, self._preview)
        self.pending = True

    def form_changed(self) -> None:
        self._end_trace()
        self._preview()

    def _preview(self) -> None:
        self.pending = False
        values, spec, base, before, edits = self.values, self._spec, self._base, self._drawn, self.edits
        revision = self._revision

        def work() -> Previewed:
            from ..form.preview import preview

            return Previewed(preview(self.session, values, spec, base, before, edits), revision)

        self.background("preview", work)

    def link_opened(self, cluster: str) -> None:
        """A model that lies on the cluster can be read now."""
        error = self._outcome.error
        if cluster == self.cluster and error is not None and error.field == "model":
            self._preview()

    def on_previewed(self, event: Previewed) -> None:
        if event.revision != self._revision:
            return  # the form has changed since; the preview of that change is on its way
        self._outcome = event.outcome
        self._spec = event.outcome.spec or self._spec
        if event.outcome.draft is not None:
            self._drawn = event.outcome
        with self.app.batch_update():
            self._show_outcome()
            self._show_notes()
            self.show_files()

    def _show_outcome(self) -> None:
        draft = self._outcome.draft
        if draft is not None:
            self._show_memory(draft.plan, draft.estimate)
        for memory in self.query(Memory):
            memory.stale = draft is None

    def _show_memory(self, plan: Plan, estimate: MemoryEstimate) -> None:
        for memory in self.query(Memory):
            memory.show(plan, self._traced.get(plan.spec, estimate))

    # Trace

    def action_trace(self) -> None:
        """Trace the job in the form; an edit ends the trace, and so does the key when one runs."""
        draft = self._outcome.draft
        if draft is None or self._end_trace():
            return
        plan, closed_form = draft.plan, draft.estimate

        def work() -> TraceDone:
            from ...domain.memory.traced import with_trace

            worker = get_current_worker()

            def progress(text: str) -> None:
                self.post_message(TraceMoved(text))

            trace = self.session.trace(plan, progress, lambda: worker.is_cancelled)
            return TraceDone(plan, with_trace(plan, closed_form, trace))

        self._show_tracing("tracing")
        self.background("trace", work)

    def _end_trace(self) -> bool:
        """Whether a trace ran."""
        running = any(memory.tracing for memory in self.query(Memory))
        if running:
            self.workers.cancel_group(self, "trace")
            self._show_tracing("")
        return running

    def _show_tracing(self, text: str) -> None:
        for memory in self.query(Memory):
            memory.tracing = text

    def on_trace_moved(self, event: TraceMoved) -> None:
        if any(memory.tracing for memory in self.query(Memory)):
            self._show_tracing(event.text)

    def on_trace_done(self, event: TraceDone) -> None:
        self._show_tracing("")
        self._traced[event.plan.spec] = event.estimate
        if not self.pending:
            self._show_outcome()

    def _show_notes(self) -> None:
        wrong = self._outcome.error.field if self._outcome.error else ""
        draft = self._drawn.draft
        if self._sheet is not None:
            notes = field_notes(draft, self._base, self.glyphs) if draft else {}
            self._sheet.show_notes(notes, filled_in(draft.plan) if draft and self._outcome.draft else {}, wrong)
        space = self.query_one("#notes", Static)
        rows = note_lines(self._outcome, self._key_under_cursor(), *space.size, self.glyphs)
        shown = Content("\n").join(rows)
        if not (isinstance(space.content, Content) and shown.is_same(space.content)):
            space.update(shown, layout=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self._show_notes()

    # Folding

    def action_bars(self) -> None:
        """Narrow: bars in place of the form. Wide: what the legend lists."""
        panel = self.query_one(MemoryPanel)
        if self.narrow and self.fold != "bars":
            self.fold = "bars"
        elif self.narrow and panel.view == "phases":
            panel.view = "components"
            self.fold = ""
        else:
            panel.view = "phases" if panel.view == "components" else "components"

    # Lists behind fields

    def on_list_asked(self, event: ListAsked) -> None:
        from ..form.lists import FREE, TITLES, read_list
        from .pick import PickScreen

        if self._picker is not None:
            self._picker.type_on(event.typed)
            return
        key, spec = event.key, self._spec
        present = self.values.get(key, "")
        self._picker = PickScreen(TITLES[key], self.glyphs, typed=event.typed, present=present, free=FREE.get(key, ""))
        self.app.push_screen(self._picker, lambda value: self._picked(key, value))
        self.background("list", lambda: read_list(self.session, key, spec))

    def on_list_read(self, event: ListRead) -> None:
        if self._picker is not None:
            self._picker.show_choices(event.choices)

    def _picked(self, key: str, value: str | None) -> None:
        self._picker = None
        if value is None or self._sheet is None:
            return
        if key == "placement.cluster" and value != self.values.get(key):
            self._sheet.set_value("placement.partition", "")
        self._sheet.set_value(key, value)

    # Actions

    def action_submit(self, smoke: bool = False) -> None:
        """Make a draft of what is in the form now and show what will be submitted, with its smoke test if asked."""
        values, spec, base, edits = self.values, self._spec, self._base, self.edits
        self.background("draft", lambda: make_draft(self.session, to_spec(values, spec), base, edits, smoke=smoke))

    def on_draft_ready(self, event: DraftReady) -> None:
        from .submit import SubmitScreen

        self.app.push_screen(SubmitScreen(self.context, event.draft, event.folder, event.smoke), self._submitted)

    def _submitted(self, record: JobRecord | None) -> None:
        if record is not None:
            self.is_elsewhere()
            self.post_message(Submitted(record))

    def on_failed(self, event: Failed) -> None:
        """A field that is on the screen gets the cursor, and its message is under the form; else the app tells it."""
        if event.group == "trace":
            self._show_tracing("")
        if event.group in ("draft", "edit", FIT) and self._focus_field(event.error.field):
            event.stop()
            self._outcome = replace(self._outcome, error=event.error)
            self._show_notes()

    def _focus_field(self, key: str) -> bool:
        found = self._sheet is not None and self._sheet.focus_field(key)
        if found:
            self.fold = ""
        return found

    # Help

    def _key_under_cursor(self) -> str:
        return "" if self._sheet is None else self._sheet.key_under_cursor

    def help_topic(self) -> tuple[str, list[str]]:
        field = FIELDS.get(self._key_under_cursor())
        return (field.label, help_lines(field)) if field is not None else ("", [])
