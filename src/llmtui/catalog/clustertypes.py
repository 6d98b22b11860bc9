"""Values of a cluster file: how people write them, and how an editor's schema describes them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from ..domain.formula import NAMES, names_in
from ..errors import RequestError
from ..units import parse_time_limit

_SIZE = re.compile(r"(?P<figure>[0-9]{1,9}(?:\.[0-9]{1,6})?) ?(?P<unit>[KMGT]i?B)")
_TIME = r"^([0-9]{1,4}-)?[0-9]{1,6}(:[0-9]{1,2}){0,2}$"
_UNITS = {
    f"{prefix}{kind}B": base**power
    for kind, base in (("", 1000), ("i", 1024))
    for power, prefix in enumerate("KMGT", 1)
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ABSOLUTE = re.compile(r"/|\$[A-Z_]+(?:/|$)")
_IN_PATHS = ("account", "user")
_IN_CERTIFICATES = ("key",)
_IN_REQUESTS = ("gpus", "gpus_per_node", "nodes", "type")


def _bytes(value: object) -> int:
    """A bare number is GiB; text carries its unit: 217 GiB, 50 TB."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 10**9:
        return round(value * 1024**3)
    match = _SIZE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"is not a size ({value!r}); allowed: a number with a unit, for example 217 GiB or 50 TB")
    return int(float(match["figure"]) * _UNITS[match["unit"]])


def _seconds(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError(f"is not a time ({value!r}); allowed: HH:MM:SS or D-HH:MM:SS")
    try:
        return parse_time_limit(value)
    except RequestError as error:
        raise ValueError(f"is not a time: {error.message}; {error.hint}") from error


def _check_placeholders(value: str, allowed: tuple[str, ...]) -> None:
    unknown = [name for name in _PLACEHOLDER.findall(value) if name not in allowed]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in allowed)
        raise ValueError(f"has an unknown placeholder {{{unknown[0]}}}; allowed: {known}")


def _template(value: object) -> object:
    if isinstance(value, str):
        _check_placeholders(value, _IN_PATHS)
        if not _ABSOLUTE.match(value):
            raise ValueError("is not an absolute path; it begins with / or with a variable of the site, $SCRATCH/")
    return value


def _certificate(value: object) -> object:
    if isinstance(value, str):
        _check_placeholders(value, _IN_CERTIFICATES)
    return value


def _request(value: object) -> object:
    if isinstance(value, str):
        _check_placeholders(value, _IN_REQUESTS)
    return value


def _formula(value: object) -> object:
    if isinstance(value, str) and value:
        try:
            names_in(value)
        except RequestError as error:
            raise ValueError(f"{error.message}; {error.hint}") from error
    return value


Bytes = Annotated[
    int,
    BeforeValidator(_bytes),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": 0, "description": "GiB"},
                {"type": "string", "pattern": f"^{_SIZE.pattern.replace('?P<figure>', '').replace('?P<unit>', '')}$"},
            ],
            "examples": ["217 GiB", "50 TB"],
        }
    ),
]
Seconds = Annotated[
    int,
    BeforeValidator(_seconds),
    WithJsonSchema({"type": "string", "pattern": _TIME, "examples": ["00:15:00", "3-00:00:00"]}),
]
Template = Annotated[
    str,
    BeforeValidator(_template),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(/|\$[A-Z_]+(/|$))",
            "examples": ["/scratch/{account}/{user}/llmtui", "$SCRATCH/llmtui"],
        }
    ),
]
CertificateFile = Annotated[str, BeforeValidator(_certificate)]
Formula = Annotated[
    str,
    BeforeValidator(_formula),
    WithJsonSchema(
        {"type": "string", "examples": ["(100 * gpus + 0.01 * nvme_gib) * hours"], "description": ", ".join(NAMES)}
    ),
]
#: What may stand in a line of #SBATCH without quotes.
Word = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
Count = Annotated[int, Field(ge=1)]
#: Slurm's constraint language: features with & | ! ( ) [ ] * and counts.
Constraint = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:&|!()\[\]*,-]+$")]
#: One option of a Slurm command.
Option = Annotated[str, Field(pattern=r"^--[a-z][a-z-]*(=[A-Za-z0-9_.,:/=+-]+)?$")]
#: The same as a template.
Request = Annotated[str, Field(pattern=r"^--[a-z][a-z-]*=[A-Za-z0-9_.,:{}=+-]+$"), BeforeValidator(_request)]
Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9<>_.-]+$")]
Fingerprint = Annotated[str, Field(pattern=r"^SHA256:[A-Za-z0-9+/]{43}$")]
#: Free text, or names of entries in `pages`.
Source = str | list[str]


class Strict(BaseModel):
    """A group of keys, each of them known and of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True)
