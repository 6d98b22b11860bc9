"""bitsandbytes' 4-bit linear layers on fake tensors: their sizes and their autograd, without the kernels."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from ..errors import RunError

_BLOCK = 64
_NESTED_BLOCK = 256


def quantize(model: Any, double_quant: bool) -> None:
    """Put NF4 layers in place of every linear layer but the output head, as transformers does. Raises RunError."""
    try:
        import bitsandbytes
    except ImportError as error:
        raise RunError("tracing 4-bit weights needs the package bitsandbytes") from error
    kind = _layer_class(bitsandbytes)
    # What transformers says of such a model, and PEFT asks for.
    model.is_quantized = model.is_loaded_in_4bit = True
    head = model.get_output_embeddings()
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear) and child is not head:
                setattr(module, name, kind(bitsandbytes, child, double_quant))


def _layer_class(bitsandbytes: Any) -> Any:
    class FakeLinear4bit(bitsandbytes.nn.Linear4bit):  # type: ignore[misc]
        """A Linear4bit whose packed weight is an ordinary parameter, for Params4bit takes no fake tensors."""

        def __init__(self, library: Any, layer: nn.Linear, double_quant: bool) -> None:
            nn.Module.__init__(self)
            self.in_features, self.out_features = layer.in_features, layer.out_features
            self.matmul = library.matmul_4bit
            packed = torch.empty((layer.weight.numel() + 1) // 2, 1, dtype=torch.uint8)
            self.weight = nn.Parameter(packed, requires_grad=False)
            self.bias = layer.bias
            self.compute_dtype = torch.bfloat16
            self.quant_state = _state(library, layer.weight, double_quant)
            self.weight.quant_state = self.quant_state
            self.weight.compress_statistics = double_quant
            self.weight.quant_type = "nf4"

        def forward(self, x: Any) -> Any:
            bias = None if self.bias is None else self.bias.to(self.compute_dtype)
            product = self.matmul(x.to(self.compute_dtype), self.weight.t(), bias=bias, quant_state=self.quant_state)
            return product.to(x.dtype)

    return FakeLinear4bit


def _state(library: Any, weight: Any, double_quant: bool) -> Any:
    """One absmax for 64 weights: a byte with a second level of one fp32 for 256 of them, or an fp32 itself."""
    kind = library.functional.QuantState
    blocks = -(-weight.numel() // _BLOCK)
    common = {"shape": weight.shape, "dtype": torch.bfloat16, "blocksize": _BLOCK, "quant_type": "nf4"}
    if not double_quant:
        return kind(absmax=torch.empty(blocks), code=torch.empty(16), **common)
    nested = kind(
        absmax=torch.empty(-(-blocks // _NESTED_BLOCK)),
        code=torch.empty(256),
        blocksize=_NESTED_BLOCK,
        dtype=torch.float32,
    )
    absmax = torch.empty(blocks, dtype=torch.uint8)
    return kind(absmax=absmax, code=torch.empty(16), offset=torch.empty(()), state2=nested, **common)
