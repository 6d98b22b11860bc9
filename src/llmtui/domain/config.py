"""A Hugging Face config.json as a ModelSpec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from ..errors import RequestError
from .families import FAMILIES, UNKNOWN, Family, Shape, parameter_count
from .model import ModelSpec, MoeSpec

#: A number beyond this is a damaged file, not a model.
_LARGEST = 10**12

#: The names that families use for one thing (the attribute_map of their config classes).
_NAMES: Mapping[str, tuple[str, ...]] = {
    "hidden_size": ("hidden_size", "n_embd", "d_model"),
    "num_hidden_layers": ("num_hidden_layers", "n_layer", "num_layers", "n_layers"),
    "num_attention_heads": ("num_attention_heads", "n_head", "num_heads", "n_heads"),
    "num_key_value_heads": ("num_key_value_heads", "num_kv_heads", "n_head_kv"),
    "intermediate_size": ("intermediate_size", "ffn_dim", "n_inner", "ffn_hidden_size", "inner_dim"),
    "max_position_embeddings": ("max_position_embeddings", "n_positions", "seq_length", "max_seq_len"),
    "num_experts": ("num_experts", "num_local_experts", "n_routed_experts"),
    "experts_per_token": ("num_experts_per_tok", "experts_per_token", "top_k_experts"),
    "attention_bias": ("attention_bias", "enable_bias", "bias"),
    "mlp_bias": ("mlp_bias", "enable_bias", "bias"),
    "dtype": ("dtype", "torch_dtype"),
}

_NONE: Mapping[str, int] = MappingProxyType({})


class _Fields:
    """Typed reads; every error names the key and the file."""

    def __init__(self, config: Mapping[str, object], where: str, defaults: Mapping[str, int] = _NONE) -> None:
        self._config = config
        self._defaults = defaults
        self.where = where

    def count(self, name: str, *, least: int = 1) -> int | None:
        """A whole number of at least `least`, the family's default where the config has none."""
        key, value = self._find(name)
        if value is None:
            return self._defaults.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong(key, value, "a whole number")
        if not least <= value <= _LARGEST:
            raise self._wrong(key, value, f"a number from {least} to {_LARGEST}")
        return value

    def flag(self, name: str, otherwise: bool) -> bool:
        key, value = self._find(name)
        if value is None:
            return otherwise
        if not isinstance(value, bool):
            raise self._wrong(key, value, "true or false")
        return value

    def text(self, name: str) -> str | None:
        key, value = self._find(name)
        if value is not None and not isinstance(value, str):
            raise self._wrong(key, value, "text")
        return value

    def _find(self, name: str) -> tuple[str, object]:
        for key in _NAMES.get(name, (name,)):
            if self._config.get(key) is not None:
                return key, self._config[key]
        return name, None

    def _wrong(self, key: str, value: object, allowed: str) -> RequestError:
        shown = repr(value)
        shown = shown if len(shown) <= 40 else f"{shown[:37]}..."
        return RequestError(f"{self.where}: {key} is {shown}; allowed: {allowed}", field="model")


def model_from_config(
    config: Mapping[str, object], model_id: str, *, source: str = "", location: str | None = None
) -> ModelSpec:
    """The architecture that a config.json describes, with its family's defaults for what it leaves out.

    `config` is the file's content; for a model of several parts the text part counts. `source` and `location` are
    kept as they are. A model_type without an entry in FAMILIES is read by the usual names and counted like Llama, with
    known_family False. Raises RequestError (field "model") naming keys that are missing, of a wrong type or range.
    """
    text_config, where = _text_part(config, source or model_id)
    model_type = _Fields(text_config, where).text("model_type")
    if model_type is None:
        raise _missing(where, ["model_type"])
    family = FAMILIES.get(model_type, UNKNOWN)
    fields = _Fields(text_config, where, family.defaults)
    family = _as_configured(family, fields)
    moe = _moe(fields)
    # A model of several parts may say this once, outside the text part.
    tied = fields.flag("tie_word_embeddings", _Fields(config, where).flag("tie_word_embeddings", family.tied))
    shape = _shape(fields, family, moe, tied)
    return ModelSpec(
        id=model_id,
        model_type=model_type,
        hidden_size=shape.hidden_size,
        num_hidden_layers=shape.num_hidden_layers,
        num_attention_heads=shape.num_attention_heads,
        num_key_value_heads=shape.num_key_value_heads,
        head_dim=shape.head_dim,
        intermediate_size=shape.intermediate_size,
        vocab_size=shape.vocab_size,
        tie_word_embeddings=shape.tie_word_embeddings,
        max_position_embeddings=fields.count("max_position_embeddings"),
        parameters=parameter_count(family, shape),
        parameters_from="formula",
        config_dtype=fields.text("dtype"),
        mlp=family.mlp,
        attention_bias=shape.attention_bias,
        mlp_bias=shape.mlp_bias,
        qk_norm=family.qk_norm != "none",
        moe=moe,
        source=source,
        location=location,
        known_family=model_type in FAMILIES,
        config=text_config,
    )


def _text_part(config: Mapping[str, object], where: str) -> tuple[Mapping[str, object], str]:
    inner = config.get("text_config")
    if inner is None:
        return config, where
    if not isinstance(inner, Mapping):
        raise RequestError(f"{where}: text_config is not a group of keys", field="model")
    return {"model_type": config.get("model_type"), **inner}, f"{where}: text_config"


def _missing(where: str, keys: list[str]) -> RequestError:
    named = ", ".join(" or ".join(_NAMES.get(key, (key,))[:2]) for key in keys)
    return RequestError(
        f"{where}: {named} {'are' if len(keys) > 1 else 'is'} missing",
        hint="a causal language model's config.json has them",
        field="model",
    )


def _moe(fields: _Fields) -> MoeSpec | None:
    experts = fields.count("num_experts", least=0)
    if not experts:
        return None
    width = fields.count("moe_intermediate_size") or fields.count("intermediate_size")
    active = fields.count("experts_per_token")
    absent = [name for name, value in (("experts_per_token", active), ("moe_intermediate_size", width)) if not value]
    if active is None or width is None:
        raise _missing(fields.where, absent)
    shared = fields.count("shared_expert_intermediate_size", least=0)
    if shared is None:
        shared = (fields.count("n_shared_experts", least=0) or 0) * width
    return MoeSpec(experts, active, width, shared, fields.count("first_k_dense_replace", least=0) or 0)


def _shape(fields: _Fields, family: Family, moe: MoeSpec | None, tied: bool) -> Shape:
    names = ("hidden_size", "num_hidden_layers", "num_attention_heads", "vocab_size")
    found = {name: fields.count(name) for name in names}
    absent = [name for name, value in found.items() if value is None]
    if absent:
        raise _missing(fields.where, absent)
    hidden, layers, heads, vocab = (value or 0 for value in found.values())
    head_dim = fields.count("head_dim") or _split(fields, hidden, heads)
    positions = fields.count("max_position_embeddings") if family.learned_positions else 0
    if positions is None:
        raise _missing(fields.where, ["max_position_embeddings"])
    return Shape(
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        num_key_value_heads=_key_value_heads(fields, heads),
        head_dim=head_dim,
        intermediate_size=fields.count("intermediate_size") or (moe.intermediate_size if moe else 4 * hidden),
        vocab_size=vocab,
        tie_word_embeddings=tied,
        attention_bias=fields.flag("attention_bias", family.attention_bias),
        mlp_bias=fields.flag("mlp_bias", family.mlp_bias),
        embedding_size=fields.count("word_embed_proj_dim") or hidden,
        positions=positions + family.position_offset if family.learned_positions else 0,
        moe=moe,
    )


def _split(fields: _Fields, hidden: int, heads: int) -> int:
    if hidden % heads:
        raise RequestError(
            f"{fields.where}: hidden_size {hidden} is not a multiple of num_attention_heads {heads}",
            hint="the config has to state head_dim",
            field="model",
        )
    return hidden // heads


def _as_configured(family: Family, fields: _Fields) -> Family:
    """The two families whose norms depend on the config."""
    model_type = fields.text("model_type")
    if model_type == "opt" and not fields.flag("do_layer_norm_before", True):
        return replace(family, final_norm=False)
    if model_type != "falcon":
        return family
    if fields.flag("new_decoder_architecture", False):
        return replace(family, layer_norms=fields.count("num_ln_in_parallel_attn") or 2)
    return replace(family, layer_norms=1 if fields.flag("parallel_attn", True) else 2)


def _key_value_heads(fields: _Fields, heads: int) -> int:
    multi_query = fields.text("model_type") == "falcon" and fields.flag("multi_query", True)
    if multi_query and not fields.flag("new_decoder_architecture", False):
        return 1
    return fields.count("num_key_value_heads") or heads
