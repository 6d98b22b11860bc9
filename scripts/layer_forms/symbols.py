"""From the size of a tensor to the product of widths that it is.

The traced model is small and odd: batch, length and every width are chosen so that no two products agree, and a size
in elements tells which widths made it. A layer's bytes then come out as a polynomial with whole factors.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

#: Batch, sequence length, LoRA rank, vocabulary, learned positions.
B, S, R, V, P = 3, 107, 7 * 13, 7 * 857, 7 * 293
HEADS, KEY_VALUE_HEADS, HEAD_DIM = 35, 7, 98
INTERMEDIATE = 7 * 571
EXPERTS, ACTIVE, EXPERT_WIDTH = 21, 5, 8 * 43
#: Ranks of FSDP; every height that it shards is a multiple.
RANKS = 7

Polynomial = dict[str, float]


@dataclass(frozen=True)
class Widths:
    """h hidden, q query, kv key_value, i intermediate, a query heads, k key_value heads, d head_dim."""

    hidden: int
    intermediate: int = INTERMEDIATE

    def of(self) -> dict[str, int]:
        """Value by symbol."""
        return {
            "h": self.hidden,
            "q": HEADS * HEAD_DIM,
            "kv": KEY_VALUE_HEADS * HEAD_DIM,
            "i": self.intermediate,
            "a": HEADS,
            "k": KEY_VALUE_HEADS,
            "d": HEAD_DIM,
            "V": V,
            "r": R,
        }


class Sizes:
    """Numbers of elements and what they are made of; `unknown` counts those that nothing explains."""

    def __init__(self, widths: Widths) -> None:
        self._of = widths.of()
        self._known: dict[int, Polynomial] = {}
        self.unknown: Counter[tuple[int, str]] = Counter()
        self._learn()

    def polynomial(self, elements: int, itemsize: int, operator: str) -> Polynomial:
        """Bytes of a storage as a polynomial; small sizes that nothing explains are constants."""
        found = self._known.get(elements)
        if found is None:
            if elements > P:
                self.unknown[(elements, operator)] += 1
            found = {"1": elements}
        return {name: factor * itemsize for name, factor in found.items()}

    def learn_group(self, shapes: list[tuple[int, ...]]) -> None:
        """A unit that FSDP gathers: all its parameters in one buffer, whole and as one rank's share."""
        if not shapes:
            return
        total: Counter[str] = Counter()
        for shape in shapes:
            elements = math.prod(shape)
            total.update(self._known.get(elements, {"1": elements}))
        elements = sum(math.prod(shape) for shape in shapes)
        sizes: list[tuple[int, Polynomial]] = [(elements, dict(total)), *self._known.items()]
        for whole, polynomial in sizes:
            if whole % RANKS == 0:
                shares = {f"{name}/n": factor for name, factor in polynomial.items() if "/n" not in name}
                self._put(whole // RANKS, shares)
        self._put(elements, dict(total))

    def _learn(self) -> None:
        tokens = B * S
        for width in self._combined():
            self._put(tokens * self._value(width), _times("T", width))
        for width in self._parts():
            self._put(tokens * self._value(width), _times("T", width))
        self._learn_parameters()
        self._learn_experts()
        # A quarter of 98 features is no whole number: partial rotary embeddings turn 24 of them.
        for turned, share in ((24, 0.25), (12, 0.125), (HEAD_DIM - 24, 0.75)):
            self._put(tokens * HEADS * turned, {"Tq": share})
            self._put(S * turned, {"sd": share})
        self._put(B * self._of["V"], {"bV": 1})
        self._put(S * HEADS, {"sa": 1})
        self._put(B * S * S * HEADS, {"bssa": 1})
        # gpt-oss appends a sink to each row of scores.
        self._put(B * S * (S + 1) * HEADS, {"bssa": 1, "Ta": 1})
        self._put(B * S * S, {"bss": 1})
        self._put(S * S, {"ss": 1})
        shares_of_d: tuple[Polynomial, ...] = ({"1": 1}, {"d": 1}, {"d": 0.5})
        for width in shares_of_d:
            self._put(S * self._value(width), _times("s", width))

    def _combined(self) -> list[Polynomial]:
        single = [{"1": 1}, *({name: 1} for name in self._of)]
        fused = [{"i": 2}, {"q": 1, "kv": 2}, {"q": 1, "kv": 1}, {"h": 3}, {"q": 2}, {"q": 3}, {"a": 1, "k": 1}]
        return [dict(width) for width in [*single, *fused, {"h": 2}, {"h": 4}]]

    def _parts(self) -> list[Polynomial]:
        """Halves that a rotary embedding turns."""
        return [{name: share} for name in ("q", "kv", "h") for share in (0.5, 0.25, 0.125, 0.75)]

    def _learn_parameters(self) -> None:
        for width in ({"i": 2}, {"q": 1, "kv": 2}, {"h": 3}, {"q": 3}, *({name: 1} for name in self._of)):
            whole: Polynomial = dict(width)
            self._put(self._value(whole), whole)
            self._put(R * self._value(whole), _times("r", whole))
            matrix = self._of["h"] * self._value(whole)
            self._put(matrix, _times("h", whole))
            # NF4: two weights a byte, one scale for 64 of them and one for 256 scales.
            for share in (2, 64, 64 * 256):
                self._put(-(-matrix // share), {name: factor / share for name, factor in _times("h", whole).items()})
        self._put(P * self._of["h"], {"Ph": 1})
        self._put(S * self._of["h"], {"sh": 1})
        self._put(P * P, {"PP": 1})
        self._put((P + 2) * self._of["h"], {"Ph": 1})

    def _learn_experts(self) -> None:
        chosen, hidden = B * S * ACTIVE, self._of["h"]
        for elements, name, factor in (
            (chosen, "Tt", 1),
            (chosen * hidden, "Tth", 1),
            (chosen * EXPERT_WIDTH, "Ttm", 1),
            (chosen * 2 * EXPERT_WIDTH, "Ttm", 2),
            (chosen * EXPERTS, "TtE", 1),
            (B * S * EXPERTS, "TE", 1),
            (EXPERTS * hidden, "Eh", 1),
            (EXPERTS * EXPERT_WIDTH, "Em", 1),
            (EXPERTS * 2 * EXPERT_WIDTH, "Em", 2),
            (EXPERTS, "E", 1),
            (EXPERTS * hidden * EXPERT_WIDTH, "Ehm", 1),
            (EXPERTS * hidden * 2 * EXPERT_WIDTH, "Ehm", 2),
            (R * EXPERTS * hidden, "rEh", 1),
            (R * EXPERTS * EXPERT_WIDTH, "rEm", 1),
            (R * EXPERTS * 2 * EXPERT_WIDTH, "rEm", 2),
            (R * EXPERTS, "rE", 1),
            (chosen * R, "Ttr", 1),
        ):
            self._put(elements, {name: factor})

    def _value(self, width: Polynomial) -> int:
        return round(sum(factor * self._of.get(name, 1) for name, factor in width.items()))

    def _put(self, elements: int, polynomial: Polynomial) -> None:
        self._known.setdefault(elements, polynomial)


def _times(symbol: str, width: Polynomial) -> Polynomial:
    return {symbol if name == "1" else symbol + name: factor for name, factor in width.items()}


#: Half a byte for 256 elements is the smallest real factor, of NF4's nested scales; below it are padded scalars.
_LEAST = 0.0003
#: Terms that come to a few KiB whatever the model.
_SMALL = frozenset("1 s h a k d r E Em q kv i h/n a/n k/n d/n r/n E/n Em/n q/n kv/n i/n 1/n s/n".split())


def minus(later: Polynomial, earlier: Polynomial) -> Polynomial:
    """The difference without the terms that vanish."""
    names = {*later, *earlier}
    found = {name: round(later.get(name, 0) - earlier.get(name, 0), 6) for name in names}
    return {name: factor for name, factor in sorted(found.items()) if abs(factor) >= _LEAST and name not in _SMALL}
