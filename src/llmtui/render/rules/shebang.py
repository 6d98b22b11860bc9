"""The interpreter line."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Hit, Rule
from .subject import Subject

_WITHOUT = "save it as UTF-8 without BOM, for example by sed -i '1s/^\\xEF\\xBB\\xBF//' FILE"


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.script is not None and subject.script.marked:
        yield Hit("a byte order mark that cannot be seen stands before the first line", 1, fix=_WITHOUT)
    elif subject.script is not None and not subject.script.lines[0].startswith("#!"):
        yield Hit("the script does not start with #!", 1)


RULE = Rule(
    "shebang",
    "error",
    "A script begins with #! and an interpreter: sbatch refuses it otherwise.",
    "begin with #!/bin/bash",
    _check,
)
