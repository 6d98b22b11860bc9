"""Container and module are not mixed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject

_PYTHON = re.compile(r"(?:python-)?(?:pytorch|tensorflow|jax|vllm|data)\b|(?:cray-)?python\b|anaconda|miniconda", re.I)


def _check(subject: Subject) -> Iterator[Hit]:
    contained = next((run for run in subject.runs if run.container), None)
    if contained is None or subject.script is None:
        return
    for line in subject.script.modules:
        names = [name for name in line.names if _PYTHON.match(name)] if line.verb == "load" else []
        for name in names:
            yield Hit(
                f"module {name} is loaded, and line {contained.line} runs a container with a Python of its own",
                line.line,
            )


RULE = Rule(
    "container-module",
    "warning",
    "Python comes from a module or from a container, not from both: paths of the one leak into the other.",
    "take away the module, or the container",
    _check,
)
