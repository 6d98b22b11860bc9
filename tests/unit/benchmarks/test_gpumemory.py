"""What measures GPU memory, as far as it needs none: cases, limits, nvidia-smi's answers, allocations at the peak."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from gpumemory import smi
from gpumemory.cases import CASES, TRIAL, Case
from gpumemory.child import process_bytes
from gpumemory.chosen import chosen
from gpumemory.explain import at_peak
from gpumemory.make import READY, config_of, make_prompts
from gpumemory.place import here, plan_of
from gpumemory.running import Places, python, run_case

from llmtui.render.run_json import run_json

from .measured_rows import CARD

ROOT = Path(__file__).resolve().parents[3]


def test_cases_have_names_of_their_own_and_can_be_chosen() -> None:
    names = [case.name for case in (*CASES, *TRIAL)]
    assert len(set(names)) == len(names)
    assert chosen([]) == CASES
    assert chosen([], trial=True) == TRIAL
    assert {case.model for case in chosen(["gemma-2", "pythia"])} == {"google/gemma-2-2b", "EleutherAI/pythia-1.4b"}
    with pytest.raises(ValueError, match="'nonesuch'"):
        chosen(["pythia", "nonesuch"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_is_a_job_that_the_runtime_takes(case: Case) -> None:
    plan = plan_of(case, here(CARD))
    written = json.loads(run_json(plan, "model", {}))["arguments"]
    asked = {**case.training, **case.inference}
    for key in set(asked) & set(written):
        assert written[key] == asked[key], key
    assert written["use_cpu"] is False
    assert plan.model.known_family
    assert config_of(case)["max_position_embeddings"] >= plan.spec.inference.prompt_tokens if case.inference else True


def test_a_family_without_sdpa_is_measured_with_eager() -> None:
    without = [case for case in CASES if not plan_of(case, here(CARD)).model.sdpa]
    assert without, "no such model among the cases"
    assert {(case.training or case.inference)["attn_implementation"] for case in without} == {"eager"}


def _alloc(addr: int, size: int, *lines: str) -> dict[str, Any]:
    frames = [{"filename": f"/x/{line}", "line": 7, "name": "f"} for line in lines]
    return {"action": "alloc", "addr": addr, "size": size, "frames": frames}


def _free(addr: int) -> dict[str, Any]:
    return {"action": "free_requested", "addr": addr, "size": 0}


def test_what_is_alive_at_the_peak_is_told_by_size_and_line() -> None:
    trace = [
        _alloc(1, 100, "torch/nn/linear.py", "transformers/llama.py", "torch/nn/module.py"),
        _alloc(2, 10),
        _alloc(3, 10),
        _free(2),
        {"action": "free_completed", "addr": 2, "size": 10},
        _alloc(4, 60, "torch/nn/linear.py"),
        _free(1),
        _alloc(1, 50),
    ]
    found = at_peak(trace)
    assert (found["peak_bytes"], found["entry_of_peak"]) == (170, 5)
    assert found["alive"] == [
        {"count": 1, "bytes": 100, "lines": "nn/linear.py:7 f < transformers/llama.py:7 f"},
        {"count": 1, "bytes": 60, "lines": "nn/linear.py:7 f"},
        {"count": 1, "bytes": 10, "lines": "no Python line (backward)"},
    ]
    assert at_peak([])["alive"] == []


@pytest.fixture
def fake_smi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name that answers with a file's figure."""
    program = tmp_path / "bin" / "nvidia-smi"
    program.parent.mkdir()
    figure = tmp_path / "figure"
    figure.write_text("512")
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *compute-apps*) echo "$PPID, 77";; *name*) echo "A card";; *) cat {figure};; esac\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return figure


def test_the_most_in_use_is_kept(fake_smi: Path) -> None:
    assert smi.ask("name") == "A card"
    assert smi.used_bytes() == 512 * 1024**2
    assert process_bytes() == 77 * 1024**2
    with smi.Watch() as watch:
        for figure in (900, 600):
            fake_smi.with_name("new").write_text(str(figure))
            fake_smi.with_name("new").replace(fake_smi)
            time.sleep(0.7)
    assert watch.most == 900 * 1024**2


def test_without_nvidia_smi_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (smi.ask("name"), smi.used_bytes(), process_bytes()) == (None, None, None)
    with smi.Watch() as watch:
        pass
    assert watch.most is None


def test_a_run_that_takes_too_long_is_killed_with_its_children(tmp_path: Path) -> None:
    (tmp_path / "sleeps.py").write_text(
        "import subprocess, sys\nprint('begun', flush=True)\n"
        "subprocess.run([sys.executable, '-c', \"import time; time.sleep(3); open('late', 'w')\"])\n"
    )
    started = time.monotonic()
    code, log = python(["sleeps"], tmp_path, 1.5)
    assert code is None
    assert "begun" in log
    assert time.monotonic() - started < 3
    time.sleep(2.5)
    assert not (tmp_path / "late").exists()


def test_a_case_whose_model_is_not_there_gives_no_figure(tmp_path: Path) -> None:
    outcome = run_case(TRIAL[0], plan_of(TRIAL[0], here(None)), Places(tmp_path, None), 5)
    assert (outcome.report, outcome.log) == (None, "its model was not made")


def _in_python_s_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str) -> Places:
    """A program that is started instead of the run, in the run's folder; the model's folder is there."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{lines}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    places = Places(tmp_path, tmp_path / "explained.jsonl")
    places.model(TRIAL[2]).mkdir()
    (places.model(TRIAL[2]) / READY).touch()
    return places


def test_a_run_that_fails_gives_no_figure_but_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, way in enumerate(("exit 1", "echo '{\"exit_code\": 1}' > report.json")):
        (folder := tmp_path / str(number)).mkdir()
        places = _in_python_s_place(folder, monkeypatch, f"echo out of memory; {way}")
        outcome = run_case(TRIAL[2], plan_of(TRIAL[2], here(None)), places, 100)
        assert outcome.report is None
        assert "out of memory" in outcome.log
        assert not (folder / "run").exists()


def test_a_figure_counts_although_what_came_after_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = """test -s prompts.jsonl && grep -q max_new_tokens run.json || exit 1
echo '{"event": "log", "peak_bytes": 7}' > events.jsonl
echo '{"peak_bytes": 9}' > explained.json
echo '{"exit_code": 0, "max_allocated_bytes": 9}' > report.json
sleep 60"""
    places = _in_python_s_place(tmp_path, monkeypatch, lines)
    outcome = run_case(TRIAL[2], plan_of(TRIAL[2], here(None)), places, 1)
    assert outcome.report is not None
    assert outcome.report["max_allocated_bytes"] == 9
    assert outcome.report["max_allocated_by_step_bytes"] == [7]
    assert json.loads((tmp_path / "explained.jsonl").read_text()) == {"name": TRIAL[2].name, "peak_bytes": 9}


def test_prompts_have_just_so_many_letters(tmp_path: Path) -> None:
    make_prompts(tmp_path / "prompts.jsonl", 3, 17)
    lines = [json.loads(line)["prompt"] for line in (tmp_path / "prompts.jsonl").read_text().splitlines()]
    assert [len(line) for line in lines] == [17, 17, 17]
    assert all(line.isalpha() for line in lines)


@pytest.mark.runtime
def test_the_program_measures_without_a_gpu_and_says_so(tmp_path: Path) -> None:
    pytest.importorskip("peft")
    out, failed = tmp_path / "rows.jsonl", tmp_path / "failed.jsonl"
    command = [sys.executable, str(ROOT / "benchmarks" / "measure_on_gpu.py"), "--cpu", "LoRA", "--out", str(out)]
    command += ["--failed", str(failed), "--work", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=250)
    assert done.returncode == 0, done.stdout + done.stderr
    about, row = (json.loads(line) for line in out.read_text().splitlines())
    assert (about["hardware"], about["context"]) == ("CPU", None)
    assert row["measure_kind"].startswith("resident memory")
    assert len(row["measured"]["max_allocated_by_step_bytes"]) == 3
    assert not failed.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.jsonl"]
