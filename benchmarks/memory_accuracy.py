"""How near llmtui's memory estimate comes to traced, measured and published figures, beside other ways of estimating.

    python benchmarks/memory_accuracy.py [--json | --write] [--measured FILE]

FILE is what benchmarks/measure_on_gpu.py wrote; without it, benchmarks/data/measured_here.jsonl if there is one.
Without --json and --write every table is printed. The data stand in benchmarks/data, each file with what it is in
"about".
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from accuracy.asjson import to_json
from accuracy.data import MEASURED
from accuracy.page import write
from accuracy.report import all_tables, run


def main() -> None:
    """Print the tables, the JSON object, or where the page was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--json", action="store_true", help="everything as one JSON object")
    chosen.add_argument("--write", action="store_true", help="write docs/memory-accuracy.md")
    parser.add_argument("--measured", type=Path, default=MEASURED, metavar="FILE", help="rows measured on a GPU")
    options = parser.parse_args()
    if options.write and options.measured != MEASURED:
        parser.error(f"the page is written from the shipped rows: copy the file to {MEASURED} first")
    try:
        results = run(options.measured)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    if options.json:
        print(json.dumps(to_json(results), indent=1))
    elif options.write:
        print(write(results, date.today()))
    else:
        print("\n\n".join(table.text() for table in all_tables(results)))


if __name__ == "__main__":
    main()
