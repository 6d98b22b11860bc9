"""Job: one run while it waits, runs and ends: time against limit, figures, loss curve, log and facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Log, Static

from ...domain.record import JobRecord, LogChunk, Metrics
from ...units import format_bytes
from ..context import Context
from ..folders import ask_clean, ask_fetch
from ..jobtext import last_step
from ..keys import bindings
from ..messages import AgainAsked, CancelAsked, RefreshAsked, ResubmitAsked
from ..text import fit, plain
from ..widgets.banner import Banner
from ..widgets.bottom import KeyLine
from ..widgets.curve import Curve
from ..widgets.top import TopLine
from ..work import Crashed, Failed
from .jobwords import fact_lines, figures_line, head_line, why_line
from .page import Page

if TYPE_CHECKING:
    from ...services.runs.logs import LogFollower
    from ...services.runs.metrics import MetricsFollower

_NONE = "No job is open. 2 lists the jobs; enter opens one. 1 builds a new one."
_LOG_LINES = 20_000
#: Polls of log and events while the screen is seen, in seconds.
POLL_S = 1.0
AFTER_FAULT_S = 3.0


@dataclass
class Followed(Message):
    """What one poll of a run's log and events brought.

    `last_line` has no newline and will have none; `open_line` is still being written, such as a progress bar. `gone`
    says that the run folder is no longer there.
    """

    run_id: str
    chunk: LogChunk
    last_line: str
    open_line: str
    metrics: Metrics
    gone: str = ""


class Followers:
    """Log and events of one run; used by one thread at a time."""

    def __init__(
        self, record: JobRecord, log: LogFollower, metrics: MetricsFollower, note: Callable[[JobRecord], str]
    ) -> None:
        self.run_id = record.id
        #: A run that goes on in another job has another log.
        self.shows = (record.id, record.log_path)
        self._note = note
        self._noted: JobRecord | None = None
        self._gone = ""
        self._log = log
        self._metrics = metrics

    def poll(self, record: JobRecord) -> Followed:
        """Read on; of a job that has ended also a last line that has no newline, or that its folder is gone."""
        chunk = self._log.poll()
        ended = not record.active
        last = self._log.finish() if ended and not chunk.text else ""
        if ended and not chunk.size and record != self._noted:
            self._noted, self._gone = record, self._note(record)
        return Followed(self.run_id, chunk, last, self._log.open_line, self._metrics.poll(), self._gone)


class JobScreen(Page):
    """Shows the run that was opened last."""

    CSS_PATH = "job.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("job")]

    follow: var[bool] = var(True)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.run_id = ""
        self._record: JobRecord | None = None
        self._followers: Followers | None = None
        self._metrics = Metrics()
        self._busy = False
        self._log_bytes = 0
        self._open_line = ""
        self._gone = ""

    def compose(self) -> ComposeResult:
        yield TopLine("job", self.glyphs)
        yield Static(id="head", markup=False)
        yield Static(id="why", markup=False)
        yield Static(id="figures", markup=False)
        with Horizontal(id="body"):
            with Vertical(id="curve-side"):
                yield Curve(self.glyphs, id="curve")
                yield Static(id="facts", markup=False)
            with Vertical(id="log-side"):
                yield Log(highlight=False, max_lines=_LOG_LINES, id="log")
                yield Static(id="log-foot", markup=False)
        yield Static(_NONE, id="empty", markup=False)
        yield Banner(self.glyphs)
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_interval(POLL_S, self._tick)
        self._show_words()

    # Which run

    def open_run(self, run_id: str) -> None:
        """Show that run from its beginning."""
        if run_id == self.run_id:
            return
        self.run_id = run_id
        self._record = next((record for record in self.records if record.id == run_id), None)
        self._followers = None
        self._metrics = Metrics()
        self._log_bytes = 0
        self._open_line = ""
        self._gone = ""
        self.follow = True
        if self.ready:
            self.query_one(Log).clear()
            self._show()
            self._tick()

    @property
    def cluster(self) -> str:
        """That of the run on show."""
        return "" if self._record is None else self._record.cluster

    @property
    def steps_done(self) -> int:
        """The last optimizer step that the run has told of."""
        return last_step(self._metrics)

    def records_changed(self) -> None:
        found = next((record for record in self.records if record.id == self.run_id), None)
        if found is not None and found != self._record:
            self._record = found
            self._show_words()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        self._tick()

    # Following

    def _tick(self) -> None:
        """One poll, unless the last one is still under way or nobody looks."""
        record = self._record
        if record is None or not self.is_current:
            return
        self._show_words()
        if not self._busy and record.run_dir:
            self._busy = True
            self.background("follow", lambda: self._poll(record))

    def _poll(self, record: JobRecord) -> Message:
        followers = self._followers
        if followers is None or followers.shows != (record.id, record.log_path):
            log, metrics = self.session.log_follower(record), self.session.metrics_follower(record)
            followers = Followers(record, log, metrics, self.session.folders.note)
            self._followers = followers
        return followers.poll(record)

    def on_followed(self, event: Followed) -> None:
        self._busy = False
        if event.run_id != self.run_id:
            return
        self._metrics = event.metrics
        with self.app.batch_update():
            self._open_line, self._gone = event.open_line, event.gone
            self._write(event.chunk, event.last_line)
            self._show()

    def on_failed(self, event: Failed) -> None:
        """What cannot be followed is said where the log would be; the next poll tries again."""
        if event.group == "follow":
            event.stop()
            self._busy = False
            self.query_one("#log-foot", Static).update(plain(f" {event.error.message}", "$error"))

    def on_crashed(self, event: Crashed) -> None:
        """The app tells it; the next poll waits, so that a fault that lasts is not told each second."""
        if event.group == "follow":
            self.set_timer(AFTER_FAULT_S, self._free)

    def _free(self) -> None:
        self._busy = False

    def _write(self, chunk: LogChunk, last: str) -> None:
        log = self.query_one(Log)
        self._log_bytes = chunk.size
        if chunk.restarted:
            log.write_line("--- the log was started anew ---", scroll_end=self.follow)
        if chunk.skipped:
            log.write_line(f"--- {format_bytes(chunk.skipped)} skipped ---", scroll_end=self.follow)
        if chunk.text or last:
            log.write(chunk.text + last, scroll_end=self.follow)

    # Drawing

    def _show(self) -> None:
        train, evaluations = self._metrics.series("loss"), self._metrics.series("eval_loss", "eval")
        most = max((step for step, _ in (*train, *evaluations)), default=0)
        steps = max(self._metrics.facts.max_steps or 0, most)
        curve = self.query_one(Curve)
        if self._gone:
            curve.show(train, evaluations, steps, self._gone)
        elif self._record is not None and self._record.task == "script":
            curve.show(train, evaluations, steps, "no curve: your own command reports no loss to llmtui")
        else:
            curve.show(train, evaluations, steps)
        self._show_words()

    def _show_words(self) -> None:
        record, now = self._record, self.context.now()
        self.set_class(record is None, "-empty")
        if record is None:
            return
        width = self.size.width
        self.query_one("#head", Static).update(head_line(record, self._metrics, now, width, self.glyphs))
        self.query_one("#why", Static).update(why_line(record, self._metrics, now, self.glyphs))
        self.query_one("#figures", Static).update(figures_line(record, self._metrics, width, self.glyphs))
        self.query_one("#facts", Static).update(fact_lines(record, self._metrics, self.glyphs))
        self.query_one("#log-foot", Static).update(self._foot())

    def _foot(self) -> Content:
        if self._gone:
            return plain(f" {self.glyphs.warn} {self._gone}", "$warning")
        dot = self.glyphs.dot
        following = "following" if self.follow else "not following (f)"
        right = f"  output {dot} {following} {dot} {format_bytes(self._log_bytes)} "
        room = self.query_one("#log-foot").size.width - len(right) - 1
        left = fit(f" {self._open_line}", room, ellipsis=self.glyphs.ellipsis) if self._open_line and room > 0 else ""
        return Content.assemble(left, (right, "$foreground-muted"))

    # Actions

    def watch_follow(self, follow: bool) -> None:
        if self.is_mounted:
            log = self.query_one(Log)
            log.auto_scroll = follow
            if follow:
                log.scroll_end(animate=False)
            self._show_words()

    def action_follow(self) -> None:
        """Stop or start following the end of the log."""
        self.follow = not self.follow

    def action_facts(self) -> None:
        """Facts in place of the curve, or the curve again."""
        self.toggle_class("-facts")

    def action_refresh(self) -> None:
        """Ask Slurm now."""
        self.post_message(RefreshAsked())

    def action_cancel(self) -> None:
        """Cancel it, once the user has said yes."""
        if self._record is not None:
            self.post_message(CancelAsked((self._record,)))

    def action_again(self) -> None:
        """Submit it once more, where that cannot make a second job."""
        record = self._record
        if record is not None:
            self.post_message(AgainAsked(record))

    def action_resubmit(self) -> None:
        """Load it into the form."""
        if self._record is not None:
            self.post_message(ResubmitAsked(self._record))

    def action_fetch(self) -> None:
        """Get its results to this machine."""
        if self._record is not None:
            ask_fetch(self, self._record)

    def action_clean(self) -> None:
        """Show what its run folder holds."""
        if self._record is not None:
            ask_clean(self, [self._record])

    async def action_leave(self) -> None:
        """Back to the list of jobs."""
        await self.run_action("app.go('jobs')")

    def help_topic(self) -> tuple[str, list[str]]:
        record = self._record
        if record is None:
            return "", []
        return record.name, [f"Run {record.id}", f"Run folder {record.run_dir}", f"Output {record.log_path}"]
