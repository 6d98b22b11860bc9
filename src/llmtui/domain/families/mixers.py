"""What stands in attention's place: latent attention, gated delta nets, Mamba 2. Widths in features, counts exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ..fields import Fields

#: Matrices by the names under which PEFT finds them: (name, in, out).
Matrices: TypeAlias = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Latent:
    """Multi-head latent attention (DeepSeek-V2, arXiv 2405.04434), with GLM's sparse indexer where it has one.

    `query_rank` is None where queries are projected at once. `indexers` counts the layers that have an indexer.
    """

    heads: int
    query_rank: int | None
    rank: int
    nope: int
    rope: int
    value: int
    indexers: int = 0
    index_heads: int = 0
    index_width: int = 0

    @property
    def head_dim(self) -> int:
        """Width of one head's queries and keys."""
        return self.nope + self.rope

    def matrices(self, hidden: int) -> Matrices:
        """One layer's matrices, without an indexer's."""
        queries = self.heads * self.head_dim
        first: Matrices = (("q_proj", hidden, queries),)
        if self.query_rank is not None:
            first = (("q_a_proj", hidden, self.query_rank), ("q_b_proj", self.query_rank, queries))
        return (
            *first,
            ("kv_a_proj_with_mqa", hidden, self.rank + self.rope),
            ("kv_b_proj", self.rank, self.heads * (self.nope + self.value)),
            ("o_proj", self.heads * self.value, hidden),
        )

    def indexer(self, hidden: int) -> Matrices:
        """The matrices of one indexer (GlmMoeDsaIndexer)."""
        rank = self.query_rank or hidden
        return (
            ("wq_b", rank, self.index_heads * self.index_width),
            ("wk", hidden, self.index_width),
            ("weights_proj", hidden, self.index_heads),
        )

    def parameters(self, hidden: int, bias: bool) -> int:
        """One layer's parameters: matrices, the norms of both latents, biases of the outer projections."""
        biases = (self.query_rank or 0) + self.rank + self.rope + hidden if bias else 0
        return _elements(self.matrices(hidden)) + (self.query_rank or 0) + self.rank + biases

    def index_parameters(self, hidden: int) -> int:
        """All indexers' parameters; their key norm has a bias."""
        return self.indexers * (_elements(self.indexer(hidden)) + 2 * self.index_width)


@dataclass(frozen=True)
class DeltaNet:
    """A gated delta net (Qwen3_5GatedDeltaNet, Qwen3NextGatedDeltaNet). `fused`: Qwen3-Next's joined projections."""

    key_heads: int
    value_heads: int
    key_dim: int
    value_dim: int
    kernel: int
    fused: bool = False

    @property
    def convolved(self) -> int:
        """Channels of the convolution: queries, keys and values."""
        return 2 * self.key_heads * self.key_dim + self._values

    @property
    def _values(self) -> int:
        return self.value_heads * self.value_dim

    @property
    def conv_state(self) -> int:
        """Elements that one row keeps of its last tokens."""
        return self.convolved * self.kernel

    @property
    def recurrent_state(self) -> int:
        """Elements of one row's recurrent state."""
        return self.value_heads * self.key_dim * self.value_dim

    def matrices(self, hidden: int) -> Matrices:
        """One layer's matrices."""
        inner: Matrices = (
            ("in_proj_qkv", hidden, self.convolved),
            ("in_proj_z", hidden, self._values),
            ("in_proj_b", hidden, self.value_heads),
            ("in_proj_a", hidden, self.value_heads),
        )
        if self.fused:
            widths = self.convolved + self._values, 2 * self.value_heads
            inner = (("in_proj_qkvz", hidden, widths[0]), ("in_proj_ba", hidden, widths[1]))
        return (*inner, ("out_proj", self._values, hidden))

    def parameters(self, hidden: int) -> int:
        """One layer's parameters: matrices, convolution, A and the step's bias, a norm of one value head's width."""
        return _elements(self.matrices(hidden)) + self.conv_state + 2 * self.value_heads + self.value_dim


@dataclass(frozen=True)
class Mamba:
    """A Mamba 2 mixer (NemotronHMamba2Mixer, arXiv 2405.21060)."""

    heads: int
    head_dim: int
    groups: int
    state: int
    kernel: int
    bias: bool
    conv_bias: bool

    @property
    def inner(self) -> int:
        """Width of all heads together."""
        return self.heads * self.head_dim

    @property
    def convolved(self) -> int:
        """Channels of the convolution: inputs and both groups of state projections."""
        return self.inner + 2 * self.groups * self.state

    @property
    def conv_state(self) -> int:
        """Elements that one row keeps of its last tokens."""
        return self.convolved * self.kernel

    @property
    def recurrent_state(self) -> int:
        """Elements of one row's recurrent state."""
        return self.inner * self.state

    def matrices(self, hidden: int) -> Matrices:
        """One layer's matrices."""
        return (("in_proj", hidden, self.inner + self.convolved + self.heads), ("out_proj", self.inner, hidden))

    def parameters(self, hidden: int) -> int:
        """One layer's parameters: matrices, convolution, norm, A, D and the step's bias."""
        biases = sum(out for _, _, out in self.matrices(hidden)) if self.bias else 0
        convolution = self.conv_state + (self.convolved if self.conv_bias else 0)
        return _elements(self.matrices(hidden)) + biases + convolution + self.inner + 3 * self.heads


def _elements(matrices: Matrices) -> int:
    return sum(wide * tall for _, wide, tall in matrices)


def read_latent(fields: Fields, heads: int, layers: int, *, indexed: bool) -> Latent:
    """Latent attention's ranks and widths; `indexed`: with an indexer in the layers that the config names for it."""
    widths = {name: fields.need(name) for name in ("kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim")}
    return Latent(
        heads=heads,
        query_rank=fields.count("q_lora_rank"),
        rank=widths["kv_lora_rank"],
        nope=widths["qk_nope_head_dim"],
        rope=widths["qk_rope_head_dim"],
        value=fields.need("v_head_dim"),
        indexers=_indexers(fields, layers) if indexed else 0,
        index_heads=fields.need("index_n_heads") if indexed else 0,
        index_width=fields.need("index_head_dim") if indexed else 0,
    )


def _indexers(fields: Fields, layers: int) -> int:
    """Layers with an indexer of their own (GlmMoeDsaConfig.__post_init__)."""
    kinds = fields.words("indexer_types")
    if kinds is not None:
        return kinds.count("full")
    pattern = fields.text("index_topk_pattern")
    if pattern is not None:
        return pattern.count("F")
    every = fields.count("index_topk_freq", least=0) or 1
    skipped = fields.count("index_skip_topk_offset", least=0)
    offset = 2 if skipped is None else skipped
    return sum(max(layer - offset + 1, 0) % max(every, 1) == 0 for layer in range(layers))


def read_delta(fields: Fields, *, fused: bool) -> DeltaNet:
    """A gated delta net's heads and widths."""
    return DeltaNet(
        key_heads=fields.need("linear_num_key_heads"),
        value_heads=fields.need("linear_num_value_heads"),
        key_dim=fields.need("linear_key_head_dim"),
        value_dim=fields.need("linear_value_head_dim"),
        kernel=fields.need("linear_conv_kernel_dim"),
        fused=fused,
    )


def read_mamba(fields: Fields) -> Mamba:
    """A Mamba 2 mixer's heads and widths, under their present names or those of older configs."""
    return Mamba(
        heads=fields.need("mamba_num_heads"),
        head_dim=fields.need("mamba_head_dim"),
        groups=fields.count("mamba_n_groups") or fields.need("n_groups"),
        state=fields.need("ssm_state_size"),
        kernel=fields.count("mamba_d_conv") or fields.need("conv_kernel"),
        bias=fields.flag("use_bias", False),
        conv_bias=fields.flag("mamba_conv_bias", fields.flag("use_conv_bias", True)),
    )
