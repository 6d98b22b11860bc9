"""A llmtui that is started anew for each look, as the product's own session: all it has is the journal.

Run as a program, it reads lines HOME RUN_ID; each is done by a child that makes a session of its own, so that nothing
is open, read or remembered, and only the imports are spared.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import llmtui
from llmtui.errors import LlmtuiError
from llmtui.services.paths import Paths
from llmtui.services.session import Session

_ROOT = Path(__file__).resolve().parents[3]
#: A cluster of the user's own, of the name that the records of these tests have.
_CLUSTER = """\
name: here
title: Here
default_partition: all
run_root: /nowhere
partitions: [{name: all, purpose: everything, max_time: 1-00:00:00, max_nodes: 1}]
"""


def paths_of(home: Path) -> Paths:
    """Where a llmtui with that home keeps its things."""
    return Paths(home / "config", home / "state", home / "cache")


class Fresh:
    """Starts such looks; `home` is llmtui's."""

    def __init__(self, home: Path, process: subprocess.Popen[str]) -> None:
        self.home = home
        self._process = process

    def look(self, run_id: str) -> str:
        """What a new process says of the run after one look: submission and job id. No look before counts."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        shutil.rmtree(self.home / "state" / "polling", ignore_errors=True)
        self._process.stdin.write(f"{self.home} {run_id}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


@contextmanager
def fresh(home: Path, environment: Mapping[str, str], login_host: str = "") -> Iterator[Fresh]:
    """`environment` goes on top of this process's; the cluster is reached at `login_host`, "" for this machine."""
    clusters = paths_of(home).clusters
    clusters.mkdir(parents=True)
    (clusters / "here.yaml").write_text(_CLUSTER + (f"login_hosts: [{login_host}]\n" if login_host else ""))
    path = os.pathsep.join([str(_ROOT), str(Path(llmtui.__file__).resolve().parents[1])])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.submission.fresh"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment, "PYTHONPATH": path},
    )
    try:
        yield Fresh(home, process)
    finally:
        process.communicate(timeout=20)


def _look(home: Path, run_id: str) -> str:
    session = Session(paths_of(home))
    try:
        session.refresh(force=True)
        found = session.records.get(run_id)
        return f"{found.submission} {found.job_id}"
    except LlmtuiError as error:
        return f"{type(error).__name__}: {error.message}"
    finally:
        session.close()


def main() -> None:
    """One child for each line; its last words are the answer."""
    for name in ("catalogs", "reach.opener", "watching.watch", "submission.recover"):
        import_module(f"llmtui.services.{name}")
    for line in sys.stdin:
        home, run_id = line.split()
        pid = os.fork()
        if pid == 0:
            print(_look(Path(home), run_id), flush=True)
            os._exit(0)
        os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
