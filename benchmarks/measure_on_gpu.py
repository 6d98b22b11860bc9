"""True peak GPU memory of training and generation by llmtui's runtime, on this machine, beside the estimate.

    python benchmarks/measure_on_gpu.py --out measured_here.jsonl      # one CUDA or ROCm GPU
    python benchmarks/measure_on_gpu.py --cpu --out trial.jsonl        # two tiny jobs, to see that it works

Needs torch, transformers, accelerate, peft, safetensors and tokenizers, and bitsandbytes for QLoRA; nothing else of
llmtui's, and no network: the models are made here, with random weights in the shapes of the catalogue. Every case runs
in a process of its own, and rows are written as they come. `python benchmarks/memory_accuracy.py --measured FILE`
grades the file.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

# As a script, for nothing has to be installed: the package that this file belongs to.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from gpumemory import smi
from gpumemory.cases import Case
from gpumemory.chosen import chosen
from gpumemory.make import make_texts
from gpumemory.place import here, plan_of
from gpumemory.rows import ABOUT, peak_bytes, row
from gpumemory.running import Places, python, run_case

from llmtui.domain.memory import estimate
from llmtui.units import GIB

_MAKE_LIMIT_S = 150.0


def main() -> int:
    """0 when every chosen case was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="only cases with one of these words in their name")
    parser.add_argument("--out", type=Path, help="JSON lines: what was measured on, then a row a case")
    parser.add_argument("--failed", type=Path, help="JSON lines: cases that gave no figure, and what they printed")
    parser.add_argument("--explain", type=Path, help="JSON lines: allocations alive at each peak, by line of source")
    parser.add_argument("--work", type=Path, help="folder for models and runs, about 45 GB; removed at the end")
    parser.add_argument("--budget", type=float, default=3600, help="seconds after which no further case is begun")
    parser.add_argument("--limit", type=float, default=120, help="seconds that one case may take")
    parser.add_argument("--cpu", action="store_true", help="tiny jobs without a GPU, which say nothing of one")
    parser.add_argument("--list", action="store_true", help="name the cases and their estimates, measure nothing")
    options = parser.parse_args()
    try:
        cases = chosen(options.words, trial=options.cpu)
    except ValueError as error:
        parser.error(str(error))
    if options.list:
        return _list(cases)
    if options.out is None:
        parser.error("--out is needed")
    work = Path(tempfile.mkdtemp(prefix="measure-", dir=options.work))
    try:
        return _Measurement(options, cases, work).run()
    finally:
        shutil.rmtree(work, ignore_errors=True)


class _Measurement:
    """One call of the program: what it was asked, and the rows so far."""

    def __init__(self, options: argparse.Namespace, cases: Sequence[Case], work: Path) -> None:
        self._options, self._cases = options, cases
        self._places = Places(work, options.explain)
        self._end = time.monotonic() + options.budget
        self._rows: list[Mapping[str, Any]] = []
        self._failed: list[Mapping[str, Any]] = []

    def run(self) -> int:
        """Everything, in order."""
        card = None if self._options.cpu else self._context()
        self._rows.append({"about": ABOUT, "hardware": _hardware(card), "context": card})
        self._write()
        make_texts(self._places.texts)
        self._make_models()
        cluster = here(card)
        for case in self._cases:
            if time.monotonic() > self._end:
                self._fail(case, "not begun: the time is up")
                continue
            plan = plan_of(case, cluster)
            limit = min(self._options.limit, max(5.0, self._end + 30 - time.monotonic()))
            outcome = run_case(case, plan, self._places, limit)
            if outcome.report is None:
                self._fail(case, outcome.log)
                continue
            measured = row(len(self._rows), case, plan, outcome.report, _hardware(card), date.today())
            self._rows.append(measured)
            self._write()
            _print(case.name, outcome.report, estimate(plan).peak_allocated)
        return 1 if self._failed else 0

    def _context(self) -> Mapping[str, Any]:
        before = smi.used_bytes()
        work = self._places.work
        code, log = python(["gpumemory.context", "--report", "context.json"], work, _MAKE_LIMIT_S)
        if not (work / "context.json").is_file():
            raise SystemExit(f"{log}\nno GPU could be measured; --cpu shows how it goes without one")
        if code != 0:
            print(log)
        found: dict[str, Any] = json.loads((work / "context.json").read_text(encoding="utf-8"))
        for step in found["steps"]:
            beside = (step["device_used_bytes"] - step["reserved_bytes"]) / GIB
            print(f"  {step['after']:40} {beside:.3f} GiB beside torch's own, {step['process_bytes']} by nvidia-smi")
        return {
            **found,
            "name": smi.ask("name") or found["name"],
            "driver": smi.ask("driver_version"),
            "smi_total_mib": smi.ask("memory.total"),
            "smi_before_bytes": before,
        }

    def _make_models(self) -> None:
        device = "cpu" if self._options.cpu else "cuda"
        arguments = ["gpumemory.make", "--out", str(self._places.work), "--device", device]
        arguments += ["--trial"] if self._options.cpu else []
        code, log = python([*arguments, *self._options.words], self._places.work, _MAKE_LIMIT_S)
        print(f"models made (exit code {code}):\n{log}", flush=True)

    def _fail(self, case: Case, log: str) -> None:
        print(f"{case.name:52} no figure\n{log}", flush=True)
        self._failed.append({"name": case.name, "log": log})
        if self._options.failed:
            _write_lines(self._options.failed, self._failed)

    def _write(self) -> None:
        _write_lines(self._options.out, self._rows)


def _write_lines(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")


def _hardware(card: Mapping[str, Any] | None) -> str:
    return "CPU" if card is None else f"1x {card['name']}"


def _print(name: str, report: Mapping[str, Any], estimated: int) -> None:
    peak = peak_bytes(report)
    more = ""
    if "max_allocated_bytes" in report:
        error = 100 * (estimated / peak - 1)
        most = report["smi_max_bytes"]
        more = (
            f", estimated {estimated / GIB:.3f} ({error:+.2f} %); reserved {report['max_reserved_bytes'] / GIB:.3f}, "
            f"nvidia-smi {'-' if most is None else f'{most / GIB:.3f}'}"
        )
    print(f"{name:52} {peak / GIB:.3f} GiB{more}  [{report['seconds']:.0f} s]", flush=True)


def _list(cases: Sequence[Case]) -> int:
    cluster = here({"name": "GPU", "torch_total_bytes": 80 * GIB, "vendor": "nvidia"})
    for case in cases:
        print(f"{case.name:52} {estimate(plan_of(case, cluster)).peak_allocated / GIB:7.2f} GiB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
