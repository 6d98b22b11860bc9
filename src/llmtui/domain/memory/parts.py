"""What a training estimate is put together from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Components = dict[str, int]


@dataclass(frozen=True)
class Static:
    """Whole sizes of one rank in bytes, whenever they live; `trainable` counts parameters over all ranks."""

    weights: int
    gradients: int
    optimizer: int
    lora: int
    trainable: int
    trainable_bytes: int


@dataclass(frozen=True)
class Step:
    """Moments by name with their components in bytes; `exact` False where no form was traced for just this way."""

    moments: Mapping[str, Components]
    exact: bool
