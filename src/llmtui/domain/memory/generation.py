"""Inference with generate(): weights, KV cache, and what prefill and decode add."""

from __future__ import annotations

from collections.abc import Mapping

from ..plan import Plan
from .sizes import DTYPE_BYTES, widths

#: What a decode step works in beside weights and cache, as traced: about 40 MiB.
_DECODE_BYTES = 40 * 1024**2


def kv_cache_bytes(plan: Plan, tokens: int) -> int:
    """2 (keys and values) x layers x key_value width x tokens x batch x bytes; grouped heads are counted once."""
    inference = plan.spec.inference
    sizes = widths(plan.model)
    dtype = DTYPE_BYTES[inference.weights_dtype]
    return 2 * sizes.layers * sizes.key_value * tokens * inference.batch_size * dtype


def device_weights(plan: Plan) -> tuple[int, ...]:
    """Bytes of weights on each GPU of the node (or on the CPU), as device_map="auto" places whole layers.

    The embedding stands with the first layers, the head with the last.
    """
    model = plan.model
    dtype = DTYPE_BYTES[plan.spec.inference.weights_dtype]
    devices = max(1, plan.gpus_per_node)
    head = 0 if model.tie_word_embeddings else model.embedding_parameters
    layer = max(0, model.parameters - model.embedding_parameters - head) // model.num_hidden_layers
    share, more = divmod(model.num_hidden_layers, devices)
    weights = [(share + (index < more)) * layer for index in range(devices)]
    weights[0] += model.embedding_parameters
    weights[-1] += head
    rest = model.parameters - sum(weights)
    weights[-1] += rest
    return tuple(size * dtype for size in weights)


def inference_moments(plan: Plan) -> dict[str, Mapping[str, int]]:
    """prefill and decode on the fullest device."""
    inference = plan.spec.inference
    sizes = widths(plan.model)
    devices = max(1, plan.gpus_per_node)
    weights = max(device_weights(plan))
    prompt = inference.prompt_tokens
    tokens = prompt * inference.batch_size
    # generate() keeps the last token's logits only; the widest layer's intermediates pass through.
    passing = tokens * (8 * sizes.hidden + 6 * sizes.intermediate) * DTYPE_BYTES[inference.weights_dtype] // 2
    scores = 6 * sizes.heads * prompt**2 * inference.batch_size if inference.attn_implementation == "eager" else 0
    cache = kv_cache_bytes(plan, prompt) // devices
    whole = kv_cache_bytes(plan, prompt + inference.max_new_tokens) // devices
    logits = 4 * sizes.vocabulary * inference.batch_size
    return {
        "prefill": {
            "weights": weights,
            "kv_cache": cache,
            "activations": passing + scores,
            "logits": logits,
        },
        "decode": {"weights": weights, "kv_cache": whole, "logits": logits, "buffers": _DECODE_BYTES},
    }
