"""Small odd models of each family, under the keys of their configuration classes (transformers 5)."""

from __future__ import annotations

from .symbols import ACTIVE, EXPERT_WIDTH, EXPERTS, HEAD_DIM, HEADS, INTERMEDIATE, KEY_VALUE_HEADS, P, V, Widths

#: Families whose attention is as wide as their hidden states.
SQUARE = frozenset({"gpt2", "gpt_neo", "gpt_neox", "opt", "bloom"})
#: Families without an SDPA path.
EAGER = frozenset({"gpt_neo", "bloom", "gemma2", "gpt_oss"})
FAMILIES = (
    *("llama", "qwen3", "gemma", "gemma2", "gemma3_text", "olmo2", "phi3", "cohere2", "apertus"),
    *("gpt2", "gpt_neo", "gpt_neox", "opt", "bloom", "mixtral", "qwen3_moe", "gpt_oss"),
)


def widths(family: str) -> Widths:
    """The widths of the small model."""
    if family not in SQUARE:
        return Widths(HEADS * 8 * 11)
    hidden = HEADS * HEAD_DIM
    return Widths(hidden, 4 * hidden if family == "bloom" else INTERMEDIATE)


def config(family: str, layers: int) -> dict[str, object]:
    """Keys for AutoConfig.for_model: so many layers. Dropout is the class's own, which GPT-2 and OPT have."""
    hidden = widths(family).hidden
    known: dict[str, dict[str, object]] = {
        "gpt2": {
            "n_embd": hidden,
            "n_layer": layers,
            "n_head": HEADS,
            "n_inner": INTERMEDIATE,
            "n_positions": P,
        },
        "gpt_neo": {
            "hidden_size": hidden,
            "num_layers": layers,
            "num_heads": HEADS,
            "intermediate_size": INTERMEDIATE,
            "attention_types": [[["global"], layers]],
            "max_position_embeddings": P,
        },
        "bloom": {"hidden_size": hidden, "n_layer": layers, "n_head": HEADS},
        "opt": {
            "hidden_size": hidden,
            "ffn_dim": INTERMEDIATE,
            "num_hidden_layers": layers,
            "num_attention_heads": HEADS,
            "word_embed_proj_dim": hidden,
            "max_position_embeddings": P,
        },
    }
    return {"vocab_size": V, "use_cache": False, **known.get(family, _usual(family, hidden, layers))}


def _usual(family: str, hidden: int, layers: int) -> dict[str, object]:
    found: dict[str, object] = {
        "hidden_size": hidden,
        "intermediate_size": INTERMEDIATE,
        "num_hidden_layers": layers,
        "num_attention_heads": HEADS,
        "max_position_embeddings": P,
    }
    if family != "gpt_neox":
        found.update(num_key_value_heads=KEY_VALUE_HEADS, head_dim=HEAD_DIM)
    if family == "mixtral":
        found.update(num_local_experts=EXPERTS, num_experts_per_tok=ACTIVE, intermediate_size=EXPERT_WIDTH)
    if family == "qwen3_moe":
        found.update(num_experts=EXPERTS, num_experts_per_tok=ACTIVE, moe_intermediate_size=EXPERT_WIDTH)
    if family == "gpt_oss":
        found.update(num_local_experts=EXPERTS, num_experts_per_tok=ACTIVE, intermediate_size=EXPERT_WIDTH)
        found.update(layer_types=["full_attention"] * layers)
    if family == "phi3":
        found.update(pad_token_id=0)
    if family == "gemma3_text":
        # Sliding windows would cut the small model's sequence nowhere; full attention keeps the trace to one kind.
        found.update(layer_types=["full_attention"] * layers)
    return found
