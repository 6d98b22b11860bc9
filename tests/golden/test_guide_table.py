"""The guide's own scripts, by what their headers ask for, against what is written for their counterparts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from llmtui.catalog.data import data_root
from llmtui.render.header import header

from .shapes import shapes

SHAPES = shapes()

#: Script -> nodes, tasks a node, CPUs a task, memory, GPUs (CSCfi/llm-fine-tuning-examples of 2024-10-02).
GUIDE = {
    "puhti-gpu1": (1, 1, 10, "80G", "gres=gpu:v100:1"),
    "puhti-gpu4": (1, 1, 40, "320G", "gres=gpu:v100:4"),
    "puhti-gpu8": (2, 1, 40, "320G", "gres=gpu:v100:4"),
    "puhti-gpu4-accelerate": (1, 1, 40, "320G", "gres=gpu:v100:4"),
    "puhti-gpu8-accelerate": (2, 1, 40, "320G", "gres=gpu:v100:4"),
    "mahti-gpu1": (1, 1, 32, None, "gres=gpu:a100:1"),
    "mahti-gpu2-accelerate": (1, 1, 64, None, "gres=gpu:a100:2"),
    "mahti-gpu4": (1, 1, 128, None, "gres=gpu:a100:4"),
    "mahti-gpu4-accelerate": (1, 1, 128, None, "gres=gpu:a100:4"),
    "mahti-gpu8": (2, 1, 128, None, "gres=gpu:a100:4"),
    "mahti-gpu8-accelerate": (2, 1, 128, None, "gres=gpu:a100:4"),
    "lumi-gpu1": (1, 1, 7, "60G", "gpus-per-node=1"),
    "lumi-gpu2": (1, 1, 14, "120G", "gpus-per-node=2"),
    "lumi-gpu8": (1, 1, 56, "480G", "gpus-per-node=8"),
    "lumi-gpu8-accelerate": (1, 1, 56, "480G", "gpus-per-node=8"),
    "lumi-gpu16": (2, 1, 56, "480G", "gpus-per-node=8"),
    "lumi-gpu16-accelerate": (2, 1, 56, "480G", "gpus-per-node=8"),
    "inference-puhti": (1, 1, 10, "80G", "gres=gpu:v100:1"),
    # The guide copied Puhti's 10 CPUs and 80G here; its other scripts for Mahti ask 32 CPUs a GPU and no memory.
    "inference-mahti": (1, 1, 32, None, "gres=gpu:a100:1"),
}
#: Which launcher each script starts.
LAUNCHERS = {"accelerate": "accelerate", "inference": "python", "": "torchrun"}


def _options(lines: list[str]) -> dict[str, str]:
    return {match[1]: match[2] for line in lines if (match := re.fullmatch(r"#SBATCH --([a-z-]+)=(.*)", line))}


def _asked(lines: list[str]) -> tuple[int, int, int, str | None, str]:
    asked = _options(lines)
    gpus = f"gres={asked['gres']}" if "gres" in asked else f"gpus-per-node={asked['gpus-per-node']}"
    memory = asked.get("mem")
    if "mem-per-gpu" in asked:
        memory = f"{int(asked['mem-per-gpu'].rstrip('G')) * int(asked['gpus-per-node'])}G"
    return int(asked["nodes"]), int(asked["ntasks-per-node"]), int(asked["cpus-per-task"]), memory, gpus


def test_the_table_has_every_script() -> None:
    assert len(GUIDE) == 19


@pytest.mark.parametrize("script", GUIDE)
def test_header_asks_for_what_the_guide_asks(script: str) -> None:
    lines = header(SHAPES[script])
    assert _asked(lines) == GUIDE[script]
    assert _options(lines)["time"] == "00:15:00"
    partition = "gpumedium" if script.startswith("mahti-gpu8") else "dev-g" if "lumi" in script else "gputest"
    assert _options(lines)["partition"] == partition
    assert "account" in _options(lines)
    wrong = [line.replace("cpus-per-task=", "cpus-per-task=1") for line in lines]
    assert _asked(wrong) != GUIDE[script]


@pytest.mark.parametrize("script", GUIDE)
def test_launcher_is_the_guides(script: str) -> None:
    kind = next(kind for kind in LAUNCHERS if kind in script)
    assert SHAPES[script].launcher == LAUNCHERS[kind]


def test_the_page_names_every_script_and_every_job_file() -> None:
    page = (Path(__file__).parents[2] / "docs" / "guide-scripts.md").read_text()
    for script, (nodes, *_, gpus) in GUIDE.items():
        kind, _, place = script.partition("-")
        name = f"run-inference-{place}.sh" if kind == "inference" else f"run-finetuning-{script}.sh"
        plan = SHAPES[script]
        row = f"| {name} | {script}.yaml | {nodes} x {gpus[-1]} | {plan.launcher} | {plan.sharding} |"
        assert row in page
    files = {path.name for path in (data_root() / "assets" / "jobs").glob("*.yaml")}
    assert {name for name in re.findall(r"[\w-]+\.yaml", page) if not name.startswith(("accelerate_", "NAME"))} == files
