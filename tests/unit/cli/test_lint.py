"""llmtui lint on files that llmtui did not write: scripts with the defects of the guide's own, and odd input."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Answer

Run = Callable[..., Answer]
DATA = Path(__file__).parents[2] / "data" / "lint"
GOLDEN = Path(__file__).parents[2] / "data" / "golden"

#: File -> code and line of all that is wrong with it. In the guide's count: 1 $*, 4 dead key, 7 bf16 on V100, 8 ports,
#: 9 SLURM_GPUS_PER_NODE with --gres and typed counts, 11 more than the partition takes.
#: Every script for these clusters is told so, whatever else is right with it.
RETIRED = ("puhti", "mahti")
YAML = {("dead-key", 6), ("fsdp-version", 4), ("fixed-port", 12)}
DEFECTS: dict[str, set[tuple[str, int]]] = {
    "puhti-torchrun.sh": {("unquoted-arguments", 23), ("fixed-port", 16), ("typed-gpus", 18)},
    "puhti-accelerate.sh": {("unquoted-arguments", 25), ("gpus-per-node", 16), ("hostname-address", 17)},
    "mahti-two-nodes.sh": {
        *(("nodes", 4), ("gpus", 8), ("time", 7), ("batch", 15)),
        *(("typed-gpus", 13), ("early-rank", 16)),
    },
    "roihu-vllm.sh": {("gpus", 8), ("heads", 11), ("vllm-ranks", 11)},
    "lumi-accelerate.sh": {("unquoted-arguments", 17), ("deprecated-modules", 11), ("container-module", 12)},
}


def _findings(answer: Answer, file: Path) -> set[tuple[str, int]]:
    rows = answer.json["findings"]
    assert isinstance(rows, list)
    return {(row["code"], int(row["where"].removeprefix("line "))) for row in rows if row["file"] == str(file)}


@pytest.mark.parametrize("name", DEFECTS)
def test_the_guides_defects_are_found_and_nothing_else(llmtui: Run, name: str) -> None:
    answer = llmtui("lint", DATA / name, DATA / "fsdp.yaml", "--json")
    noted = {("retired", 1)} if name.startswith(RETIRED) else set()
    assert _findings(answer, DATA / name) == DEFECTS[name] | noted
    on_v100 = {("dtype", 13)} if name == "puhti-accelerate.sh" else set()
    assert _findings(answer, DATA / "fsdp.yaml") == YAML | on_v100
    assert answer.code == int(any(row["severity"] == "error" for row in answer.json["findings"]))  # type: ignore[attr-defined]


def test_every_script_of_the_folder_is_in_the_table() -> None:
    assert {path.name for path in DATA.glob("*.sh")} == set(DEFECTS)


def test_our_own_files_have_no_finding(llmtui: Run, tmp_path: Path) -> None:
    files = sorted(path for path in GOLDEN.rglob("*") if path.name in ("job.sh", "accelerate.yaml"))
    assert len(files) > 30
    answer = llmtui("lint", *files, "--json")
    rows = answer.json["findings"]
    assert isinstance(rows, list)
    assert answer.code == 0
    assert {(row["severity"], row["code"]) for row in rows} == {("note", "retired")}
    noted = {Path(row["file"]).parent.name for row in rows}
    assert all(set(RETIRED) & set(name.split("-")) for name in noted)
    shutil.copy(GOLDEN / "puhti-gpu8-accelerate" / "accelerate.yaml", tmp_path)
    broken = tmp_path / "job.sh"
    broken.write_text(
        (GOLDEN / "puhti-gpu8-accelerate" / "job.sh").read_text().replace("num_processes 8", "num_processes 9")
    )
    assert "[processes]" in llmtui("lint", broken).out


def test_a_configuration_beside_the_script_is_read_as_well(llmtui: Run, tmp_path: Path) -> None:
    for name in ("mahti-two-nodes.sh", "fsdp.yaml"):
        shutil.copy(DATA / name, tmp_path)
    answer = llmtui("lint", tmp_path / "mahti-two-nodes.sh")
    assert f"{tmp_path / 'fsdp.yaml'}: line 6: warning" in answer.out
    assert "taken for mahti: GPU type a100" in answer.err


def test_the_cluster_can_be_named_and_is_said(llmtui: Run, tmp_path: Path) -> None:
    script = tmp_path / "job.sh"
    script.write_text("#!/bin/bash\n#SBATCH --time=1\n#SBATCH --partition=gputest --nodes=2\nls\n")
    assert "--cluster" in llmtui("lint", script).err
    assert llmtui("lint", script).code == 0
    answer = llmtui("lint", script, "--cluster", "mahti")
    assert answer.code == 1
    assert "mahti: 2 nodes, but gputest takes 1" in answer.out
    assert "lumi" in llmtui("lint", script, "--cluster", "lumo").err


@pytest.mark.parametrize("name", ["train.py", "run.json", "notes.txt", "weights"])
def test_a_file_that_is_neither_is_refused(llmtui: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("print('hello')\n")
    answer = llmtui("lint", DATA / "roihu-vllm.sh", tmp_path / name)
    assert (answer.code, answer.out) == (2, "")
    assert f"{tmp_path / name}: neither a job script nor YAML" in answer.err
    assert "hint" in answer.err


def test_a_script_is_known_by_its_first_line_or_its_directives(llmtui: Run, tmp_path: Path) -> None:
    for name, text in (("one", "#!/bin/sh\nls $*\n"), ("two", "#SBATCH --time=$LIMIT\n"), ("three.slurm", "ls $*\n")):
        (tmp_path / name).write_text(text)
        assert llmtui("lint", tmp_path / name).out != ""


def test_the_rules_can_be_listed_and_explained(llmtui: Run) -> None:
    listed = llmtui("lint", "--rules")
    assert listed.code == 0
    for code in ("dead-key", "early-rank", "maintenance"):
        assert f"\n{code} " in listed.out
        rules = llmtui("lint", "--explain", code, "--json").json["rules"]
        assert isinstance(rules, list)
        assert rules[0]["code"] == code
    assert "fix" in llmtui("lint", "--explain", "dead-key").out
    unknown = llmtui("lint", "--explain", "ded-key")
    assert (unknown.code, "dead-key" in unknown.err) == (2, True)
    assert llmtui("lint").code == 2


def test_findings_stand_in_the_order_of_the_file(llmtui: Run) -> None:
    out = llmtui("lint", DATA / "mahti-two-nodes.sh").out
    script = [line for line in out.splitlines() if line.startswith(str(DATA / "mahti-two-nodes.sh"))]
    numbers = [int(line.split(": line ")[1].split(":")[0]) for line in script]
    assert numbers == sorted(numbers)
    assert len(numbers) == 7


def test_a_byte_order_mark_is_seen(llmtui: Run, tmp_path: Path) -> None:
    script = tmp_path / "job.sh"
    script.write_bytes(b"\xef\xbb\xbf" + (GOLDEN / "lumi-gpu8" / "job.sh").read_bytes())
    answer = llmtui("lint", script)
    assert answer.code == 1
    assert "line 1: error: a byte order mark" in answer.out
    config = tmp_path / "a.yaml"
    config.write_bytes(b"\xef\xbb\xbf" + (GOLDEN / "lumi-gpu8-fsdp" / "accelerate.yaml").read_bytes())
    assert llmtui("lint", config).code == 0
