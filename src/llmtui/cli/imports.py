"""import: a job script written by hand becomes a job file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import RequestError
from ..services.importing.read import Wanted
from ..services.session import Session
from .output import narrate, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from ..services.importing.report import Imported, Line


def import_(options: argparse.Namespace) -> int:
    """Print the job file, or write it with -o; what was understood and what was left are told on stderr."""
    path = Path(options.script)
    wanted = Wanted(options.cluster, options.model, options.task)
    found = Session().import_script(path, wanted)
    if not options.json:
        _narrate("understood", found.understood)
        _narrate("left as it was", found.left)
        for note in found.notes:
            narrate(f"note: {note}")
    if not found.spec.model:
        raise RequestError(
            "nothing in the script names a model",
            hint="add --model NAME: the model that the memory is reckoned with",
            field="model",
        )
    text = found.job_file(path.name)
    if options.output is not None:
        _write(Path(options.output), text, path)
    if options.json:
        print_json(_as_json(found, text))
    else:
        print(options.output if options.output is not None else text, end="\n" if options.output is not None else "")
    return 0


def _narrate(title: str, lines: Sequence[Line]) -> None:
    narrate(f"{title}: {len(lines)}")
    for line in lines:
        narrate(f"  {line.shown}")


def _write(target: Path, text: str, script: Path) -> None:
    """A new file; nothing is ever written over. Raises RequestError."""
    try:
        with open(target, "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise RequestError(f"{target} is there already", hint="name another file with -o") from None
    except OSError as error:
        raise RequestError(f"cannot write {target}: {error.strerror or error}", hint="name another file") from error
    if target.absolute().parent != script.absolute().parent:
        narrate(
            f"note: paths in a job file count from its own folder; those here count from {script.absolute().parent}"
        )


def _as_json(found: Imported, text: str) -> dict[str, object]:
    return {
        "job_file": text,
        "understood": [asdict(line) for line in found.understood],
        "left": [asdict(line) for line in found.left],
        "notes": list(found.notes),
    }
