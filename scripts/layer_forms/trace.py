"""One forward and backward pass of a small model, with what is alive at every allocation as a polynomial."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_iter
from transformers import AutoConfig, AutoModelForCausalLM, DynamicCache

from llmtui.runtime.trace import packed_sequences_unasked
from llmtui.runtime.tracing.build import checkpointing_options, parameters_stay, prepare_for_kbit_training
from llmtui.runtime.tracing.cuda import as_on_cuda
from llmtui.runtime.tracing.four_bit import quantize
from llmtui.runtime.tracing.shard import fully_shard, ranks

from .families import config, widths
from .symbols import HEADS, RANKS, B, P, Polynomial, R, S, Sizes, minus


@dataclass(frozen=True)
class Case:
    """What is traced. `mode`: dtype of the weights, with "+amp" under bf16 autocast; "nf4" and "nf4 raw" are 4-bit
    weights with and without prepare_model_for_kbit_training. `targets` empty: all weights are trained."""

    family: str
    mode: str
    path: str
    targets: str | tuple[str, ...] = ()
    lora_dropout: float = 0.0
    tied: bool = False
    fsdp: bool = False
    checkpointing: bool = False
    #: As many key heads as query heads.
    ungrouped: bool = False

    @property
    def amp(self) -> bool:
        return self.mode.endswith("+amp") or self.mode in {"nf4", "nf4 raw"}


@dataclass(frozen=True)
class Traced:
    """Polynomials in bytes beside the weights.

    With L layers, `start` + L `kept` is alive when forward has passed them, and any of `forward` on top of it while
    the last one or the head computes; `start` + L `held` when backward begins (autocast has let go of its casts), and
    any of `head`, `last`, `middle`, `first` (a layer's backward) and `embedding` on top of it. Each layer whose
    backward is done leaves `left`: `middle` has that of one layer in it, `first` those of two, `embedding` those of
    three.
    """

    start: Polynomial
    kept: Polynomial
    held: Polynomial
    left: Polynomial
    forward: list[Polynomial]
    head: list[Polynomial]
    last: list[Polynomial]
    middle: list[Polynomial]
    first: list[Polynomial]
    embedding: list[Polynomial]
    linears: tuple[str, ...]


class _Follow(TorchDispatchMode):  # type: ignore[misc]
    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self._sizes = sizes
        self._alive: dict[int, Polynomial] = {}
        self._full: dict[int, Polynomial] = {}
        self.now: Counter[str] = Counter()
        self.log: list[Polynomial] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        for tensor in tree_iter(result):
            if isinstance(tensor, torch.Tensor):
                self._add(tensor, str(func))
        return result

    def _add(self, tensor: torch.Tensor, operator: str) -> None:
        storage = tensor.untyped_storage()
        key = storage._cdata
        if key in self._alive:
            return
        itemsize = tensor.element_size()
        found = self._sizes.polynomial(storage.nbytes() // itemsize, itemsize, operator)
        self._alive[key] = found
        weakref.finalize(storage, self._drop, key)
        self.now.update(found)
        self.log.append(dict(self.now))

    def resized(self, storage: Any, size: int) -> None:
        """FSDP has emptied or refilled a buffer."""
        key = storage._cdata
        before = self._alive.get(key)
        if before is None:
            return
        full = self._full.setdefault(key, before)
        self.now.subtract(before)
        self._alive[key] = full if size else {}
        self.now.update(self._alive[key])
        self.log.append(dict(self.now))

    def _drop(self, key: int) -> None:
        self.now.subtract(self._alive.pop(key, {}))
        self._full.pop(key, None)


def trace(case: Case) -> Traced:
    """Trace a case with three layers and with four. Raises AssertionError when a tensor's size is not explained."""
    marks, linears = _run(case, 3)
    more, _ = _run(case, 4)
    empty = marks["start"][0]
    kept = minus(more["forward 3"][0], more["forward 2"][0])
    held = minus(minus(more["loss"][0], more["start"][0]), minus(marks["loss"][0], empty))
    start = minus(minus(minus(marks["forward 2"][0], kept), kept), empty)
    return Traced(
        start=start,
        kept=kept,
        held=held,
        # Between two layers in the middle: the last and the first have the head's and the embedding's units beside.
        left=minus(more["backward 1"][0], more["backward 2"][0]),
        # From "after 1" on, for FSDP gathers the last layer before that layer's own hook.
        forward=[point for mark in ("after 1", "forward 2", "after 2") for point in _beside(marks, mark, start, kept)],
        head=_beside(marks, "loss", start, held),
        last=_beside(marks, "backward 2", start, held),
        middle=_beside(marks, "backward 1", start, held),
        first=_beside(marks, "backward 0", start, held),
        embedding=_beside(marks, "end", start, held),
        linears=linears,
    )


def _beside(
    marks: dict[str, list[Polynomial]], interval: str, start: Polynomial, layer: Polynomial
) -> list[Polynomial]:
    """What is alive in an interval beside the weights, `start` and three times `layer`."""
    empty = marks["start"][0]
    names = {*empty, *start, *layer}
    base = {name: empty.get(name, 0) + start.get(name, 0) + 3 * layer.get(name, 0) for name in names}
    return [minus(point, base) for point in marks.get(interval, [])]


def prefill(case: Case) -> list[Polynomial]:
    """What is alive beside weights and all layers' cache while a prompt passes the last layer and the head."""
    sizes = Sizes(widths(case.family))
    follow = _Follow(sizes)
    with packed_sequences_unasked(), FakeTensorMode(allow_non_fake_inputs=True), follow:
        model = _model(case, 3).eval()
        marks = _prompt(model, follow)
    assert not sizes.unknown, f"prefill of {case}: {dict(sizes.unknown)}"
    cache = minus(marks["forward 2"][0], marks["forward 1"][0])
    empty = marks["start"][0]
    base = {name: empty.get(name, 0) + 3 * cache.get(name, 0) for name in {*empty, *cache}}
    return [minus(point, base) for point in [*marks["forward 2"], *marks["after 2"]]]


def kept_bytes(case: Case) -> Polynomial:
    """What a layer keeps."""
    marks, _ = _run(case, 3)
    return minus(marks["forward 2"][0], marks["forward 1"][0])


def _run(case: Case, layers: int) -> tuple[dict[str, list[Polynomial]], tuple[str, ...]]:
    sizes = Sizes(widths(case.family))
    follow = _Follow(sizes)
    with _mesh(case, follow) as mesh, packed_sequences_unasked(), FakeTensorMode(allow_non_fake_inputs=True), follow:
        model = _model(case, layers)
        if mesh is not None:
            model = _sharded(model, case, mesh, sizes)
        marks = _step(model, case, follow)
    assert not sizes.unknown, f"{case}: {dict(sizes.unknown)}"
    return marks, _linears(model)


@contextmanager
def _mesh(case: Case, follow: _Follow) -> Iterator[Any]:
    if not case.fsdp:
        yield None
        return
    with ranks(RANKS, follow) as mesh:
        yield mesh


def _sharded(model: Any, case: Case, mesh: Any, sizes: Sizes) -> Any:
    """The model under FSDP; its units are the layers, the embedding, and the final norm with the head."""
    for part in (_layers(model)[0], model.get_input_embeddings()):
        sizes.learn_group([tuple(weight.shape) for weight in part.parameters()])
    sizes.learn_group([tuple(weight.shape) for weight in _layers(model)[0].parameters() if weight.requires_grad])
    inside = {id(weight) for layer in _layers(model) for weight in layer.parameters()}
    embedding = {id(model.get_input_embeddings().weight)} - {id(model.get_output_embeddings().weight)}
    rest = [weight for weight in model.parameters() if id(weight) not in inside | embedding]
    for group in (rest, [weight for weight in rest if weight.shape[0] not in (P, P + 2)]):
        sizes.learn_group([tuple(weight.shape) for weight in group])
    return fully_shard(model, mesh, mixed_precision="bf16" if case.amp else "no")


def _model(case: Case, count: int) -> Any:
    dtype = torch.float32 if case.mode.startswith("fp32") else torch.bfloat16
    attention = "eager" if case.path == "eager" else "sdpa"
    options: Any = {**config(case.family, count), "tie_word_embeddings": case.tied}
    if case.ungrouped:
        options["num_key_value_heads"] = HEADS
    model = AutoModelForCausalLM.from_config(
        AutoConfig.for_model(case.family, **options), dtype=dtype, attn_implementation=attention
    )
    if case.mode.startswith("nf4"):
        quantize(model, True)
        if "raw" not in case.mode:
            prepare_for_kbit_training(model)
    if case.targets:
        model = _with_lora(model, case)
    model.train()
    if case.checkpointing:
        model.gradient_checkpointing_enable(checkpointing_options())
    return model


def _with_lora(model: Any, case: Case) -> Any:
    from peft import LoraConfig, get_peft_model

    chosen = case.targets if isinstance(case.targets, str) else list(case.targets)
    if case.checkpointing:
        model.enable_input_require_grads()
    with parameters_stay():
        return get_peft_model(
            model, LoraConfig(r=R, lora_dropout=case.lora_dropout, target_modules=chosen, task_type="CAUSAL_LM")
        )


def _layers(model: Any) -> Any:
    lists = [module for module in model.modules() if isinstance(module, torch.nn.ModuleList) and 3 <= len(module) <= 4]
    return max(lists, key=lambda module: sum(weight.numel() for weight in module.parameters()))


def _linears(model: Any) -> tuple[str, ...]:
    """Names of a layer's linear modules as LoRA targets them, in the order of the layer."""
    names = [name.rpartition(".")[2] for name, module in _layers(model)[1].named_modules() if _is_linear(module)]
    return tuple(dict.fromkeys(names))


def _is_linear(module: Any) -> bool:
    return isinstance(module, torch.nn.Linear) or type(module).__name__ in ("Conv1D", "FakeLinear4bit")


def _step(model: Any, case: Case, follow: _Follow) -> dict[str, list[Polynomial]]:
    """What is alive at each allocation, by interval; the first entry of each is what it began with."""
    marks: dict[str, list[Polynomial]] = {"start": [dict(follow.now)]}

    def begin(name: str) -> None:
        # A layer that is recomputed passes its marks again; what happens then belongs to its backward.
        if name not in marks:
            follow.log = marks[name] = [dict(follow.now)]

    layers = _layers(model)
    for number, layer in enumerate(layers):
        _watch(layer, number, begin)
    tokens = torch.zeros(B, S, dtype=torch.long)
    mask = torch.ones(B, S, dtype=torch.long) if case.path == "masked" else None
    with as_on_cuda(), torch.autocast("cpu", torch.bfloat16, enabled=case.amp):
        loss = model(input_ids=tokens, labels=tokens, attention_mask=mask).loss
    begin("loss")
    loss.backward()
    return marks


def _prompt(model: Any, follow: _Follow) -> dict[str, list[Polynomial]]:
    """The same for a prompt's pass, which computes the logits of the last token alone, as generate() does."""
    marks: dict[str, list[Polynomial]] = {"start": [dict(follow.now)]}

    def begin(name: str) -> None:
        follow.log = marks[name] = [dict(follow.now)]

    for number, layer in enumerate(_layers(model)):
        layer.register_forward_pre_hook(lambda module, args, number=number: begin(f"forward {number}"))
        layer.register_forward_hook(lambda module, args, output, number=number: begin(f"after {number}"))
    cache = DynamicCache(config=model.config)
    tokens = torch.zeros(B, S, dtype=torch.long)
    with torch.no_grad(), as_on_cuda():
        model(input_ids=tokens, past_key_values=cache, use_cache=True, logits_to_keep=1)
    return marks


def _watch(layer: Any, number: int, begin: Any) -> None:
    def forward_begins(module: Any, args: Any, named: Any) -> None:
        begin(f"forward {number}")
        hidden = args[0] if args else named["hidden_states"]
        if number == 0 and hidden.requires_grad:
            hidden.register_hook(lambda gradient: begin("end"))

    def forward_ended(module: Any, args: Any, output: Any) -> None:
        begin(f"after {number}")
        hidden = output[0] if isinstance(output, tuple) else output
        hidden.register_hook(lambda gradient: begin(f"backward {number}"))

    layer.register_forward_pre_hook(forward_begins, with_kwargs=True)
    layer.register_forward_hook(forward_ended)
