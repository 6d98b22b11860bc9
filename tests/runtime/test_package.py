"""The runtime travels: as a zip under another name, on an old Python, with nothing installed to say --help."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest

from llmtui.services.submission.staging import runtime_zip

from .conftest import SRC, Inputs, arguments, spawn, write_config, write_jsonl

MODULES = sorted(path.stem for path in (SRC / "llmtui" / "runtime").glob("*.py") if path.stem != "__main__")


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    path = tmp_path / "runtime.zip"
    path.write_bytes(runtime_zip())
    return path


def test_every_module_imports_from_the_zip_with_the_standard_library_alone(tmp_path: Path, zipped: Path) -> None:
    names = [f"llmtui_runtime.{name}" for name in [*MODULES, "__main__"] if name != "__init__"]
    code = f"import sys; sys.path.insert(0, {str(zipped)!r}); import {', '.join(names)}; import json\n"
    code += "print(json.dumps([name for name in sys.modules if name.split('.')[0] not in sys.stdlib_module_names]))"
    # -I -S: no site-packages, nothing of the environment.
    done = spawn(tmp_path, ["-I", "-S", "-c", code])
    assert done.returncode == 0, done.stderr
    assert {name.partition(".")[0] for name in json.loads(done.stdout)} == {"__main__", "llmtui_runtime"}


def test_all_sources_have_the_syntax_of_python_3_9() -> None:
    for path in (SRC / "llmtui" / "runtime").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "__file__"], path


def test_wrong_arguments_end_with_one_line_and_exit_code_2(tmp_path: Path, zipped: Path) -> None:
    done = spawn(tmp_path, ["-m", "llmtui_runtime", "train", "--max_stepz", "3"], zipped)
    assert done.returncode == 2
    assert done.stderr == "llmtui: error: unknown argument '--max_stepz'; did you mean '--max_steps'?\n"


def test_a_python_without_the_libraries_is_told_what_it_lacks(tmp_path: Path, zipped: Path) -> None:
    write_config(tmp_path, "train", {"model_name_or_path": str(tmp_path), "dataset": "x.jsonl", "use_cpu": True})
    code = f"import sys; sys.path.insert(0, {str(zipped)!r}); import llmtui_runtime.__main__ as m\n"
    code += "sys.exit(m.main(['train', '--config', 'run.json']))"
    done = spawn(tmp_path, ["-I", "-S", "-c", code])
    assert done.returncode == 1
    assert done.stderr.startswith("llmtui: error: this job needs the package transformers, which ")
    assert '"event": "error"' in (tmp_path / "events.jsonl").read_text()


@pytest.mark.runtime
def test_the_zip_trains_and_answers(tmp_path: Path, zipped: Path, inputs: Inputs) -> None:
    write_config(tmp_path, "train", arguments(inputs, max_steps=2, eval_dataset=None))
    done = spawn(tmp_path, ["-m", "llmtui_runtime", "train", "--config", "run.json"], zipped)
    assert done.returncode == 0, done.stderr
    assert "step 2/2  loss " in done.stdout
    write_jsonl(tmp_path / "prompts.jsonl", [{"prompt": "the cat"}])
    shutil.rmtree(tmp_path / "output" / "checkpoint-2")
    values = {"model_name_or_path": "output", "prompts": "prompts.jsonl", "max_new_tokens": 3, "use_cpu": True}
    write_config(tmp_path, "infer", values)
    done = spawn(tmp_path, ["-m", "llmtui_runtime", "infer", "--config", "run.json"], zipped)
    assert done.returncode == 0, done.stderr
    assert "answered 1/1" in done.stdout
