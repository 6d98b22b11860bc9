"""Directives of a job script as keys of `placement`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...domain.cluster import Cluster
from ...errors import RequestError
from ...render.header import extra_directive
from ...render.script.options import Given
from ...render.scriptfile import ScriptFile
from ...units import format_time_limit
from .clusters import partition_of
from .report import Report

_GPUS = frozenset({"gres", "gpus", "gpus-per-node", "gpus-per-task"})
_TASKS = frozenset({"ntasks", "ntasks-per-node"})
#: What llmtui writes by itself, and what it writes.
_WRITTEN = {
    "output": "llmtui writes one log, slurm-JOBID.out in the run folder",
    "error": "llmtui writes one log, slurm-JOBID.out in the run folder",
    "open-mode": "llmtui appends to the log",
    "export": "llmtui submits with --export=NONE and sets what the job needs",
    "chdir": "the job runs in its run folder",
    "mem": "llmtui asks for the memory that goes with the GPUs on this cluster",
    "mem-per-cpu": "llmtui asks for the memory that goes with the GPUs on this cluster",
    "mem-per-gpu": "llmtui asks for the memory that goes with the GPUs on this cluster",
    "no-requeue": "llmtui writes it",
    "array": "a job file is one job",
    "dependency": "a job file has no key for it",
    "kill-on-invalid-dep": "a job file has no key for it",
}


class Placing:
    """Reads the directives of one script into `values`, by the keys of `placement`."""

    def __init__(self, script: ScriptFile, cluster: Cluster | None, report: Report) -> None:
        self.values: dict[str, Any] = {}
        self.name = ""
        self._script = script
        self._cluster = cluster
        self._report = report
        self._readers: dict[str, Callable[[Given], str]] = {
            "job-name": self._job_name,
            "account": self._text("account"),
            "partition": self._partition,
            "qos": self._text("qos"),
            "constraint": self._text("constraint"),
            "reservation": self._text("reservation"),
            "nodes": self._nodes,
            "time": self._time,
            "cpus-per-task": self._cpus,
            **dict.fromkeys(_GPUS, self._gpus),
        }

    def read(self) -> None:
        """Every directive ends in one of the two lists."""
        directives = self._script.directives
        last = {given.name: given for given in directives.options}
        for given in directives.options:
            if last[given.name] is not given:
                self._report.leave(given.line, _written(given), "given again further down, which is what counts")
            else:
                self._read(given)
        if directives.problem:
            self._report.leave(directives.problem_line, "", f"sbatch refuses the directives here: {directives.problem}")
        for number in (*directives.late, *directives.indented):
            self._report.leave(
                number, self._script.lines[number - 1].strip(), "sbatch does not read it where it stands"
            )

    def _read(self, given: Given) -> None:
        if given.name in _TASKS:
            self._report.take(given.line, _written(given), "counts with the launcher")
            return
        reader = self._readers.get(given.name)
        words = reader(given) if reader is not None else ""
        if words:
            self._report.take(given.line, _written(given), words)
        else:
            self._other(given)

    def _other(self, given: Given) -> None:
        if given.name in _WRITTEN:
            self._report.leave(given.line, _written(given), _WRITTEN[given.name])
            return
        try:
            extra_directive(_written(given), "script")
        except RequestError as error:
            self._report.leave(given.line, _written(given), f"{error.message}; {error.hint}")
            return
        self.values["extra_sbatch"] = (*self.values.get("extra_sbatch", ()), _written(given))
        self._report.take(given.line, _written(given), "placement.extra_sbatch")

    def _text(self, key: str) -> Callable[[Given], str]:
        def read(given: Given) -> str:
            return self._set(key, given.value) if given.value else ""

        return read

    def _set(self, key: str, value: object) -> str:
        self.values[key] = value
        return f"placement.{key}: {value}"

    def _job_name(self, given: Given) -> str:
        self.name = given.value
        return f"name: {given.value}"

    def _partition(self, given: Given) -> str:
        if self._cluster is None:
            return self._set("partition", given.value)
        found = partition_of(self._script, self._cluster)
        return self._set("partition", given.value if found is None else found.name)

    def _nodes(self, given: Given) -> str:
        return self._set("nodes", self._script.asked.nodes) if given.value.isdigit() else ""

    def _time(self, given: Given) -> str:
        seconds = self._script.asked.time_s
        return "" if seconds is None else self._set("time", format_time_limit(seconds))

    def _cpus(self, given: Given) -> str:
        number = self._script.asked.cpus_per_task
        return "" if number is None else self._set("cpus_per_task", number)

    def _gpus(self, given: Given) -> str:
        number = self._script.asked.gpus_per_node
        if number is None:
            return ""
        # Other gres stand beside the GPUs, a local disk most often.
        beside = [part for part in given.value.split(",") if given.name == "gres" and not part.startswith("gpu")]
        if len(beside) == len(given.value.split(",")):
            return ""
        for part in beside:
            self._report.leave(given.line, f"--gres={part}", "placement has no key for it")
        return self._set("gpus_per_node", number)


def _written(given: Given) -> str:
    return f"--{given.name}={given.value}" if given.value else f"--{given.name}"
