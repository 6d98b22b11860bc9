"""Logging in to a cluster: where, as whom and with which client; then the login itself, step by step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from ...errors import LlmtuiError
from ...remote.attempt import Attempt
from ..context import Context
from ..errors import tell
from ..form.editors import ChoiceEditor
from ..form.fields import Field
from ..messages import Edited
from ..outside import run_outside
from ..prompter import AppPrompter, HostAsked, LoginTold, QuestionAsked, QuestionOver
from ..text import plain
from ..work import Crashed, Failed, in_background
from .dialog import Dialog
from .hostkey import HostKeyScreen
from .logintext import CLIENTS, fact_lines, keys_line
from .page import each_second
from .question import QuestionScreen

if TYPE_CHECKING:
    from ...domain.cluster import Cluster
    from ...remote.target import Client
    from ...services.reach.connections import Connection
    from ...services.reach.login import LoginSettings

_CLIENT = Field("client", "client", "choice", "What logs in.", choices=("paramiko", "openssh"))
#: Rows of the dialog besides the facts, cells beside its text, and its widest width.
_BESIDE = 14
_FRAME = 4
_WIDEST = 84
_CLIENTS: dict[str, Client] = {"paramiko": "paramiko", "openssh": "openssh"}


@dataclass
class LoggedIn(Message):
    """The connection is open."""

    state: Connection


@dataclass
class SettingsKept(Message):
    """The settings as they were kept: USER@ and :PORT of the host in their places."""

    settings: LoginSettings


@dataclass
class TerminalReady(Message):
    """The words of the program that logs in in the user's terminal."""

    command: list[str]


@dataclass
class LetGo(Message):
    """The connection was closed; `stands` says that a login of the user's own ssh stays."""

    stands: bool


class HostInput(Input):
    """A host; the arrows go through those of the site."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", show=False),
        Binding("up", "choose(-1)", show=False),
    ]

    def __init__(self, value: str, hosts: tuple[str, ...]) -> None:
        default = f"{hosts[0]} or ssh_config's" if hosts else "a host, or a name of ssh_config"
        super().__init__(value, placeholder=default, compact=True, select_on_focus=False, id="host")
        self.hosts = hosts

    def action_choose(self, step: int) -> None:
        """The next or previous host of the site."""
        if self.hosts:
            place = self.hosts.index(self.value) + step if self.value in self.hosts else min(step, 0)
            self.value = self.hosts[place % len(self.hosts)]
            self.cursor_position = len(self.value)


class ClientEditor(ChoiceEditor):
    """The client; enter logs in, as in the other fields."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.login", show=False)]


class ConnectScreen(Dialog["Connection | None"]):
    """Ends with the open connection, None when it was left."""

    CSS_PATH = ["dialog.tcss", "connect.tcss"]  # noqa: RUF012 - Textual declares it this way
    ABOUT = "Logs in to a cluster. The fields are kept for the next time; nothing secret is."
    KEYS = (
        ("enter", "logs in; where the connection is open, keeps it"),
        ("tab", "the next field"),
        ("up down", "in the host field: the hosts of the site"),
        ("left right", "in the client field: paramiko, or the ssh program"),
        ("PgDn PgUp", "the lines below the fields, where not all are in view; ^End and ^Home too"),
        ("F8", "closes an open connection; jobs go on"),
        ("esc", "leaves; a login that is under way ends"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("f8", "close_link", "Close the connection"),
        Binding("pagedown", "scroll_facts('page_down')", show=False),
        Binding("pageup", "scroll_facts('page_up')", show=False),
        Binding("ctrl+end", "scroll_facts('end')", show=False),
        Binding("ctrl+home", "scroll_facts('home')", show=False),
    ]

    def __init__(self, context: Context, cluster: Cluster, settings: LoginSettings) -> None:
        super().__init__()
        self._shared = context
        self._cluster = cluster
        self._settings = settings
        self._prompter: AppPrompter | None = None
        self._attempt = Attempt()
        self._asking: QuestionScreen | HostKeyScreen | None = None
        self._asked_outside = False
        self._said = ""

    def compose(self) -> ComposeResult:
        cluster, settings = self._cluster, self._settings
        with Vertical(classes="box"):
            title = plain(f"Log in to {cluster.name}", "bold $accent") + plain(
                f"   {cluster.title}", "$foreground-muted"
            )
            yield Static(title, classes="title", markup=False)
            with Horizontal(classes="row"):
                yield Static("host", classes="label", markup=False)
                yield HostInput(settings.place, cluster.login_hosts)
                if len(cluster.login_hosts) > 1:
                    yield Static(f"up, down: {len(cluster.login_hosts)} hosts", id="hosts", markup=False)
            with Horizontal(classes="row"):
                yield Static("user", classes="label", markup=False)
                yield Input(
                    settings.user, placeholder="as ssh_config says", compact=True, select_on_focus=False, id="user"
                )
            with Horizontal(classes="row"):
                yield Static("client", classes="label", markup=False)
                yield ClientEditor(_CLIENT, settings.client, self._shared.glyphs)
            yield Static(id="meaning", markup=False)
            with VerticalScroll(id="about", can_focus=False):
                yield Static(id="facts", markup=False)
            yield Static(id="status", markup=False)
            yield Static(self._keys(), id="hint", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#about").styles.max_height = max(2, int(event.size.height * 0.9) - _BESIDE)
        # A layout that is asked for while one is made is lost.
        self.call_after_refresh(self._show_facts)

    def on_edited(self, event: Edited) -> None:
        self._show_facts()

    def _show_facts(self) -> None:
        shared = self._shared
        room = min(int(self.size.width * 0.9), _WIDEST) - _FRAME
        state = self._state
        # What went wrong with the login of this dialog is said below, once.
        state = replace(state, problem="") if state.problem == self._said else state
        facts = fact_lines(self._cluster, state, shared.now(), shared.glyphs, room)
        self.query_one("#facts", Static).update(facts)
        meaning = CLIENTS[self.query_one(ClientEditor).value]
        self.query_one("#meaning", Static).update(plain(meaning, "$foreground-muted"))
        self.call_after_refresh(self._show_keys)

    def action_scroll_facts(self, how: Literal["page_down", "page_up", "end", "home"]) -> None:
        """Read the facts that are out of view; the fields keep the cursor."""
        about = self.query_one("#about", VerticalScroll)
        scroll = {
            "page_down": about.scroll_page_down,
            "page_up": about.scroll_page_up,
            "end": about.scroll_end,
            "home": about.scroll_home,
        }
        scroll[how](animate=False)

    def on_mount(self) -> None:
        self.query_one("#host").focus()
        each_second(self, self._shared.now(), self._follow)

    def _follow(self) -> None:
        """The connection may be lost, or opened by itself, while the dialog is read; and ages grow."""
        self._show_facts()

    @property
    def _state(self) -> Connection:
        return self._shared.session.connections.state(self._cluster.name)

    def _keys(self, *, more: bool = False) -> Content:
        return keys_line(busy=self._prompter is not None, is_open=self._state.phase == "open", more=more)

    def _show_keys(self) -> None:
        if self.is_mounted:
            more = self.query_one("#about").max_scroll_y > 0
            self.query_one("#hint", Static).update(self._keys(more=more))

    # The login

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_login()

    def action_login(self) -> None:
        """Keep the settings and log in, once."""
        if self._prompter is not None:
            return
        client = _CLIENTS[self.query_one(ClientEditor).value]
        host, user = (self.query_one(f"#{name}", Input).value.strip() for name in ("host", "user"))
        settings = replace(self._settings, host=host, user=user, client=client, port=0)
        prompter, attempt = AppPrompter(self.post_message), Attempt()
        self._begin(prompter, attempt)
        in_background(self, "login", self._shared.crash_log, lambda: self._log_in(settings, prompter, attempt))

    def _log_in(self, settings: LoginSettings, prompter: AppPrompter, attempt: Attempt) -> Message:
        session, name = self._shared.session, self._cluster.name
        self.post_message(SettingsKept(session.save_login(name, settings)))
        state = session.connect(name, prompter, attempt)
        if prompter.cancelled:
            session.disconnect(name)
        return LoggedIn(state)

    def _begin(self, prompter: AppPrompter, attempt: Attempt) -> None:
        self._prompter, self._attempt, self._said = prompter, attempt, ""
        self._say("logging in ...", "$accent")
        self._show_busy(True)

    def _show_busy(self, busy: bool) -> None:
        for field in self.query("Input, ClientEditor"):
            field.disabled = busy
        self._show_keys()
        if not busy:
            self._show_facts()
            self.query_one("#host").focus()

    def _say(self, text: str, style: str) -> None:
        self.query_one("#status", Static).update(plain(text, style))

    def on_settings_kept(self, event: SettingsKept) -> None:
        self.query_one("#host", Input).value = event.settings.place
        self.query_one("#user", Input).value = event.settings.user

    def on_login_told(self, event: LoginTold) -> None:
        if self._prompter is not None:
            self._say(f"{event.text} ...", "$accent")

    def on_question_asked(self, event: QuestionAsked) -> None:
        screen = QuestionScreen(event.question)
        self._step_aside(screen)
        self.app.push_screen(screen, event.reply.give)

    def on_host_asked(self, event: HostAsked) -> None:
        screen = HostKeyScreen(event.host, self._shared.glyphs)
        self._step_aside(screen)
        self.app.push_screen(screen, event.reply.give)

    def _step_aside(self, screen: QuestionScreen | HostKeyScreen | None) -> None:
        self._asking = screen
        self.set_class(screen is not None, "-asking")

    def on_question_over(self, event: QuestionOver) -> None:
        """The time was over, or the answer came: a dialog that is still there goes."""
        asking = self._asking
        self._step_aside(None)
        if asking is not None and asking.is_current:
            asking.action_leave()
            self._say("nobody answered in time", "$warning")

    def on_logged_in(self, event: LoggedIn) -> None:
        self.dismiss(event.state)

    def on_failed(self, event: Failed) -> None:
        """Said here, where it can be mended; a refusal in a dialog of its own, for it may be long."""
        event.stop()
        error, refused = event.error, self._is_refusal(event.error)
        self._prompter, self._said = None, "" if refused else error.message
        self._show_busy(False)
        if self._needs_terminal(error):
            self._ask_for_command()
            return
        if refused:
            self._say("", "")
            self.add_class("-asking")
            tell(self.app, error, self._refusal_read)
            return
        self._say("; ".join(filter(None, (error.message, error.hint))), "$error")

    def _refusal_read(self, _: None) -> None:
        self.remove_class("-asking")

    def on_crashed(self, event: Crashed) -> None:
        self._prompter = None
        self._show_busy(False)
        self._say(event.summary, "$error")

    def _is_refusal(self, error: LlmtuiError) -> bool:
        from ...remote.errors import LoginRefusedError

        return isinstance(error, LoginRefusedError)

    # The ssh program in the user's own terminal

    def _needs_terminal(self, error: LlmtuiError) -> bool:
        from ...remote.errors import NeedsUserError

        by_program = self.query_one(ClientEditor).value == "openssh"
        return by_program and isinstance(error, NeedsUserError) and not self._asked_outside

    def _ask_for_command(self) -> None:
        self._asked_outside = True
        session, name = self._shared.session, self._cluster.name
        work = lambda: TerminalReady(session.master_command(name))  # noqa: E731
        in_background(self, "command", self._shared.crash_log, work)

    def on_terminal_ready(self, event: TerminalReady) -> None:
        """The app steps aside, the ssh program asks, and the login goes on over what it keeps open."""
        words = f"Log in to {self._cluster.name} with ssh; llmtui goes on afterwards."
        try:
            error = self._outside(event.command, words)
        except SuspendNotSupported:
            command = " ".join(event.command)
            self._say(f"this terminal cannot be lent to ssh: run this in another one, then log in here: {command}", "")
            return
        if error is not None:
            self._say("; ".join(filter(None, (error.message, error.hint))), "$error")
        else:
            self.action_login()

    def _outside(self, command: list[str], words: str) -> LlmtuiError | None:
        """An error is returned, not raised: the app would not come back from being suspended."""
        with self.app.suspend():
            try:
                run_outside(command, words)
            except LlmtuiError as error:
                return error
        return None

    # Leaving

    def action_close_link(self) -> None:
        """Let go of the connection, and of a login in the terminal that was for it; jobs go on."""
        session, name = self._shared.session, self._cluster.name
        if self._prompter is None and self._state.phase == "open":

            def work() -> LetGo:
                return LetGo(session.log_out(name))

            in_background(self, "close", self._shared.crash_log, work)

    def on_let_go(self, event: LetGo) -> None:
        self._show_busy(False)
        stays = "; your own ssh, by ControlPath of ssh_config, stays logged in and will be used again"
        self._say(f"closed; jobs go on{stays if event.stands else ''}", "")

    def action_leave(self) -> None:
        """Leave; a login that is under way ends."""
        self.dismiss(None)

    def on_unmount(self) -> None:
        if self._prompter is not None:
            self._prompter.cancel()
            self._attempt.give_up()
