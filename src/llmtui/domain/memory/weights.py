"""Weights: every parameter in the dtype that it is held in, adapters, and buffers that are no parameters."""

from __future__ import annotations

from ..job import Dtype, Training
from ..linears import (
    adapted_tables,
    adapter_parameters,
    all_elements,
    expert_adapter_parameters,
    expert_elements,
    matrices,
)
from ..model import ModelSpec

DTYPE_BYTES: dict[Dtype, int] = {"fp32": 4, "bf16": 2, "fp16": 2}

#: bitsandbytes' NF4: one scale for 64 weights; with double quantization a byte a scale and one fp32 for 256 scales
#: (bitsandbytes 0.50, functional.quantize_4bit; QLoRA, arXiv 2305.14314, section 3).
_NF4_BLOCK = 64
_NF4_NESTED_BLOCK = 256


def lora_parameters(model: ModelSpec, training: Training) -> int:
    """r x (in + out) for each targeted matrix (LoRA, arXiv 2106.09685, section 4)."""
    rank, modules = training.lora.r, training.lora.target_modules
    tables = len(adapted_tables(modules)) * rank * (model.hidden_size + model.vocab_size)
    return tables + adapter_parameters(model, modules, rank) + expert_adapter_parameters(model, modules, rank)


def nf4_bytes(elements: int, *, double_quant: bool) -> int:
    """Two weights a byte and their scales, in bytes."""
    scales = -(-elements // _NF4_BLOCK)
    if not double_quant:
        return -(-elements // 2) + 4 * scales
    return -(-elements // 2) + scales + 4 * -(-scales // _NF4_NESTED_BLOCK)


def quantized_bytes(model: ModelSpec, kind: str, *, double_quant: bool) -> int:
    """The layers' matrices in NF4 or int8 (a byte a weight and an fp32 scale a row); the rest is not quantized."""
    if all_elements(model) > model.parameters - model.table_parameters:
        # A model_type that is read like Llama and has less than that: all but the tables is taken for quantized.
        elements = model.parameters - model.table_parameters
        return elements if kind == "int8" else nf4_bytes(elements, double_quant=double_quant)
    if kind == "int8":
        rows = sum(number * tall for _, _, tall, number in matrices(model))
        return all_elements(model) + 4 * rows
    whole = sum(number * nf4_bytes(wide * tall, double_quant=double_quant) for _, wide, tall, number in matrices(model))
    return whole + nf4_bytes(expert_elements(model), double_quant=double_quant)


def packed_bytes(model: ModelSpec) -> int:
    """The layers' matrices in NF4 without their scales: two weights a byte."""
    return min(all_elements(model), model.parameters - model.table_parameters) // 2


def _unquantized(model: ModelSpec) -> int:
    """Parameters that stay in 16 or 32 bit: embedding, head, norms, biases."""
    return max(model.table_parameters, model.parameters - all_elements(model))


def base_bytes(model: ModelSpec, training: Training) -> int:
    """The model's own weights as they are held in a training run on one rank, in bytes."""
    dtype = DTYPE_BYTES[training.weights_dtype]
    if training.method != "qlora":
        return model.parameters * dtype
    rest = _unquantized(model)
    # prepare_model_for_kbit_training leaves everything that is not quantized in fp32 (PEFT, utils/other.py).
    kept = 4 if training.quantization.prepare_for_kbit_training else dtype
    double_quant = training.quantization.bnb_4bit_use_double_quant
    return rest * kept + quantized_bytes(model, "nf4", double_quant=double_quant)


def inference_bytes(model: ModelSpec, dtype: Dtype, quantization: str) -> int:
    """Weights of a model that only answers. BitsAndBytesConfig has double quantization off by default."""
    if quantization == "none":
        return model.parameters * DTYPE_BYTES[dtype]
    rest = _unquantized(model)
    return rest * DTYPE_BYTES[dtype] + quantized_bytes(model, quantization, double_quant=False)


def module_buffers(model: ModelSpec) -> int:
    """Buffers of the modules: GPT-Neo's causal masks, a byte a pair of positions and layer (GPTNeoSelfAttention)."""
    if model.model_type != "gpt_neo":
        return 0
    return model.num_hidden_layers * (model.max_position_embeddings or 0) ** 2
