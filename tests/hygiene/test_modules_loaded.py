"""What importing a room costs and reaches, as a fresh interpreter sees it."""

from __future__ import annotations

import pytest

from .conftest import Sources

HEAVY = {"torch", "transformers", "accelerate", "peft"}
PURE_FORBIDS = HEAVY | {"pydantic", "yaml", "paramiko", "textual", "rich", "subprocess", "socket"}


#: What a trace is made of; only runtime.trace imports it, inside its functions.
TRACING = "llmtui.runtime.tracing"


def _tops(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def _import_all(sources: Sources, *, without: tuple[str, ...] = ()) -> str:
    names = [name for name in sources.modules() if not name.startswith(without)] if without else sources.modules()
    assert len(names) > 10
    return "import " + ", ".join(names)


def test_no_module_loads_paramiko_or_torch_when_imported(sources: Sources) -> None:
    tops = _tops(sources.loaded(_import_all(sources, without=(TRACING,))))
    assert not tops & (HEAVY | {"paramiko"})
    assert "textual" in tops, "the check must be able to see what was loaded"


def test_only_tui_loads_textual(sources: Sources) -> None:
    tops = _tops(sources.loaded(_import_all(sources, without=("llmtui.tui", TRACING))))
    assert "textual" not in tops
    assert "pydantic" in tops, "the check must be able to see what was loaded"


@pytest.mark.parametrize("room", ["llmtui.domain", "llmtui.slurm", "llmtui.units", "llmtui.errors"])
def test_pure_rooms_load_nothing_that_acts(sources: Sources, room: str) -> None:
    names = [name for name in sources.modules() if name == room or name.startswith(room + ".")]
    assert names
    tops = _tops(sources.loaded("import " + ", ".join(names)))
    assert not tops & PURE_FORBIDS


@pytest.mark.parametrize(
    "statement",
    [
        "import llmtui.cli.parser; llmtui.cli.parser.build_parser()",
        "import llmtui.tui.app",
    ],
    ids=["help", "app"],
)
def test_nothing_slow_stands_before_the_first_paint(sources: Sources, statement: str) -> None:
    tops = _tops(sources.loaded(statement))
    assert not tops & (HEAVY | {"pydantic", "paramiko", "yaml"})


def test_runtime_needs_only_the_standard_library(sources: Sources) -> None:
    names = [name for name in sources.modules() if name.startswith("llmtui.runtime") and not name.startswith(TRACING)]
    assert "llmtui.runtime.trace" in names
    loaded = sources.loaded("import " + ", ".join(names))
    ours = {name for name in loaded if name.startswith("llmtui.") and not name.startswith("llmtui.runtime")}
    assert not ours
    assert not _tops(loaded) & (HEAVY | {"pydantic", "yaml", "paramiko", "textual", "rich"})
