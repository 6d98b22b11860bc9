"""Families without experts, by the model_type of the text model."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .family import Family

_ASKED = ("attention_bias", False)
_MLP_ASKED = ("mlp_bias", False)
_LLAMA = Family(attention_bias=_ASKED, mlp_bias=_MLP_ASKED)
_BARE = Family()
_GPTJ = Family(
    mlp="plain", layer_norms=1, norm_vectors=2, mlp_bias=True, head_bias=True, learned_positions=False, four_times=True
)

DENSE: Mapping[str, Family] = MappingProxyType(
    {
        "apertus": Family(mlp="plain", qk_norm="head", attention_bias=_ASKED, extra_per_layer=2),
        "arcee": Family(mlp="plain", attention_bias=_ASKED, mlp_bias=_MLP_ASKED),
        "bloom": Family(
            mlp="plain",
            norm_vectors=2,
            attention_bias=True,
            mlp_bias=True,
            tied=True,
            embedding_norm=True,
            four_times=True,
            sdpa=False,
            flash=False,
        ),
        "codegen": _GPTJ,
        "cohere": Family(
            layer_norms=1, qk_norm="wide", qk_norm_on=("use_qk_norm", False), attention_bias=_ASKED, tied=True
        ),
        "cohere2": Family(layer_norms=1, attention_bias=_ASKED, tied=True, layers="pattern"),
        "ernie4_5": Family(attention_bias=("use_bias", False), mlp_bias=("use_bias", False), tied=True),
        "exaone4": Family(qk_norm="head", layers="optional pattern"),
        "falcon": Family(
            mlp="plain",
            norm_vectors=2,
            attention_bias=("bias", False),
            mlp_bias=("bias", False),
            tied=True,
            four_times=True,
        ),
        "gemma": Family(attention_bias=_ASKED, tied=True),
        "gemma2": Family(layer_norms=4, attention_bias=_ASKED, tied=True, layers="alternate", sdpa=False),
        "gemma3_text": Family(layer_norms=4, qk_norm="head", attention_bias=_ASKED, tied=True, layers="pattern"),
        "glm": Family(attention_bias=("attention_bias", True), biased="qkv"),
        "glm4": Family(layer_norms=4, attention_bias=("attention_bias", True), biased="qkv"),
        "gpt2": Family(
            mlp="plain",
            norm_vectors=2,
            attention_bias=True,
            mlp_bias=True,
            tied=True,
            learned_positions=True,
            four_times=True,
        ),
        "gpt_bigcode": Family(
            mlp="plain",
            norm_vectors=2,
            attention_bias=True,
            mlp_bias=True,
            tied=True,
            learned_positions=True,
            four_times=True,
        ),
        "gpt_neo": Family(
            mlp="plain",
            norm_vectors=2,
            attention_bias=True,
            biased="o",
            mlp_bias=True,
            tied=True,
            learned_positions=True,
            four_times=True,
            sdpa=False,
        ),
        "gpt_neox": Family(mlp="plain", norm_vectors=2, attention_bias=("attention_bias", True), mlp_bias=True),
        "gptj": _GPTJ,
        "granite": _LLAMA,
        "helium": Family(attention_bias=_ASKED, biased="qkv", mlp_bias=_MLP_ASKED),
        "llama": _LLAMA,
        "ministral3": _BARE,
        "mistral": _BARE,
        "mpt": Family(mlp="plain", tied=True, four_times=True, sdpa=False, flash=False),
        "olmo": Family(layer_norms=0, final_norm=False, attention_bias=_ASKED),
        "olmo2": Family(qk_norm="wide", attention_bias=_ASKED),
        "olmo3": Family(qk_norm="wide", attention_bias=_ASKED, layers="third of four"),
        "opt": Family(
            mlp="plain",
            norm_vectors=2,
            attention_bias=("enable_bias", True),
            mlp_bias=("enable_bias", True),
            tied=True,
            learned_positions=True,
            position_offset=2,
        ),
        "phi": Family(
            mlp="plain",
            layer_norms=1,
            norm_vectors=2,
            qk_norm="head",
            qk_norm_on=("qk_layernorm", False),
            attention_bias=True,
            mlp_bias=True,
            head_bias=True,
        ),
        "phi3": _BARE,
        "qwen2": Family(attention_bias=True, biased="qkv", layers="late window"),
        "qwen3": Family(qk_norm="head", attention_bias=_ASKED, layers="late window"),
        "seed_oss": Family(
            attention_bias=("attention_bias", True),
            biased="qkv",
            output_bias=("attention_out_bias", False),
            mlp_bias=_MLP_ASKED,
        ),
        "smollm3": Family(attention_bias=_ASKED, mlp_bias=_MLP_ASKED, tied=True, layers="window without rope"),
        "stablelm": Family(
            norm_vectors=2,
            qk_norm="wide",
            qk_norm_on=("qk_layernorm", False),
            attention_bias=("use_qkv_bias", False),
            biased="qkv",
        ),
        "starcoder2": Family(
            mlp="plain", norm_vectors=2, attention_bias=("use_bias", True), mlp_bias=("use_bias", True), tied=True
        ),
    }
)
