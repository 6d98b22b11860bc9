"""Host RAM of one node and disk of the run."""

from __future__ import annotations

from ...units import GIB
from ..checks import ZERO
from ..job import Dtype
from ..loading import every_rank_reads
from ..plan import Plan
from .optimizer import states
from .parts import Static
from .saving import gathered_host_bytes
from .weights import DTYPE_BYTES, base_bytes

#: A process that drives a GPU: Python, torch's libraries and pinned buffers. An assumption, named in the estimate.
_PROCESS_BYTES = 3 * GIB


def host_ram_bytes(plan: Plan, rank_total: int, static: Static) -> int:
    """Host RAM that the ranks of one node need at most; on the CPU that is their whole memory.

    from_pretrained holds a rank's weights once in host memory while it loads; with FSDP 2 in the bundled runtime only
    the first rank does, and with ZeRO 3 (zero3_init); it gathers the trained model there to save it. Measured on two
    ranks with transformers 5.24 and accelerate 1.15, 155 million parameters read as bf16: 298 MiB of anonymous memory
    more on the first, 1 MiB on the other; 298 MiB on each where both read. A file of the wanted dtype stays mapped,
    and counts here as if it did not. 4-bit weights for FSDP stand there packed on every rank until they are divided.
    CPU offload keeps shards and states there for good.
    """
    if plan.gpu is None:
        return rank_total * plan.processes_per_node
    weights = plan.model.parameters * DTYPE_BYTES[_loaded_dtype(plan)]
    passing = plan.processes_per_node * weights
    if plan.sharding == "fsdp" and plan.method == "qlora":
        packed = plan.processes_per_node * base_bytes(plan.model, plan.spec.training)
        passing = max(packed, gathered_host_bytes(plan, static))
    elif plan.sharding == "fsdp" and every_rank_reads(plan):
        passing = max(plan.processes_per_node * _cast(plan, static, weights), gathered_host_bytes(plan, static))
    elif plan.sharding in ("fsdp", "zero3"):
        passing = max(weights, gathered_host_bytes(plan, static))
    return plan.processes_per_node * (_PROCESS_BYTES + _offloaded(plan, static)) + passing


def _cast(plan: Plan, static: Static, weights: int) -> int:
    """Bytes of the weights once they are ready to be divided: FSDP 2 casts what is trained in host memory before."""
    if plan.method != "full" or plan.spec.training.fsdp.version == 1:
        return weights
    return max(weights, plan.model.parameters * static.trainable_bytes)


def _offloaded(plan: Plan, static: Static) -> int:
    training = plan.spec.training
    if plan.sharding != "fsdp" or not training.fsdp.offload_params:
        return 0
    dtype = DTYPE_BYTES[training.weights_dtype]
    kept = states(plan.model, training, static.trainable, static.trainable_bytes)
    whole = plan.model.parameters * dtype + kept + static.trainable * static.trainable_bytes
    return whole // plan.world_size


def disk_bytes(plan: Plan, static: Static) -> int:
    """The model's own files, checkpoints with optimizer states, and the result.

    One checkpoint more than `save_total_limit`, for the Trainer deletes the oldest when the new one is there
    (Trainer._save_checkpoint).
    """
    source = plan.model.parameters * _stored_bytes(plan)
    if plan.spec.task == "inference":
        return source
    training = plan.spec.training
    saved = static.trainable * static.trainable_bytes
    kept = states(plan.model, training, static.trainable, static.trainable_bytes)
    if plan.sharding in ZERO:
        # Once for the model, once in DeepSpeed's own files with the fp32 master copy (save_checkpoint).
        kept = saved + static.optimizer * plan.world_size
    return source + (training.save_total_limit + 1) * (saved + kept) + saved


def _stored_bytes(plan: Plan) -> int:
    return 4 if plan.model.config_dtype in {"float32", None} else 2


def _loaded_dtype(plan: Plan) -> Dtype:
    return plan.spec.inference.weights_dtype if plan.spec.task == "inference" else plan.spec.training.weights_dtype


def rule_of_thumb_bytes(plan: Plan) -> int:
    """CSC's guide: 6 times the model's size in the loaded dtype to fine-tune, 1.2 times to generate."""
    size = plan.model.parameters * DTYPE_BYTES[_loaded_dtype(plan)]
    return size * 6 if plan.spec.trains else size * 6 // 5
