"""What a real sshd on this machine needs, and what happens to tests where it is missing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.realslurm.needs import find, without

PROGRAMS = {"sshd": "openssh-server", "ssh": "openssh-client", "ssh-keygen": "openssh-client"}
KERBEROS = {
    "krb5kdc": "krb5-kdc",
    "kdb5_util": "krb5-kdc",
    "kadmin.local": "krb5-admin-server",
    "kinit": "krb5-user",
    "klist": "krb5-user",
}
#: A security key in software, as OpenSSH's own tests have it.
TOKEN = Path("/usr/lib/openssh/regress/misc/sk-dummy/sk-dummy.so")
#: Where PAM modules are: Debian has a folder an architecture, others have one.
_MODULES = ("usr/lib/*/security", "usr/lib*/security")


def need() -> None:
    """Skip the test where a program is missing, or fail it where nothing may be left out."""
    _need(PROGRAMS)


def need_kerberos() -> None:
    """The same for a Kerberos realm and a server that takes its tickets."""
    need()
    _need(KERBEROS)


def need_token() -> None:
    """The same for a security key in software."""
    need()
    if not TOKEN.exists():
        without(f"needs {TOKEN.name}: apt-get install --no-install-recommends openssh-tests")


def need_pam() -> None:
    """The same for a server with PAM stacks of its own: root, and one-time passwords."""
    need()
    if not has_pam():
        without("needs root, a mount namespace, and pam_oath: apt-get install --no-install-recommends libpam-oath")


def has_pam() -> bool:
    """Whether a server here can have PAM stacks of its own, with one-time passwords."""
    modules = [path for place in _MODULES for path in Path("/").glob(f"{place}/pam_oath.so")]
    if os.geteuid() != 0 or find("unshare") is None or not modules:
        return False
    # Root of a container may not be allowed to make one.
    return subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0


def _need(programs: Mapping[str, str]) -> None:
    missing = [program for program in programs if find(program) is None]
    if missing:
        packages = " ".join(sorted({programs[program] for program in missing}))
        without(f"needs {', '.join(missing)}: apt-get install --no-install-recommends {packages}")
