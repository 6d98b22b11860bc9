"""The one place that puts values into shell text and #SBATCH lines."""

from __future__ import annotations

import re
import shlex

from ..errors import RequestError

#: What may stand in a directive: Slurm takes it as it is, so no quoting could help.
_DIRECTIVE = re.compile(r"[A-Za-z0-9_.,:=+@%/\-]+")
#: A constraint joins node features: gpu&hbm80g. No shell reads a #SBATCH line, so that these need no quotes either.
_CONSTRAINT = re.compile(r"[A-Za-z0-9_.,:=+@%/\-&|!()\[\]*]+")
_UNSAFE = re.compile(r"[\"\\`\n\r]|\$[^A-Za-z_{]")
_SLUG = re.compile(r"[^A-Za-z0-9_.\-]+")


def quote(value: str) -> str:
    """One shell word, whatever is in it."""
    return shlex.quote(value)


def slug(name: str) -> str:
    """A job name that every Slurm command prints unchanged: 1 to 40 of A-Z a-z 0-9 _ . -"""
    return _SLUG.sub("-", name).strip("-.")[:40] or "job"


def directive(option: str, value: str | int, *, field: str) -> str:
    """One #SBATCH line. Raises RequestError for a value that cannot stand in one."""
    text = str(value)
    if not (_CONSTRAINT if option == "constraint" else _DIRECTIVE).fullmatch(text):
        raise RequestError(
            f"{field} {text!r} cannot stand in a #SBATCH line",
            hint="letters, digits and _ . , : = + @ % / - only",
            field=field,
        )
    return f"#SBATCH --{option}={text}"


def export(name: str, value: str) -> str:
    """An export of a literal value."""
    return f"export {name}={quote(value)}"


def template_word(template: str, account: str | None) -> str:
    """{account}, {user} and {job} filled in, the last two by the job's own environment; $VARIABLES stay as they are.

    Raises RequestError for a text that could end the double quotes.
    """
    if _UNSAFE.search(template):
        raise RequestError(f"{template!r} cannot stand in a job script", hint="leave out quotes, backslashes and `")
    where = quote(account) if account else "$SLURM_JOB_ACCOUNT"
    filled = template.replace("{account}", where).replace("{user}", "$USER").replace("{job}", "$SLURM_JOB_ID")
    return f'"{filled}"'
