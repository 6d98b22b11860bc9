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

FOLDER = Path(__file__).resolve().parent.parent / "src" / "llmtui" / "domain" / "memory" / "forms"


def main() -> None:
    warnings.filterwarnings("ignore")
    FOLDER.mkdir(exist_ok=True)
    for family in sys.argv[1:] or FAMILIES:
        for name, text in modules(family).items():
            (FOLDER / f"{name}.py").write_text(text)
            print(f"{name}: {len(text.splitlines())} lines", flush=True)


if __name__ == "__main__":
    main()
