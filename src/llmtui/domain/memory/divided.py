"""Ways of dividing that no form was traced for: DeepSpeed's ZeRO, and 4-bit weights under FSDP 2.

Activations and logits of a step are those of a way that is like it; what stands, is gathered and is reduced is
reckoned from the libraries' sources. 4-bit weights under FSDP in mixed precision agree with traces so
(tests/runtime/test_trace.py); DeepSpeed cannot be traced, nor was it measured.

ZeRO (arXiv 1910.02054; DeepSpeed 0.19, runtime/zero/{stage_1_and_2,stage3,config}.py, as accelerate 1.15 sets it up
from a YAML, which leaves all sizes at their defaults): the model is cast to the compute dtype, adapters too; a master
copy in fp32 and the optimizer's states are divided, also in fp32 training; from stage 2 on gradients, from stage 3 on
weights. Gradients are reduced in one buffer of reduce_bucket_size elements, which is there in full however small the
model. Stage 3 keeps gathered what is used again within max_reuse_distance elements.

4-bit weights (bitsandbytes 0.50, nn/modules.py): the packed weights are parameters and divided; their scales belong to
the quantization state, which every rank has whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..checks import ZERO
from ..linears import matrix_elements
from ..plan import Plan
from .optimizer import states, step_bytes
from .parts import Components, Static
from .shards import adapter_shard
from .weights import DTYPE_BYTES, base_bytes, lora_parameters, module_buffers, packed_bytes, quantized_bytes

#: Elements (deepspeed/runtime/zero/config.py): reduce_bucket_size, stage3_max_reuse_distance,
#: stage3_prefetch_bucket_size, sub_group_size.
REDUCE_BUCKET = 500_000_000
REUSE_DISTANCE = 1_000_000_000
PREFETCH_BUCKET = 50_000_000
SUB_GROUP = 1_000_000_000

_MASTER_BYTES = 4


def is_divided(plan: Plan) -> bool:
    """Whether a plan trains in one of these ways."""
    return plan.sharding in ZERO or (plan.sharding == "fsdp" and plan.method == "qlora")


def alike(plan: Plan) -> Plan:
    """The traced way that a step keeps the same activations as: one GPU by itself, or for 4-bit weights under FSDP,
    where mixed precision makes the same of everything else, 16-bit ones."""
    spec = plan.spec
    if plan.sharding == "fsdp":
        fsdp = replace(spec.training.fsdp, reshard_after_forward=True)
        # Without mixed precision nothing casts back what kbit preparation leaves in fp32.
        wide = plan.mixed_precision == "no" and spec.training.quantization.prepare_for_kbit_training
        training = replace(spec.training, method="lora", weights_dtype="fp32" if wide else "bf16", fsdp=fsdp)
        return replace(plan, spec=replace(spec, training=training), method="lora")
    if plan.sharding in ZERO and plan.method == "full" and plan.mixed_precision != "no":
        # Not autocast: the weights themselves are in the compute dtype, whose width is all that counts here.
        spec = replace(spec, training=replace(spec.training, weights_dtype="bf16"))
        return replace(plan, spec=spec, sharding="none", mixed_precision="no")
    if plan.sharding in ZERO and plan.method == "lora" and plan.mixed_precision != "no":
        spec = replace(spec, training=replace(spec.training, weights_dtype="bf16"))
    return replace(plan, spec=spec, sharding="none")


def divided_static(plan: Plan) -> Static:
    """What stands on the fullest rank through its steps."""
    return _zero_static(plan) if plan.sharding in ZERO else _four_bit_static(plan)


def divided_moments(plan: Plan, static: Static, traced: Mapping[str, Components]) -> Mapping[str, Components]:
    """The moments of a divided step, from those of the step that is like it."""
    added = _zero_moment if plan.sharding in ZERO else _four_bit_moment
    return {name: added(plan, static, name, components) for name, components in traced.items()}


def _zero_static(plan: Plan) -> Static:
    training, model, ranks = plan.spec.training, plan.model, plan.world_size
    lora = 0 if plan.method == "full" else lora_parameters(model, training)
    trainable = lora or model.parameters
    held = _held_bytes(plan)
    weights = held * lora + (_cast_base(plan) if plan.method == "qlora" else held * model.parameters)
    master = _MASTER_BYTES * trainable + states(model, training, trainable, _MASTER_BYTES)
    return Static(
        weights=_share(weights, ranks) if plan.sharding == "zero3" else weights,
        gradients=_share(held * trainable, ranks),
        optimizer=_share(master, ranks),
        lora=held * lora,
        trainable=trainable,
        trainable_bytes=held,
    )


def _held_bytes(plan: Plan) -> int:
    """Bytes of a weight as DeepSpeed holds the model."""
    return 2 if plan.mixed_precision != "no" else DTYPE_BYTES[plan.spec.training.weights_dtype]


def _cast_base(plan: Plan) -> int:
    """The base of 4-bit weights, where DeepSpeed casts back to 16 bit what kbit preparation left in 32."""
    training = plan.spec.training
    if plan.mixed_precision == "no":
        return base_bytes(plan.model, training)
    quantization = replace(training.quantization, prepare_for_kbit_training=False)
    return base_bytes(plan.model, replace(training, weights_dtype="bf16", quantization=quantization))


def _zero_moment(plan: Plan, static: Static, name: str, single: Components) -> Components:
    third, training, held = plan.sharding == "zero3", plan.spec.training, _held_bytes(plan)
    accumulates = training.gradient_accumulation_steps > 1
    buffers = module_buffers(plan.model)
    if third:
        buffers += held * REDUCE_BUCKET
    if name == "optimizer":
        mine = _share(static.trainable, plan.world_size)
        mine = min(mine, SUB_GROUP) if third else mine
        # The gradients once more in fp32 (stage 2: and flat before), and what foreach needs.
        buffers += (_MASTER_BYTES + (0 if third else held)) * mine
        buffers += step_bytes(plan.model, training, static.trainable, _MASTER_BYTES) // plan.world_size
    else:
        if third:
            gathered = REUSE_DISTANCE + PREFETCH_BUCKET + _unit(plan)
            buffers += held * min(plan.model.parameters, gathered)
        if name != "forward":
            buffers += held * _trained_unit(plan, static) + (0 if third else held * REDUCE_BUCKET)
    there = third or accumulates or name != "forward"
    return {
        **single,
        "weights": static.weights,
        "gradients": static.gradients if there else 0,
        "optimizer": static.optimizer,
        "buffers": buffers + (_casts(single) if plan.method != "full" else 0),
    }


def _casts(single: Components) -> int:
    """What adapters' and 4-bit layers' own arithmetic takes beside activations."""
    return single["buffers"]


def _unit(plan: Plan) -> int:
    """Elements of what is gathered or reduced at once: a layer, or embedding and head."""
    return max(plan.model.embedding_parameters, matrix_elements(plan.model))


def _trained_unit(plan: Plan, static: Static) -> int:
    """Elements of gradients that stand before they are reduced."""
    return _unit(plan) if plan.method == "full" else _share(static.trainable, plan.model.num_hidden_layers)


def _four_bit_static(plan: Plan) -> Static:
    training, model, ranks = plan.spec.training, plan.model, plan.world_size
    double_quant = training.quantization.bnb_4bit_use_double_quant
    scales = quantized_bytes(model, "nf4", double_quant=double_quant) - packed_bytes(model)
    lora, mine = lora_parameters(model, training), adapter_shard(plan)
    if training.fsdp.offload_params:
        return Static(scales, 0, 0, 4 * lora, lora, 4)
    return Static(
        weights=_share(base_bytes(model, training) - scales, ranks) + scales + 4 * mine,
        gradients=4 * mine,
        optimizer=states(model, training, mine, 4),
        lora=4 * lora,
        trainable=lora,
        trainable_bytes=4,
    )


def _four_bit_moment(plan: Plan, static: Static, name: str, traced: Components) -> Components:
    kept = packed_bytes(plan.model)
    if name == "optimizer" or plan.spec.training.fsdp.reshard_after_forward:
        kept = 0
    return {**traced, "weights": static.weights, "optimizer": static.optimizer, "buffers": traced["buffers"] + kept}


def _share(whole: int, parts: int) -> int:
    return -(-whole // parts)
