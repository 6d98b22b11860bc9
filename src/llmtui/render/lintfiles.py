"""Findings for files as text: job scripts and accelerate YAML, ours or anybody's."""

from __future__ import annotations

import re

import yaml

from ..domain.bundle import Finding

_FIXED_PORT = re.compile(r"(?:port[= ]|PORT=)\"?(?:29400|29500)\b")
_DIRECTIVE = re.compile(r"\s*#SBATCH\b")
_UNQUOTED_ARGUMENTS = re.compile(r"(?<![\"\w])\$[*@](?!\")")

#: Top-level keys that accelerate 1.15 accepts; any other one is an error there (commands/config/config_args.py).
TOP_KEYS = frozenset(
    "compute_environment distributed_type mixed_precision use_cpu debug num_processes machine_rank "
    "num_machines gpu_ids main_process_ip main_process_port rdzv_backend same_network main_training_function "
    "enable_cpu_affinity fp8_config deepspeed_config fsdp_config parallelism_config megatron_lm_config "
    "mpirun_config downcast_bf16 dynamo_config tpu_name tpu_zone tpu_use_cluster tpu_use_sudo command_file "
    "commands tpu_vm tpu_env".split()
)
#: Keys inside fsdp_config; others are set and ignored without a word.
FSDP_KEYS = frozenset(
    "fsdp_version fsdp_reshard_after_forward fsdp_sharding_strategy fsdp_offload_params fsdp_min_num_params "
    "fsdp_auto_wrap_policy fsdp_transformer_layer_cls_to_wrap fsdp_backward_prefetch fsdp_forward_prefetch "
    "fsdp_state_dict_type fsdp_use_orig_params fsdp_cpu_ram_efficient_loading fsdp_sync_module_states "
    "fsdp_activation_checkpointing fsdp_activation_checkpointing_offload fsdp_ignored_modules".split()
)
_RENAMED = {"fsdp_backward_prefetch_policy": "fsdp_backward_prefetch"}


def lint_text(name: str, text: str) -> tuple[Finding, ...]:
    """Findings for one file: YAML by its suffix, anything else is read as a job script."""
    if name.endswith((".yaml", ".yml")):
        return tuple(_lint_yaml(text))
    return tuple(_lint_script(text))


def _lint_script(text: str) -> list[Finding]:
    lines = text.split("\n")
    found = []
    if "\r" in text:
        found.append(_error("crlf", "line 1", "the script has DOS line ends, which sbatch refuses", "save it with \\n"))
    if not lines[0].startswith("#!"):
        found.append(_error("shebang", "line 1", "the script does not start with #!", "begin with #!/bin/bash"))
    commands = False
    for number, line in enumerate(lines, 1):
        found += _lint_line(line, f"line {number}", after_command=commands)
        commands = commands or bool(line.strip() and not line.lstrip().startswith("#"))
    return found


def _lint_line(line: str, where: str, *, after_command: bool) -> list[Finding]:
    found = []
    if _DIRECTIVE.match(line):
        if after_command:
            found.append(
                _error("late-directive", where, "sbatch ignores directives after the first command", "move it up")
            )
        if "$" in line:
            found.append(
                _error("shell-in-directive", where, "sbatch does not expand shell variables", "write the value itself")
            )
    elif not line.lstrip().startswith("#"):
        if _UNQUOTED_ARGUMENTS.search(line):
            found.append(_error("unquoted-arguments", where, "unquoted arguments fall apart at blanks", 'write "$@"'))
        if _FIXED_PORT.search(line):
            found.append(
                _warning(
                    "fixed-port",
                    where,
                    "two jobs on one node collide on a fixed port",
                    "derive it from SLURM_JOB_ID",
                )
            )
    return found


def _lint_yaml(text: str) -> list[Finding]:
    try:
        config = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark is not None else "file"
        return [_error("yaml", where, f"not YAML: {getattr(error, 'problem', error)}", "")]
    if not isinstance(config, dict):
        return [_error("yaml", "file", "expected keys and values", "")]
    found = [
        _error("unknown-key", str(key), f"accelerate refuses the key {key}", "remove it")
        for key in config
        if key not in TOP_KEYS
    ]
    return found + _lint_values(config) + _lint_fsdp(config)


def _lint_values(config: dict[object, object]) -> list[Finding]:
    found = []
    if "distributed_type" not in config:
        found.append(_error("no-type", "distributed_type", "accelerate needs distributed_type", "add it"))
    if config.get("distributed_type") == "MULTI_CPU":
        found.append(
            _error(
                "multi-cpu",
                "distributed_type",
                "MULTI_CPU starts one process without a word unless mpirun is set up",
                "use MULTI_GPU with use_cpu: true",
            )
        )
    if isinstance(config.get("mixed_precision"), bool):
        found.append(_error("boolean", "mixed_precision", "an unquoted no is read as false", "write 'no'"))
    return found


def _lint_fsdp(config: dict[object, object]) -> list[Finding]:
    fsdp = config.get("fsdp_config")
    if config.get("distributed_type") != "FSDP" or not isinstance(fsdp, dict):
        return []
    found = []
    for key in map(str, fsdp):
        full = key if key.startswith("fsdp_") else f"fsdp_{key}"
        if full not in FSDP_KEYS:
            hint = f"it is called {_RENAMED[full]} now" if full in _RENAMED else "remove it"
            message = f"{key} is set and ignored without a word"
            found.append(_warning("dead-key", f"fsdp_config.{key}", message, hint))
    if not {"fsdp_version", "version"} & set(fsdp):
        message = "the launcher's default is 1, the Trainer's is 2"
        found.append(_warning("fsdp-version", "fsdp_config", message, "write fsdp_version"))
    return found


def _error(code: str, where: str, message: str, hint: str) -> Finding:
    return Finding("error", code, where, message, hint)


def _warning(code: str, where: str, message: str, hint: str) -> Finding:
    return Finding("warning", code, where, message, hint)
