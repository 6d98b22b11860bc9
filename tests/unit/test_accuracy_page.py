"""docs/memory-accuracy.md holds what the program computes now."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from accuracy.page import PAGE, headline, page
from accuracy.report import run

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_has_the_figures_of_today() -> None:
    text = PAGE.read_text(encoding="utf-8")
    stale = [table for table in headline(run()) if table not in text]
    assert stale == [], "run python benchmarks/memory_accuracy.py --write"


def test_the_page_is_written_from_the_figures_alone() -> None:
    written = page(run(), date(2000, 1, 1))
    assert written == page(run(), date(2000, 1, 1))
    assert "As of 2000-01-01" in written
    assert all(table in written for table in headline(run()))


def test_json_holds_both_sets() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "memory_accuracy.py"), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found = json.loads(done.stdout)
    assert len(found["traced"]["rows"]) == 60
    assert len(found["published"]["rows"]) == 345
    assert all(row["grade"] and row["reason"] for row in found["published"]["rows"])
    estimated = [row for row in found["published"]["rows"] if "estimated" in row]
    assert all(row["loop"].keys() >= {"keeps_gradients", "loss_chunk_tokens"} for row in estimated)
