"""What a real Slurm on this machine needs, and what happens to tests where it is missing."""

from __future__ import annotations

import os
import shutil

import pytest

#: "required": a missing Slurm fails the tests that need one. Anything else: they are skipped, with the reason.
VARIABLE = "LLMTUI_REAL_SLURM"
SLURM = {
    "slurmctld": "slurmctld",
    "slurmd": "slurmd",
    "sbatch": "slurm-client",
    "munged": "munge",
}
DATABASE = {
    "slurmdbd": "slurmdbd",
    "mariadbd": "mariadb-server-core",
    "my_print_defaults": "mariadb-client-core",  # mariadb-install-db calls it
}
#: Debian's slurmdbd talks to its database through a package of its own that holds no command.
_PLUGIN = "slurm-wlm-mysql-plugin"


def find(command: str) -> str | None:
    """The path of a command; daemons are where an ordinary user's PATH does not look."""
    return shutil.which(command, path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"]))


def lacking(*, database: bool = False) -> str:
    """What to install, as a sentence; empty where nothing is missing."""
    needed = SLURM | (DATABASE if database else {})
    missing = [command for command in needed if find(command) is None]
    if not missing:
        return ""
    packages = sorted(set(needed.values()) | ({_PLUGIN} if database else set()))
    return (
        f"needs a real Slurm, and {', '.join(missing)} is not here: "
        f"apt-get install --no-install-recommends {' '.join(packages)}"
    )


def need(*, database: bool = False) -> None:
    """Skip the test where Slurm is missing, or fail it where VARIABLE says that it may not be."""
    sentence = lacking(database=database)
    if sentence:
        without(sentence)


def without(sentence: str) -> None:
    """The end of a test that cannot be run here, and why. Raises pytest's own exceptions."""
    if os.environ.get(VARIABLE) == "required":
        pytest.fail(sentence)
    pytest.skip(sentence)
