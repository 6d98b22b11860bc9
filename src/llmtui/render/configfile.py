"""An accelerate configuration file read back, with the line of each key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import yaml

from .acceleratekeys import full_name

_EMPTY: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class ConfigFile:
    """`values` as YAML gives them; `at` the line of each key, "group.key" inside a group.

    `repeated` are keys that were there before: the key, its line and that of the one before.
    `problem` says why the text is no configuration, with its line; `values` is empty then.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=lambda: _EMPTY)
    at: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    repeated: tuple[tuple[str, int, int], ...] = ()
    problem: str = ""
    problem_line: int = 1

    def line(self, *keys: str) -> int:
        """The line of the first of these keys that is there, else 1."""
        return next((self.at[key] for key in keys if key in self.at), 1)

    def group(self, name: str) -> Mapping[str, object]:
        """The keys of one group with their prefix, empty where there is none."""
        found = self.values.get(name)
        return {full_name(name, str(key)): value for key, value in found.items()} if isinstance(found, dict) else {}

    def line_in(self, group: str, full: str) -> int:
        """The line of a key of a group, by its full name."""
        prefix, dot = f"{group}.", len(group) + 1
        own = (key for key in self.at if key.startswith(prefix) and full_name(group, key[dot:]) == full)
        return self.at[next(own, group)] if group in self.at else 1

    @property
    def sharded(self) -> bool:
        """Whether FSDP is what the launcher sets up."""
        return self.values.get("distributed_type") == "FSDP"


def read_config(text: str) -> ConfigFile:
    """Read any text; nothing is raised."""
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
        values = None if root is None else loader.construct_document(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        return ConfigFile(text, problem=f"not YAML: {getattr(error, 'problem', None) or error}", problem_line=line)
    except (RecursionError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError) as error:
        # PyYAML's own limits: too deep, or a tag whose value is none of its kind (!!timestamp, !!binary, !!float).
        return ConfigFile(text, problem=f"not YAML that can be read: {type(error).__name__}")
    if not isinstance(values, dict) or not isinstance(root, yaml.MappingNode):
        return ConfigFile(text, problem="expected keys and values")
    named = {str(key): value for key, value in values.items()}
    lines = _lines(root)
    return ConfigFile(text, MappingProxyType(named), MappingProxyType(dict(lines)), _repeated(lines))


def _lines(root: yaml.MappingNode) -> list[tuple[str, int]]:
    found = []
    for key, value in root.value:
        found.append((str(key.value), key.start_mark.line + 1))
        if isinstance(value, yaml.MappingNode):
            inside = ((inner, inner.start_mark.line + 1) for inner, _ in value.value)
            found += [(f"{key.value}.{inner.value}", line) for inner, line in inside]
    return found


def _repeated(lines: list[tuple[str, int]]) -> tuple[tuple[str, int, int], ...]:
    before: dict[str, int] = {}
    found = []
    for key, line in lines:
        if key in before:
            found.append((key, line, before[key]))
        before[key] = line
    return tuple(found)
