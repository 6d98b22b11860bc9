"""A cluster for the doctor: Slurm's answers are given, scripts run for real on this machine in folders of a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from llmtui.remote.hostkey import HostKey
from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import Facts, Result
from llmtui.services.reach.connections import Connection
from llmtui.slurm.commands import program
from llmtui.slurm.site.commands import SINFO_FIELDS

from .files import FakeFiles
from .site import sinfo_record

assert len(SINFO_FIELDS) == 14
ASSOC = "project_1||normal|normal|||||\n".replace("|||||", "||||")
NOW = 1_795_700_000.0


class Patient(FakeFiles):
    """`answers` by command; `commands` is a folder that comes first on the PATH of every script."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.home = folder / "home"
        self.commands = folder / "bin"
        for made in (self.home, self.commands):
            made.mkdir()
        self.answers: dict[str, str | Result] = {
            "--version": "slurm 24.05.8\n",
            "squeue": "",
            "sacct": "",
            "scontrol": "",
            "sacctmgr": ASSOC,
            "sinfo": sinfo_record("gpu", l="3-00:00:00") + sinfo_record("test", l="15:00"),
        }
        self.told = Facts("login1", "alice", str(self.home), {"PATH": str(self.commands)})
        key = HostKey("ssh-ed25519", "SHA256:ours", "in known_hosts:1")
        self.connection = Connection("lab", "open", where="alice@login.lab.org", host_key=key)
        self.probe: Result = Result.said("ok", 0, "", "")
        self.calls: list[list[str]] = []

    def facts(self) -> Facts:
        return self.told

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        self.calls.append(list(argv))
        if argv[0] == "bash":
            return self.probe
        answer = self.answers["--version" if argv[-1] == "--version" else program(argv)]
        return Result.said("ok", 0, answer, "") if isinstance(answer, str) else answer

    def script(self, text: str, *, values: Mapping[str, str] | None = None, timeout_s: float = 30.0) -> Result:
        there = {"HOME": str(self.home), "PATH": f"{self.commands}:/usr/bin:/bin", **(values or {})}
        return LocalTransport().script(f"export HOME PATH\n{text}", values=there, timeout_s=timeout_s)

    def command(self, name: str, text: str) -> None:
        """A program of the site's own."""
        (self.commands / name).write_text(f"#!/bin/sh\n{text}\n")
        (self.commands / name).chmod(0o700)

    def at(self, **changes: object) -> None:
        """The connection, changed."""
        self.connection = replace(self.connection, **changes)  # type: ignore[arg-type]
