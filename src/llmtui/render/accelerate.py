"""The YAML that `accelerate launch --config_file` reads (keys of accelerate 1.15, commands/config/config_args.py)."""

from __future__ import annotations

from collections.abc import Mapping

from ..domain.loading import cpu_ram_efficient
from ..domain.plan import Plan
from .wrapping import LAYERS

Value = str | int | float | bool

_ZERO = ("zero2", "zero3")

#: Words that YAML 1.1 readers take for booleans.
_QUOTED = {"no", "NO", "yes", "on", "off"}


def accelerate_yaml(plan: Plan) -> str:
    """The configuration for none, ddp, fsdp or ZeRO; what differs from node to node is on the script's command line.

    The keys are those that every accelerate from 1.7 to 1.15 has, so that one file serves whichever a site has.
    """
    values: dict[str, Value] = {
        "compute_environment": "LOCAL_MACHINE",
        "distributed_type": _distributed_type(plan),
        "mixed_precision": plan.mixed_precision,
        "num_machines": plan.nodes,
        "num_processes": plan.world_size,
        "machine_rank": 0,
        "rdzv_backend": plan.rdzv_backend,
        # True: an address and a port; false: an endpoint, which c10d needs (accelerate 1.15, utils/launch.py).
        "same_network": plan.rdzv_backend == "static",
        "main_training_function": "main",
        "use_cpu": plan.gpu is None,
        "debug": False,
    }
    lines = [f"{key}: {_scalar(value)}" for key, value in values.items()]
    if plan.gpu is None and plan.world_size > 1:
        lines.insert(1, "# MULTI_CPU would start one process without a word unless mpirun is set up.")
    if plan.sharding == "fsdp":
        lines += _section("fsdp_config", fsdp_config(plan))
    if plan.sharding in _ZERO:
        lines += _section("deepspeed_config", deepspeed_config(plan))
    return "\n".join(lines) + "\n"


def _section(name: str, keys: Mapping[str, Value]) -> list[str]:
    return [f"{name}:", *[f"  {key}: {_scalar(value)}" for key, value in keys.items()]]


def fsdp_config(plan: Plan) -> dict[str, Value]:
    """Keys of the asked FSDP version, always written: the launcher's default is 1, the Trainer's 2."""
    fsdp = plan.spec.training.fsdp
    keys: dict[str, Value] = {
        "fsdp_version": fsdp.version,
        "fsdp_auto_wrap_policy": "TRANSFORMER_BASED_WRAP",
        "fsdp_state_dict_type": "SHARDED_STATE_DICT",
        # The others get their shards from rank 0. That they read no weights of their own is up to the program: the
        # bundled runtime sees to it under FSDP 2.
        "fsdp_cpu_ram_efficient_loading": cpu_ram_efficient(plan),
        "fsdp_offload_params": fsdp.offload_params,
        # The Trainer's own argument does it; both together are an error.
        "fsdp_activation_checkpointing": False,
    }
    layer = LAYERS.get(plan.model.model_type)
    if layer is not None:
        keys["fsdp_transformer_layer_cls_to_wrap"] = layer
    if fsdp.version == 2:
        return keys | {"fsdp_reshard_after_forward": fsdp.reshard_after_forward}
    return keys | {
        "fsdp_sharding_strategy": "FULL_SHARD" if fsdp.reshard_after_forward else "SHARD_GRAD_OP",
        "fsdp_backward_prefetch": "BACKWARD_PRE",
        "fsdp_use_orig_params": True,
        # FSDP 1 gives the loaded weights on only with this.
        "fsdp_sync_module_states": True,
    }


def fsdp_environment(plan: Plan) -> dict[str, str]:
    """The same as variables, which accelerate's launcher would set (accelerate 1.15, utils/launch.py)."""
    found = {"ACCELERATE_USE_FSDP": "true"}
    for key, value in fsdp_config(plan).items():
        name = "FSDP_TRANSFORMER_CLS_TO_WRAP" if key == "fsdp_transformer_layer_cls_to_wrap" else key.upper()
        found[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return found


def deepspeed_config(plan: Plan) -> dict[str, Value]:
    """Keys of DeepSpeedPlugin (accelerate 1.15, utils/dataclasses.py); the Trainer fills in what it knows better."""
    training = plan.spec.training
    zero3 = plan.sharding == "zero3"
    return {
        "zero_stage": 3 if zero3 else 2,
        "gradient_accumulation_steps": training.gradient_accumulation_steps,
        "gradient_clipping": training.max_grad_norm,
        "offload_optimizer_device": "none",
        "offload_param_device": "none",
        # Weights are divided while they are loaded, and gathered again for the last save.
        "zero3_init_flag": zero3,
        "zero3_save_16bit_model": zero3,
        # The launcher's own processes; pdsh, the default, would log in from node to node.
        "deepspeed_multinode_launcher": "standard",
    }


def _distributed_type(plan: Plan) -> str:
    if plan.sharding == "fsdp":
        return "FSDP"
    if plan.sharding in _ZERO:
        return "DEEPSPEED"
    return "MULTI_GPU" if plan.world_size > 1 else "NO"


def _scalar(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if value in _QUOTED else str(value)
