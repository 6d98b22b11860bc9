"""Shell variables in directives."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject

#: Options whose value is a free text or a path: with a $ in it the job is still accepted.
_FREE = frozenset("job-name output error input comment chdir wckey extra export mail-user".split())


def _check(subject: Subject) -> Iterator[Hit]:
    for given in subject.script.directives.options if subject.script is not None else ():
        if "$" in given.value or "`" in given.value:
            what = f"--{given.name} is {given.value} to Slurm, to the letter"
            yield Hit(what, given.line, severity="warning" if given.name in _FREE else None)


RULE = Rule(
    "shell-in-directive",
    "error",
    "No shell variable stands in a directive: sbatch does not expand it and takes the letters as they are.",
    "write the value itself, use %j, %x or %u in file names, or give the option on sbatch's command line",
    _check,
)
