"""What a generation keeps: caches of windows, latents and states."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.plans import model, plan

from llmtui.domain.config import model_from_config
from llmtui.domain.memory import estimate
from llmtui.domain.memory.generation import kv_cache_bytes, prefilled_cache_bytes
from llmtui.domain.model import LayerCache
from llmtui.domain.plan import Plan

_BASE: dict[str, object] = {
    "vocab_size": 97,
    "hidden_size": 56,
    "intermediate_size": 58,
    "num_hidden_layers": 5,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
}
_LINEAR: dict[str, object] = {
    "head_dim": 10,
    "linear_num_key_heads": 2,
    "linear_num_value_heads": 4,
    "linear_key_head_dim": 10,
    "linear_value_head_dim": 8,
    "linear_conv_kernel_dim": 3,
}
_LATENT: dict[str, object] = {
    "kv_lora_rank": 18,
    "q_lora_rank": 22,
    "qk_nope_head_dim": 10,
    "qk_rope_head_dim": 6,
    "v_head_dim": 12,
    "first_k_dense_replace": 5,
}


def _generation(prompt: int, new: int, rows: int = 1, name: str = "meta-llama/Llama-3.1-8B") -> Plan:
    return plan(
        task="inference",
        cluster="lumi",
        gpus_per_node=1,
        model=name,
        batch_size=rows,
        prompt_tokens=prompt,
        max_new_tokens=new,
    )


@pytest.mark.parametrize(
    ("model_type", "config", "held"),
    [
        # Storages of transformers 5.24's DynamicCache in bf16: 2 rows after 11 tokens, then after one and two more.
        ("llama", {}, (12320, 13440, 14560)),
        ("llama", {"sliding_window": 6}, (12320, 6720, 6720)),
        ("mistral", {"sliding_window": 6}, (12320, 6720, 6720)),
        ("mistral", {"sliding_window": None}, (12320, 13440, 14560)),
        ("cohere2", {"sliding_window": 6}, (12320, 8064, 8288)),
        ("qwen2", {"sliding_window": 6, "use_sliding_window": True, "max_window_layers": 2}, (12320, 9408, 9856)),
        ("qwen2", {"sliding_window": 6}, (12320, 13440, 14560)),
        ("smollm3", {"sliding_window": 6, "use_sliding_window": True}, (12320, 12096, 12992)),
        ("llama4_text", {"attention_chunk_size": 6, "head_dim": 10}, (8800, 5760, 5920)),
        ("falcon", {"new_decoder_architecture": True, "num_hidden_layers": 3}, (14784, 16128, 17472)),
        ("deepseek_v3", _LATENT, (5280, 5760, 6240)),
        ("glm_moe_dsa", {**_LATENT, "index_n_heads": 3, "index_head_dim": 10}, (7480, 8160, 8840)),
        ("qwen3_5_text", _LINEAR, (15456, 15616, 15776)),
    ],
)
def test_the_cache_is_what_the_classes_keep(model_type: str, config: dict[str, object], held: tuple[int, ...]) -> None:
    small = model_from_config({**_BASE, **config, "model_type": model_type}, "small")
    asked = replace(_generation(11, 2, rows=2), model=small)
    assert (prefilled_cache_bytes(asked), kv_cache_bytes(asked, 12), kv_cache_bytes(asked, 13)) == held


def test_caches_of_shipped_models() -> None:
    assert model("google/gemma-3-4b-it").cache == (LayerCache(29, 2048, 1024), LayerCache(5, 2048))
    assert model("openai/gpt-oss-20b").cache == (LayerCache(12, 1024, 128), LayerCache(12, 1024))
    assert model("google/gemma-4-31B-it").cache == (LayerCache(50, 8192, 1024), LayerCache(10, 4096))
    assert model("mistralai/Mistral-7B-v0.3").cache == (LayerCache(32, 2048),)
    latent = model("deepseek-ai/DeepSeek-V3").cache
    assert latent == (LayerCache(61, 576, expanded=128 * (192 + 128 + 128)),)
    states, full = model("Qwen/Qwen3.5-27B").cache
    assert (states.layers, states.width, states.state_fp32, full) == (48, 0, 48 * 128 * 128, LayerCache(16, 2048))
    assert sum(cache.layers for cache in model("nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16").cache) == 29


def test_a_window_bounds_the_cache_but_not_the_prompts() -> None:
    long, short = (_generation(prompt, 64, name="google/gemma-3-4b-it") for prompt in (8192, 512))
    # Until the first step has cut them, windowed layers hold the whole prompt.
    assert estimate(long).sizes["kv_cache"] == 34 * 2048 * 2 * 8192 == prefilled_cache_bytes(long)
    assert kv_cache_bytes(long, 8256) == 2 * 2048 * (29 * 1024 + 5 * 8256)
    assert estimate(short).sizes["kv_cache"] == 34 * 2048 * 2 * 576


def test_latents_become_keys_and_values_in_each_step() -> None:
    asked = _generation(4096, 32, name="deepseek-ai/DeepSeek-V3")
    found = estimate(asked)
    assert found.sizes["kv_cache"] == 61 * 576 * 2 * 4128
    plain = replace(asked, model=replace(asked.model, cache=(LayerCache(61, 576),)))
    grown = found.phases["decode"] - estimate(plain).phases["decode"]
    assert grown == 2 * 4128 * (128 * 448 - 288)


def test_a_model_without_named_caches_keeps_keys_and_values_in_each_layer() -> None:
    asked = _generation(100, 28)
    bare = replace(asked, model=replace(asked.model, cache=()))
    assert kv_cache_bytes(asked, 128) == kv_cache_bytes(bare, 128) == 32 * 2048 * 2 * 128
