"""A command in the environment of a cluster's jobs: its modules loaded, inside its container where it has one."""

from __future__ import annotations

import re

from ...domain.site import Software
from ...render.shell import export

_MODULES = re.compile(r"\b(?:module|ml|conda)\b")


def shell_for(software: Software | None) -> str:
    """The shell that runs text of in_software(): a login shell where modules are loaded or a container is started.

    Login files can be slow, and what only sets a PATH needs none of them.
    """
    plain = software is not None and software.container is None and not _MODULES.search(" ".join(software.setup))
    return "bash -c" if plain else "bash -l -c"


def in_software(software: Software | None, command: str) -> str:
    """Text for bash that sets the software up, then runs `command` in it; None: the login shell's own."""
    if software is None:
        return f"exec {command}"
    image = [export("SIF", software.container.image)] if software.container else []
    prefix = f"{software.run_prefix} " if software.run_prefix else ""
    return "\n".join([*software.setup, *image, f"exec {prefix}{command}"])
