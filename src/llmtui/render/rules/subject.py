"""What the rules look at: a script, a configuration, both together, or the plan that they were made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...domain.cluster import Gpu, Partition
from ...domain.memory.types import MemoryEstimate
from ...domain.model import ModelSpec
from ...domain.plan import Plan
from ...domain.surroundings import NOTHING_KNOWN, Surroundings
from ..configfile import ConfigFile
from ..script.runs import Run
from ..scriptfile import ScriptFile
from .queues import matches
from .site import Site

_MODEL = ("--model", "--model_name_or_path", "--model-name-or-path", "--pretrained_model_name_or_path")


def _no_model(name: str) -> ModelSpec | None:
    return None


@dataclass(frozen=True)
class Subject:
    """Any part may be missing; a rule that needs it is silent then.

    `find_model` looks a name up in the catalogue; `chosen` is the partition that is looked at where a list is named.
    """

    script: ScriptFile | None = None
    config: ConfigFile | None = None
    site: Site | None = None
    find_model: Callable[[str], ModelSpec | None] = _no_model
    plan: Plan | None = None
    estimate: MemoryEstimate | None = None
    surroundings: Surroundings = NOTHING_KNOWN
    chosen: Partition | None = None

    @property
    def runs(self) -> tuple[Run, ...]:
        """What the script starts."""
        return self.script.runs if self.script is not None else ()

    def launched(self, *launchers: str) -> Iterator[Run]:
        """The runs of these launchers."""
        return (run for run in self.runs if run.launcher in launchers)

    @property
    def partitions(self) -> tuple[Partition, ...]:
        """The partitions that the script asks for, as far as its cluster's file describes them."""
        if self.script is None or self.site is None:
            return ()
        return matches(self.site.cluster, self.script.asked)

    @property
    def partition(self) -> Partition | None:
        """The partition that the job is held against: the one chosen, else the first that the script asks for."""
        return self.chosen or next(iter(self.partitions), None)

    @property
    def gpu(self) -> Gpu | None:
        """The GPU that the job gets: the plan's, the partition's, or the one of the type asked for."""
        if self.plan is not None:
            return self.plan.gpu
        if self.script is None or self.site is None or not self.script.asked.gpus:
            return None
        asked = self.script.asked
        typed = (part for part in self.site.cluster.partitions if asked.gpu_type and part.gres_type == asked.gpu_type)
        partition = self.partition or next(typed, None)
        return partition.gpu if partition is not None else None

    @property
    def model(self) -> ModelSpec | None:
        """The model: the plan's, or the one that the script names if the catalogue has it."""
        if self.plan is not None:
            return self.plan.model
        names = (name for run in self.runs if (name := model_name(run)) is not None)
        return next((model for name in names if (model := self.find_model(name)) is not None), None)

    @property
    def accelerate_version(self) -> str | None:
        """The version of accelerate that the cluster's file names for the job's software."""
        software = self.plan.software if self.plan is not None else None
        return software.versions.get("accelerate") if software is not None else None


def model_name(run: Run) -> str | None:
    """The model that a program is given: by an option, or as `vllm serve MODEL`."""
    named = run.argument(*_MODEL)
    if named is None and run.launcher == "vllm" and run.arguments and not run.arguments[0].startswith("-"):
        return run.arguments[0]
    return named or None
