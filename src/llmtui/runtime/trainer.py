"""The Hugging Face Trainer, set up from the run's arguments under the names that the installed version takes."""

from __future__ import annotations

import inspect
import time
from typing import Any, Dict, Optional

from .args import TrainArguments
from .data import Collate, Rows
from .deadline import Deadline
from .errors import RunError, first_line
from .process import world_size
from .progress import Progress

#: Arguments that TrainingArguments takes as they are.
_SAME = (
    "output_dir",
    "optim",
    "per_device_train_batch_size",
    "gradient_accumulation_steps",
    "max_steps",
    "num_train_epochs",
    "learning_rate",
    "warmup_steps",
    "lr_scheduler_type",
    "weight_decay",
    "max_grad_norm",
    "seed",
    "logging_steps",
    "eval_steps",
    "save_steps",
    "save_total_limit",
    "report_to",
    "use_cpu",
)


def training_arguments(arguments: TrainArguments) -> Any:
    """transformers' TrainingArguments; making them joins the ranks into a process group. Raises RunError."""
    from transformers import TrainingArguments

    evaluate = arguments.eval_dataset is not None
    values: Dict[str, Any] = {name: getattr(arguments, name) for name in _SAME}
    values.update(
        bf16=arguments.mixed_precision == "bf16",
        fp16=arguments.mixed_precision == "fp16",
        eval_strategy="steps" if evaluate and arguments.eval_steps is not None else "no",
        eval_on_start=evaluate and arguments.eval_on_start,
        per_device_eval_batch_size=arguments.per_device_train_batch_size,
        prediction_loss_only=True,
        disable_tqdm=True,
        dataloader_pin_memory=not arguments.use_cpu,
        ddp_find_unused_parameters=False,
        logging_nan_inf_filter=False,
    )
    values.update(_checkpointing(TrainingArguments, arguments.gradient_checkpointing))
    try:
        made = TrainingArguments(**values)
        ranks = int(made.world_size)
    except (ValueError, ImportError) as error:
        raise RunError(f"the installed transformers refuses the settings: {first_line(error)}") from error
    if ranks != world_size():
        raise RunError(f"{world_size()} processes were started, but the Trainer sees {ranks}")
    return made


def _checkpointing(kind: Any, wanted: bool) -> Dict[str, Any]:
    """transformers 5 renamed gradient_checkpointing to activation_checkpointing."""
    known = inspect.signature(kind.__init__).parameters
    name = "activation_checkpointing" if "activation_checkpointing" in known else "gradient_checkpointing"
    # The reentrant form hides parameters from DistributedDataParallel and needs inputs with gradients.
    return {name: wanted, f"{name}_kwargs": {"use_reentrant": False}} if wanted else {name: False}


def build_trainer(
    arguments: TrainArguments,
    settings: Any,
    model: Any,
    tokenizer: Any,
    train: Rows,
    held_out: Optional[Rows],
    progress: Progress,
    deadline: Deadline,
) -> Any:
    """A Trainer that reports to `progress`, and to `deadline` how long a checkpoint takes.

    Raises RunError when the sharding that was asked for is not there.
    """
    length = arguments.max_length if arguments.padding == "max_length" else None
    trainer = _trainer_class(progress, deadline)(
        model=model,
        args=settings,
        train_dataset=train,
        eval_dataset=held_out,
        processing_class=tokenizer,
        data_collator=Collate(int(tokenizer.pad_token_id), length),
    )
    from transformers import PrinterCallback

    trainer.remove_callback(PrinterCallback)
    _check_sharding(arguments, trainer)
    return trainer


def _check_sharding(arguments: TrainArguments, trainer: Any) -> None:
    """Raises RunError where accelerate did not set up the sharding that was asked for, or one that loses adapters."""
    state = trainer.accelerator.state
    found = state.distributed_type.value
    if arguments.sharding == "fsdp":
        if not trainer.is_fsdp_enabled:
            raise RunError(
                f"sharding is fsdp, but accelerate set up {found}; "
                "FSDP needs GPUs and distributed_type: FSDP in accelerate.yaml"
            )
        if arguments.method != "full" and getattr(state.fsdp_plugin, "fsdp_version", 1) == 1:
            raise RunError(f"FSDP 1 saves no adapters of method {arguments.method}; set fsdp_version: 2")
    elif arguments.sharding in ("zero2", "zero3"):
        stage = state.deepspeed_plugin.zero_stage if trainer.is_deepspeed_enabled else None
        if f"zero{stage}" != arguments.sharding:
            found = found if stage is None else f"zero_stage {stage}"
            raise RunError(
                f"sharding is {arguments.sharding}, but accelerate set up {found}; it needs the package deepspeed, "
                "distributed_type: DEEPSPEED and that zero_stage in accelerate.yaml"
            )


def report(trainer: Any, progress: Progress) -> None:
    """Have the trainer report to `progress`; what decides on logging and saving must have been added before."""
    trainer.add_callback(_callback_class(trainer, progress))


def _trainer_class(progress: Progress, deadline: Deadline) -> Any:
    """The class is made here because its base needs transformers, which is not imported before a run starts."""
    from transformers import Trainer

    class CountingTrainer(Trainer):  # type: ignore[misc]
        """Counts the tokens that are no padding and says when it evaluates."""

        local_tokens: Any = 0

        def training_step(self, model: Any, inputs: Any, *more: Any, **named: Any) -> Any:
            # Stays on the device: reading it here would make each step wait for the GPU.
            self.local_tokens = self.local_tokens + inputs["attention_mask"].sum()
            return super().training_step(model, inputs, *more, **named)

        def evaluate(self, *args: Any, **named: Any) -> Any:
            progress.evaluating(self.state)
            return super().evaluate(*args, **named)

        def _save_checkpoint(self, *args: Any, **named: Any) -> None:
            started = time.monotonic()
            super()._save_checkpoint(*args, **named)
            deadline.saved(time.monotonic() - started)

        def _save_rng_state(self, output_dir: str) -> None:
            super()._save_rng_state(output_dir)
            # Rank 0 writes trainer_state.json next, by which a checkpoint counts as complete, and then deletes an
            # older one: by then every rank must have written its part.
            self.accelerator.wait_for_everyone()

        def count_tokens(self) -> int:
            """Tokens of all ranks since the start of the run, kept in the state so that checkpoints have it.

            Every rank must call it at the same step.
            """
            import torch

            here = torch.as_tensor(self.local_tokens, device=self.args.device)
            self.state.num_input_tokens_seen += int(self.accelerator.reduce(here, reduction="sum").item())
            self.local_tokens = 0
            return int(self.state.num_input_tokens_seen)

    return CountingTrainer


def _callback_class(trainer: Any, progress: Progress) -> Any:
    from transformers import TrainerCallback

    class Report(TrainerCallback):  # type: ignore[misc]
        def on_train_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            # A finished run that only has to be saved was set up with no steps to do.
            state.max_steps = max(state.max_steps, state.global_step)
            progress.begin(state, type(trainer.model_wrapped).__name__, int(state.num_input_tokens_seen))

        def on_step_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            progress.stopwatch.start()

        def on_step_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            if control.should_log or control.should_evaluate or control.should_save:
                trainer.count_tokens()
                progress.stopwatch.stop()

        def on_log(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            entry = state.log_history[-1]
            if "loss" in entry:
                progress.log(state, entry, int(state.num_input_tokens_seen))
            elif "eval_loss" in entry:
                progress.evaluated(state, entry)

        def on_save(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            progress.saved(state, args.output_dir)

    return Report
