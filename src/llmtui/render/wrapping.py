"""The classes that FSDP wraps one by one, by model_type (transformers 5.24, models/*/modeling_*.py)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: The decoder layer's class of every model_type in the catalogue, and of some more.
LAYERS: Mapping[str, str] = MappingProxyType(
    {
        "apertus": "ApertusDecoderLayer",
        "bloom": "BloomBlock",
        "deepseek_v3": "DeepseekV3DecoderLayer",
        "gemma2": "Gemma2DecoderLayer",
        "gemma3_text": "Gemma3DecoderLayer",
        "gemma4_text": "Gemma4TextDecoderLayer",
        "glm_moe_dsa": "GlmMoeDsaDecoderLayer",
        "gpt2": "GPT2Block",
        "gpt_neo": "GPTNeoBlock",
        "gpt_neox": "GPTNeoXLayer",
        "gpt_oss": "GptOssDecoderLayer",
        # The published code of Kimi-K2 is a copy of DeepSeek-V3's.
        "kimi_k2": "DeepseekV3DecoderLayer",
        "llama": "LlamaDecoderLayer",
        "llama4_text": "Llama4TextDecoderLayer",
        "ministral3": "Ministral3DecoderLayer",
        "mistral": "MistralDecoderLayer",
        "mixtral": "MixtralDecoderLayer",
        "nemotron_h": "NemotronHBlock",
        "olmo2": "Olmo2DecoderLayer",
        "olmo3": "Olmo3DecoderLayer",
        "opt": "OPTDecoderLayer",
        "phi3": "Phi3DecoderLayer",
        "qwen2": "Qwen2DecoderLayer",
        "qwen3": "Qwen3DecoderLayer",
        "qwen3_5_moe_text": "Qwen3_5MoeDecoderLayer",
        "qwen3_5_text": "Qwen3_5DecoderLayer",
        "qwen3_moe": "Qwen3MoeDecoderLayer",
        "smollm3": "SmolLM3DecoderLayer",
    }
)
