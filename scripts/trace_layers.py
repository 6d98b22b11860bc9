"""Write src/llmtui/domain/memory/forms/*.py: the closed form of a step's memory, read off the real libraries.

    python scripts/trace_layers.py [FAMILY ...]

Small odd models of each family take one real step on fake tensors, with every way of training that llmtui knows. The
size of each tensor that is alive tells which widths made it, so that what a layer keeps and what its backward needs on
top come out as polynomials in the widths, with whole factors and nothing fitted. Needs the packages of
llmtui[runtime].
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

from layer_forms.families import FAMILIES
from layer_forms.write import modules

from llmtui.domain.memory.forms.read import TWINS

FOLDER = Path(__file__).resolve().parent.parent / "src" / "llmtui" / "domain" / "memory" / "forms"


def main() -> None:
    warnings.filterwarnings("ignore")
    FOLDER.mkdir(exist_ok=True)
    for family in sys.argv[1:] or FAMILIES:
        texts = modules(family)
        for name in set(texts) & set(TWINS):
            twin = FOLDER / f"{TWINS[name]}.py"
            assert _table(texts.pop(name)) == _table(twin.read_text()), f"{name} is no longer what {TWINS[name]} is"
        for name, text in texts.items():
            (FOLDER / f"{name}.py").write_text(text)
            print(f"{name}: {len(text.splitlines())} lines", flush=True)


def _table(text: str) -> str:
    """What stands below the docstring, which names the family."""
    return text.partition("\n")[2]


if __name__ == "__main__":
    main()
