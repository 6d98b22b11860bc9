"""Keys of an accelerate configuration file, by accelerate version, 1.7 to 1.15.

Top level: fields of ClusterConfig (commands/config/config_args.py); any other key is an error there. Inside a group
no key is an error: what the launcher has no option for (commands/launch.py, utils/launch.py) is set and ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Minor versions that the key sets were taken from.
OLDEST, NEWEST = (1, 7), (1, 15)
_ALWAYS = (0, 0)
_NEVER = (99, 0)
Version = tuple[int, int]


def _since(text: str, first: Version = _ALWAYS, until: Version = _NEVER) -> dict[str, tuple[Version, Version]]:
    return dict.fromkeys(text.split(), (first, until))


#: Top-level key -> first version that has it, first version that has it no more. The two at the end are read as the
#: old spelling of mixed_precision and dynamo_config.
TOP: Mapping[str, tuple[Version, Version]] = MappingProxyType(
    {
        **_since(
            "compute_environment distributed_type mixed_precision use_cpu debug num_processes machine_rank "
            "num_machines gpu_ids main_process_ip main_process_port rdzv_backend same_network main_training_function "
            "enable_cpu_affinity fp8_config deepspeed_config fsdp_config megatron_lm_config mpirun_config "
            "downcast_bf16 dynamo_config tpu_name tpu_zone tpu_use_cluster tpu_use_sudo command_file commands tpu_vm "
            "tpu_env fp16 dynamo_backend"
        ),
        **_since("parallelism_config", first=(1, 10)),
        **_since("ipex_config", until=(1, 13)),
    }
)

#: Group -> its keys; fsdp_, fp8_ and dynamo_ may be left out inside their groups.
GROUPS: Mapping[str, Mapping[str, tuple[Version, Version]]] = MappingProxyType(
    {
        "fsdp_config": {
            **_since(
                "fsdp_version fsdp_reshard_after_forward fsdp_sharding_strategy fsdp_offload_params "
                "fsdp_min_num_params fsdp_auto_wrap_policy fsdp_transformer_layer_cls_to_wrap fsdp_backward_prefetch "
                "fsdp_forward_prefetch fsdp_state_dict_type fsdp_use_orig_params fsdp_cpu_ram_efficient_loading "
                "fsdp_sync_module_states fsdp_activation_checkpointing"
            ),
            # No option of the launcher, but read by utils/launch.py.
            **_since("fsdp_ignored_modules"),
            **_since("fsdp_activation_checkpointing_offload", first=(1, 15)),
        },
        "deepspeed_config": _since(
            "deepspeed_config_file deepspeed_exclusion_filter deepspeed_hostfile deepspeed_inclusion_filter "
            "deepspeed_moe_layer_cls_names deepspeed_multinode_launcher zero_stage zero3_init_flag "
            "zero3_save_16bit_model offload_optimizer_device offload_optimizer_nvme_path offload_param_device "
            "offload_param_nvme_path gradient_accumulation_steps gradient_clipping"
        ),
        "parallelism_config": {
            **_since(
                "parallelism_config_cp_comm_strategy parallelism_config_cp_size parallelism_config_dp_replicate_size "
                "parallelism_config_dp_shard_size parallelism_config_tp_size",
                first=(1, 10),
            ),
            **_since(
                "parallelism_config_cp_backend parallelism_config_sp_attn_implementation "
                "parallelism_config_sp_backend parallelism_config_sp_seq_length "
                "parallelism_config_sp_seq_length_is_variable parallelism_config_sp_size",
                first=(1, 12),
            ),
        },
        "dynamo_config": _since(
            "dynamo_backend dynamo_mode dynamo_use_dynamic dynamo_use_fullgraph dynamo_use_regional_compilation"
        ),
        "mpirun_config": {**_since("mpirun_hostfile"), **_since("mpirun_ccl", until=(1, 13))},
    }
)
#: Groups whose keys may be written without the group's own prefix.
SHORT = MappingProxyType({"fsdp_config": "fsdp_", "fp8_config": "fp8_", "dynamo_config": "dynamo_"})

#: Old name -> the one that counts today (accelerate pull requests 2288 and 3098).
RENAMED = MappingProxyType({"fsdp_backward_prefetch_policy": "fsdp_backward_prefetch"})
#: Keys that one FSDP version alone reads (commands/to_fsdp2.py, ARGUMENT_KEY_MAPPING).
ONLY_FSDP1 = frozenset(
    "fsdp_sharding_strategy fsdp_backward_prefetch fsdp_forward_prefetch fsdp_use_orig_params "
    "fsdp_sync_module_states".split()
)
ONLY_FSDP2 = frozenset(("fsdp_activation_checkpointing_offload",))


def full_name(group: str, key: str) -> str:
    """The key with its group's prefix, as accelerate completes it."""
    prefix = SHORT.get(group, "")
    return key if key.startswith(prefix.rstrip("_")) else prefix + key


def version_of(text: str | None) -> Version | None:
    """(1, 15) of "1.15.0"; None where there is no version to read."""
    parts = (text or "").split(".")[:2]
    return (int(parts[0]), int(parts[1])) if len(parts) == 2 and all(part.isdigit() for part in parts) else None


def lacking(known: tuple[Version, Version], version: Version | None) -> str:
    """Which versions lack a key: "" for none, or not the one that is asked about."""
    first, until = known
    if version is not None:
        return "" if first <= version < until else f"accelerate {_shown(version)} has no such key"
    if first > OLDEST:
        return f"accelerate has it from {_shown(first)} on"
    return f"accelerate has it no more from {_shown(until)} on" if until <= NEWEST else ""


def _shown(version: Version) -> str:
    return f"{version[0]}.{version[1]}"
