"""What CUDA does otherwise than the CPU, for fake tensors that live on the CPU.

Fake CUDA tensors need a CUDA build of torch; fake CPU tensors give the same storages once these differences are made
up for: autocast's list of operators that run in fp32, dropout's mask of one byte an element and none in attention, and
what libraries ask of the device.
"""

from __future__ import annotations

import contextlib
from typing import Any, Callable, FrozenSet, Iterator, List

import torch
from torch.nn import functional
from torch.overrides import TorchFunctionMode

_NAMES = "softmax log_softmax pow rsqrt cumsum sum exp log prod norm reciprocal"


def _fp32_functions() -> FrozenSet[Callable[..., Any]]:
    """CUDA's fp32 list as far as language models use it (torch's "Automatic Mixed Precision", CUDA op reference)."""
    found: List[Any] = [functional.layer_norm, torch.layer_norm, functional.cross_entropy, functional.nll_loss]
    found += [functional.softplus, functional.group_norm, functional.normalize, torch.Tensor.__pow__]
    for name in _NAMES.split():
        found += [getattr(place, name, None) for place in (torch, torch.Tensor, functional)]
    return frozenset(function for function in found if function is not None)


class CudaAutocast(TorchFunctionMode):  # type: ignore[misc]
    """Runs the functions of CUDA's fp32 list in fp32 while autocast is on, which the CPU's autocast does not."""

    def __init__(self) -> None:
        super().__init__()
        self._fp32 = _fp32_functions()

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if func is functional.dropout:
            return _dropout(*args, **kwargs)
        if func is functional.scaled_dot_product_attention:
            # The GPU's kernels draw the mask of dropout anew in backward; the CPU's would keep the scores for it.
            kwargs["dropout_p"] = 0.0
        if func not in self._fp32 or not torch.is_autocast_enabled("cpu"):
            return func(*args, **kwargs)
        with torch.autocast("cpu", enabled=False):
            return func(*[_up(value) for value in args], **{name: _up(value) for name, value in kwargs.items()})


def _up(value: Any) -> Any:
    half = isinstance(value, torch.Tensor) and value.dtype in (torch.bfloat16, torch.float16)
    return value.float() if half else value


def _dropout(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    """CUDA's fused dropout keeps a boolean mask, the CPU's a mask as wide as the input."""
    if not training or p == 0:
        return input
    return torch.native_dropout(input, p, True)[0]


@contextlib.contextmanager
def as_on_cuda() -> Iterator[None]:
    """Within it autocast is CUDA's, and `torch.is_autocast_enabled()` without a device speaks of the CPU's."""
    asked = torch.is_autocast_enabled

    def enabled(device: str = "cpu") -> bool:
        return bool(asked("cpu" if device == "cuda" else device))

    torch.is_autocast_enabled = enabled
    try:
        with CudaAutocast():
            yield
    finally:
        torch.is_autocast_enabled = asked
