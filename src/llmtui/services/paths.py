"""Where llmtui keeps the user's things: configuration, state and cache."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ..remote.userpath import expanded

HOME_VARIABLE = "LLMTUI_HOME"


@dataclass(frozen=True)
class Paths:
    """Three folders; none is made before something is written into it."""

    config: Path
    state: Path
    cache: Path

    @classmethod
    def default(cls) -> Paths:
        """$LLMTUI_HOME/{config,state,cache} where that is set, else the platform's places for user data.

        Raises RequestError.
        """
        home = os.environ.get(HOME_VARIABLE)
        if home:
            root = expanded(home).absolute()
            return cls(root / "config", root / "state", root / "cache")
        from platformdirs import PlatformDirs

        places = PlatformDirs("llmtui", appauthor=False)
        return cls(places.user_config_path, places.user_state_path, places.user_cache_path)

    @property
    def records(self) -> Path:
        """The journal: one JSON file a run."""
        return self.state / "records"

    @property
    def index(self) -> Path:
        """The journal once more, for a quick start; may be deleted at any time."""
        return self.state / "index.sqlite"

    @property
    def clusters(self) -> Path:
        """The user's own cluster files."""
        return self.config / "clusters"

    @property
    def form(self) -> Path:
        """The Build form as it was left."""
        return self.state / "form.json"


def private_folder(folder: Path) -> Path:
    """Make the folder (0700) if it is not there. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
