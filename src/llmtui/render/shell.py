"""The one place that puts values into shell text and #SBATCH lines."""

from __future__ import annotations

import re
import shlex

from ..errors import RequestError

#: What may stand in a directive: Slurm takes it as it is, so no quoting could help.
_DIRECTIVE = re.compile(r"[A-Za-z0-9_.,:=+@%/\-]+")
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
    if not _DIRECTIVE.fullmatch(text):
        raise RequestError(
            f"{field} {text!r} cannot stand in a #SBATCH line",
            hint="letters, digits and _ . , : = + @ % / - only",
            field=field,
        )
    return f"#SBATCH --{option}={text}"


def export(name: str, value: str) -> str:
    """An export of a literal value."""
    return f"export {name}={quote(value)}"


def path_template(template: str, account: str | None) -> str:
    """A path over {account} and {user} as a double-quoted shell word that the job's own environment completes."""
    where = quote(account) if account else "$SLURM_JOB_ACCOUNT"
    return '"' + template.replace("{account}", where).replace("{user}", "$USER") + '"'
