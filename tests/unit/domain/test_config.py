"""config.json of many families as a ModelSpec, and their parameter counts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.catalog.data import data_root
from llmtui.domain.config import model_from_config
from llmtui.domain.model import ModelSpec
from llmtui.errors import RequestError

LLAMA: dict[str, object] = {
    "model_type": "llama",
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "vocab_size": 1000,
}


def _catalogue() -> list[dict[str, object]]:
    entries = json.loads((data_root() / "assets" / "models.json").read_text())["models"]
    return [entry for entry in entries if "parameters" in entry]


def _model(entry: dict[str, object]) -> ModelSpec:
    config = entry["config"]
    assert isinstance(config, dict)
    return model_from_config(config, str(entry["id"]))


@pytest.mark.parametrize("entry", _catalogue(), ids=lambda entry: str(entry["id"]))
def test_counts_agree_with_the_instantiated_models(entry: dict[str, object]) -> None:
    model = _model(entry)
    assert (model.parameters, model.known_family) == (entry["parameters"], True)


def test_counts_of_models_without_a_class() -> None:
    # transformers has no class kimi_k2; its authors publish one trillion parameters, 32 billion of them active.
    entries = json.loads((data_root() / "assets" / "models.json").read_text())["models"]
    kimi = next(_model(entry) for entry in entries if entry["id"] == "moonshotai/Kimi-K2-Instruct")
    assert kimi.known_family
    assert kimi.parameters == pytest.approx(1.026e12, rel=0.001)


_GPT: dict[str, object] = {"vocab_size": 1000, "hidden_size": 64}
_NEW = {**_GPT, "num_hidden_layers": 3, "num_attention_heads": 4}
_OPT = {**_NEW, "ffn_dim": 100, "max_position_embeddings": 128}
_WIDE = {**_NEW, "intermediate_size": 96}
_GROUPED = {**_WIDE, "num_key_value_heads": 2}


@pytest.mark.parametrize(
    ("model_type", "config", "counted"),
    [
        # Counted by instantiating these configs with transformers 5.24.0 on the meta device.
        ("opt", _OPT, 162_028),
        ("opt", {**_OPT, "word_embed_proj_dim": 32}, 134_124),
        ("opt", {**_OPT, "enable_bias": False}, 160_768),
        ("opt", {**_OPT, "do_layer_norm_before": False}, 161_900),
        ("falcon", _NEW, 193_536),
        ("falcon", {**_NEW, "new_decoder_architecture": True, "num_kv_heads": 2}, 200_064),
        ("falcon", {**_NEW, "multi_query": False, "parallel_attn": False, "bias": True}, 214_080),
        ("granite", _WIDE, 232_896),
        ("cohere2", _WIDE, 168_704),
        ("gemma", _GROUPED, 709_568),
        ("llama", {**_WIDE, "attention_bias": True, "mlp_bias": True}, 234_432),
        ("gpt_neox", {**_WIDE, "attention_bias": False}, 215_392),
        (
            "gpt2",
            {"vocab_size": 1000, "n_embd": 64, "n_layer": 3, "n_head": 4, "n_positions": 77, "n_inner": 50},
            139_286,
        ),
        ("bloom", {**_GPT, "n_layer": 3, "n_head": 4}, 214_208),
        ("olmo2", _GROUPED, 220_896),
        ("qwen3", _GROUPED, 479_424),
        ("mixtral", {**_GROUPED, "num_local_experts": 4, "num_experts_per_tok": 2}, 387_264),
    ],
)
def test_counts_of_small_models(model_type: str, config: dict[str, object], counted: int) -> None:
    assert model_from_config({"model_type": model_type, **config}, "m").parameters == counted


def test_names_of_older_families_are_read() -> None:
    gpt2 = {"model_type": "gpt2", "n_embd": 1600, "n_layer": 48, "n_head": 25, "n_positions": 1024, "vocab_size": 50257}
    model = model_from_config(gpt2, "gpt2-xl")
    assert model.parameters == 1_557_611_200
    assert (model.hidden_size, model.num_hidden_layers, model.head_dim, model.intermediate_size) == (1600, 48, 64, 6400)
    neo = {"model_type": "gpt_neo", "hidden_size": 2048, "num_layers": 24, "num_heads": 16, "vocab_size": 50257}
    model = model_from_config({**neo, "max_position_embeddings": 2048, "intermediate_size": None}, "neo")
    assert (model.parameters, model.intermediate_size, model.max_position_embeddings) == (1_315_575_808, 8192, 2048)


def test_what_a_config_leaves_out_is_its_familys_default() -> None:
    # The text part of Gemma 3 4B on the hub says no more than this.
    text = {"hidden_size": 2560, "intermediate_size": 10240, "model_type": "gemma3_text", "num_hidden_layers": 34}
    model = model_from_config({"model_type": "gemma3", "text_config": text, "vision_config": {}}, "gemma")
    assert (model.model_type, model.num_attention_heads, model.num_key_value_heads, model.head_dim) == (
        "gemma3_text",
        8,
        4,
        256,
    )
    assert (model.tie_word_embeddings, model.qk_norm, model.vocab_size) == (True, True, 262208)
    plain = model_from_config(LLAMA, "m")
    assert (plain.num_key_value_heads, plain.head_dim, plain.tie_word_embeddings) == (4, 16, False)
    assert (plain.max_position_embeddings, plain.config_dtype, plain.moe) == (None, None, None)


def test_tied_embeddings_may_be_stated_outside_the_text_part() -> None:
    assert model_from_config({"tie_word_embeddings": True, "text_config": LLAMA}, "m").tie_word_embeddings
    assert model_from_config({**LLAMA, "tie_word_embeddings": True}, "m").parameters == (
        model_from_config(LLAMA, "m").parameters - 64_000
    )


def test_an_unknown_family_is_read_by_the_usual_names() -> None:
    model = model_from_config({**LLAMA, "model_type": "brandnew"}, "m", source="s", location="/x")
    assert not model.known_family
    assert model.parameters == model_from_config(LLAMA, "m").parameters
    assert (model.source, model.location, model.parameters_from) == ("s", "/x", "formula")


def test_layers_of_an_unknown_family_are_taken_for_attention() -> None:
    kinds = {"layer_types": ["conv", "sliding_attention", "full_attention"], "sliding_window": 8}
    model = model_from_config({**LLAMA, **kinds, "model_type": "brandnew"}, "m")
    assert model.parameters == model_from_config(LLAMA, "m").parameters
    assert [(cache.layers, cache.window) for cache in model.cache] == [(2, None), (1, 8)]


def test_a_known_family_reads_no_keys_that_its_class_ignores() -> None:
    plain = model_from_config(LLAMA, "m")
    assert model_from_config({**LLAMA, "num_experts": 4, "qkv_bias": True}, "m").parameters == plain.parameters


def test_a_text_part_without_its_type_is_that_of_the_whole() -> None:
    text = {"hidden_size": 64, "num_hidden_layers": 6}
    whole = {"model_type": "gemma3", "text_config": text, "vision_config": {}, "quantization_config": {}}
    model = model_from_config(whole, "m")
    assert (model.model_type, model.known_family, model.parts) == ("gemma3_text", True, ("vision_config",))
    assert model_from_config(LLAMA, "m").parts == ()


def test_experts_are_counted() -> None:
    moe = {"n_routed_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 32, "n_shared_experts": 1}
    model = model_from_config({**LLAMA, **moe, "model_type": "brandnew", "first_k_dense_replace": 1}, "m")
    assert model.moe is not None
    assert (model.moe.num_experts, model.moe.experts_per_token, model.moe.dense_layers) == (4, 2, 1)
    assert model.moe.shared_intermediate_size == 32
    dense = model_from_config(LLAMA, "m").parameters
    assert model.parameters == dense + 2 * (3 * 64 * (5 * 32 - 96) + 64 * 4)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hidden_size": "64"}, "hidden_size is '64'; allowed: a whole number"),
        ({"hidden_size": -64}, "hidden_size is -64; allowed: a number from 1 to"),
        ({"hidden_size": True}, "hidden_size is True; allowed: a whole number"),
        ({"num_hidden_layers": 1.5}, "num_hidden_layers is 1.5; allowed: a whole number"),
        ({"vocab_size": 10**30}, "vocab_size is 1000000000000000000000000000000; allowed: a number from 1 to"),
        ({"tie_word_embeddings": "yes"}, "tie_word_embeddings is 'yes'; allowed: true or false"),
        ({"model_type": 5}, "model_type is 5; allowed: text"),
        ({"torch_dtype": ["x" * 99]}, "torch_dtype is ['xxx"),
        ({"model_type": None}, "model_type is missing"),
        ({"hidden_size": None, "vocab_size": None}, "hidden_size or n_embd, vocab_size are missing"),
        ({"num_attention_heads": 5}, "hidden_size 64 is not a multiple of num_attention_heads 5"),
        ({"model_type": "brandnew", "num_experts": 4}, "num_experts_per_tok or experts_per_token is missing"),
        ({"model_type": "brandnew", "intermediate_size": None}, "intermediate_size or ffn_dim is missing"),
        ({"num_hidden_layers": 10**6}, "num_hidden_layers is 1000000; allowed: a number from 1 to 10000"),
        ({"model_type": "nemotron_h"}, "layers_block_type, hybrid_override_pattern are missing"),
        ({"model_type": "gemma2", "layer_types": "full"}, "layer_types is 'full'; allowed: a list of words"),
        ({"model_type": "gemma2", "layer_types": ["full_attention"]}, "layer_types has 1 words for 3 layers"),
        ({"model_type": "gemma2", "layer_types": ["conv"] * 3}, "layer_types has conv"),
        ({"model_type": "qwen2_moe", "mlp_only_layers": [True]}, "mlp_only_layers is True; allowed: a whole number"),
        ({"model_type": "qwen2_moe", "mlp_only_layers": 1}, "mlp_only_layers is 1; allowed: a list of whole numbers"),
        ({"model_type": "gemma4_text", "per_layer_config": 1}, "per_layer_config is 1; allowed: a group of keys"),
        ({"model_type": "gpt2"}, "max_position_embeddings or n_positions is missing"),
        ({"text_config": 5}, "text_config is not a group of keys"),
    ],
)
def test_a_bad_config_names_the_key(changes: dict[str, object], message: str) -> None:
    with pytest.raises(RequestError) as raised:
        model_from_config({**LLAMA, **changes}, "m", source="dir/config.json")
    assert raised.value.message.startswith("dir/config.json")
    assert message in raised.value.message
    assert raised.value.field == "model"


_value = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.lists(st.integers())


@given(st.dictionaries(st.sampled_from([*LLAMA, "num_experts", "text_config", "head_dim", "dtype"]), _value))
def test_any_config_is_a_model_or_a_clear_error(changes: dict[str, object]) -> None:
    try:
        model = model_from_config({**LLAMA, **changes}, "m")
    except RequestError as error:
        refused = error.field
    else:
        refused = ""
        assert min(model.parameters, model.head_dim, model.num_key_value_heads) > 0
    assert refused in {"", "model"}
