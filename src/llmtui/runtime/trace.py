"""trace: run the real model class, PEFT, optimizer and FSDP wrapping on fake tensors and follow every storage.

No weights and no GPU are needed: torch's FakeTensorMode computes shapes only. What comes out is what
torch.cuda.max_memory_allocated() would say of a steady step, by phase, for the library versions installed here.
"""

from __future__ import annotations

import contextlib
import math
import time
import warnings
from typing import Any, Dict, Iterator, Set

from . import events as ev
from .args import TraceArguments
from .errors import RunError
from .events import Events
from .process import about

#: The first step makes the optimizer's states, the second is steady, the third is looked at where it peaks.
_STEPS = 3


def run(arguments: TraceArguments, events: Events) -> None:
    """Trace and write one `traced` event. Raises RunError for what cannot be traced."""
    started = time.monotonic()
    _check(arguments)
    warnings.filterwarnings("ignore")
    events.write(ev.PHASE, phase=ev.LOADING)
    from torch._subclasses.fake_tensor import FakeTensorMode

    from .tracing.storages import Follow, Storages

    storages = Storages()
    with contextlib.ExitStack() as stack:
        mesh = stack.enter_context(_mesh(arguments, storages))
        stack.enter_context(packed_sequences_unasked())
        stack.enter_context(FakeTensorMode(allow_non_fake_inputs=True))
        follow = stack.enter_context(Follow(storages, int(arguments.model_config.get("vocab_size", 0))))
        found = _trace(arguments, storages, follow, mesh, events)
    events.write(ev.TRACED, runtime_s=time.monotonic() - started, **found, versions=about("cpu")["versions"])


def _check(arguments: TraceArguments) -> None:
    if arguments.sharding == "fsdp" and arguments.fsdp_version != 2:
        raise RunError("only FSDP version 2 can be traced")
    if arguments.attn_implementation == "flash_attention_2":
        raise RunError("flash_attention_2 needs its package on a GPU; sdpa keeps the same tensors and can be traced")


@contextlib.contextmanager
def _mesh(arguments: TraceArguments, storages: Any) -> Iterator[Any]:
    if arguments.sharding != "fsdp":
        yield None
        return
    from .tracing.shard import ranks

    with ranks(arguments.world_size, storages) as mesh:
        yield mesh


@contextlib.contextmanager
def packed_sequences_unasked() -> Iterator[None]:
    """transformers takes fake tensors for an export and always builds a mask; a run without padding builds none."""
    import transformers.masking_utils as masking

    asked = masking.find_packed_sequence_indices
    masking.find_packed_sequence_indices = lambda *args, **named: None
    try:
        yield
    finally:
        masking.find_packed_sequence_indices = asked


def _trace(arguments: TraceArguments, storages: Any, follow: Any, mesh: Any, events: Events) -> Dict[str, Any]:
    from .tracing.build import build_model

    model = build_model(arguments)
    events.write(ev.PHASE, phase=ev.TRACING, done=0, total=_STEPS, unit="steps")
    if arguments.task == "inference":
        return _trace_generation(model, arguments, storages)
    return _trace_training(model, arguments, storages, follow, mesh, events)


def _trace_generation(model: Any, arguments: TraceArguments, storages: Any) -> Dict[str, Any]:
    from .tracing.steps import generate

    weights = storages.now
    peaks = generate(model, arguments, storages)
    return {
        "parameters": _count(model),
        "trainable_parameters": 0,
        "phases": {"load": weights, **peaks},
        "sizes": {"weights": weights},
        "peak": {},
    }


def _count(model: Any) -> int:
    """Parameters of the model; packed ones as many as they stand for."""
    return sum(math.prod(getattr(getattr(weight, "quant_state", weight), "shape", ())) for weight in model.parameters())


def _trace_training(
    model: Any, arguments: TraceArguments, storages: Any, follow: Any, mesh: Any, events: Events
) -> Dict[str, Any]:
    from .tracing.build import build_optimizer, trained
    from .tracing.shard import ddp_buckets, fully_shard
    from .tracing.steps import clear_gradients, train_step

    trainable = sum(parameter.numel() for parameter in trained(model))
    parameters = _count(model) - (trainable if arguments.method != "full" else 0)
    if arguments.sharding == "fsdp":
        model = fully_shard(
            model,
            mesh,
            mixed_precision=arguments.mixed_precision,
            reshard_after_forward=arguments.fsdp_reshard_after_forward,
        )
    optimizer = build_optimizer(arguments.optim, model)
    follow.weights = {storages.serial(parameter) for parameter in model.parameters()}
    sizes = {"weights": storages.size(follow.weights)}
    loaded = storages.now
    buckets = ddp_buckets(model) if arguments.sharding == "ddp" else []
    peaks: Dict[str, int] = {}
    gradients: Set[int] = set()
    for step in range(_STEPS):
        if step == _STEPS - 1:
            storages.wanted = max(peaks.values())
        peaks = train_step(model, optimizer, arguments, storages)
        gradients = {storages.serial(weight.grad) for weight in trained(model) if weight.grad is not None}
        sizes["gradients"] = storages.size(gradients)
        clear_gradients(model)
        events.write(ev.PHASE, phase=ev.TRACING, done=step + 1, total=_STEPS, unit="steps")
    states = _states(optimizer, storages)
    sizes["optimizer"] = storages.size(states)
    groups = {"weights": follow.weights, "gradients": gradients, "optimizer": states}
    groups["buffers"] = {storages.serial(buffer) for buffer in (*buckets, *model.buffers())}
    return {
        "parameters": parameters,
        "trainable_parameters": trainable,
        "phases": {"load": loaded, **peaks},
        "sizes": sizes,
        "peak": _peak(storages.snapshot, groups),
    }


def _states(optimizer: Any, storages: Any) -> Set[int]:
    import torch

    values = [value for state in optimizer.state.values() for value in state.values()]
    return {storages.serial(value) for value in values if isinstance(value, torch.Tensor)}


def _peak(snapshot: Dict[int, Any], groups: Dict[str, Set[int]]) -> Dict[str, int]:
    """The bytes alive at the peak by component; what no group claims goes by its kind."""
    named = {serial: name for name, serials in groups.items() for serial in serials}
    kinds = {"cast": "buffers", "gathered": "buffers", "logits": "logits"}
    found: Dict[str, int] = {}
    for serial, (size, kind) in snapshot.items():
        name = named.get(serial) or kinds.get(kind, "activations")
        found[name] = found.get(name, 0) + size
    return found
