"""Values that Slurm cannot read."""

from __future__ import annotations

from collections.abc import Iterator

from ..script.grammar import FORMS
from .rule import Hit, Rule
from .subject import Subject


def _check(subject: Subject) -> Iterator[Hit]:
    options = subject.script.directives.options if subject.script is not None else ()
    final = {given.name: given for given in options}
    for given in options:
        form = FORMS.get(given.name)
        # What a variable would hold is another rule's matter.
        if form is None or "$" in given.value or "`" in given.value:
            continue
        if form.last and given is not final[given.name]:
            continue
        if not form.takes(given.value):
            what = f"--{given.name} does not take {given.value[:40]!r}"
            yield Hit(what, given.line, fix=f"--{given.name} takes {form.allowed}")


RULE = Rule(
    "bad-value",
    "error",
    "Values are in the form that Slurm reads: times, counts, sizes, GPUs, arrays, dependencies and signals.",
    "compare it with the sbatch manual",
    _check,
)
