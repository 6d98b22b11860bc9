"""Module trees that a site has given up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .rule import Hit, Rule
from .subject import Subject

#: Tree -> why not, and what instead (CSC user guide, docs/apps/pytorch.md of 2026-07-08; the LUMI AI guide, chapter 1).
_TREES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "/appl/local/csc/modulefiles": (
            "deprecated on LUMI since 2026-01-21: no Slingshot, 10 to 20 % slower over several nodes",
            "module use /appl/local/laifs/modules, module load lumi-aif-singularity-bindings, "
            "and singularity run with the LUMI AI Factory container",
        ),
    }
)


def _check(subject: Subject) -> Iterator[Hit]:
    for line in subject.script.modules if subject.script is not None else ():
        for name in line.names if line.verb == "use" else ():
            known = _TREES.get(name.rstrip("/"))
            if known is not None:
                yield Hit(f"{name} is {known[0]}", line.line, fix=known[1])


RULE = Rule(
    "deprecated-modules",
    "warning",
    "Modules come from a tree that the site still keeps up: old ones lack the network of today.",
    "use what `llmtui clusters NAME` lists as software",
    _check,
)
