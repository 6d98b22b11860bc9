"""run.json: the runtime's arguments, made from the plan under the runtime's own names."""

from __future__ import annotations

import json
from collections.abc import Mapping

from .. import __version__
from ..domain.hubnames import hub_dataset
from ..domain.plan import Plan
from ..runtime.args import INFER, TRAIN, InferArguments, TrainArguments, to_json

#: Fields of TrainArguments that the job file has under the same name.
_SAME = (
    "dataset_text_field dataset_config dataset_train_split dataset_test_split output_dir method weights_dtype optim "
    "per_device_train_batch_size gradient_accumulation_steps max_length packing padding gradient_checkpointing "
    "attn_implementation max_steps num_train_epochs learning_rate warmup_steps lr_scheduler_type weight_decay "
    "max_grad_norm seed logging_steps eval_steps eval_on_start save_steps save_total_limit resume report_to"
).split()
_SAME_INFER = "output batch_size max_new_tokens do_sample temperature top_p weights_dtype attn_implementation".split()


def run_json(plan: Plan, model_path: str, inputs: Mapping[str, str]) -> str:
    """The file's text. `inputs` maps dotted job-file keys to the paths under which the job finds them."""
    training = plan.spec.task == "finetune"
    arguments = _train(plan, model_path, inputs) if training else _infer(plan, model_path, inputs)
    about = {"llmtui": __version__, "name": plan.spec.name, "cluster": plan.cluster.name, "model": plan.model.id}
    value = {"task": TRAIN if training else INFER, "arguments": to_json(arguments), "about": about}
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _train(plan: Plan, model_path: str, inputs: Mapping[str, str]) -> TrainArguments:
    training = plan.spec.training
    lora = training.lora
    same = {name: getattr(training, name) for name in _SAME}
    return TrainArguments(
        model_name_or_path=model_path,
        dataset=inputs.get("training.dataset") or _on_hub(training.dataset) or "",
        eval_dataset=inputs.get("training.eval_dataset") or _on_hub(training.eval_dataset),
        sharding=plan.sharding,
        mixed_precision=plan.mixed_precision,
        bnb_4bit_quant_storage=_quant_storage(plan),
        bnb_4bit_use_double_quant=training.quantization.bnb_4bit_use_double_quant,
        prepare_for_kbit_training=training.quantization.prepare_for_kbit_training,
        lora_r=lora.r,
        lora_alpha=lora.lora_alpha,
        lora_dropout=lora.lora_dropout,
        lora_target_modules=lora.target_modules,
        use_cpu=plan.gpu is None,
        expected_world_size=plan.world_size,
        stop_seconds_before_end=plan.sig_time,
        **same,
    )


def _on_hub(name: str | None) -> str | None:
    """The id under which the job finds a data set of the hub in its cache; any other name as it is."""
    return hub_dataset(name) or name


def _quant_storage(plan: Plan) -> str:
    """FSDP divides packed weights only where they pass for a floating dtype, and casts what is not of its compute
    dtype, which would change their bits."""
    if plan.method != "qlora" or plan.sharding != "fsdp":
        return "uint8"
    return "fp16" if plan.mixed_precision == "fp16" else "bf16"


def _infer(plan: Plan, model_path: str, inputs: Mapping[str, str]) -> InferArguments:
    inference = plan.spec.inference
    same = {name: getattr(inference, name) for name in _SAME_INFER}
    return InferArguments(
        model_name_or_path=model_path,
        prompts=inputs.get("inference.prompts", inference.prompts),
        use_cpu=plan.gpu is None,
        **same,
    )
