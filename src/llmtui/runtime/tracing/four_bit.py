"""bitsandbytes' 4-bit linear layers on fake tensors: their sizes and their autograd, without the kernels."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from ..errors import RunError

_BLOCK = 64
_NESTED_BLOCK = 256
#: Below so many rows bitsandbytes multiplies packed weights on every GPU (backends/cuda/ops.py).
_FEW_ROWS = 8


def quantize(model: Any, double_quant: bool, storage: torch.dtype = torch.uint8) -> None:
    """Put NF4 layers in place of every linear layer but the output head, as transformers does. Raises RunError.

    Their packed weights pass for `storage`, by which FSDP tells what it can divide.

    Conv1D, GPT-2's linear layer with its weight the other way round, is one of them (integrations/bitsandbytes.py).
    """
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
            if type(child).__name__ in ("Linear", "Conv1D") and child is not head:
                setattr(module, name, kind(bitsandbytes, child, double_quant, storage))


def _layer_class(bitsandbytes: Any) -> Any:
    class FakeLinear4bit(bitsandbytes.nn.Linear4bit):  # type: ignore[misc]
        """A Linear4bit whose packed weight is an ordinary parameter, for Params4bit takes no fake tensors."""

        def __init__(self, library: Any, layer: Any, double_quant: bool, storage: torch.dtype) -> None:
            nn.Module.__init__(self)
            weight = layer.weight.t() if type(layer).__name__ == "Conv1D" else layer.weight
            self.out_features, self.in_features = weight.shape
            self.matmul, self.unpack = library.matmul_4bit, library.functional.dequantize_4bit
            packed = torch.empty((weight.numel() + 1) // 2 // storage.itemsize, 1, dtype=storage)
            self.weight = nn.Parameter(packed, requires_grad=False)
            self.bias = layer.bias
            self.compute_dtype = torch.bfloat16
            self.quant_state = _state(library, weight, double_quant)
            self.weight.quant_state = self.quant_state
            self.weight.compress_statistics = double_quant
            self.weight.quant_type = "nf4"

        def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
            # A quantization state would be written with its numbers, which fake tensors do not have.
            nn.Module._save_to_state_dict(self, destination, prefix, keep_vars)

        def forward(self, x: Any) -> Any:
            bias = None if self.bias is None else self.bias.to(self.compute_dtype)
            given = x.to(self.compute_dtype)
            if torch.is_grad_enabled() or x.numel() < _FEW_ROWS * x.shape[-1]:
                product = self.matmul(given, self.weight.t(), bias=bias, quant_state=self.quant_state)
            else:
                # What the GPU's operator does with a prompt, while the CPU's multiplies packed weights.
                product = nn.functional.linear(given, self.unpack(self.weight, self.quant_state).to(given.dtype), bias)
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
