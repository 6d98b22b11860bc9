"""All rules, in the order in which they are listed: the header, the launch, the environment, the YAML, the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from ...domain.bundle import Finding
from . import (
    account,
    bad_directive,
    bad_value,
    batch,
    boolean,
    certificate,
    checkpointing,
    config_yaml,
    container_module,
    cpus,
    crlf,
    dead_key,
    deprecated_modules,
    dtype,
    duplicate_key,
    early_rank,
    fixed_port,
    fsdp_key,
    fsdp_version,
    gpu_type,
    gpus,
    gpus_per_node,
    group,
    heads,
    hostname_address,
    indented_directive,
    late_directive,
    machine_rank,
    machines,
    maintenance,
    meeting,
    memory,
    multi_cpu,
    no_time,
    no_type,
    nodes,
    partition,
    processes,
    quota,
    retired,
    shebang,
    shell_in_directive,
    spaced_directive,
    tasks,
    tensor_parallel,
    time_limit,
    token,
    typed_gpus,
    unknown_key,
    unquoted_arguments,
    whole_node,
    wrap_class,
)
from .rule import File, Rule
from .subject import Subject

_MODULES = (
    *(shebang, crlf, bad_directive, bad_value, late_directive, indented_directive, spaced_directive),
    *(shell_in_directive, retired, account, partition, nodes, gpus, gpu_type, whole_node, cpus, memory),
    *(time_limit, no_time),
    *(processes, machines, tasks, machine_rank, meeting, early_rank, typed_gpus, gpus_per_node, batch),
    *(heads, tensor_parallel, dtype, fixed_port, hostname_address, unquoted_arguments),
    *(container_module, deprecated_modules, token),
    *(config_yaml, duplicate_key, group, no_type, unknown_key, dead_key, fsdp_key, fsdp_version),
    *(checkpointing, wrap_class, multi_cpu, boolean, certificate, maintenance, quota),
)

#: Code -> rule.
RULES: Mapping[str, Rule] = MappingProxyType({module.RULE.code: module.RULE for module in _MODULES})


#: What a partition has to take of a job.
_LIMITS = (nodes, gpus, gpu_type, cpus, memory, time_limit, whole_node)


def _settled(subject: Subject) -> Subject:
    """Of a list of partitions the one that takes the job, or that objects to least of it: Slurm needs no more."""
    named = [replace(subject, chosen=partition) for partition in subject.partitions]
    return min(named, key=_objections) if len(named) > 1 else subject


def _objections(subject: Subject) -> tuple[int, int]:
    """Errors and other findings about the partition's limits."""
    found = [hit.severity or module.RULE.severity for module in _LIMITS for hit in module.RULE.check(subject)]
    return found.count("error"), len(found)


def look(subject: Subject) -> Iterator[tuple[File, Finding]]:
    """What every rule finds, each with the file that it is about."""
    settled = _settled(subject)
    for rule in RULES.values():
        for hit in rule.check(settled):
            hint = rule.fix if hit.fix is None else hit.fix
            yield hit.file, Finding(hit.severity or rule.severity, rule.code, hit.where, hit.what, hint)
