"""Inference with generate(): weights, KV cache, and what prefill and decode add."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from ..linears import matrix_elements
from ..model import LayerCache, ModelSpec
from ..plan import Plan
from .forms import nearest_family, prompt_terms, traced_family
from .symbols import largest, prompt_values, split
from .weights import DTYPE_BYTES, inference_bytes, module_buffers

#: Below so many rows bitsandbytes multiplies packed weights on every GPU (0.50, backends/cuda/ops.py).
_FEW_ROWS = 8


def kv_cache_bytes(plan: Plan, tokens: int) -> int:
    """What all layers keep of so many tokens: keys and values, latents or states, windows cut off.

    Grouped heads are counted once. A windowed layer holds as many tokens as its window once a step has been made.
    """
    return _cache_bytes(plan, tokens, cut=True)


def prefilled_cache_bytes(plan: Plan) -> int:
    """What all layers keep of the prompt before the first step: DynamicSlidingWindowLayer holds a view of the last
    tokens then, whose storage is the whole prompt's."""
    return _cache_bytes(plan, plan.spec.inference.prompt_tokens, cut=False)


def largest_cache_bytes(plan: Plan) -> int:
    """The cache at its largest: after the prompt, or at the end where windows do not cut off more than was added."""
    inference = plan.spec.inference
    whole = kv_cache_bytes(plan, inference.prompt_tokens + inference.max_new_tokens)
    return max(prefilled_cache_bytes(plan), whole)


def _caches(model: ModelSpec) -> tuple[LayerCache, ...]:
    width = 2 * model.num_key_value_heads * model.head_dim
    return model.cache or (LayerCache(model.num_hidden_layers, width),)


def _kept(cache: LayerCache, tokens: int) -> int:
    return tokens if cache.window is None else min(tokens, cache.window)


def _cache_bytes(plan: Plan, tokens: int, *, cut: bool) -> int:
    inference = plan.spec.inference
    dtype = DTYPE_BYTES[inference.weights_dtype]
    total = 0
    for cache in _caches(plan.model):
        elements = cache.width * (_kept(cache, tokens) if cut else tokens) + cache.state
        total += cache.layers * (elements * dtype + 4 * cache.state_fp32)
    return total * inference.batch_size


def device_weights(plan: Plan) -> tuple[int, ...]:
    """Bytes of weights on each GPU of the node (or on the CPU), as device_map="auto" places whole layers.

    The embedding stands with the first layers, the head with the last.
    """
    model, inference = plan.model, plan.spec.inference
    devices = max(1, plan.gpus_per_node)
    total = inference_bytes(model, inference.weights_dtype, inference.quantization)
    embedding = model.embedding_parameters * DTYPE_BYTES[inference.weights_dtype]
    head = 0 if model.tie_word_embeddings else embedding
    layer = max(0, total - embedding - head) // model.num_hidden_layers
    share, more = divmod(model.num_hidden_layers, devices)
    weights = [(share + (index < more)) * layer for index in range(devices)]
    weights[0] += embedding
    weights[-1] += head + total - embedding - head - model.num_hidden_layers * layer
    return tuple(weights)


def inference_moments(plan: Plan) -> dict[str, Mapping[str, int]]:
    """prefill and decode on the fullest device, each with its components in bytes."""
    inference, model = plan.spec.inference, plan.model
    devices = max(1, plan.gpus_per_node)
    whole = inference.prompt_tokens + inference.max_new_tokens
    weights, buffers = max(device_weights(plan)), module_buffers(model) // devices
    passing, _ = _passing(plan)
    return {
        "prefill": {
            "weights": weights,
            "kv_cache": prefilled_cache_bytes(plan) // devices,
            "activations": max(0, round(passing["activations"])),
            "logits": round(passing["logits"]),
            "buffers": buffers + max(0, round(passing["shaped"])),
        },
        "decode": {
            "weights": weights,
            "kv_cache": largest_cache_bytes(plan) // devices,
            "activations": max(_made_anew(plan, whole), _attending(plan, whole)),
            "logits": DTYPE_BYTES[inference.weights_dtype] * model.vocab_size * inference.batch_size,
            "buffers": buffers + _dequantized(plan),
        },
    }


def is_traced(plan: Plan) -> bool:
    """Whether the prompt's pass of this model was traced in just this way."""
    return _passing(plan)[1]


def _passing(plan: Plan) -> tuple[dict[str, float], bool]:
    """What a prompt's pass needs beside weights and cache, in bytes by component, and whether it was traced just so."""
    inference, family = plan.spec.inference, nearest_family(plan.model)
    path = "plain" if plan.model.sdpa and inference.attn_implementation != "eager" else "eager"
    half = "nf4" if inference.quantization == "nf4" else "bf16"
    mode = "fp32" if inference.weights_dtype == "fp32" and inference.quantization == "none" else half
    at = prompt_values(plan)
    exact = traced_family(plan.model.model_type) is not None and inference.quantization != "int8"
    exact = exact and (plan.model.sdpa or inference.attn_implementation == "eager")
    ungrouped = plan.model.num_key_value_heads == plan.model.num_attention_heads
    ways = (f"{path} ungrouped", path) if ungrouped else (path,)
    # Experts were traced with 16-bit weights alone; what fp32 needs is twice that.
    kinds = ((mode, 1), ("bf16", 2 if mode == "fp32" else 1))
    for source, (kind, factor), way in product(dict.fromkeys((family, "llama")), kinds, ways):
        moments = prompt_terms(source, f"{kind} {way}")
        if moments:
            found = split(largest(moments, at)[1], at)
            return {part: factor * size for part, size in found.items()}, exact and source == family and kind == mode
    raise AssertionError(f"llama has no prefill for {mode} {path}")


def _made_anew(plan: Plan, tokens: int) -> int:
    """What a decode step makes of one layer's cache: DynamicCache grows by concatenation, so that old and new keys
    stand side by side for a moment; latents are made keys and values of all heads."""
    inference = plan.spec.inference
    widest = max(_kept(cache, tokens) * max(cache.width // 2, cache.expanded) for cache in _caches(plan.model))
    return widest * inference.batch_size * DTYPE_BYTES[inference.weights_dtype]


def _attending(plan: Plan, tokens: int) -> int:
    """Eager attention in a decode step: keys and values of grouped heads are repeated for each query head, and there
    are scores of one token."""
    inference, model = plan.spec.inference, plan.model
    if inference.attn_implementation != "eager":
        return 0
    seen = max(_kept(cache, tokens) for cache in _caches(model))
    grouped = model.num_key_value_heads < model.num_attention_heads
    repeated = 2 * model.num_attention_heads * model.head_dim if grouped else 0
    scores = 3 * model.num_attention_heads
    return seen * (repeated + scores) * inference.batch_size * DTYPE_BYTES[inference.weights_dtype]


def _dequantized(plan: Plan) -> int:
    """The largest NF4 matrix in 16 bit while it is multiplied; a few rows are multiplied with the packed one."""
    inference, model = plan.spec.inference, plan.model
    if inference.quantization != "nf4" or inference.batch_size < _FEW_ROWS:
        return 0
    return 2 * min(matrix_elements(model), model.hidden_size * model.intermediate_size)
