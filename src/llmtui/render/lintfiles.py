"""Findings for files as text: job scripts and accelerate YAML, ours or anybody's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from posixpath import basename, dirname, join

from ..domain.bundle import Finding
from ..domain.cluster import Cluster
from ..domain.model import ModelSpec
from .configfile import ConfigFile, read_config
from .rules.registry import look
from .rules.site import Site, guess
from .rules.subject import Subject
from .scriptfile import ScriptFile, read_script

YAML_SUFFIXES = (".yaml", ".yml")
FindModel = Callable[[str], ModelSpec | None]


def _no_model(name: str) -> ModelSpec | None:
    return None


def lint_text(name: str, text: str, *, clusters: Sequence[Cluster] = ()) -> tuple[Finding, ...]:
    """Findings for one file: YAML by its suffix, anything else is read as a job script.

    The script's cluster is guessed among `clusters`; without a guess the rules that need one are silent.
    """
    if name.endswith(YAML_SUFFIXES):
        return tuple(finding for _, finding in look(Subject(config=read_config(text))))
    script = read_script(text)
    return tuple(finding for _, finding in look(Subject(script=script, site=guess(script, clusters))))


def lint_together(
    scripts: Mapping[str, ScriptFile],
    configs: Mapping[str, ConfigFile],
    sites: Mapping[str, Site | None],
    find_model: FindModel = _no_model,
) -> list[tuple[str, Finding]]:
    """Findings of files by their names, each once: scripts beside the configurations that they start accelerate with.

    `sites` says for which cluster a script is, by the script's name.
    """
    pairs = [(script, config) for script in scripts for config in partners(script, scripts[script], configs)]
    lone_scripts = [name for name in scripts if name not in {script for script, _ in pairs}]
    lone_configs = [name for name in configs if name not in {config for _, config in pairs}]
    found: dict[tuple[str, Finding], None] = {}
    for script, config in [*pairs, *((name, "") for name in lone_scripts), *(("", name) for name in lone_configs)]:
        subject = Subject(scripts.get(script), configs.get(config), sites.get(script), find_model)
        for file, finding in look(subject):
            found[config if file == "config" else script, finding] = None
    return list(found)


def partners(name: str, script: ScriptFile, configs: Mapping[str, ConfigFile]) -> list[str]:
    """The configurations, by name, that the script `name` starts accelerate with.

    That is the one that it names; or any of them where that is an argument of the script. One in the script's own
    folder goes before others.
    """
    found: dict[str, None] = {}
    for run in script.runs:
        named = run.options.get("config-file") if run.launcher == "accelerate" else None
        if named is None:
            continue
        fitting = [config for config in configs if "$" in named or basename(config) == basename(named)]
        near = [config for config in fitting if dirname(config) == dirname(join(dirname(name), named))]
        found.update(dict.fromkeys(near or fitting))
    return list(found)


def named_config(script: ScriptFile) -> str | None:
    """The configuration's path as the script writes it; None where there is none, or only the job knows it."""
    names = (run.options.get("config-file", "") for run in script.runs if run.launcher == "accelerate")
    return next((name for name in names if name and "$" not in name), None)
