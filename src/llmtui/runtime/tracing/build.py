"""The model class that a config.json names, with random weights that are not there, and what trains it."""

from __future__ import annotations

import contextlib
from typing import Any, Dict, Iterator, List

import torch
from torch import nn

from ..args import TraceArguments
from ..errors import RunError, first_line
from ..load import DTYPES, add_lora
from .cuda import as_on_cuda
from .four_bit import quantize


def build_model(arguments: TraceArguments) -> Any:
    """The model as the run would have it on one rank before it is sharded. Raises RunError."""
    model = _from_config(arguments)
    if arguments.quantization != "none":
        half = torch.float16 if arguments.mixed_precision == "fp16" else torch.bfloat16
        storage = half if arguments.sharding == "fsdp" else torch.uint8
        quantize(model, arguments.bnb_4bit_use_double_quant, storage)
    if arguments.task == "inference":
        return model.eval()
    if arguments.method == "qlora" and arguments.prepare_for_kbit_training:
        prepare_for_kbit_training(model)
    if arguments.method != "full":
        with parameters_stay():
            model = add_lora(model, arguments)
    model.train()
    if arguments.gradient_checkpointing:
        model.gradient_checkpointing_enable(checkpointing_options())
    return model


def checkpointing_options() -> Dict[str, Any]:
    """Keywords of torch's checkpoint(): what is recomputed runs as it ran at first, which backward alone would not
    see to, for it leaves Python's function modes."""
    return {"use_reentrant": False, "context_fn": lambda: (contextlib.nullcontext(), as_on_cuda())}


def _from_config(arguments: TraceArguments) -> Any:
    from transformers import AutoConfig, AutoModelForCausalLM

    values = dict(arguments.model_config)
    try:
        config = AutoConfig.for_model(values.pop("model_type"), **values)
        config.use_cache = arguments.task == "inference"
        dtype = getattr(torch, DTYPES[arguments.weights_dtype])
        return AutoModelForCausalLM.from_config(config, dtype=dtype, attn_implementation=arguments.attn_implementation)
    except (ValueError, KeyError, TypeError, ImportError, AttributeError) as error:
        raise RunError(f"the installed transformers cannot build this model: {first_line(error)}") from error


def prepare_for_kbit_training(model: Any) -> None:
    """What PEFT's prepare_model_for_kbit_training leaves: all that is not quantized in fp32, nothing trained."""
    for parameter in model.parameters():
        parameter.requires_grad = False
        if not hasattr(parameter, "quant_state") and parameter.dtype in (torch.bfloat16, torch.float16):
            parameter.data = parameter.data.float()


@contextlib.contextmanager
def parameters_stay() -> Iterator[None]:
    """PEFT moves new adapters beside the weights, which fake parameters do not take; they are there already."""
    move = nn.Module.to
    nn.Module.to = lambda self, *args, **named: self
    try:
        yield
    finally:
        nn.Module.to = move


def trained(model: Any) -> List[nn.Parameter]:
    """The parameters that get gradients."""
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def build_optimizer(name: str, model: Any) -> Any:
    """The optimizer that transformers' Trainer makes of this word, on what is trained. Raises RunError."""
    parameters = trained(model)
    if name in ("adamw_torch", "adamw_torch_fused"):
        return torch.optim.AdamW(parameters, lr=1e-3, fused=name.endswith("fused"), foreach=name == "adamw_torch")
    if name == "sgd":
        return torch.optim.SGD(parameters, lr=1e-3)
    if name == "adafactor":
        from transformers.optimization import Adafactor

        return Adafactor(parameters, lr=1e-3, scale_parameter=False, relative_step=False)
    raise RunError(f"optim {name} cannot be traced: its kernels need a GPU; the estimate without a trace covers it")
