"""A host whose key is not known: what the site publishes decides what can be chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ..glyphs import Glyphs, plain_text
from ..text import plain
from .dialog import Dialog
from .submit import plain_keys

if TYPE_CHECKING:
    from ...remote.prompter import HostAnswer, UnknownHost

_CANCEL = ("cancel", "cancel", "do not log in")
_TAKE = (
    ("once", "accept once", "until llmtui ends"),
    ("save", "accept and save", "to known_hosts, where ssh finds it too"),
)
_ANSWERS: dict[str, HostAnswer] = {"cancel": "cancel", "once": "once", "save": "save"}
#: Published fingerprints that are listed.
_MOST = 6


class HostKeyScreen(Dialog["HostAnswer"]):
    """Ends with the answer; leaving is "cancel".

    A key that is not among the published ones cannot be accepted here: it may be another machine in the place of the
    host. Whoever knows that the site changed its keys says so in the cluster's file or with ssh, not in passing.
    """

    CSS_PATH = "dialog.tcss"
    ABOUT = (
        "The host has shown a key that is not on file. Compare its fingerprint with the one on the site's pages: "
        "who takes a wrong one talks to another machine."
    )
    KEYS = (
        ("up down", "move between the answers"),
        ("enter", "takes the answer under the cursor"),
        ("esc", "does not log in"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Cancel")]

    def __init__(self, host: UnknownHost, glyphs: Glyphs) -> None:
        super().__init__()
        self._host = host
        self._glyphs = glyphs

    @property
    def choices(self) -> tuple[tuple[str, str, str], ...]:
        """Answer, words, and what it means; the first one is chosen when nobody chooses."""
        return (_CANCEL,) if self._host.matches is False else (_CANCEL, *_TAKE)

    def compose(self) -> ComposeResult:
        host = self._host
        with Vertical(classes="box"):
            yield Static(plain(f"The key of {host.host} is not known here", "bold $accent"), markup=False)
            yield Static(self._facts(), classes="facts", id="facts", markup=False)
            yield Static(self._verdict(), classes="facts", id="verdict", markup=False)
            yield OptionList(*(Option(self._row(*choice)) for choice in self.choices), markup=False)
            yield Static(plain_keys(("enter", "chooses"), ("esc", "cancels")), markup=False)

    def _facts(self) -> Content:
        host = self._host
        rows = (
            ("host", host.host + (f", port {host.port}" if host.port != 22 else "")),
            ("key", host.key_type),
            ("fingerprint", host.fingerprint),
        )
        return Content("\n").join(
            [Content.styled(f"{name:<13}", "$foreground-muted") + plain(text) for name, text in rows]
        )

    def _verdict(self) -> Content:
        return Content("\n").join(list(self._verdict_lines()))

    def _verdict_lines(self) -> Iterator[Content]:
        host, glyphs = self._host, self._glyphs
        if host.matches:
            source = next((text for text in host.published if host.fingerprint in text), host.fingerprint)
            yield plain(f"{glyphs.good} it matches what the site publishes", "bold $success")
            yield plain(f"  {source}", "$foreground-muted")
        elif host.matches is None:
            yield plain(f"{glyphs.warn} the site publishes none that we know", "bold $warning")
            yield plain("  compare it with the site's pages, or ask its support, before you accept it")
        else:
            count = len(host.published)
            yield plain(f"{glyphs.bad} it IS NOT among the {count} that the site publishes:", "bold $error")
            yield from (plain(f"  {text}", "$foreground-muted") for text in host.published[:_MOST])
            yield plain("")
            yield plain(
                "Another machine may answer in the place of the host, so llmtui does not log in. If the site has new "
                "keys, its pages say so: then name the new fingerprint in the cluster's file (host_keys), or accept it "
                "with the ssh program."
            )

    def _row(self, answer: str, words: str, meaning: str) -> Content:
        return Content.assemble((f" {words:<17}", "bold"), (plain_text(meaning, self._glyphs), "$foreground-muted"))

    def on_mount(self) -> None:
        listed = self.query_one(OptionList)
        listed.highlighted = 0
        listed.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(_ANSWERS[self.choices[event.option_index][0]])

    def action_leave(self) -> None:
        """Do not log in."""
        self.dismiss("cancel")
