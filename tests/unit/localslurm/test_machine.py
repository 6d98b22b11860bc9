"""What the machine has, from the words of its tools; the stubs and the description made of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from llmtui.domain.machine import Machine, MachineGpu
from llmtui.localslurm import install
from llmtui.localslurm.machine import detect, parse_meminfo, parse_nvidia_smi, parse_rocm_smi

_MIB = 1 << 20
#: Shape of `rocm-smi --showproductname --showmeminfo vram --json` for one GCD and a card that says less.
_ROCM = {
    "card10": {"VRAM Total Memory (B)": "68702699520", "VRAM Total Used Memory (B)": "10960896"},
    "card2": {"VRAM Total Memory (B)": "68702699520", "Card Series": "AMD INSTINCT MI250 (MCM) OAM AC MBA"},
    "system": {"Driver version": "6.3.6"},
}


def test_meminfo() -> None:
    assert parse_meminfo("MemTotal:       24684092 kB\nMemFree:        1 kB\n") == 24684092 * 1024
    with pytest.raises(ValueError, match="MemTotal"):
        parse_meminfo("MemFree: 1 kB\n")


def test_nvidia_smi() -> None:
    text = "NVIDIA H100 80GB HBM3, 81559\nNVIDIA A100-SXM4-40GB, 40960\n"
    assert parse_nvidia_smi(text) == (
        MachineGpu("NVIDIA H100 80GB HBM3", 81559 * _MIB, "nvidia"),
        MachineGpu("NVIDIA A100-SXM4-40GB", 40960 * _MIB, "nvidia"),
    )


@pytest.mark.parametrize(
    "text", ["", "No devices were found\n", "NVIDIA-SMI has failed, because of the driver\n", "x, [N/A]\n"]
)
def test_nvidia_smi_without_gpus(text: str) -> None:
    assert parse_nvidia_smi(text) == ()


def test_rocm_smi() -> None:
    assert parse_rocm_smi(json.dumps(_ROCM)) == (
        MachineGpu("AMD INSTINCT MI250 (MCM) OAM AC MBA", 68702699520, "amd"),
        MachineGpu("AMD GPU", 68702699520, "amd"),
    )


@pytest.mark.parametrize("text", ["", "ERROR: no GPU", "[]", '{"card0": {}}', '{"card0": 1}'])
def test_rocm_smi_without_gpus(text: str) -> None:
    assert parse_rocm_smi(text) == ()


def test_this_machine() -> None:
    machine = detect()
    assert machine.cpus == len(os.sched_getaffinity(0))
    assert machine.memory_bytes > 256 * _MIB


def test_a_tool_that_fails_means_no_gpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\necho 'NVIDIA L4, 1000'\nexit 9\n")
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert detect().gpus == ()
    tool.write_text("#!/bin/sh\necho 'NVIDIA L4, 1000'\n")
    assert detect().gpus == (MachineGpu("NVIDIA L4", 1000 * _MIB, "nvidia"),)


def test_the_hubs_cache_is_where_its_library_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HOME", "~/hf")
    monkeypatch.setenv("HOME", "/home/alice")
    assert detect().hf_home == "/home/alice/hf"
    monkeypatch.delenv("HF_HOME")
    assert detect().hf_home is None


def test_install_describes_two_virtual_nodes(tmp_path: Path) -> None:
    install(tmp_path / "s", Machine("host", 1, 4096 * _MIB, (MachineGpu("NVIDIA H100", 1, "nvidia"),)))
    described = json.loads((tmp_path / "s" / "describe.json").read_text())
    assert [(node["name"], node["cpus"], node["gpu_type"], node["gpus"]) for node in described["nodes"]] == [
        ("127.0.0.1", 2, "nvidia_h100", 1),
        ("127.0.0.2", 2, "", 0),
    ]
    assert [(item["name"], len(item["nodes"]), item["default"]) for item in described["partitions"]] == [
        ("main", 1, True),
        ("multi", 2, False),
    ]


def test_install_writes_only_what_changed(tmp_path: Path) -> None:
    machine = Machine("host", 2, 4096 * _MIB)
    folder = install(tmp_path, machine)
    (folder / "sbatch").write_text("broken")
    before = {path: path.stat().st_ino for path in [*folder.iterdir(), tmp_path / "describe.json"]}
    assert install(tmp_path, machine) == folder
    changed = [path.name for path, inode in before.items() if path.stat().st_ino != inode]
    assert changed == ["sbatch"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o700}


def test_stubs_work_from_odd_folders_and_need_nothing_of_the_caller(tmp_path: Path) -> None:
    state = tmp_path / 'it\'s a "$folder" é'
    folder = install(state, Machine("host", 2, 4096 * _MIB))
    # A module of the standard library's name in the working folder must not be picked up.
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')\n")
    done = subprocess.run(
        [folder / "squeue", "-h"],
        cwd=tmp_path,
        env={"PATH": "/nowhere", "PYTHONPATH": str(tmp_path), "PYTHONHOME": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_module_runs_as_well(tmp_path: Path) -> None:
    install(tmp_path, Machine("host", 2, 4096 * _MIB))
    words = [sys.executable, "-m", "llmtui.localslurm", "sinfo", "-h", "-o", "%P"]
    done = subprocess.run(
        words, env={**os.environ, "LLMTUI_LOCALSLURM": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "main*\nmulti\n")
    done = subprocess.run(words[:3], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.startswith("usage: ")) == (2, True)


def test_commands_import_little(tmp_path: Path) -> None:
    install(tmp_path, Machine("host", 2, 4096 * _MIB))
    code = (
        "import sys; from llmtui.localslurm.dispatch import main; main(['squeue']); "
        "print({'subprocess', 'argparse', 'pathlib', 'pydantic', 'llmtui.domain'} & sys.modules.keys())"
    )
    environment = {**os.environ, "LLMTUI_LOCALSLURM": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "set()", done.stderr
