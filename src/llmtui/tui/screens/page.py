"""What the three screens have in common: top line, trouble line, key line, and the records that the app hands them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from ...domain.record import JobRecord
from ..context import Context
from ..glyphs import plain_text
from ..keys import key_of
from ..linkwords import Polled, top_right, trouble
from ..widgets.banner import Banner
from ..widgets.top import TopLine
from ..work import in_background

if TYPE_CHECKING:
    from ...services.reach.connections import Connection


#: Seconds between two looks at what the lines say of time: ages, waits, certificates.
TICK_S = 1.0


def each_second(node: DOMNode, now: float, tick: Callable[[], object]) -> None:
    """Call `tick` at every whole second of the clock, so that all that count seconds change together."""

    def begin() -> None:
        tick()
        node.set_interval(TICK_S, tick)

    node.set_timer(TICK_S - now % TICK_S, begin)


class Page(Screen[None]):
    """A screen that is always there; the app calls `show_records` whenever it has read them."""

    AUTO_FOCUS = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.glyphs = context.glyphs
        self.session = context.session
        self.records: tuple[JobRecord, ...] = ()
        self.problem = ""
        #: How certificates are renewed, by the cluster.
        self.renewals: Mapping[str, str] = {}
        self.polled = Polled()
        #: One line for each file of the journal that cannot be read.
        self.damaged: tuple[str, ...] = ()
        self._mounted_once = False

    @property
    def ready(self) -> bool:
        """Whether its lines are there: they are made when it is first shown, and go before it when the app ends."""
        return self._mounted_once and any(isinstance(child, TopLine) for child in self.children)

    def on_mount(self) -> None:
        self._mounted_once = True
        self.watch(self, "focused", self._focus_moved)
        each_second(self, self.context.now(), self.show_links)
        self.show_records(self.records, self.problem)

    def show_records(self, records: tuple[JobRecord, ...], problem: str) -> None:
        """Take the records; `problem` says why they could not be read anew."""
        self.records, self.problem = records, problem
        if self.ready:
            self.show_links()
            self.records_changed()

    @property
    def cluster(self) -> str:
        """The cluster that this screen looks at, "" for none."""
        return ""

    @property
    def account(self) -> str | None:
        """The account that this screen looks at, None for none."""
        return None

    @property
    def clusters(self) -> tuple[str, ...]:
        """The clusters whose connections matter here: the one that is looked at, and those with active jobs."""
        active = [record.cluster for record in self.records if record.active]
        return tuple(dict.fromkeys(name for name in (self.cluster, *active) if name))

    def show_links(self) -> None:
        """Say how these clusters are reached, and tell of trouble."""
        if not self.ready:
            return
        now, names = self.context.now(), self.clusters
        known = {state.cluster: state for state in self.session.connections.states()}
        states = [known[name] for name in names if name in known]
        active = sum(record.active for record in self.records)
        self.query_one(TopLine).show(active, lambda room: self._right(states, names, now, room))
        self.query_one(Banner).show(trouble(states, self.records, now, self.renewals, key_of("app", "connect")))

    def link_opened(self, cluster: str) -> None:
        """A connection stands: do what had to wait for it."""

    def _right(self, states: Sequence[Connection], names: Sequence[str], now: float, room: int) -> str:
        if self.problem:
            return plain_text(self.problem, self.glyphs)
        return top_right(states, names, self.polled, now, room, self.glyphs)

    def _focus_moved(self, focused: Widget | None) -> None:
        self.query_one(TopLine).show_keys(isinstance(focused, Input))

    def records_changed(self) -> None:
        """Draw what depends on the records."""

    def open_run(self, run_id: str) -> None:
        """Show one run, where a screen shows single runs."""

    def help_topic(self) -> tuple[str, list[str]]:
        """Title and lines on the thing under the cursor, for the help."""
        return "", []

    def background(self, group: str, job: Callable[[], Message | None]) -> None:
        """Run slow work in a thread; its message comes back to this screen."""
        in_background(self, group, self.context.crash_log, job)
