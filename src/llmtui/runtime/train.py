"""train: fine-tune a causal language model with the Hugging Face Trainer, in full or with LoRA."""

from __future__ import annotations

import os
import time
from typing import Any, Callable, Optional

from . import events as ev
from .args import TRAIN, TrainArguments
from .checkpoints import newest_complete, steps_done
from .data import Rows, full_rows, one_row_a_text
from .deadline import BY_TIME_LIMIT, UNFINISHED_FILE, clear_unfinished, deadline_callback, deadline_of, write_unfinished
from .errors import RunError
from .events import Events
from .firstrank import first_rank_reads, read_on_first
from .load import add_lora, check_length, load_in_4bit, load_model, load_tokenizer, prepare
from .process import about, check_world_size, memory, world_size
from .progress import Progress, grouped
from .sources import Source, eval_source, read_source, train_source
from .trainer import build_trainer, report, training_arguments


def run(arguments: TrainArguments, events: Events) -> None:
    """Train, evaluate and save; or stop with a checkpoint when the deadline says so.

    Raises RunError for what the user can mend.
    """
    started = time.monotonic()
    check_world_size(arguments.expected_world_size, world_size())
    _check(arguments)
    deadline = deadline_of(os.environ, arguments.stop_seconds_before_end)
    if events.active:
        clear_unfinished(os.environ.get(UNFINISHED_FILE))
    _make_folder(arguments.output_dir)
    prepare(arguments.model_name_or_path)
    # First of all, for the ranks must know each other before FSDP can spare them their own copies of the weights.
    settings = training_arguments(arguments)
    tokenizer = load_tokenizer(arguments.model_name_or_path)
    train = _load_rows(arguments, train_source(arguments), tokenizer, events)
    evaluated = eval_source(arguments)
    held_out = None if evaluated is None else _load_rows(arguments, evaluated, tokenizer, events)
    model = _load(arguments, events)
    keeps_cache = model.config.use_cache
    progress = Progress(events)
    trainer = build_trainer(arguments, settings, model, tokenizer, train, held_out, progress, deadline)
    leave = deadline_callback(deadline)
    trainer.add_callback(leave)
    report(trainer, progress)
    _write_start(arguments, trainer, model, events)
    train_loss = _fit(arguments, trainer, events)
    if leave.reason is None:
        _evaluate_last(trainer)
        events.write(ev.PHASE, phase=ev.SAVING)
        model.config.use_cache = keeps_cache
        _save(arguments, trainer)
    elif events.active:
        write_unfinished(os.environ.get(UNFINISHED_FILE), trainer.state.global_step, trainer.state.max_steps)
    _write_end(arguments, trainer, events, leave.reason, train_loss, time.monotonic() - started)
    # A rank that goes while others still talk to it would fail them.
    trainer.accelerator.wait_for_everyone()
    trainer.accelerator.end_training()


def _check(arguments: TrainArguments) -> None:
    if arguments.max_steps == 0:
        raise RunError("max_steps is 0; -1 leaves the number of steps to num_train_epochs")
    if arguments.mixed_precision == "fp16" and arguments.weights_dtype == "fp16" and arguments.method == "full":
        raise RunError("weights_dtype fp16 cannot be trained with mixed_precision fp16; load them in fp32")
    if (arguments.method, arguments.sharding, arguments.bnb_4bit_quant_storage) == ("qlora", "fsdp", "uint8"):
        raise RunError(
            "bnb_4bit_quant_storage uint8 cannot be sharded; set it to bf16, or fp16 in mixed_precision fp16"
        )


def _make_folder(path: str) -> None:
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise RunError(f"cannot make output_dir {path}: {error.strerror}") from error


def _load_rows(arguments: TrainArguments, source: Source, tokenizer: Any, events: Events) -> Rows:
    events.write(ev.PHASE, phase=ev.TOKENIZING, done=0)
    rows_of = full_rows if arguments.packing or source.whole_texts else one_row_a_text
    try:
        texts = read_source(source)

        def progress(done: int) -> None:
            events.write(ev.PHASE, phase=ev.TOKENIZING, done=done, total=len(texts), unit="texts")

        rows = rows_of(texts, tokenizer, arguments.max_length, progress)
    except RunError as error:
        raise RunError(f"{source.key}: {error}") from error
    count = f"{grouped(len(texts))} texts, {grouped(len(rows))} rows, {grouped(rows.tokens)} tokens"
    events.say(f"{source.key} {source.name}: {count}")
    return rows


def _load(arguments: TrainArguments, events: Events) -> Any:
    from transformers import set_seed

    events.write(ev.PHASE, phase=ev.LOADING)
    set_seed(arguments.seed)
    if arguments.method == "qlora":
        return _with_adapters(arguments, load_in_4bit(arguments))
    if first_rank_reads(arguments):
        return read_on_first(lambda load: _build(arguments, load))
    return _build(arguments, load_model)


def _build(arguments: TrainArguments, load: Callable[..., Any]) -> Any:
    model = load(arguments.model_name_or_path, arguments.weights_dtype, arguments.attn_implementation)
    return _with_adapters(arguments, model)


def _with_adapters(arguments: TrainArguments, model: Any) -> Any:
    check_length(model, arguments.max_length, f"max_length {arguments.max_length}")
    return model if arguments.method == "full" else add_lora(model, arguments)


def _write_start(arguments: TrainArguments, trainer: Any, model: Any, events: Events) -> None:
    parameters = sum(_elements(weight) for weight in model.parameters())
    trainable = sum(_elements(weight) for weight in model.parameters() if weight.requires_grad)
    events.write(
        ev.START,
        task=TRAIN,
        model=arguments.model_name_or_path,
        model_type=str(model.config.model_type),
        parameters=parameters,
        trainable_parameters=trainable,
        **about(str(trainer.args.device)),
    )
    kind, ranks, device = model.config.model_type, world_size(), trainer.args.device.type
    events.say(f"{kind} with {grouped(parameters)} parameters, {grouped(trainable)} of them trained")
    events.say(f"{ranks} process{'' if ranks == 1 else 'es'} on {device}")


def _elements(weight: Any) -> int:
    """Elements of a parameter; DeepSpeed's ZeRO 3 empties it and keeps its size beside it."""
    return int(getattr(weight, "ds_numel", weight.numel()))


def _fit(arguments: TrainArguments, trainer: Any, events: Events) -> Optional[float]:
    """Train from the newest complete checkpoint on; the mean loss of the steps done, None if there were none."""
    checkpoint = newest_complete(arguments.output_dir) if arguments.resume == "auto" else None
    done = 0
    if checkpoint is not None:
        done = steps_done(checkpoint)
        events.say(f"resuming from {checkpoint}")
        trainer.args.eval_on_start = False
        if 0 < arguments.max_steps <= done:
            # All that is missing is the final save: read the checkpoint, do no step.
            trainer.args.max_steps, trainer.args.num_train_epochs = -1, 0
    result = trainer.train(resume_from_checkpoint=checkpoint)
    return float(result.training_loss) if result.global_step > done else None


def _evaluate_last(trainer: Any) -> None:
    if trainer.eval_dataset is not None and not _was_evaluated(trainer.state):
        trainer.evaluate()


def _was_evaluated(state: Any) -> bool:
    return any("eval_loss" in entry and entry["step"] == state.global_step for entry in state.log_history)


def _save(arguments: TrainArguments, trainer: Any) -> None:
    plugin: Optional[Any] = getattr(trainer.accelerator.state, "fsdp_plugin", None)
    if plugin is not None:
        # save_model() writes nothing while the plugin says SHARDED_STATE_DICT.
        plugin.set_state_dict_type("FULL_STATE_DICT")
    trainer.save_model(arguments.output_dir)
    trainer.save_state()


def _write_end(
    arguments: TrainArguments,
    trainer: Any,
    events: Events,
    reason: Optional[str],
    train_loss: Optional[float],
    seconds: float,
) -> None:
    state = trainer.state
    events.write(
        ev.END,
        outcome=ev.COMPLETED if reason is None else ev.UNFINISHED,
        reason=reason,
        step=state.global_step,
        max_steps=state.max_steps,
        train_loss=train_loss,
        runtime_s=seconds,
        **memory(),
    )
    if reason is None:
        events.say(f"completed in {seconds:.0f} s, saved in {arguments.output_dir}")
    else:
        why = "the time limit is near" if reason == BY_TIME_LIMIT else "it was asked to stop"
        events.say(f"stopped after step {state.global_step} of {state.max_steps}: {why}; the checkpoint is written")
