"""Named fakes on the PATH of jobs that take no environment from whoever submits them."""

from __future__ import annotations

import getpass
import shlex
import shutil
import sys
from pathlib import Path

from . import launchers

_HERE = Path(__file__).parent
#: What the site's login files say of itself.
SCRATCH = "/scratch/fake"


def prepare(folder: Path) -> str:
    """Write the fakes and a home whose login shells find them; the line of slurm.conf that makes it the jobs' home.

    A login shell puts the system's own PATH in place of what it was given: only its profile can add to it.
    """
    commands, home, prolog = folder / "bin", folder / "home", folder / "prolog"
    commands.mkdir(parents=True)
    home.mkdir()
    for name in ("module", "singularity"):
        shutil.copy2(_HERE / "bin" / name, commands)
    for name in ("torchrun", "accelerate", "python3"):
        words = shlex.join([sys.executable, "-I", "-S", str(launchers.__file__), name])
        _script(commands / name, f'exec {words} "$@"')
    (home / ".bash_profile").write_text(f'export SCRATCH={SCRATCH} PATH={shlex.quote(str(commands))}:"$PATH"\n')
    # A slurmd that is not root's cannot ask for a login's environment: USER has to be said too.
    variables = {"HOME": str(home), "USER": getpass.getuser(), "LOGNAME": getpass.getuser()}
    _script(prolog, "; ".join(f"echo export {shlex.quote(f'{name}={value}')}" for name, value in variables.items()))
    return f"TaskProlog={prolog}"


def _script(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
