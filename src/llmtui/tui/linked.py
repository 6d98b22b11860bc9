"""The app's side of connections: it hears of every change, opens lost ones again when it is time, and logs in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message

from ..errors import LlmtuiError
from .jobs import open_again, read_login
from .messages import LinkMoved, LoginReady
from .screens.page import Page
from .widgets.banner import Banner, LoginAsked
from .work import in_background

if TYPE_CHECKING:
    from ..services.reach.connections import Connection
    from .context import Context

#: Seconds between two looks for a connection whose time has come.
DUE_S = 0.5
_NO_CLUSTER = "no cluster is known before the form is read: try again in a moment"


class LinkedApp(App[int]):
    """An app whose screens say how clusters are reached; `pages` are those that were made so far."""

    context: Context

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, Page] = {}
        self.renewals: dict[str, str] = {}
        self._unlisten: Callable[[], None] | None = None
        self._opening: set[str] = set()

    def on_mount(self) -> None:
        self._unlisten = self.context.session.connections.listen(self._link_changed)
        self.set_interval(DUE_S, self._open_due)

    def on_unmount(self) -> None:
        """Close what is open, so that a thread that waits for a dead link comes back and the app can end."""
        if self._unlisten is not None:
            self._unlisten()
        self.context.session.close()

    def _link_changed(self, state: Connection) -> None:
        """Called in the thread where it happens; the cluster's file was read before its connection was tried."""
        try:
            auth = self.context.session.cluster(state.cluster).auth
        except LlmtuiError:
            auth = None
        self.post_message(LinkMoved(state, auth.renew if auth is not None else ""))

    def on_link_moved(self, event: LinkMoved) -> None:
        self.renewals[event.state.cluster] = event.renew
        self._opening.discard(event.state.cluster)
        for page in self.pages.values():
            page.renewals = self.renewals
            page.show_links()
            if event.state.phase == "open":
                page.link_opened(event.state.cluster)
        if event.state.phase == "open":
            self.read_again()

    def read_again(self) -> None:
        """Ask Slurm if it is time to, and read all records."""

    def _open_due(self) -> None:
        """Lost connections that matter here and need nobody; one that had to ask has no time of its own."""
        page = self.page
        now = self.context.now()
        for state in self.context.session.connections.states():
            due = state.phase == "lost" and state.retry_at is not None and state.retry_at <= now
            if due and page is not None and state.cluster in page.clusters and state.cluster not in self._opening:
                self._opening.add(state.cluster)
                self._link_work(f"open {state.cluster}", partial(open_again, self.context.session, state.cluster))

    @property
    def page(self) -> Page | None:
        """The page on show, dialogs aside."""
        return self.pages.get(self.current_mode)

    # Logging in

    def action_connect(self) -> None:
        """Log in to the cluster on show, or see how it is reached."""
        if isinstance(self.screen, Page):
            told = self.screen.query_one(Banner).trouble
            cluster = told.cluster if told is not None and told.key else self._looked_at(self.screen).cluster
            self.ask_for_login(cluster)
            if not cluster:
                self.notify(_NO_CLUSTER, markup=False)

    def _looked_at(self, page: Page) -> Page:
        """The page whose cluster is meant: that on show, or Build where there is no job to look at."""
        return page if page.cluster else self.pages.get("build", page)

    def on_login_asked(self, event: LoginAsked) -> None:
        self.ask_for_login(event.cluster)

    def ask_for_login(self, cluster: str) -> None:
        """Open the dialog that logs in to that cluster, where no other dialog is open."""
        if len(self.screen_stack) == 1 and cluster:
            self._link_work("login", partial(read_login, self.context.session, cluster))

    def on_login_ready(self, event: LoginReady) -> None:
        from .screens.connect import ConnectScreen

        if len(self.screen_stack) == 1:
            self.push_screen(ConnectScreen(self.context, event.cluster, event.settings))

    def action_doctor(self) -> None:
        """Look at the cluster on show: what has to be in place before a job can run there."""
        if not isinstance(self.screen, Page):
            return
        page = self._looked_at(self.screen)
        if page.cluster:
            from .screens.doctor import DoctorScreen

            self.push_screen(DoctorScreen(self.context, page.cluster, page.account))
        else:
            self.notify(_NO_CLUSTER, markup=False)

    def _link_work(self, group: str, job: Callable[[], Message | None]) -> None:
        in_background(self, group, self.context.crash_log, job)
