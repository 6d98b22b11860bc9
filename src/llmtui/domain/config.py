"""A Hugging Face config.json as a ModelSpec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..errors import RequestError
from . import families
from .families import FAMILIES, TEXT_TYPES, UNKNOWN, Family, Modules, Shape
from .fields import Fields
from .model import LayerCache, ModelSpec, MoeSpec

#: More layers than this are a damaged file, not a model.
_MOST_LAYERS = 10_000


def model_from_config(
    config: Mapping[str, object], model_id: str, *, source: str = "", location: str | None = None
) -> ModelSpec:
    """The architecture that a config.json describes, with its class's defaults for what it leaves out.

    `config` is the file's content; for a model of several parts the text part counts. `source` and `location` are
    kept as they are. A model_type without an entry in FAMILIES is read by the usual names and counted like Llama, with
    known_family False. Raises RequestError (field "model") naming keys that are missing, of a wrong type or range.
    """
    text_config, where, part = _text_part(config, source or model_id)
    model_type = Fields(text_config, where).text("model_type")
    if model_type is None:
        raise Fields(text_config, where).missing("model_type")
    family = FAMILIES.get(model_type, UNKNOWN)
    fields = Fields(text_config, where, families.class_defaults(model_type, part))
    family = _as_configured(family, fields, model_type)
    # A model of several parts may say this once, outside the text part.
    tied = fields.flag("tie_word_embeddings", Fields(config, where).flag("tie_word_embeddings", family.tied))
    shape = _shape(fields, family, model_type, tied and family.ties)
    parameters, cache, matrices = _counted(family, fields, shape, listed=model_type in families.SPARSE)
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
        parameters=parameters,
        parameters_from="formula",
        config_dtype=fields.text("dtype"),
        mlp=family.mlp,
        attention_bias=shape.attention_bias,
        mlp_bias=shape.mlp_bias,
        qk_norm=shape.qk_norm,
        moe=shape.moe,
        source=source,
        location=location,
        known_family=model_type in FAMILIES,
        cache=cache,
        matrices=matrices,
        sdpa=family.sdpa,
        flash=family.flash,
        parts=_other_parts(config) if part else (),
        config=text_config,
    )


def _text_part(config: Mapping[str, object], where: str) -> tuple[Mapping[str, object], str, bool]:
    """The text model's config, how errors name it, and whether it is a part of a larger one."""
    inner = config.get("text_config")
    if inner is None:
        return config, where, False
    if not isinstance(inner, Mapping):
        raise RequestError(f"{where}: text_config is not a group of keys", field="model")
    outer = config.get("model_type")
    named = TEXT_TYPES.get(outer, outer) if isinstance(outer, str) else outer
    return {"model_type": named, **inner}, f"{where}: text_config", True


def _other_parts(config: Mapping[str, object]) -> tuple[str, ...]:
    """Names of the parts beside the text."""
    return tuple(key for key in ("vision_config", "audio_config") if isinstance(config.get(key), Mapping))


def _counted(
    family: Family, fields: Fields, shape: Shape, *, listed: bool
) -> tuple[int, tuple[LayerCache, ...], Modules]:
    """Parameters, caches, and the matrices of a family whose layers are not all alike."""
    if family.attention == "own":
        return families.gemma4(family, fields, shape)
    matrices: Modules = ()
    if listed:
        matrices = families.modules(family, shape)
    elif shape.embedding_size != shape.hidden_size:
        matrices = families.projected(shape)
    return families.parameter_count(family, shape), families.layer_caches(family, shape), matrices


def _shape(fields: Fields, family: Family, model_type: str, tied: bool) -> Shape:
    hidden, layers, heads, vocab = _stated(fields, family)
    moe = families.read_experts(family, fields, layers)
    latent = None
    if family.attention == "latent":
        latent = families.read_latent(fields, heads, layers, indexed=family.layers == "indexed")
    head_dim = latent.head_dim if latent else fields.count("head_dim") or _split(fields, hidden, heads)
    kinds = families.layer_types(family, fields, layers)
    dense, sparse = _feed_forward(family, fields, moe, layers)
    return Shape(
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        num_key_value_heads=_key_value_heads(fields, model_type, heads),
        head_dim=head_dim,
        intermediate_size=_intermediate_size(fields, family, hidden, moe),
        vocab_size=vocab,
        tie_word_embeddings=tied,
        attention_bias=fields.switch(family.attention_bias),
        output_bias=fields.switch(family.output_bias),
        mlp_bias=fields.switch(family.mlp_bias),
        head_bias=fields.switch(family.head_bias),
        qk_norm=family.qk_norm != "none" and fields.switch(family.qk_norm_on),
        embedding_size=fields.count("word_embed_proj_dim") or hidden,
        positions=fields.need("max_position_embeddings") + family.position_offset if family.learned_positions else 0,
        mixers=kinds,
        dense_layers=dense,
        sparse_layers=sparse,
        window=families.window(family, fields),
        moe=moe,
        latent=latent,
        delta=families.read_delta(fields, fused=model_type == "qwen3_next") if family.linear == "delta" else None,
        mamba=families.read_mamba(fields) if family.linear == "mamba" else None,
    )


def _stated(fields: Fields, family: Family) -> tuple[int, int, int, int]:
    """hidden_size, layers, heads and vocabulary, which no class has a default for that a file may rely on."""
    layers = families.blocks(fields) if family.layers == "blocks" else None
    if family.layers == "blocks" and layers is None:
        raise fields.missing("layers_block_type", "hybrid_override_pattern")
    found = {
        "hidden_size": fields.count("hidden_size"),
        "num_hidden_layers": len(layers) if layers else fields.count("num_hidden_layers", most=_MOST_LAYERS),
        "num_attention_heads": fields.count("num_attention_heads"),
        "vocab_size": fields.count("vocab_size"),
    }
    absent = [name for name, value in found.items() if value is None]
    if absent:
        raise fields.missing(*absent)
    hidden, number, heads, vocab = (value or 0 for value in found.values())
    return hidden, number, heads, vocab


def _feed_forward(family: Family, fields: Fields, moe: MoeSpec | None, layers: int) -> tuple[int, int]:
    """Layers with an MLP, and layers with experts."""
    sparse = families.sparse_layers(family, fields, layers) if moe else 0
    if family.sparse == "both":
        return layers, sparse
    if family.sparse == "blocks":
        return (families.blocks(fields) or ()).count("mlp"), sparse
    return layers - sparse, sparse


def _intermediate_size(fields: Fields, family: Family, hidden: int, moe: MoeSpec | None) -> int:
    """Inner features of an MLP that is no expert."""
    if family.sparse == "interleaved":
        return fields.need("intermediate_size_mlp")
    found = fields.count("intermediate_size")
    if found is not None:
        return found
    if family.four_times:
        return 4 * hidden
    if moe is not None:
        return moe.intermediate_size
    return fields.need("intermediate_size")


def _split(fields: Fields, hidden: int, heads: int) -> int:
    if hidden % heads:
        raise RequestError(
            f"{fields.where}: hidden_size {hidden} is not a multiple of num_attention_heads {heads}",
            hint="the config has to state head_dim",
            field="model",
        )
    return hidden // heads


def _as_configured(family: Family, fields: Fields, model_type: str) -> Family:
    """The families whose norms depend on the config."""
    if model_type == "opt":
        after = not fields.flag("do_layer_norm_before", True) or fields.flag("_remove_final_layer_norm", False)
        affine = fields.flag("layer_norm_elementwise_affine", True)
        return replace(family, final_norm=not after, norm_vectors=2 if affine else 0)
    if model_type == "stablelm":
        return replace(family, layer_norms=1 if fields.flag("use_parallel_residual", False) else 2)
    if model_type != "falcon":
        return family
    if fields.flag("new_decoder_architecture", False):
        norms = fields.count("num_ln_in_parallel_attn") or 2
        return replace(family, layer_norms=norms, caches_all_heads=True)
    return replace(family, layer_norms=1 if fields.flag("parallel_attn", True) else 2)


def _key_value_heads(fields: Fields, model_type: str, heads: int) -> int:
    multi_query = model_type in {"falcon", "gpt_bigcode"} and fields.flag("multi_query", True)
    if multi_query and not fields.flag("new_decoder_architecture", False):
        return 1
    found = fields.count("num_key_value_heads") or heads
    if heads % found:
        raise RequestError(
            f"{fields.where}: num_attention_heads {heads} is not a multiple of num_key_value_heads {found}",
            hint="each key head serves as many query heads as every other",
            field="model",
        )
    return found
