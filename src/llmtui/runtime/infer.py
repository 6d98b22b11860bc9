"""infer: prompts in, JSONL out, each prompt answered once and in order."""

from __future__ import annotations

import json
import os
import time
from typing import Any, Dict, Iterator, List, Sequence

from . import events as ev
from .args import INFER, InferArguments
from .errors import RunError, first_line
from .events import Events
from .load import check_length, load_for_inference, load_tokenizer, prepare
from .process import about, check_world_size, memory, world_size
from .progress import grouped
from .prompts import Prompt, read_prompts


def run(arguments: InferArguments, events: Events) -> None:
    """Answer all prompts. Raises RunError for what the user can mend."""
    started = time.monotonic()
    # One process drives all GPUs of the node through device_map; a second one would write the same file.
    check_world_size(1, world_size())
    prompts = read_prompts(arguments.prompts, arguments.prompt_field)
    prepare(arguments.model_name_or_path)
    events.write(ev.PHASE, phase=ev.LOADING)
    tokenizer, model = _load(arguments)
    encoded = [_encode(tokenizer, prompt) for prompt in prompts]
    longest = max(len(ids) for ids in encoded)
    check_length(model, longest + arguments.max_new_tokens, f"a prompt of {longest} tokens with its answer")
    _write_start(arguments, model, events, len(prompts))
    answers = _answers(arguments, model, tokenizer, prompts, encoded)
    _write(arguments.output, answers, len(prompts), events)
    seconds = time.monotonic() - started
    events.write(ev.END, outcome=ev.COMPLETED, step=len(prompts), runtime_s=seconds, **memory())
    events.say(f"completed in {seconds:.0f} s, answers in {arguments.output}")


def _load(arguments: InferArguments) -> Any:
    from transformers import set_seed

    set_seed(arguments.seed)
    tokenizer = load_tokenizer(arguments.model_name_or_path)
    tokenizer.padding_side = "left"
    place = "cpu" if arguments.use_cpu else arguments.device_map
    model = load_for_inference(
        arguments.model_name_or_path, arguments.weights_dtype, arguments.attn_implementation, place
    )
    return tokenizer, model


def _encode(tokenizer: Any, prompt: Prompt) -> List[int]:
    if prompt.messages is not None:
        return _encode_chat(tokenizer, prompt)
    ids = list(tokenizer(prompt.text)["input_ids"])
    if not ids:
        raise RunError(f"prompt {prompt.id!r} is empty")
    return ids


def _encode_chat(tokenizer: Any, prompt: Prompt) -> List[int]:
    if not tokenizer.chat_template:
        raise RunError(f"prompt {prompt.id!r} has messages, but the model has no chat template")
    text = tokenizer.apply_chat_template(prompt.messages, tokenize=False, add_generation_prompt=True)
    # The template has put the special tokens.
    return list(tokenizer(text, add_special_tokens=False)["input_ids"])


def _write_start(arguments: InferArguments, model: Any, events: Events, prompts: int) -> None:
    parameters = sum(weight.numel() for weight in model.parameters())
    placed = getattr(model, "hf_device_map", None) or {"": model.device}
    devices = ", ".join(sorted({str(place) for place in placed.values()}))
    events.write(
        ev.START,
        task=INFER,
        model=arguments.model_name_or_path,
        model_type=str(model.config.model_type),
        parameters=parameters,
        trainable_parameters=0,
        **about(devices),
    )
    kind = model.config.model_type
    events.say(f"{kind} with {grouped(parameters)} parameters on {devices}, {prompts} prompts")


def _answers(
    arguments: InferArguments, model: Any, tokenizer: Any, prompts: Sequence[Prompt], encoded: Sequence[List[int]]
) -> Iterator[Dict[str, Any]]:
    for start in range(0, len(prompts), arguments.batch_size):
        batch = range(start, min(start + arguments.batch_size, len(prompts)))
        replies = _generate(arguments, model, tokenizer, [encoded[index] for index in batch])
        for index in batch:
            yield _answer(tokenizer, prompts[index], encoded[index], replies[index - start])


def _generate(arguments: InferArguments, model: Any, tokenizer: Any, batch: Sequence[List[int]]) -> List[List[int]]:
    """The new tokens of each prompt, up to its end token."""
    import torch

    inputs = tokenizer.pad({"input_ids": list(batch)}, return_tensors="pt").to(model.device)
    # temperature 0 means the most likely token, which generate() wants said as do_sample=False.
    sample = arguments.do_sample and arguments.temperature > 0
    options = {"temperature": arguments.temperature, "top_p": arguments.top_p} if sample else {}
    with torch.no_grad():
        output = model.generate(
            input_ids=inputs["input_ids"],
            attention_mask=inputs["attention_mask"],
            max_new_tokens=arguments.max_new_tokens,
            do_sample=sample,
            pad_token_id=tokenizer.pad_token_id,
            **options,
        )
    new = output[:, inputs["input_ids"].shape[1] :].tolist()
    return [_until_end(ids, _end_tokens(model, tokenizer)) for ids in new]


def _end_tokens(model: Any, tokenizer: Any) -> Sequence[int]:
    """Generation stops at any of these and pads the rest of the row."""
    ends = model.generation_config.eos_token_id
    found = list(ends) if isinstance(ends, (list, tuple)) else [ends]
    return [end for end in [*found, tokenizer.pad_token_id] if end is not None]


def _until_end(ids: List[int], ends: Sequence[int]) -> List[int]:
    stop = next((place for place, token in enumerate(ids) if token in ends), len(ids))
    return ids[:stop]


def _answer(tokenizer: Any, prompt: Prompt, encoded: List[int], reply: List[int]) -> Dict[str, Any]:
    asked = prompt.text if prompt.messages is None else tokenizer.decode(encoded)
    completion = tokenizer.decode(reply, skip_special_tokens=True)
    return {"id": prompt.id, "prompt": asked, "completion": completion, "tokens": len(reply)}


def _write(path: str, answers: Iterator[Dict[str, Any]], total: int, events: Events) -> None:
    """All answers or none under `path`: a killed run leaves only an unfinished file, which the next one replaces."""
    unfinished = f"{path}.part"
    events.write(ev.PHASE, phase=ev.GENERATING, done=0, total=total, unit="prompts")
    try:
        with open(unfinished, "w", encoding="utf-8") as file:
            for done, answer in enumerate(answers, 1):
                file.write(json.dumps(answer, ensure_ascii=False) + "\n")
                events.write(ev.PHASE, phase=ev.GENERATING, done=done, total=total, unit="prompts")
                events.say(f"answered {done}/{total}, {answer['tokens']} tokens")
        os.replace(unfinished, path)
    except OSError as error:
        raise RunError(f"cannot write {path}: {first_line(error)}") from error
