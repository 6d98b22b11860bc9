"""Text from a cluster reaches a screen by line() and lines() only; its raw form is for strict parsers.

mypy holds the rest: RemoteText is no str, so no widget and no print takes one.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmtui.domain.remotetext import RemoteText
from llmtui.remote.transport import Result

from .conftest import ROOT, Sources

PACKAGE = ROOT / "src" / "llmtui"
#: Rooms where `.raw` is another thing: a word of a shell script as it is written. Nothing remote may come in there.
WORDS = ("render/", "services/importing/")
#: Modules that read RemoteText.raw, each for a parser that checks what it reads.
PARSERS = {
    "domain/remotetext.py": "the type itself",
    "services/watching/answers.py": "whether it is a complaint, by pattern",
    "services/submission/attempts.py": "what the submission script says, by its exit code and patterns",
    "services/submission/search.py": "run ids by job id, MessageTimeout",
    "services/runs/cancel.py": "the folders of jobs, compared",
    "services/submission/preflight.py": "sbatch --test-only by pattern; its text through safe_line",
    "services/watching/sight.py": "squeue, sacct and scontrol by pattern",
    "services/watching/whose.py": "the folders of jobs, compared",
    "services/watching/others.py": "ids and folders of jobs by pattern, compared",
    "services/watching/endmarks.py": "the marks of jobs by pattern",
    "remote/facts.py": "facts of a login, which screens show by safe_line",
    "remote/files/results.py": "answers of our own scripts, read by patterns",
    "remote/files/trouble.py": "a number of KiB",
    "services/runs/atwork.py": "job ids by pattern; those of the queue through safe_line",
    "services/runs/sharedmodels.py": "names and sizes by pattern",
    "services/runs/dropmodels.py": "words of our own script; run ids of the queue, compared",
    "services/watching/continued.py": "the marks of jobs by pattern",
    "services/runs/clean.py": "words and numbers of our own script",
    "services/doctor/place.py": "one word of our own script; the rest through safe_line",
    "services/doctor/python.py": "versions by pattern",
    "services/doctor/slurm.py": "versions, accounts and partitions by pattern",
    "services/submission/hftoken.py": "one word and a mode of our own script; the path stays RemoteText",
    "services/prefetch/fetch.py": "states and sizes by pattern",
    "services/quota/look.py": "figures by pattern",
    "services/runs/runfiles.py": "names that are refused unless they are plain",
    "services/place/siteshell.py": "marks of our own script; the words between them by lines()",
    "services/place/surround.py": "reservations by pattern",
    "services/submission/upload.py": "names compared with those of this machine",
    "services/newcluster/ask.py": "sinfo and scontrol, into a cluster file whose texts are checked",
}
#: Modules that read bytes of remote files: LineCleaner makes log lines safe, safe_line the texts of events.
READERS = {
    "remote/local.py": "the method itself",
    "remote/transport.py": "the protocol",
    "services/clustermodels.py": "strict JSON, each text in it by safe_line",
    "services/reach/clustertransport.py": "hands them on",
    "services/runs/logs.py": "LineCleaner",
    "services/runs/metrics.py": "safe_line",
    "services/submission/search.py": "a job id by pattern",
}
#: Methods of a transport, which no screen calls: what they return is made safe in services.
CALLS = {"read_at", "list_folder", "script"}


def modules(root: Path, *rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Relative name and tree of every module in those rooms, () all."""
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if "_data" not in path.parts and (not rooms or name.startswith(rooms)):
            yield name, ast.parse(path.read_text())


def readers_of(root: Path, attribute: str, *rooms: str) -> set[str]:
    """The modules that read that attribute of anything."""
    return {
        name
        for name, tree in modules(root, *rooms)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == attribute and isinstance(node.ctx, ast.Load)
    }


def imports(tree: ast.Module) -> set[str]:
    """The last words of everything that a module imports from."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.rpartition(".")[2])
        elif isinstance(node, ast.Import):
            found |= {alias.name.rpartition(".")[2] for alias in node.names}
    return found


def is_remote(tree: ast.Module) -> bool:
    """Whether a module can have text from a cluster in its hands."""
    return bool(imports(tree) & {"transport", "prompter"}) or "RemoteText" in ast.unparse(tree)


def raw_outside(root: Path) -> set[str]:
    """Modules that read `.raw` and are neither parsers nor in a room of script words."""
    return {name for name in readers_of(root, "raw") if not name.startswith(WORDS)} - set(PARSERS)


def test_only_parsers_read_the_raw_text() -> None:
    assert raw_outside(PACKAGE) == set()
    assert set(PARSERS) <= readers_of(PACKAGE, "raw"), "an entry that nothing needs any more hides the next reader"


def test_no_remote_text_comes_where_raw_means_a_word_of_a_script() -> None:
    assert [name for name, tree in modules(PACKAGE, *WORDS) if is_remote(tree)] == []


def test_bytes_of_remote_files_are_read_where_they_are_made_safe() -> None:
    found = readers_of(PACKAGE, "read_at") - set(READERS)
    assert {name for name in found if not name.startswith("remote/")} == set()


def test_screens_and_commands_take_nothing_from_a_transport() -> None:
    for call in CALLS:
        found = {
            name
            for name, tree in modules(PACKAGE, "tui/", "cli/")
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == call
        }
        assert found == set(), call
    assert readers_of(PACKAGE, "raw", "tui/", "cli/") == set()


@pytest.mark.parametrize("room", ["tui/screens/job.py", "cli/watch.py", "services/watching/rows.py", "slurm/words.py"])
def test_a_planted_reader_is_found(tmp_path: Path, room: str) -> None:
    path = tmp_path / room
    path.parent.mkdir(parents=True)
    path.write_text("def show(result):\n    return result.out.raw\n")
    assert raw_outside(tmp_path) == {room}


def test_a_planted_remote_text_among_script_words_is_found(tmp_path: Path) -> None:
    path = tmp_path / "render" / "words.py"
    path.parent.mkdir(parents=True)
    for line in ("from ..domain.remotetext import RemoteText", "from ..remote.transport import Result"):
        path.write_text(f"{line}\n")
        assert [name for name, tree in modules(tmp_path, *WORDS) if is_remote(tree)] == ["render/words.py"]


def test_remote_text_shows_nothing_of_itself_where_it_is_printed() -> None:
    text = RemoteText("\x1b[2Jevil")
    shown = f"{text} {text!r} {[text]} {Result.said('failed', 1, text.raw, text.raw)}"
    assert "evil" not in shown
    assert "\x1b" not in shown
    assert "evil" in text.line()


#: Ways to a screen; each line marked with ! must not pass the types.
_SNIPPET = """
from textual.widgets import DataTable, Label, Log, OptionList, Static
from llmtui.domain.remotetext import RemoteText
from llmtui.tui.text import lines, plain
text = RemoteText("x")
Static(text)  # !
Label(text)  # !
Static().update(text)  # !
Log().write(text)  # !
OptionList(text)  # !
plain(text)  # !
lines(text)  # !
words: str = text  # !
print(" ".join([text]))  # !
Static(text.line(), markup=False)
Log().write_lines(text.lines())
"""


def test_types_keep_it_from_widgets_and_from_text(tmp_path: Path) -> None:
    path = tmp_path / "snippet.py"
    path.write_text(_SNIPPET)
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache")]
    done = Sources(ROOT / "src").run([*command, "--config-file", str(ROOT / "pyproject.toml"), str(path)])
    found = {int(line) for line in re.findall(r"^.*snippet\.py:(\d+): error", done.stdout, re.MULTILINE)}
    marked = {number for number, line in enumerate(_SNIPPET.splitlines(), 1) if line.endswith("# !")}
    assert found == marked, done.stdout + done.stderr
