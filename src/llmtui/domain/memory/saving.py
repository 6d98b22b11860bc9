"""What saving needs beside what stands: FSDP's last save brings the whole model together on the first rank.

The bundled runtime saves checkpoints as SHARDED_STATE_DICT and the result as FULL_STATE_DICT: every GPU holds one
gathered parameter at a time (FSDP 1: one unit), and the first rank's host memory all of them
(Accelerator.get_state_dict with full_state_dict and cpu_offload, accelerate 1.15). DeepSpeed's ZeRO 3 does likewise,
a module at a time (DeepSpeedEngine._zero3_consolidated_16bit_state_dict).
"""

from __future__ import annotations

from ..linears import matrices, matrix_elements
from ..model import ModelSpec
from ..plan import Plan
from .parts import Static
from .weights import DTYPE_BYTES, base_bytes


def saving(plan: Plan, static: Static) -> dict[str, int]:
    """What stands on a GPU while a checkpoint or the result is saved, in bytes by component; gradients are gone."""
    return {"weights": static.weights, "optimizer": static.optimizer, "buffers": gathered_bytes(plan, static)}


def gathered_bytes(plan: Plan, static: Static) -> int:
    """Bytes on each GPU of the largest part that is gathered at once; 0 where nothing is sharded."""
    if plan.sharding == "zero3":
        return _largest_unit(plan.model) * static.trainable_bytes
    if plan.sharding != "fsdp":
        return 0
    elements = _largest_parameter(plan.model) if plan.spec.training.fsdp.version == 2 else _largest_unit(plan.model)
    return elements * _weight_bytes(plan, static)


def gathered_host_bytes(plan: Plan, static: Static) -> int:
    """Bytes of the whole model in the first rank's host memory; 0 where nothing is sharded."""
    if plan.sharding == "zero3":
        # Adapters go without their base (Trainer.save_model, exclude_frozen_parameters).
        return static.lora or plan.model.parameters * static.trainable_bytes
    if plan.sharding != "fsdp":
        return 0
    if plan.method == "qlora":
        return base_bytes(plan.model, plan.spec.training) + static.lora
    return plan.model.parameters * _weight_bytes(plan, static) + static.lora


def _weight_bytes(plan: Plan, static: Static) -> int:
    """Bytes of one of the model's own weights as the shards hold it."""
    if plan.method == "full":
        return static.trainable_bytes
    return DTYPE_BYTES[plan.spec.training.weights_dtype]


def _largest_parameter(model: ModelSpec) -> int:
    """The embedding, the largest matrix, or one layer's experts' gate and up matrices, which are one parameter."""
    moe = model.moe
    per_expert = 1 if model.mlp == "plain" else 2
    experts = 0
    if moe is not None:
        experts = moe.num_experts * per_expert * moe.intermediate_size * (moe.latent_size or model.hidden_size)
    return max(model.embedding_parameters, experts, *(wide * tall for _, wide, tall, _ in matrices(model)))


def _largest_unit(model: ModelSpec) -> int:
    """A layer, or the unit of embedding and head."""
    return max(model.table_parameters, matrix_elements(model))
