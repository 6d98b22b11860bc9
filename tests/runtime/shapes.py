"""A small odd config.json for each model family, and variations of it that its class knows."""

from __future__ import annotations

from typing import Any

Config = dict[str, Any]

_BASE: Config = {
    "vocab_size": 97,
    "hidden_size": 56,
    "intermediate_size": 58,
    "num_hidden_layers": 5,
    "num_attention_heads": 4,
    "max_position_embeddings": 40,
    "pad_token_id": 0,
}
_GROUPED: Config = {**_BASE, "num_key_value_heads": 2}
_WIDE: Config = {**_GROUPED, "head_dim": 10}
_GPT: Config = {"vocab_size": 97, "n_embd": 56, "n_layer": 3, "n_head": 4, "n_positions": 40, "rotary_dim": 6}
_ROUTED: Config = {**_GROUPED, "num_local_experts": 6, "num_experts_per_tok": 2}
_DEEPSEEK: Config = {
    **_BASE,
    "num_key_value_heads": 4,
    "n_routed_experts": 6,
    "num_experts_per_tok": 2,
    "moe_intermediate_size": 26,
    "n_shared_experts": 2,
    "first_k_dense_replace": 2,
    "kv_lora_rank": 18,
    "q_lora_rank": 22,
    "qk_nope_head_dim": 10,
    "qk_rope_head_dim": 6,
    "v_head_dim": 12,
    "n_group": 1,
    "topk_group": 1,
}
_LINEAR: Config = {
    "linear_num_key_heads": 2,
    "linear_num_value_heads": 4,
    "linear_key_head_dim": 10,
    "linear_value_head_dim": 8,
    "linear_conv_kernel_dim": 3,
}
_QWEN_EXPERTS: Config = {
    "num_experts": 6,
    "num_experts_per_tok": 2,
    "moe_intermediate_size": 26,
    "shared_expert_intermediate_size": 34,
}
_GEMMA4: Config = {
    **_WIDE,
    "num_hidden_layers": 7,
    "global_head_dim": 22,
    "sliding_window": 8,
    "hidden_size_per_layer_input": 6,
    "vocab_size_per_layer_input": 89,
}
_NEMOTRON: Config = {
    **{key: value for key, value in _WIDE.items() if key != "num_hidden_layers"},
    "hybrid_override_pattern": "MEM*-E",
    "mamba_num_heads": 6,
    "mamba_head_dim": 8,
    "n_groups": 2,
    "ssm_state_size": 14,
    "conv_kernel": 3,
    "n_routed_experts": 6,
    "num_experts_per_tok": 2,
    "moe_intermediate_size": 26,
    "moe_shared_expert_intermediate_size": 38,
}

#: model_type -> config.json; the keys a config.json has, under the names of its class.
SMALL: dict[str, Config] = {
    **dict.fromkeys("apertus arcee cohere cohere2 exaone4 granite olmo olmo2 olmo3 phi3".split(), _GROUPED),
    **dict.fromkeys("qwen2 smollm3 starcoder2".split(), _GROUPED),
    **dict.fromkeys(
        "ernie4_5 gemma gemma2 gemma3_text glm glm4 llama ministral3 mistral qwen3 seed_oss".split(), _WIDE
    ),
    **dict.fromkeys("granitemoe mixtral phimoe".split(), _ROUTED),
    **dict.fromkeys("codegen gpt2 gptj".split(), _GPT),
    "bloom": {"vocab_size": 97, "hidden_size": 56, "n_layer": 3, "n_head": 4},
    "deepseek_v2": _DEEPSEEK,
    "deepseek_v3": _DEEPSEEK,
    "falcon": {"vocab_size": 97, "hidden_size": 56, "num_hidden_layers": 3, "num_attention_heads": 4},
    "gemma4_text": _GEMMA4,
    "glm4_moe": {**_DEEPSEEK, "num_key_value_heads": 2, "head_dim": 10},
    "glm_moe_dsa": {**_DEEPSEEK, "index_n_heads": 3, "index_head_dim": 10, "index_topk": 4},
    "gpt_bigcode": _GPT,
    "gpt_neo": {
        "vocab_size": 97,
        "hidden_size": 56,
        "num_layers": 4,
        "num_heads": 4,
        "attention_types": [[["global", "local"], 2]],
        "max_position_embeddings": 40,
    },
    "gpt_neox": _BASE,
    "gpt_oss": {**_ROUTED, "head_dim": 10},
    "helium": {**_GROUPED, "head_dim": 14},
    "kimi_k2": _DEEPSEEK,
    "llama4_text": {**_ROUTED, "head_dim": 10, "intermediate_size_mlp": 66, "interleave_moe_layer_step": 2},
    "minimax_m2": {**_ROUTED, "head_dim": 10},
    "mpt": {"vocab_size": 97, "d_model": 48, "n_layers": 3, "n_heads": 4},
    "nemotron_h": _NEMOTRON,
    "olmoe": {**_GROUPED, "num_experts": 6, "num_experts_per_tok": 2},
    "opt": {**_BASE, "ffn_dim": 58, "word_embed_proj_dim": 56},
    "phi": {**_GROUPED, "hidden_size": 48},
    "qwen2_moe": {**_GROUPED, **_QWEN_EXPERTS},
    "qwen3_5_moe_text": {**_WIDE, **_LINEAR, **_QWEN_EXPERTS},
    "qwen3_5_text": {**_WIDE, **_LINEAR},
    "qwen3_moe": {**_WIDE, **_QWEN_EXPERTS},
    "qwen3_next": {**_WIDE, **_LINEAR, **_QWEN_EXPERTS},
    "stablelm": {**_GROUPED, "hidden_size": 64},
}

_SHARING: Config = {
    "num_kv_shared_layers": 2,
    "layer_types": [*(["sliding_attention", "full_attention"] * 3), "full_attention"],
}
#: More configs of a family, as changes of the one above.
MORE: dict[str, tuple[Config, ...]] = {
    "deepseek_v2": ({"q_lora_rank": None}, {"q_lora_rank": None, "attention_bias": True}),
    "falcon": (
        {"new_decoder_architecture": True, "num_kv_heads": 2},
        {"new_decoder_architecture": True, "num_kv_heads": 2, "num_ln_in_parallel_attn": 1},
        {"multi_query": False},
        {"parallel_attn": False, "ffn_hidden_size": 50},
    ),
    "gemma4_text": (
        _SHARING,
        {**_SHARING, "use_double_wide_mlp": True, "attention_bias": True},
        {"attention_k_eq_v": True, "num_global_key_value_heads": 1},
        {"enable_moe_block": True, "num_experts": 6, "top_k_experts": 2, "moe_intermediate_size": 26},
        {"hidden_size_per_layer_input": 0},
    ),
    "glm_moe_dsa": ({"indexer_types": ["full", "shared", "shared", "full", "shared"]}, {"index_topk_freq": 3}),
    "gpt_bigcode": ({"multi_query": False},),
    "gpt2": ({"n_inner": 50},),
    "llama4_text": ({"interleave_moe_layer_step": 1}, {"moe_layers": [0, 4]}),
    "mistral": ({"head_dim": None},),
    "nemotron_h": ({"moe_latent_size": 20}, {"moe_latent_size": 20, "mlp_bias": True}, {"use_conv_bias": False}),
    "opt": (
        {"word_embed_proj_dim": 20},
        {"do_layer_norm_before": False},
        {"layer_norm_elementwise_affine": False},
    ),
    "qwen2_moe": ({"decoder_sparse_step": 2}, {"mlp_only_layers": [0, 3]}),
    "qwen3_5_text": ({"layer_types": ["full_attention"] * 2 + ["linear_attention"] * 3},),
    "qwen3_moe": ({"decoder_sparse_step": 2, "mlp_only_layers": [1]},),
    "stablelm": ({"qk_layernorm": True, "num_key_value_heads": 1},),
}
#: Keys that some class may read; for each family each of them is turned round.
FLAGS = (
    *("tie_word_embeddings", "attention_bias", "mlp_bias", "use_bias", "bias", "qkv_bias", "use_qkv_bias", "no_bias"),
    *("attention_out_bias", "use_qk_norm", "qk_layernorm", "use_parallel_residual", "enable_bias", "lm_head_bias"),
    *("use_conv_bias", "parallel_attn", "multi_query"),
)
