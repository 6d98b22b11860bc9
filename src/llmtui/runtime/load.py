"""Models, adapters and tokenizers under the names that the installed libraries take."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, Union

from .args import TraceArguments, TrainArguments
from .errors import RunError, first_line

DTYPES = {"fp32": "float32", "bf16": "bfloat16", "fp16": "float16"}
STORAGES = {"uint8": "uint8", **DTYPES}
_ADAPTER = "adapter_config.json"


def prepare(model: str) -> None:
    """Call this before the first import of transformers. Raises RunError when a model folder does not exist.

    The hub is kept out of it when the model is a folder: a compute node may have no internet to wait for.
    """
    if os.path.isdir(model):
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    elif os.path.isabs(model) or model.startswith(".") or model.count("/") > 1:
        raise RunError(f"model folder {model} does not exist")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    from transformers.utils import logging

    logging.disable_progress_bar()


def load_tokenizer(model: str) -> Any:
    """The tokenizer of a model or of an adapter's folder, with a pad token. Raises RunError."""
    from transformers import AutoTokenizer

    has_own = not is_adapter(model) or os.path.isfile(os.path.join(model, "tokenizer_config.json"))
    path = model if has_own else adapter_base(model)
    try:
        tokenizer = AutoTokenizer.from_pretrained(path)
    except (OSError, ValueError) as error:
        raise RunError(f"cannot load the tokenizer of {path}: {first_line(error)}") from error
    if tokenizer.pad_token_id is None:
        if tokenizer.eos_token_id is None:
            raise RunError(f"the tokenizer of {path} has neither a pad token nor an end token")
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def load_model(model: str, dtype: str, attention: str, **more: Any) -> Any:
    """A causal language model with its weights in `dtype` (fp32, bf16, fp16). Raises RunError."""
    from transformers import AutoModelForCausalLM

    try:
        return AutoModelForCausalLM.from_pretrained(_path(model), **_options(dtype, attention), **more)
    except (OSError, ValueError, ImportError) as error:
        raise RunError(f"cannot load the model {model}: {first_line(error)}") from error


def load_empty(model: str, dtype: str, attention: str) -> Any:
    """The same model without weights: parameters on the meta device, buffers in host memory. Raises RunError."""
    from accelerate import init_empty_weights
    from transformers import AutoConfig, AutoModelForCausalLM

    try:
        config = AutoConfig.from_pretrained(_path(model))
        with init_empty_weights(include_buffers=False):
            built = AutoModelForCausalLM.from_config(config, **_options(dtype, attention))
    except (OSError, ValueError, ImportError) as error:
        raise RunError(f"cannot build the model {model}: {first_line(error)}") from error
    # Moving each parameter by itself has parted the tied ones.
    built.tie_weights()
    return built.eval()


def _path(model: str) -> str:
    return os.path.abspath(model) if os.path.isdir(model) else model


def _options(dtype: str, attention: str) -> Dict[str, Any]:
    import torch

    return {_dtype_name(): getattr(torch, DTYPES[dtype]), "attn_implementation": attention}


def load_in_4bit(arguments: TrainArguments) -> Any:
    """A model with the matrices of its layers in bitsandbytes' NF4, ready for adapters (QLoRA). Raises RunError."""
    import torch
    from transformers import BitsAndBytesConfig

    compute = torch.float16 if arguments.mixed_precision == "fp16" else torch.bfloat16
    try:
        quantization = BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=arguments.bnb_4bit_use_double_quant,
            bnb_4bit_compute_dtype=compute,
            bnb_4bit_quant_storage=getattr(torch, STORAGES[arguments.bnb_4bit_quant_storage]),
        )
    except ImportError as error:
        raise RunError(f"qlora needs the package bitsandbytes: {first_line(error)}") from error
    # Each rank puts quantized weights where it trains. FSDP takes them from host memory, a unit at a time: without a
    # place transformers would put all of them on every GPU before they are divided.
    device = "cpu" if arguments.use_cpu or arguments.sharding == "fsdp" else int(os.environ.get("LOCAL_RANK", "0"))
    model = load_model(
        arguments.model_name_or_path,
        arguments.weights_dtype,
        arguments.attn_implementation,
        quantization_config=quantization,
        device_map={"": device},
    )
    if arguments.use_cpu:
        _keep_layout(model)
    if arguments.prepare_for_kbit_training:
        from peft import prepare_model_for_kbit_training

        # The Trainer switches checkpointing on by itself.
        model = prepare_model_for_kbit_training(model, use_gradient_checkpointing=False)
    return model


def _keep_layout(model: Any) -> None:
    """Keep bitsandbytes from repacking weights for generation at the first evaluation (processors with AVX512-BF16).

    Training would go on with kernels that pass no gradient on, and FSDP with bytes in the layout from before.
    """
    for module in model.modules():
        if hasattr(module, "support_avx512bf16_for_cpu"):
            module.support_avx512bf16_for_cpu = False


def load_for_inference(model: str, dtype: str, attention: str, device_map: str) -> Any:
    """A model, or an adapter on its base model, placed by `device_map` and in evaluation mode. Raises RunError."""
    base = adapter_base(model) if is_adapter(model) else model
    loaded = load_model(base, dtype, attention, device_map=device_map)
    if base != model:
        from peft import PeftModel

        loaded = PeftModel.from_pretrained(loaded, model)
    return loaded.eval()


def is_adapter(model: str) -> bool:
    """True for the folder of a LoRA adapter."""
    return os.path.isfile(os.path.join(model, _ADAPTER))


def adapter_base(model: str) -> str:
    """The model that an adapter was trained on, as its config names it. Raises RunError."""
    path = os.path.join(model, _ADAPTER)
    try:
        with open(path, encoding="utf-8") as file:
            base = json.load(file)["base_model_name_or_path"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(f"{path} names no base model: {first_line(error)}") from error
    if not isinstance(base, str) or (os.path.isabs(base) and not os.path.isdir(base)):
        raise RunError(f"{path}: the base model {base} does not exist here")
    return base


def add_lora(model: Any, arguments: Union[TrainArguments, TraceArguments]) -> Any:
    """The model with fresh LoRA adapters, its own weights frozen. Raises RunError."""
    from peft import LoraConfig, get_peft_model

    modules = arguments.lora_target_modules
    config = LoraConfig(
        r=arguments.lora_r,
        lora_alpha=arguments.lora_alpha,
        lora_dropout=arguments.lora_dropout,
        target_modules=modules if isinstance(modules, str) else list(modules),
        task_type="CAUSAL_LM",
    )
    if arguments.gradient_checkpointing:
        # Else no input of a checkpointed layer needs a gradient, and the adapters in it get none.
        model.enable_input_require_grads()
    try:
        return get_peft_model(model, config)
    except ValueError as error:
        raise RunError(f"lora_target_modules: {first_line(error)}") from error


def check_length(model: Any, tokens: int, what: str) -> None:
    """Raises RunError when `tokens` are more than the model has positions."""
    positions = getattr(model.config, "max_position_embeddings", None)
    if isinstance(positions, int) and 0 < positions < tokens:
        raise RunError(f"{what} needs {tokens} positions, the model has {positions}")


def _dtype_name() -> str:
    """transformers 5 calls it dtype, earlier versions torch_dtype."""
    import transformers

    return "dtype" if int(transformers.__version__.partition(".")[0]) >= 5 else "torch_dtype"
