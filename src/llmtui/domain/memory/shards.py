"""What the fullest rank holds where FSDP divides parameters along their first dimension.

FSDP 2 gives each rank ceil(rows / ranks) rows of a parameter and the last ones what is left, or nothing
(torch.distributed.fsdp.fully_shard, which chunks like torch.chunk). Rows are a matrix's output features, its input
features in GPT-2's Conv1D, the rank of LoRA's A, and the number of experts in a layer. FSDP 1 divides a unit's flat
buffer evenly.
"""

from __future__ import annotations

from ..linears import adapted, adapted_tables, expert_adapter_parameters, expert_elements, matrices
from ..model import ModelSpec
from ..plan import Plan
from .weights import lora_parameters


def model_shard(plan: Plan) -> int:
    """Elements of the model's own parameters on the fullest rank."""
    model, ranks = plan.model, plan.world_size
    tables = 1 if model.tie_word_embeddings else 2
    parts = [_rows_first(model, wide, tall, number) for _, wide, tall, number in matrices(model)]
    parts.append((model.vocab_size, model.hidden_size, tables))
    if model.moe is not None:
        parts.append((model.moe.num_experts, expert_elements(model) // model.moe.num_experts, 1))
    vectors = model.parameters - sum(rows * columns * number for rows, columns, number in parts)
    if plan.spec.training.fsdp.version == 1 or vectors < 0:
        return -(-model.parameters // ranks)
    parts.append((model.hidden_size, 1, -(-vectors // model.hidden_size)))
    return sum(_most(rows, ranks) * columns * number for rows, columns, number in parts)


def adapter_shard(plan: Plan) -> int:
    """Elements of LoRA's adapters on the fullest rank; those of experts are taken for evenly divided."""
    model, ranks, lora = plan.model, plan.world_size, plan.spec.training.lora
    if plan.spec.training.fsdp.version == 1:
        return -(-lora_parameters(model, plan.spec.training) // ranks)
    experts = expert_adapter_parameters(model, lora.target_modules, lora.r)
    parts = [(wide, tall, number) for _, wide, tall, number in adapted(model, lora.target_modules)]
    parts += [(model.hidden_size, model.vocab_size, 1) for _ in adapted_tables(lora.target_modules)]
    return -(-experts // ranks) + sum(
        number * (_most(lora.r, ranks) * wide + _most(tall, ranks) * lora.r) for wide, tall, number in parts
    )


def padded_experts(plan: Plan) -> float:
    """How much larger a gathered layer's experts are than the experts themselves: every rank's part is as large as the
    fullest one's."""
    if plan.model.moe is None or plan.sharding != "fsdp" or plan.spec.training.fsdp.version == 1:
        return 1.0
    experts = plan.model.moe.num_experts
    return plan.world_size * _most(experts, plan.world_size) / experts


def divides_evenly(plan: Plan) -> bool:
    """Whether no rank's part of experts or adapters is larger than another's, as the forms have it."""
    ranks_of_lora = 0 if plan.method == "full" else plan.spec.training.lora.r % plan.world_size
    return padded_experts(plan) == 1.0 and ranks_of_lora == 0


def _rows_first(model: ModelSpec, wide: int, tall: int, number: int) -> tuple[int, int, int]:
    return (wide, tall, number) if model.model_type == "gpt2" else (tall, wide, number)


def _most(rows: int, ranks: int) -> int:
    return -(-rows // ranks)
