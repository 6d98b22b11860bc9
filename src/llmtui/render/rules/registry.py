"""All rules, in the order in which they are listed: the header, the launch, the environment, the YAML, the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    early_rank,
    fixed_port,
    fsdp_key,
    fsdp_version,
    gpu_type,
    gpus,
    gpus_per_node,
    heads,
    hostname_address,
    indented_directive,
    late_directive,
    machine_rank,
    machines,
    maintenance,
    multi_cpu,
    no_time,
    no_type,
    nodes,
    partition,
    processes,
    quota,
    shebang,
    shell_in_directive,
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
    *(shebang, crlf, bad_directive, bad_value, late_directive, indented_directive, shell_in_directive),
    *(account, partition, nodes, gpus, gpu_type, whole_node, cpus, time_limit, no_time),
    *(processes, machines, tasks, machine_rank, early_rank, typed_gpus, gpus_per_node, batch),
    *(heads, tensor_parallel, dtype, fixed_port, hostname_address, unquoted_arguments),
    *(container_module, deprecated_modules, token),
    *(config_yaml, no_type, unknown_key, dead_key, fsdp_key, fsdp_version, checkpointing, wrap_class),
    *(multi_cpu, boolean, certificate, maintenance, quota),
)

#: Code -> rule.
RULES: Mapping[str, Rule] = MappingProxyType({module.RULE.code: module.RULE for module in _MODULES})


def look(subject: Subject) -> Iterator[tuple[File, Finding]]:
    """What every rule finds, each with the file that it is about."""
    for rule in RULES.values():
        for hit in rule.check(subject):
            hint = rule.fix if hit.fix is None else hit.fix
            yield hit.file, Finding(hit.severity or rule.severity, rule.code, hit.where, hit.what, hint)
