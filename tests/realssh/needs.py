"""What a real sshd on this machine needs, and what happens to tests where it is missing."""

from __future__ import annotations

from tests.realslurm.needs import find, without

PROGRAMS = {"sshd": "openssh-server", "ssh": "openssh-client", "ssh-keygen": "openssh-client"}


def need() -> None:
    """Skip the test where a program is missing, or fail it where nothing may be left out."""
    missing = [program for program in PROGRAMS if find(program) is None]
    if missing:
        packages = " ".join(sorted({PROGRAMS[program] for program in missing}))
        without(f"needs {', '.join(missing)}: apt-get install --no-install-recommends {packages}")
