"""A site behind a transport: recorded answers, each of which a test may replace or break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from llmtui.remote.transport import Result
from llmtui.slurm.commands import FIELD, RECORD

from .files import FakeFiles

WHO = "alice\nlogin1\n/users/alice\n"
AROUND = """\
Welcome to the lab
\x1evars
SCRATCH=/scratch/project_2001659/alice
WORK=/lustre/alice
proxy
\x1eprograms
apptainer
\x1emodules
/appl/modulefiles:
pytorch/
pytorch/2.9
pytorch/2.10 (default)
singularity-userfilesystems
\x1eend
"""
#: An answer that never comes, a command that is not there, and one that may not be run.
HANG = Result.said("unknown", None, "", "no answer within 30 s")
MISSING = Result.said("failed", 127, "", "command not found")
DENIED = Result.said("failed", 126, "", "bash: /usr/bin/sacctmgr: Permission denied")
GARBAGE = Result.said("ok", 0, "\x00\xff<html>\n|||||\n=\n\x1f\x1f\x1e\n" * 3, "")


class FakeSite(FakeFiles):
    """`answers` by key: who, config, sinfo, partition, node, assoc, qos, shell, probe."""

    def __init__(self, answers: Mapping[str, str | Result]) -> None:
        super().__init__()
        self.answers: dict[str, str | Result] = {"who": WHO, "shell": AROUND, "probe": "", **answers}
        self.calls: list[list[str]] = []

    def run(
        self, argv: Sequence[str], *, cwd: str | None = None, stdin: bytes = b"", timeout_s: float = 30.0
    ) -> Result:
        self.calls.append(list(argv))
        answer = self.answers.get(key_of(argv), MISSING)
        return Result.said("ok", 0, answer, "") if isinstance(answer, str) else answer


def key_of(argv: Sequence[str]) -> str:
    """Which of the answers a command asks for."""
    if argv[0] == "bash":
        return "probe" if "https:" in argv[-1] else "shell"
    if argv[0] in {"sh", "sinfo"}:
        return "who" if argv[0] == "sh" else "sinfo"
    return next((word for word in argv if word in {"config", "partition", "node", "assoc", "qos"}), argv[0])


def sinfo_record(partition: str, **fields: str) -> str:
    """One record of commands.sinfo() with plain values where none is given."""
    values = {"a": "up", "l": "1-00:00:00", "L": "n/a", "D": "2", "s": "1-infinite", "c": "64", "z": "2:32:1"}
    values |= {"m": "512000", "G": "gpu:a100:4", "f": "(null)", "h": "NO", "B": "UNLIMITED", "N": f"{partition}[01-02]"}
    values |= fields
    return FIELD.join([partition, *(values[letter] for letter in "alLDsczmGfhBN")]) + RECORD + "\n"
