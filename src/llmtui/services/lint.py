"""Linting files that llmtui did not write: which kind each is, what lies beside it, and for which cluster it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..catalog.textfile import read_text
from ..domain.bundle import Finding
from ..domain.cluster import Cluster
from ..domain.model import ModelSpec
from ..errors import RequestError
from ..render.acceleratekeys import TOP
from ..render.configfile import ConfigFile, read_config
from ..render.lintfiles import YAML_SUFFIXES, lint_together, named_config
from ..render.rules.site import Site, guess
from ..render.scriptfile import MARK, ScriptFile, read_script

FileKind = Literal["script", "config", "job"]

_SCRIPT_SUFFIXES = frozenset((".sh", ".bash", ".sbatch", ".slurm", ".job"))
_SHELL = re.compile(r"#!.*\b(?:ba|da|k|z)?sh\b")
_DIRECTIVE = re.compile(r"^\s*#SBATCH\b", re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_]\w*)\s*:", re.MULTILINE)


@dataclass(frozen=True)
class Linted:
    """Findings with the path of their file, and the cluster that each script was read for (None: not known)."""

    findings: tuple[tuple[str, Finding], ...]
    sites: Mapping[str, Site | None]


def kind_of(path: Path, text: str) -> FileKind:
    """A job script, an accelerate configuration or a job file. Raises RequestError for anything else."""
    text = text.removeprefix(MARK)
    if path.suffix in YAML_SUFFIXES:
        return "config" if set(_KEY.findall(text)) & set(TOP) else "job"
    if path.suffix in _SCRIPT_SUFFIXES or _SHELL.match(text) or _DIRECTIVE.search(text):
        return "script"
    raise RequestError(
        f"{path}: neither a job script nor YAML",
        hint="a job script begins with #! and a shell, or has #SBATCH lines; YAML ends in .yaml or .yml",
    )


def lint_files(
    texts: Mapping[str, str], clusters: Sequence[Cluster], models: Mapping[str, ModelSpec], cluster: Cluster | None
) -> Linted:
    """Findings for scripts and configurations by their paths; `cluster` None lets each script's be guessed.

    A configuration that a script names and that lies beside it is read as well. Raises RequestError.
    """
    kinds = {name: kind_of(Path(name), text) for name, text in texts.items()}
    scripts = {name: read_script(texts[name]) for name, kind in kinds.items() if kind == "script"}
    configs = {name: read_config(texts[name]) for name, kind in kinds.items() if kind == "config"}
    for name, script in scripts.items():
        _add_beside(name, script, configs)
    sites = {name: Site(cluster) if cluster else guess(script, clusters) for name, script in scripts.items()}
    return Linted(tuple(lint_together(scripts, configs, sites, models.get)), sites)


def _add_beside(name: str, script: ScriptFile, configs: dict[str, ConfigFile]) -> None:
    named = named_config(script)
    beside = Path(name).parent / (named or "")
    if named is None or not beside.is_file() or any(Path(known).resolve() == beside.resolve() for known in configs):
        return
    configs[str(beside)] = read_config(read_text(beside, RequestError))
