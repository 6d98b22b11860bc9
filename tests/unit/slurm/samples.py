"""Reads the recorded outputs in tests/data/slurm, block by block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from llmtui.slurm.commands import FIELD, RECORD, SACCT_FIELDS

DATA = Path(__file__).resolve().parents[2] / "data" / "slurm"
VERSIONS = ("22.05", "24.11", "26.05")
#: Heads that squeue prints for the fields of commands.SQUEUE_FIELDS.
SQUEUE_HEADS = ("JOBID", "STATE", "REASON", "TIME", "TIME_LIMIT", "START_TIME", "NODELIST(REASON)")


@dataclass(frozen=True)
class Block:
    """One recorded command."""

    command: str
    out: str
    err: str
    exit_code: int


def blocks(version: str, topic: str) -> list[Block]:
    text = (DATA / f"slurm{version}-{topic}.txt").read_text(errors="replace")
    found = re.findall(r"^\$ (.*)\n((?:.*\n)*?)\[exit (\d+)\]$", text, re.MULTILINE)
    assert found, "the recording must hold something"
    split = [(command, *body.partition("[stderr]\n")[::2], int(code)) for command, body, code in found]
    return [Block(*parts) for parts in split]


def table(block: Block) -> list[dict[str, str]]:
    """Rows of a recorded `|` table; a row whose job name holds the separator is left out."""
    heads, *rows = [line.split("|") for line in block.out.splitlines()]
    return [dict(zip(heads, row, strict=True)) for row in rows if len(row) == len(heads)]


def squeue_answer(rows: list[dict[str, str]]) -> str:
    """What commands.squeue() would have printed for these rows; nodes are empty while a job waits."""
    lines = []
    for row in rows:
        fields = [row[head] for head in SQUEUE_HEADS]
        fields[-1] = "" if fields[-1].startswith("(") else fields[-1]
        lines.append(FIELD.join(fields) + RECORD + "\n")
    return "".join(lines)


def sacct_answer(rows: list[dict[str, str]]) -> str:
    """What commands.sacct() would have printed for these rows."""
    return "".join(FIELD.join(row[name] for name in SACCT_FIELDS) + "\n" for row in rows)
