"""Numbers of the config classes in transformers 5.24 that a config.json may leave out, by model_type.

A config.json states hidden_size, layers, heads and vocabulary itself; the text part of a larger model may leave out
these too. Test: tests/runtime/test_families.py builds each class from an empty config.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

_CLASS_DEFAULTS: Mapping[str, str] = {
    "apertus": "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 intermediate_size=14336 vocab_size=131072",
    "arcee": "hidden_size=2560 num_hidden_layers=32 num_attention_heads=32 intermediate_size=18432 vocab_size=32000",
    "bloom": "hidden_size=64 num_hidden_layers=2 num_attention_heads=8 vocab_size=250880",
    "codegen": "hidden_size=4096 num_hidden_layers=28 num_attention_heads=16 vocab_size=50400",
    "cohere": "hidden_size=8192 num_hidden_layers=40 num_attention_heads=64 intermediate_size=22528 vocab_size=256000",
    "cohere2": (
        "hidden_size=8192 num_hidden_layers=40 num_attention_heads=64 intermediate_size=22528 vocab_size=256000 "
        "sliding_window=4096 sliding_window_pattern=4"
    ),
    "deepseek_v2": (
        "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 intermediate_size=11008 vocab_size=102400 "
        "num_experts=64 moe_intermediate_size=1407 n_shared_experts=2 first_k_dense_replace=0 kv_lora_rank=512 "
        "q_lora_rank=1536 qk_rope_head_dim=64 qk_nope_head_dim=128 v_head_dim=128"
    ),
    "deepseek_v3": (
        "hidden_size=7168 num_hidden_layers=61 num_attention_heads=128 num_key_value_heads=128 "
        "intermediate_size=18432 vocab_size=129280 num_experts=256 experts_per_token=8 moe_intermediate_size=2048 "
        "n_shared_experts=1 first_k_dense_replace=3 kv_lora_rank=512 q_lora_rank=1536 qk_rope_head_dim=64 "
        "qk_nope_head_dim=128 v_head_dim=128"
    ),
    "ernie4_5": (
        "hidden_size=1024 num_hidden_layers=18 num_attention_heads=16 num_key_value_heads=2 head_dim=128 "
        "intermediate_size=3072 vocab_size=103424"
    ),
    "exaone4": (
        "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 num_key_value_heads=32 intermediate_size=16384 "
        "vocab_size=102400 sliding_window=4096 sliding_window_pattern=4"
    ),
    "falcon": "hidden_size=4544 num_hidden_layers=32 num_attention_heads=71 vocab_size=65024",
    "gemma": (
        "hidden_size=3072 num_hidden_layers=28 num_attention_heads=16 num_key_value_heads=16 head_dim=256 "
        "intermediate_size=24576 vocab_size=256000"
    ),
    "gemma2": (
        "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 num_key_value_heads=4 head_dim=256 "
        "intermediate_size=9216 vocab_size=256000 sliding_window=4096"
    ),
    "gemma3_text": (
        "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 num_key_value_heads=4 head_dim=256 "
        "intermediate_size=9216 vocab_size=262208 sliding_window=4096 sliding_window_pattern=6 "
        "max_position_embeddings=131072"
    ),
    "gemma4_text": (
        "hidden_size=2304 num_hidden_layers=30 num_attention_heads=8 num_key_value_heads=4 head_dim=256 "
        "intermediate_size=9216 vocab_size=262144 sliding_window=512 vocab_size_per_layer_input=262144 "
        "hidden_size_per_layer_input=256 num_kv_shared_layers=0 sliding_window_pattern=6 global_head_dim=512"
    ),
    "glm": (
        "hidden_size=4096 num_hidden_layers=40 num_attention_heads=32 num_key_value_heads=2 head_dim=128 "
        "intermediate_size=13696 vocab_size=151552"
    ),
    "glm4": (
        "hidden_size=4096 num_hidden_layers=40 num_attention_heads=32 num_key_value_heads=2 head_dim=128 "
        "intermediate_size=13696 vocab_size=151552"
    ),
    "glm4_moe": (
        "hidden_size=4096 num_hidden_layers=46 num_attention_heads=96 num_key_value_heads=8 intermediate_size=10944 "
        "vocab_size=151552 num_experts=128 experts_per_token=8 moe_intermediate_size=1408 n_shared_experts=1 "
        "first_k_dense_replace=1"
    ),
    "glm_moe_dsa": (
        "hidden_size=6144 num_hidden_layers=78 num_attention_heads=64 num_key_value_heads=64 head_dim=64 "
        "intermediate_size=12288 vocab_size=154880 num_experts=256 experts_per_token=8 moe_intermediate_size=2048 "
        "n_shared_experts=1 first_k_dense_replace=3 kv_lora_rank=512 q_lora_rank=2048 qk_rope_head_dim=64 "
        "qk_nope_head_dim=192 v_head_dim=256 index_head_dim=128 index_n_heads=32"
    ),
    "gpt2": "hidden_size=768 num_hidden_layers=12 num_attention_heads=12 vocab_size=50257",
    "gpt_bigcode": "hidden_size=768 num_hidden_layers=12 num_attention_heads=12 vocab_size=50257",
    "gpt_neo": "hidden_size=2048 num_hidden_layers=24 num_attention_heads=16 vocab_size=50257",
    "gpt_neox": "hidden_size=6144 num_hidden_layers=44 num_attention_heads=64 intermediate_size=24576 vocab_size=50432",
    "gpt_oss": (
        "hidden_size=2880 num_hidden_layers=36 num_attention_heads=64 num_key_value_heads=8 head_dim=64 "
        "intermediate_size=2880 vocab_size=201088 num_experts=128 experts_per_token=4 sliding_window=128"
    ),
    "gptj": "hidden_size=4096 num_hidden_layers=28 num_attention_heads=16 vocab_size=50400",
    "granite": "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 intermediate_size=11008 vocab_size=32000",
    "granitemoe": (
        "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 intermediate_size=11008 vocab_size=32000 "
        "num_experts=8 experts_per_token=2"
    ),
    "helium": (
        "hidden_size=2560 num_hidden_layers=24 num_attention_heads=20 num_key_value_heads=20 head_dim=128 "
        "intermediate_size=7040 vocab_size=48000"
    ),
    "kimi_k2": (
        "hidden_size=7168 num_hidden_layers=61 num_attention_heads=128 num_key_value_heads=128 "
        "intermediate_size=18432 vocab_size=129280 num_experts=256 experts_per_token=8 moe_intermediate_size=2048 "
        "n_shared_experts=1 first_k_dense_replace=3 kv_lora_rank=512 q_lora_rank=1536 qk_rope_head_dim=64 "
        "qk_nope_head_dim=128 v_head_dim=128"
    ),
    "llama": "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 intermediate_size=11008 vocab_size=32000",
    "llama4_text": (
        "hidden_size=5120 num_hidden_layers=48 num_attention_heads=40 num_key_value_heads=8 head_dim=128 "
        "intermediate_size=8192 vocab_size=202048 num_experts=16 experts_per_token=1 intermediate_size_mlp=16384 "
        "interleave_moe_layer_step=1 no_rope_layer_interval=4 attention_chunk_size=8192"
    ),
    "minimax_m2": (
        "hidden_size=3072 num_hidden_layers=62 num_attention_heads=48 num_key_value_heads=8 head_dim=128 "
        "intermediate_size=1536 vocab_size=200064 num_experts=256 experts_per_token=8"
    ),
    "ministral3": (
        "hidden_size=4096 num_hidden_layers=34 num_attention_heads=32 num_key_value_heads=8 head_dim=128 "
        "intermediate_size=14336 vocab_size=131072"
    ),
    "mistral": (
        "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 num_key_value_heads=8 intermediate_size=14336 "
        "vocab_size=32000 sliding_window=4096"
    ),
    "mixtral": (
        "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 num_key_value_heads=8 intermediate_size=14336 "
        "vocab_size=32000 num_experts=8 experts_per_token=2"
    ),
    "mpt": "hidden_size=2048 num_hidden_layers=24 num_attention_heads=16 vocab_size=50368",
    "nemotron_h": (
        "hidden_size=4096 num_attention_heads=32 num_key_value_heads=8 head_dim=128 intermediate_size=21504 "
        "vocab_size=131072 num_experts=8 experts_per_token=2 moe_intermediate_size=7688 "
        "moe_shared_expert_intermediate_size=7688 ssm_state_size=128 mamba_num_heads=128 mamba_head_dim=64 n_groups=8 "
        "conv_kernel=4"
    ),
    "olmo": "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 intermediate_size=11008 vocab_size=50304",
    "olmo2": "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 intermediate_size=11008 vocab_size=50304",
    "olmo3": (
        "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 intermediate_size=11008 vocab_size=50304 "
        "sliding_window=4096"
    ),
    "olmoe": (
        "hidden_size=2048 num_hidden_layers=16 num_attention_heads=16 intermediate_size=2048 vocab_size=50304 "
        "num_experts=64 experts_per_token=8"
    ),
    "opt": "hidden_size=768 num_hidden_layers=12 num_attention_heads=12 intermediate_size=3072 vocab_size=50272",
    "phi": "hidden_size=2048 num_hidden_layers=24 num_attention_heads=32 intermediate_size=8192 vocab_size=51200",
    "phi3": "hidden_size=3072 num_hidden_layers=32 num_attention_heads=32 intermediate_size=8192 vocab_size=32064",
    "phimoe": (
        "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 num_key_value_heads=8 intermediate_size=6400 "
        "vocab_size=32064 num_experts=16 experts_per_token=2"
    ),
    "qwen2": (
        "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 num_key_value_heads=32 intermediate_size=22016 "
        "vocab_size=151936 sliding_window=4096 max_window_layers=28"
    ),
    "qwen2_moe": (
        "hidden_size=2048 num_hidden_layers=24 num_attention_heads=16 num_key_value_heads=16 intermediate_size=5632 "
        "vocab_size=151936 num_experts=60 experts_per_token=4 moe_intermediate_size=1408 "
        "shared_expert_intermediate_size=5632 decoder_sparse_step=1 sliding_window=4096 max_window_layers=28"
    ),
    "qwen3": (
        "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 num_key_value_heads=32 head_dim=128 "
        "intermediate_size=22016 vocab_size=151936 sliding_window=4096 max_window_layers=28"
    ),
    "qwen3_5_moe_text": (
        "hidden_size=2048 num_hidden_layers=40 num_attention_heads=16 num_key_value_heads=2 head_dim=256 "
        "vocab_size=248320 num_experts=256 experts_per_token=8 moe_intermediate_size=512 "
        "shared_expert_intermediate_size=512 linear_conv_kernel_dim=4 linear_key_head_dim=128 "
        "linear_value_head_dim=128 linear_num_key_heads=16 linear_num_value_heads=32 full_attention_interval=4"
    ),
    "qwen3_5_text": (
        "hidden_size=4096 num_hidden_layers=32 num_attention_heads=16 num_key_value_heads=4 head_dim=256 "
        "intermediate_size=12288 vocab_size=248320 linear_conv_kernel_dim=4 linear_key_head_dim=128 "
        "linear_value_head_dim=128 linear_num_key_heads=16 linear_num_value_heads=32 full_attention_interval=4"
    ),
    "qwen3_moe": (
        "hidden_size=2048 num_hidden_layers=24 num_attention_heads=32 num_key_value_heads=4 intermediate_size=6144 "
        "vocab_size=151936 num_experts=128 experts_per_token=8 moe_intermediate_size=768 decoder_sparse_step=1 "
        "sliding_window=4096"
    ),
    "qwen3_next": (
        "hidden_size=2048 num_hidden_layers=48 num_attention_heads=16 num_key_value_heads=2 head_dim=256 "
        "intermediate_size=5632 vocab_size=151936 num_experts=512 experts_per_token=10 moe_intermediate_size=512 "
        "shared_expert_intermediate_size=512 decoder_sparse_step=1 linear_conv_kernel_dim=4 linear_key_head_dim=128 "
        "linear_value_head_dim=128 linear_num_key_heads=16 linear_num_value_heads=32 full_attention_interval=4"
    ),
    "seed_oss": (
        "hidden_size=4096 num_hidden_layers=64 num_attention_heads=80 num_key_value_heads=8 head_dim=128 "
        "intermediate_size=27648 vocab_size=155136"
    ),
    "smollm3": (
        "hidden_size=2048 num_hidden_layers=36 num_attention_heads=16 num_key_value_heads=4 intermediate_size=11008 "
        "vocab_size=128256 no_rope_layer_interval=4"
    ),
    "stablelm": (
        "hidden_size=2560 num_hidden_layers=32 num_attention_heads=32 num_key_value_heads=32 intermediate_size=6912 "
        "vocab_size=50304"
    ),
    "starcoder2": (
        "hidden_size=3072 num_hidden_layers=30 num_attention_heads=24 num_key_value_heads=2 intermediate_size=12288 "
        "vocab_size=49152"
    ),
}

#: Numbers that describe the whole model; only the text part of a larger one may leave them out.
STATED = frozenset({"hidden_size", "num_hidden_layers", "num_attention_heads", "vocab_size"})


@cache
def class_defaults(model_type: str, part: bool) -> Mapping[str, int]:
    """Number by key; `part` for the text part of a larger model. Empty for an unknown model_type."""
    pairs = (entry.partition("=") for entry in _CLASS_DEFAULTS.get(model_type, "").split())
    return MappingProxyType({key: int(number) for key, _, number in pairs if part or key not in STATED})
