"""The command palette: every key of the screen by its name, and the themes that Textual adds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from .keys import Key, Place, keys_of, place_of, shown

_TITLES: dict[Place, str] = {"build": "Build", "edit": "Edit", "jobs": "Jobs", "job": "Job", "app": "Go"}


class KeyCommands(Provider):
    """Runs the same actions as the keys."""

    def _keys(self) -> list[tuple[Key, str]]:
        place: Place = getattr(self.screen, "PLACE", None) or place_of(self.app.current_mode)
        found = [(key, f"{_TITLES[place]}: {key.label}") for key in keys_of(place)]
        going = [(key, f"Go: {key.label}") for key in keys_of("app") if key.id.startswith("go_")]
        return found + going + [(key, f"Cluster: {key.label}") for key in keys_of("app") if key.id == "connect"]

    def _run(self, key: Key) -> Callable[[], Awaitable[None]]:
        name = key.action if key.place != "app" else f"app.{key.action}"
        return partial(self.screen.run_action, name)

    async def discover(self) -> Hits:
        for key, title in self._keys():
            yield DiscoveryHit(title, self._run(key), help=_help(key))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for key, title in self._keys():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), self._run(key), help=_help(key))


def _help(key: Key) -> str:
    return Content(f"{key.tooltip} ({shown(key.keys[0])})").markup
