"""An imported command means what its line meant, and everything beside it is listed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from tests.fakes.plans import MACHINE

from llmtui.catalog.clusters import load_clusters
from llmtui.services.importing.read import import_script
from llmtui.services.importing.report import Imported

CLUSTERS = load_clusters(MACHINE, state_dir=Path("/state"))
#: A stand-in for what a line starts: it prints two variables, Python's options and the arguments, one a line.
_PYTHON = '#!/bin/bash\nprintf "<%s>\\n" "$@" >> "$SAID"\n'
_SRUN = '#!/bin/bash\nwhile [[ $1 == -* ]]; do shift; done\nexec "$@"\n'

SAME = [
    """srun python train.py --re '^a$X' "b c" data/*.txt\n""",
    """python -u -W ignore train.py "$HOME"/x a\\ b 'c'$X --lr=$X\n""",
    """srun python -u train.py --name "it's" 'a b' \\\n   --flag="\\$c" {a,b} *.txt > log.out 2>&1 &\nwait\n""",
    """OUT="/x y/$HOME"\nFEW='*.txt'\npython3 train.py --out "$OUT" $FEW "$FEW" --o=${OUT}z\n""",
    """LIT='a $X "q" \\\\ b'\npython3 train.py "$LIT" --x="$LIT" '$LIT'\n""",
    """ARGS=(--a "b c" '$X' *.txt)\npython3 train.py "${ARGS[@]}" --end\n""",
    """FLAGS="--a 1 --b 'c d'"\npython3 train.py $FLAGS last\n""",
    """A=1\nif true; then A=2; fi\nA=3\npython3 train.py $A\nA=4\n""",
    """python -X dev -m json.tool "a b" ~/x ${X:-none}\n""",
    """E=1\nexport E=2 F="$E $X"\npython3 train.py "$E" "$F"\n""",
    """export E=1\nE=2\nexport G\nG="a b"\nG+=c\npython3 train.py "$E" $G\n""",
    """cd . && python3 train.py "a|b" 'c;d' ; echo done\n""",
    """bash -c "python3 train.py 'a b' \\"c d\\" *.txt"\n""",
]


def _import(text: str, base: Path) -> Imported:
    return import_script(text, "job.sh", base, CLUSTERS)


def _said(text: str, folder: Path, name: str) -> list[str]:
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    for each, body in (("python", _PYTHON), ("python3", _PYTHON), ("srun", _SRUN)):
        (programs / each).write_text(body)
        (programs / each).chmod(0o755)
    for each in ("a.txt", "b.txt", "data/c.txt", "data/d.txt"):
        (folder / each).parent.mkdir(exist_ok=True)
        (folder / each).touch()
    said = folder.parent / f"{folder.name}.{name}"
    path = f"{programs}:{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": "/home/me", "X": "x1", "SAID": str(said)}
    subprocess.run(["bash", "-c", text], cwd=folder, env=environment, check=True, timeout=20, capture_output=True)
    return said.read_text().splitlines()


@pytest.mark.parametrize("text", SAME)
def test_the_command_gives_the_arguments_that_its_line_gave(tmp_path: Path, text: str) -> None:
    found = _import(text, tmp_path)
    command = found.spec.script.command
    assert command is not None, found.left
    before = _said(text, tmp_path, "before")
    assert len(before) > 1
    assert _said(command, tmp_path, "after") == before


def test_the_stand_in_tells_commands_apart(tmp_path: Path) -> None:
    assert _said("python3 '*.txt'", tmp_path, "one") != _said("python3 *.txt", tmp_path, "two")


OTHERS = [
    "for lr in 1e-4 1e-5\ndo\n  srun python train.py --lr $lr\ndone\n",
    'if [ -n "$1" ]; then\n  python train.py --a\nelif false\nthen python x.py\nelse\n  python train.py --b\nfi\n',
    "case $X in\n  a) python train.py;;\n  *)\n    ls\n    ;;\nesac\n",
    "go() {\n  cd x\n  python train.py\n}\nother() { ls; }\ngo\n",
    "cat <<EOF\nhello\nEOF\n(\n  python train.py | tee log\n)\nml\n",
    "while read x; do\n  echo $x\ndone < list\nset -e; trap 'a' EXIT; python train.py || exit 1\n",
]


@pytest.mark.parametrize("text", [*SAME, *OTHERS])
def test_every_line_is_accounted_for(tmp_path: Path, text: str) -> None:
    found = _import(text, tmp_path)
    numbers = {line.number for line in (*found.understood, *found.left)}
    lines = text.splitlines()
    said = {
        number
        for number, line in enumerate(lines, 1)
        if line.strip(" ;") and not (number > 1 and lines[number - 2].endswith("\\"))
    }
    assert said <= numbers, [lines[number - 1] for number in said - numbers]
    assert all(line.words for line in (*found.understood, *found.left))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("cd /x && source v/bin/activate && python t.py\n", ["cd /x", "source v/bin/activate", "&& &&"]),
        ("srun --cpu-bind=cores env A=1 python t.py 2>&1 | tee log &\n", ["srun --cpu-bind=cores env A=1", "tee log"]),
        ("python t.py > o &\n", ["> o", "&"]),
        ("python t.py <<EOF\nx\nEOF\n", ["<<EOF", "x", "EOF"]),
        ("python -W ignore -m torch.distributed.run t.py\n", ["-W ignore"]),
        ("bash -c 'cd /x; python t.py'\n", ["cd /x;", "bash -c"]),
        ("if true; then export A=1; fi; python t.py\n", ["A=1", "if true", "true"]),
    ],
)
def test_parts_of_a_line_are_listed(tmp_path: Path, text: str, parts: list[str]) -> None:
    left = [line.text for line in _import(text, tmp_path).left]
    assert set(parts) <= set(left), left


def test_a_command_that_needs_its_loop_is_left_out(tmp_path: Path) -> None:
    found = _import("for lr in 1e-4 1e-5; do srun python train.py --lr $lr; done\n", tmp_path)
    assert found.spec.script.command is None
    assert any("$lr is set by the loop" in line.words for line in found.left)
    assert any(line.text == "for lr in 1e-4 1e-5" for line in found.left)


def test_a_condition_around_the_command_is_named(tmp_path: Path) -> None:
    found = _import('if [ -n "$1" ]; then python train.py --a; else python train.py --b; fi\n', tmp_path)
    assert found.spec.script.command == "python3 train.py --b"
    assert any('else of if [ -n "$1" ]' in note for note in found.notes)
    assert any(line.text == "python train.py --a" for line in found.left)


def test_a_value_that_a_branch_sets_is_not_put_in(tmp_path: Path) -> None:
    found = _import("if x; then A=1; else A=2; fi\npython train.py $A\n", tmp_path)
    assert found.spec.script.command == "python3 train.py $A"
    assert any("$A is worked out" in line.words for line in found.left)


def test_secrets_are_hidden_in_every_part_that_is_listed(tmp_path: Path) -> None:
    text = (
        "WANDB_API_KEY='se cret1' curl x\nhf auth login --token hf_secret2\ncat <<EOF\nMY_TOKEN=secret3\nEOF\n"
        'bash -c "export HF_TOKEN=secret4; python t.py"\n'
    )
    shown = " ".join(line.shown for line in _import(text, tmp_path).left)
    assert "WANDB_API_KEY=..." in shown
    assert "MY_TOKEN=..." in shown
    assert "secret" not in shown
    assert "cret1" not in shown
