"""One steady training step as moments, each a sum of components; the peak is the largest of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from ..job import Training
from ..linears import adapted_expert_names, adapted_tables, linears, matrix_elements, targeted
from ..plan import Plan
from .divided import alike, divided_moments, divided_static, is_divided
from .forms import Form, Moment, adapter_terms, dropout_terms, find_form, has_either_head, nearest_family, traced_family
from .loop import Loop
from .optimizer import states, step_bytes
from .parts import Components, Static, Step
from .shards import adapter_shard, divides_evenly, model_shard
from .symbols import largest, split, total, values
from .weights import DTYPE_BYTES, base_bytes, lora_parameters, module_buffers


def static_sizes(plan: Plan) -> Static:
    """What a training job holds through its steps, divided where it is sharded, zero where it is offloaded.

    All zero for a job that generates.
    """
    if plan.spec.task == "inference":
        return Static(0, 0, 0, 0, 0, 0)
    if is_divided(plan):
        return divided_static(plan)
    training, model = plan.spec.training, plan.model
    lora = 0 if plan.method == "full" else lora_parameters(model, training)
    trainable = model.parameters if plan.method == "full" else lora
    # PEFT keeps adapters in fp32 (autocast_adapter_dtype); accelerate upcasts what FSDP trains in mixed precision.
    upcast = plan.sharding == "fsdp" and plan.mixed_precision != "no"
    trainable_bytes = 4 if plan.method != "full" or upcast else DTYPE_BYTES[training.weights_dtype]
    if plan.sharding == "fsdp":
        return _sharded(plan, lora, trainable, trainable_bytes)
    base = model.parameters * trainable_bytes if plan.method == "full" else base_bytes(model, training)
    return Static(
        weights=base + 4 * lora,
        gradients=trainable * trainable_bytes,
        optimizer=states(model, training, trainable, trainable_bytes),
        lora=4 * lora,
        trainable=trainable,
        trainable_bytes=trainable_bytes,
    )


def _sharded(plan: Plan, lora: int, trainable: int, trainable_bytes: int) -> Static:
    training = plan.spec.training
    if training.fsdp.offload_params:
        return Static(0, 0, 0, 4 * lora, trainable, trainable_bytes)
    adapters = adapter_shard(plan) if lora else 0
    own = model_shard(plan)
    weights = own * (DTYPE_BYTES[training.weights_dtype] if lora else trainable_bytes)
    mine = adapters if lora else own
    return Static(
        weights=weights + 4 * adapters,
        gradients=mine * trainable_bytes,
        optimizer=states(plan.model, training, mine, trainable_bytes),
        lora=4 * lora,
        trainable=trainable,
        trainable_bytes=trainable_bytes,
    )


def training_step(plan: Plan, loop: Loop, static: Static) -> Step:
    """The moments forward, head backward, layer backward, end of backward, optimizer."""
    if is_divided(plan):
        traced = alike(plan)
        form, exact = _form(traced, loop)
        four_bit = plan.sharding == "fsdp"
        moments = _Moments(traced, loop, form, static_sizes(traced), "nf4 raw" if four_bit else "").all()
        exact = exact and four_bit and plan.mixed_precision != "no" and _as_traced(plan)
        return Step(divided_moments(plan, static, moments), exact)
    form, exact = _form(plan, loop)
    return Step(_Moments(plan, loop, form, static).all(), exact and _as_traced(plan))


def _as_traced(plan: Plan) -> bool:
    """False for what no form was traced with: other settings of FSDP, adapters on experts, FlashAttention alone."""
    training, fsdp = plan.spec.training, plan.spec.training.fsdp
    if plan.sharding == "fsdp" and (fsdp.version != 2 or fsdp.offload_params or not fsdp.reshard_after_forward):
        return False
    if training.attn_implementation == "flash_attention_2" and (is_masked(training) or not plan.model.sdpa):
        return False
    if plan.sharding == "fsdp" and not divides_evenly(plan):
        return False
    modules = training.lora.target_modules
    return plan.method == "full" or not (adapted_expert_names(plan.model, modules) or adapted_tables(modules))


def is_masked(training: Training) -> bool:
    """Whether batches carry padding, so that an attention mask is built: one row alone, or packed rows, have none."""
    if training.packing or training.padding == "none":
        return False
    if (training.dataset or "").endswith(".txt"):
        return False
    return training.padding == "max_length" or training.per_device_train_batch_size > 1


def _builds_mask(training: Training) -> bool:
    """FlashAttention takes the padding's lengths instead of a mask (transformers, flash_attention_mask)."""
    return is_masked(training) and training.attn_implementation != "flash_attention_2"


def _form(plan: Plan, loop: Loop) -> tuple[Form, bool]:
    """The form of just this way of training, else the nearest one that was traced, and which of the two it is."""
    family = traced_family(plan.model.model_type)
    asked = _names(plan, loop)
    for source in dict.fromkeys((nearest_family(plan.model), "llama")):
        for number, name in enumerate(asked):
            form = find_form(source, name)
            if form is not None:
                return form, number == 0 and source == family
    raise AssertionError(f"llama has none of {asked}")


def _names(plan: Plan, loop: Loop) -> list[str]:
    training = plan.spec.training
    full, fsdp = plan.method == "full", plan.sharding == "fsdp"
    mode = _mode(plan)
    if fsdp and full and mode == "bf16+amp":
        mode = "fp32+amp"
    path = "masked" if _builds_mask(training) or loop.masks_always else "plain"
    eager = training.attn_implementation == "eager"
    paths = ["eager"] if eager else []
    paths += [path, "plain", "eager"] if not fsdp else ["plain", "eager"]
    heads = ["tied", ""] if plan.model.tie_word_embeddings else ["", "tied"]
    tied = heads if full or (fsdp and has_either_head(nearest_family(plan.model))) else [""]
    rest = ("fsdp " if fsdp else "") + ("checkpointing" if training.gradient_checkpointing else "")
    modes = [mode, mode.removesuffix(" no amp"), f"{mode.partition('+')[0]}+amp", "bf16+amp", "bf16"]
    found = [
        " ".join(f"{'full' if full else 'lora'} {word} {way} {head} {rest}".split())
        for word in modes
        for way in paths
        for head in tied
    ]
    return list(dict.fromkeys(found))


def _mode(plan: Plan) -> str:
    training = plan.spec.training
    if plan.method == "qlora":
        word = "nf4" if training.quantization.prepare_for_kbit_training else "nf4 raw"
        return f"{word} no amp" if plan.mixed_precision == "no" else word
    word = "fp32" if training.weights_dtype == "fp32" else "bf16"
    return word if plan.mixed_precision == "no" else f"{word}+amp"


class _Moments:
    def __init__(self, plan: Plan, loop: Loop, form: Form, static: Static, adapted: str = "") -> None:
        """`adapted`: the mode of the layers that adapters are on, where the form is of another one."""
        self.plan = plan
        self.loop = loop
        self.form = form
        self.training = plan.spec.training
        self.static = static
        self.adapted = adapted or _mode(plan)
        self.at = values(plan, loop)
        self.layers = plan.model.num_hidden_layers
        self.accumulates = loop.keeps_gradients or self.training.gradient_accumulation_steps > 1
        #: What stands more than the form says, once and in each layer, and what a layer's backward needs on top.
        self.once, self.per_layer, self.passing = self._beside_the_form()

    def all(self) -> Mapping[str, Components]:
        form, layers = self.form, self.layers
        kept, held, left = (self._scaled(part, layers) for part in (form.kept, form.held, form.left))
        per_layer, passing = self.per_layer, self.passing
        whole = self._gathered()
        for standing in (kept, held):
            standing["shaped"] += whole
        left["shaped"] -= whole
        return {
            "forward": self._moment(form.start, kept, form.forward, layers * per_layer),
            "head backward": self._backward(held, form.head, layers * per_layer, finished=0.0),
            "layer backward": self._backward(held, form.last, layers * per_layer + passing, finished=self._finished(0)),
            "end of backward": self._end(held, left, per_layer, passing),
            "optimizer": self._optimizer(),
        }

    def _scaled(self, moment: Moment, times: float) -> dict[str, float]:
        return {name: times * size for name, size in split(moment, self.at).items()}

    def _gathered(self) -> float:
        """Layers that stay whole from their forward to their backward where FSDP does not reshard in between."""
        if self.plan.sharding != "fsdp" or self.training.fsdp.reshard_after_forward:
            return 0.0
        compute = 4 if _mode(self.plan) == "fp32" else 2
        return compute * self.layers * matrix_elements(self.plan.model)

    def _finished(self, layers: int) -> float:
        """Gradients of the head and of so many layers, on one rank."""
        static, model = self.static, self.plan.model
        if self.plan.method != "full":
            return static.gradients * layers / self.layers
        ranks = self.plan.world_size if self.plan.sharding == "fsdp" else 1
        elements = model.embedding_parameters + layers * matrix_elements(model)
        return elements * static.trainable_bytes / ranks

    def _backward(
        self,
        held: Mapping[str, float],
        moments: tuple[Moment, ...],
        activations: float,
        *,
        finished: float,
        left: Mapping[str, float] | None = None,
    ) -> Components:
        found = self._moment(self.form.start, held, moments, activations, left=left)
        gradients = round(min(found["buffers"], finished))
        found["buffers"] -= gradients
        # Kept from the step before, the gradients stand whole from the start.
        found["gradients"] = self.static.gradients if self.accumulates else gradients
        if self.loop.keeps_logits:
            found["logits"] += round(2 * self.at["T"]) * self.plan.model.vocab_size
        return found

    def _moment(
        self,
        start: Moment,
        standing: Mapping[str, float],
        moments: tuple[Moment, ...],
        activations: float,
        *,
        left: Mapping[str, float] | None = None,
    ) -> Components:
        _, chosen = largest(moments, self.at)
        parts = [split(start, self.at), standing, split(chosen, self.at), *([left] if left else [])]
        summed = {name: sum(part[name] for part in parts) for name in ("activations", "logits", "shaped")}
        return self._with_static(
            gradients=self.static.gradients if self.accumulates else 0,
            activations=max(0, round(summed["activations"] + activations + self.once)),
            logits=round(summed["logits"]),
            buffers=max(0, round(summed["shaped"])),
        )

    def _end(
        self, held: Mapping[str, float], left: Mapping[str, float], per_layer: float, passing: float
    ) -> Components:
        """The largest of a middle layer's backward, the first one's and the embedding's after it."""
        layers, form = self.layers, self.form
        rising = sum(left.values()) > 0
        first = (form.first, layers - 3) if form.first else (form.last, layers - 1)
        middle = layers - 3 if rising else 0
        found = []
        for moments, more, extra, done in (
            (form.middle if layers > 2 else (), middle, layers * per_layer + passing, middle + 1),
            (*first, per_layer + passing, layers - 1),
            (form.embedding, layers - 3, 0.0, layers),
        ):
            if moments:
                share = {name: size * more / layers for name, size in left.items()}
                found.append(self._backward(held, moments, extra, finished=self._finished(done), left=share))
        return max(found, key=lambda moment: sum(moment.values()))

    def _optimizer(self) -> Components:
        training, static = self.training, self.static
        size = step_bytes(self.plan.model, training, static.trainable, static.trainable_bytes)
        ranks = self.plan.world_size if self.plan.sharding == "fsdp" else 1
        return self._with_static(gradients=static.gradients, buffers=size // ranks)

    def _with_static(
        self, *, gradients: int = 0, activations: int = 0, logits: int = 0, buffers: int = 0
    ) -> Components:
        return {
            "weights": self.static.weights,
            "gradients": gradients,
            "optimizer": self.static.optimizer,
            "activations": activations,
            "logits": logits,
            "kv_cache": 0,
            "buffers": buffers + self._standing_buffers(),
        }

    def _standing_buffers(self) -> int:
        """The modules' buffers, and DDP's gradient buckets: one copy of all trained gradients, for accelerate leaves
        gradient_as_bucket_view off (torch.nn.parallel.DistributedDataParallel)."""
        buckets = self.static.trainable * self.static.trainable_bytes if self.plan.sharding == "ddp" else 0
        return buckets + module_buffers(self.plan.model)

    def _absent_adapters(self) -> float:
        """What one layer keeps less when LoRA does not adapt every matrix, as the forms have it."""
        if self.plan.method == "full":
            return 0.0
        family, mode = nearest_family(self.plan.model), self.adapted
        eager = self.training.attn_implementation == "eager" and self.plan.model.sdpa and self.plan.sharding != "fsdp"
        key = f"{mode} eager" if eager else mode
        terms = adapter_terms(family, key) or adapter_terms("llama", key)
        present = {name for name, _, _ in targeted(self.plan.model, self.training.lora.target_modules)}
        less = 0.0
        # Groups stand behind the matrices that are in them, and take their place.
        for names in reversed(list(terms)):
            absent = set(names.split("+")) - present
            if len(absent) == names.count("+") + 1:
                less += total(terms[names], self.at)
                present |= absent
        return less

    def _dropout(self) -> float:
        """LoRA's dropout keeps a mask, and copies of inputs that several matrices share else; by the adapted widths'
        share of all where not every matrix is adapted."""
        if self.plan.method == "full" or self.training.lora.lora_dropout == 0:
            return 0.0
        model = self.plan.model
        adapted = sum(wide for _, wide, _ in targeted(model, self.training.lora.target_modules))
        family = nearest_family(model)
        everything = dropout_terms(family, self.adapted) or dropout_terms("llama", self.adapted)
        return total(everything, self.at) * adapted / sum(wide for _, wide, _ in linears(model))

    def _beside_the_form(self) -> tuple[float, float, float]:
        adapters = self._dropout() - self._absent_adapters()
        once, per_layer, passing = self._other_path()
        # A checkpointed layer keeps nothing of its inside until its own backward.
        if self.training.gradient_checkpointing:
            return once, per_layer, passing + adapters
        return once, per_layer + adapters, passing

    def _other_path(self) -> tuple[float, float, float]:
        """What padded batches and eager attention need more under FSDP, whose forms are of SDPA without padding, and
        layers with a sliding window whose rows pass it, which get a mask: as much as the two ways differ elsewhere.

        Once, in each layer, and on top while a layer's backward runs.
        """
        training, masked = self.training, _builds_mask(self.training) or self.loop.masks_always
        eager = training.attn_implementation == "eager" and self.plan.model.sdpa
        sharded = self.plan.sharding == "fsdp"
        share = 1.0
        if not (sharded and (eager or masked)):
            share = 0.0 if masked or training.attn_implementation != "sdpa" else self._windowed()
        if not share:
            return 0.0, 0.0, 0.0
        rest = " checkpointing" if training.gradient_checkpointing else ""
        tails = (" tied", "") if self.plan.model.tie_word_embeddings else ("", " tied")
        word = "full" if self.plan.method == "full" else "lora"
        for mode, tail in product((_mode(self.plan), "fp32+amp", "bf16+amp", "bf16"), tails):
            ways = ("eager" if sharded and eager else "masked", "plain")
            family = nearest_family(self.plan.model)
            other, plain = (find_form(family, f"{word} {mode} {way}{tail}{rest}") for way in ways)
            if other is not None and plain is not None:
                once = total(other.start, self.at) - total(plain.start, self.at)
                kept = total(other.kept, self.at) - total(plain.kept, self.at)
                return once, share * kept, largest(other.last, self.at)[0] - largest(plain.last, self.at)[0]
        return 0.0, 0.0, 0.0

    def _windowed(self) -> float:
        """The part of the layers whose sliding window is no longer than the rows."""
        length = self.training.max_length
        short = sum(each.layers for each in self.plan.model.cache if each.window is not None and each.window <= length)
        return short / self.layers
