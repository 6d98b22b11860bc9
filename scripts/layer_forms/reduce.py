"""Which of a layer's many moments can be the largest one of a model that somebody would run."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from .symbols import Polynomial

_SAMPLES = 800
#: A moment that never beats the others by this many bytes a token and feature is left out; a layer keeps 40 or more.
_TOLERANCE = 0.5


def samples(square: bool) -> list[dict[str, float]]:
    """Widths of models from 10 M to 1 T parameters, and batches from 64 to 260 000 tokens, with a fixed seed."""
    generator = random.Random(7)
    return [_sample(generator, square) for _ in range(_SAMPLES)]


def _sample(draw: random.Random, square: bool) -> dict[str, float]:
    h = 64 * draw.randint(4, 256)
    d = draw.choice([64, 80, 128, 256])
    q = h if square else d * max(1, round(h / d * draw.choice([0.5, 1, 1, 1, 2])))
    a = q / d
    kv = h if square else d * max(1, round(a / draw.choice([1, 2, 4, 8])))
    i = h * draw.choice([0.5, 1, 2, 2.7, 3.5, 4, 5.3, 8])
    b = draw.choice([1, 2, 4, 8, 16, 32])
    s = draw.choice([64, 128, 512, 1024, 2048, 4096, 8192])
    experts, active = draw.choice([(8, 2), (64, 8), (128, 8)])
    base = {"h": h, "q": q, "kv": kv, "i": i, "a": a, "k": kv / d, "d": d, "r": draw.choice([4, 8, 16, 64, 128])}
    base["V"] = draw.choice([32000, 50257, 128256, 151936, 256000])
    return _values(base, b, s, experts, active, h * draw.choice([0.25, 0.5, 3.5]))


def _values(w: dict[str, float], b: int, s: int, experts: int, active: int, m: float) -> dict[str, float]:
    found = {
        "1": 1.0,
        "T": b * s,
        "s": s,
        "ss": s * s,
        "bss": b * s * s,
        "bssa": b * s * s * w["a"],
        "bV": b * w["V"],
        "P": 2048,
    }
    found |= {"PP": 2048.0**2, "Ph": 2048 * w["h"], "sh": s * w["h"], "sd": s * w["d"], "sa": s * w["a"]}
    found |= {"T" + name: b * s * value for name, value in w.items()}
    found |= w
    found |= {first + name: w[first] * value for first in "hr" for name, value in w.items()}
    chosen = b * s * active
    found |= {"Tt": chosen, "Tth": chosen * w["h"], "Ttm": chosen * m, "TtE": chosen * experts, "TE": b * s * experts}
    found |= {"E": experts, "Eh": experts * w["h"], "Ehm": experts * w["h"] * m, "Ttr": chosen * w["r"]}
    found |= {f"{name}/n": value / 8 for name, value in list(found.items())}
    return found


def reduce(moments: Sequence[Polynomial], points: Sequence[dict[str, float]]) -> list[Polynomial]:
    """The moments that are needed to come within the tolerance of the largest at every point."""
    unique = [dict(items) for items in dict.fromkeys(tuple(sorted(moment.items())) for moment in moments)]
    symbols = sorted({symbol for moment in unique for symbol in moment})
    factors = np.array([[moment.get(symbol, 0.0) for symbol in symbols] for moment in unique])
    at = np.array([[point[symbol] for point in points] for symbol in symbols])
    table = factors @ at if symbols else np.zeros((len(unique), len(points)))
    tolerance = _TOLERANCE * np.array([point["T"] * point["h"] for point in points])
    best = table.argmax(axis=0)
    kept: list[int] = []
    reached = np.full(len(points), -np.inf)
    for number, top in enumerate(best):
        if table[top, number] > reached[number] + tolerance[number]:
            kept.append(int(top))
            reached = np.maximum(reached, table[top])
    return [unique[number] for number in kept]
