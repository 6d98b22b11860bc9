"""resolve(spec, model, cluster) -> Plan: every default filled in, every number that follows worked out."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from ..errors import RequestError
from .adapters import check_adapters, unmatched_modules
from .checks import ZERO, check
from .cluster import Cluster
from .command import read_command
from .job import Attention, JobSpec, Sharding
from .layout import Layout, lay_out, software_of
from .model import ModelSpec
from .plan import MixedPrecision, Plan, ResolvedLauncher

#: The key of Software.versions that says that DeepSpeed is there.
DEEPSPEED = "deepspeed"


def resolve(spec: JobSpec, model: ModelSpec, cluster: Cluster) -> Plan:
    """A Plan, or RequestError with the dotted job-file key in `field`. What was filled in is named in `assumed`."""
    check(spec)
    layout = lay_out(spec, cluster)
    assumed: dict[str, str] = {}
    spec = _inference_dtype(spec, layout, assumed)
    _check_attention(spec, layout, model)
    spec = _attention(spec, model, assumed)
    sharding = _sharding(spec, layout, cluster, assumed)
    launcher = _launcher(spec, cluster, layout, sharding, assumed)
    if spec.trains:
        sharding = _wrapped(sharding, launcher, layout, assumed)
    if spec.task == "script":
        _script(spec, launcher, assumed)
    check_adapters(spec, model)
    return Plan(
        spec=spec,
        model=model,
        cluster=cluster,
        partition=layout.partition,
        software=software_of(spec.placement, cluster),
        gpu=layout.gpu,
        account=spec.placement.account,
        nodes=layout.nodes,
        gpus_per_node=layout.gpus_per_node,
        processes_per_node=layout.processes_per_node,
        cpus_per_task=_cpus_per_task(spec, layout, launcher),
        memory_per_node_bytes=_asked_memory(cluster, layout),
        time_s=layout.time_s,
        launcher=launcher,
        rdzv_backend=_rdzv_backend(spec, cluster, launcher, assumed),
        sig_time=_sig_time(spec, layout, assumed),
        method=spec.training.method,
        sharding=sharding,
        mixed_precision=_mixed_precision(spec, layout, assumed),
        capacity_bytes=_capacity(layout),
        host_bytes=layout.host_bytes,
        assumed=MappingProxyType(assumed),
        warnings=_warnings(spec, model, cluster),
    )


def _asked_memory(cluster: Cluster, layout: Layout) -> int | None:
    return None if cluster.memory_request_of(layout.partition) == "none" else layout.host_bytes


def _sharding(spec: JobSpec, layout: Layout, cluster: Cluster, assumed: dict[str, str]) -> Sharding:
    asked = spec.training.sharding
    if spec.task == "inference":
        return "none"
    ranks = layout.nodes * layout.processes_per_node
    if asked == "none" and ranks > 1:
        raise RequestError(
            f"training.sharding is none, but the job has {ranks} ranks",
            hint="set training.sharding to ddp or fsdp, or ask for one rank",
            field="training.sharding",
        )
    if asked == "fsdp" and layout.gpu is None:
        raise RequestError(
            "training.sharding fsdp needs GPUs: on CPU ranks accelerate replaces it by DDP without a word",
            hint="use ddp, or a partition with GPUs",
            field="training.sharding",
        )
    if asked in ZERO:
        _check_deepspeed(asked, spec, layout, cluster)
    if ranks == 1 and asked != "none":
        assumed["training.sharding"] = f"none: one rank has nothing to share by {asked}"
        return "none"
    return asked


def _check_deepspeed(asked: Sharding, spec: JobSpec, layout: Layout, cluster: Cluster) -> None:
    software = software_of(spec.placement, cluster)
    if layout.gpu is not None and software is not None and DEEPSPEED in software.versions:
        return
    having = [each.name for each in cluster.software if DEEPSPEED in each.versions]
    if layout.gpu is None:
        lacking, hint = "GPUs", "use ddp, or a partition with GPUs"
    else:
        named = f"software {software.name}" if software is not None else f"{cluster.name} without named software"
        lacking = f"DeepSpeed, which {named} is not known to have"
        hint = f"set placement.software to {' or '.join(having)}" if having else "use fsdp, which divides the same"
    raise RequestError(f"training.sharding {asked} needs {lacking}", hint=hint, field="training.sharding")


def _launcher(
    spec: JobSpec, cluster: Cluster, layout: Layout, sharding: Sharding, assumed: dict[str, str]
) -> ResolvedLauncher:
    asked = spec.placement.launcher
    if spec.task == "inference":
        return "python"
    if asked != "auto":
        if sharding in ZERO and asked != "accelerate":
            raise RequestError(
                f"placement.launcher {asked} cannot set up {sharding}",
                hint="use accelerate, whose YAML carries DeepSpeed's options",
                field="placement.launcher",
            )
        return asked
    if spec.task == "script":
        return _script_launcher(layout, sharding, assumed)
    # With more GPUs in sight, the Trainer would spread a process that has no rank over them by DataParallel.
    if layout.nodes * layout.processes_per_node == 1 and layout.gpus_per_node <= 1:
        assumed["placement.launcher"] = "python: one process needs no launcher"
        return "python"
    chosen: ResolvedLauncher = cluster.launch.launcher or "torchrun"
    why = f"{cluster.name} advises it" if cluster.launch.launcher else "the guide's way for one model copy a GPU"
    if sharding in ZERO or (sharding == "fsdp" and chosen != "srun") or cluster.embedded:
        chosen, why = "accelerate", "its YAML carries the settings"
    assumed["placement.launcher"] = f"{chosen}: {why}"
    return chosen


def _wrapped(sharding: Sharding, launcher: ResolvedLauncher, layout: Layout, assumed: dict[str, str]) -> Sharding:
    """A single CPU rank that a launcher names in RANK is wrapped by DDP all the same, one on a GPU is not.

    accelerate 1.15, accelerator.py: prepare_model asks for several processes only where there are GPUs. Seen on both.
    """
    alone = layout.nodes * layout.processes_per_node == 1 and layout.gpu is None
    if sharding != "none" or not alone or launcher not in ("torchrun", "srun"):
        return sharding
    assumed["training.sharding"] = (
        f"ddp: {launcher} names a rank, so that accelerate wraps the model though it is alone"
    )
    return "ddp"


def _script_launcher(layout: Layout, sharding: Sharding, assumed: dict[str, str]) -> ResolvedLauncher:
    chosen: ResolvedLauncher = "torchrun"
    why = "it starts the ranks of script.command"
    if layout.nodes * layout.processes_per_node == 1:
        chosen, why = "python", "one process needs no launcher"
    elif sharding not in ("none", "ddp"):
        chosen, why = "accelerate", "its YAML carries the settings"
    assumed["placement.launcher"] = f"{chosen}: {why}"
    return chosen


def _script(spec: JobSpec, launcher: ResolvedLauncher, assumed: dict[str, str]) -> None:
    """Refuse what the launcher cannot start, and say what the estimate takes for granted."""
    command = read_command(spec.script.command)
    if launcher in ("torchrun", "accelerate"):
        command.launched()
    assumed["script.command"] = (
        "it is reckoned as if it trained the model as the training keys say; what it does is not known here"
    )


def _rdzv_backend(
    spec: JobSpec, cluster: Cluster, launcher: ResolvedLauncher, assumed: dict[str, str]
) -> Literal["static", "c10d"]:
    """torchrun's own way is c10d; accelerate's is static, with a machine_rank a node."""
    asked = spec.placement.rdzv_backend
    if launcher == "accelerate" and spec.placement.nodes == 1:
        # accelerate 1.15, utils/launch.py: with c10d it gives one node no endpoint, and all jobs meet on torch's 29400.
        if asked == "c10d":
            assumed["placement.rdzv_backend"] = "static: on one node accelerate heeds its port with static alone"
        return "static"
    if asked != "auto":
        return asked
    suffix = cluster.launch.host_suffix
    if launcher == "torchrun" and suffix and spec.placement.nodes > 1:
        # A node tells by its own name whether it is the meeting point, and NAMEi is not its name.
        assumed["placement.rdzv_backend"] = (
            f"static: no node of {cluster.name} knows itself by a name that ends in {suffix}"
        )
        return "static"
    return "c10d" if launcher == "torchrun" else "static"


def _sig_time(spec: JobSpec, layout: Layout, assumed: dict[str, str]) -> int:
    """A fifth of a short job at most, for a job that is told to stop when it starts does nothing."""
    asked = spec.placement.sig_time
    if spec.task != "finetune" or spec.training.resume == "never" or not asked:
        return 0
    most = max(1, layout.time_s // 5)
    if asked > most:
        assumed["placement.sig_time"] = f"{most} s: a fifth of the job's time"
    return min(asked, most)


def _cpus_per_task(spec: JobSpec, layout: Layout, launcher: ResolvedLauncher) -> int | None:
    tasks = layout.processes_per_node if launcher == "srun" else 1
    partition = layout.partition
    most = partition.cpus_per_node
    asked = spec.placement.cpus_per_task
    if asked is not None:
        if most is not None and asked * tasks > most:
            raise RequestError(
                f"placement.cpus_per_task is {asked} for {tasks} tasks, but a node of {partition.name} has {most} CPUs",
                hint=f"at most {most // tasks}",
                field="placement.cpus_per_task",
            )
        _check_exact(asked * tasks, layout)
        return asked
    if layout.gpus_per_node:
        return None if partition.cpus_per_gpu is None else partition.cpus_per_gpu * layout.gpus_per_node // tasks
    return None if most is None else max(1, most // tasks)


def _check_exact(cpus: int, layout: Layout) -> None:
    """A site that wants so many cores a GPU never starts a job that asks for others."""
    each = layout.partition.cpus_per_gpu
    if not (layout.partition.cpus_exact and each and layout.gpus_per_node) or cpus == each * layout.gpus_per_node:
        return
    raise RequestError(
        f"placement.cpus_per_task gives {cpus} CPUs for {layout.gpus_per_node} GPUs, but {layout.partition.name} wants "
        f"{each} a GPU, neither more nor less",
        hint="leave it out",
        field="placement.cpus_per_task",
    )


def _mixed_precision(spec: JobSpec, layout: Layout, assumed: dict[str, str]) -> MixedPrecision:
    asked = spec.training.mixed_precision
    if spec.task == "inference":
        return "no"
    if asked == "fp16" and layout.gpu is None:
        raise RequestError(
            "training.mixed_precision fp16 needs a GPU",
            hint='use bf16 or "no" on the CPU',
            field="training.mixed_precision",
        )
    if layout.gpu is None or layout.gpu.bf16:
        return asked
    if spec.training.weights_dtype == "bf16":
        raise RequestError(
            f"training.weights_dtype is bf16, which {layout.gpu.title} does not compute",
            hint="load fp32 weights",
            field="training.weights_dtype",
        )
    if asked == "bf16":
        assumed["training.mixed_precision"] = f"fp16: {layout.gpu.title} has no bf16"
        return "fp16"
    return asked


def _inference_dtype(spec: JobSpec, layout: Layout, assumed: dict[str, str]) -> JobSpec:
    lacking = layout.gpu is not None and not layout.gpu.bf16
    if spec.task != "inference" or spec.inference.weights_dtype != "bf16" or not lacking:
        return spec
    title = layout.gpu.title if layout.gpu else ""
    assumed["inference.weights_dtype"] = f"fp16: {title} has no bf16"
    return replace(spec, inference=replace(spec.inference, weights_dtype="fp16"))


def _check_attention(spec: JobSpec, layout: Layout, model: ModelSpec) -> None:
    section, attention = _attention_of(spec)
    if attention != "flash_attention_2":
        return
    where = layout.gpu.title if layout.gpu else "a CPU"
    if layout.gpu is None or not layout.gpu.bf16:
        lacking = f"does not run on {where}"
    elif not model.flash:
        lacking = f"is not there for {model.model_type}: its class in transformers has none"
    else:
        return
    raise RequestError(
        f"{section}.attn_implementation flash_attention_2 {lacking}",
        hint="use sdpa" if model.sdpa else "use eager",
        field=f"{section}.attn_implementation",
    )


def _attention(spec: JobSpec, model: ModelSpec, assumed: dict[str, str]) -> JobSpec:
    """eager where sdpa is asked of a class that has none: transformers would not load it (_sdpa_can_dispatch)."""
    section, attention = _attention_of(spec)
    if attention != "sdpa" or model.sdpa:
        return spec
    assumed[f"{section}.attn_implementation"] = f"eager: {model.model_type} has no sdpa in transformers"
    if section == "training":
        return replace(spec, training=replace(spec.training, attn_implementation="eager"))
    return replace(spec, inference=replace(spec.inference, attn_implementation="eager"))


def _attention_of(spec: JobSpec) -> tuple[Literal["training", "inference"], Attention]:
    """The section that counts for the task, and the attention that it asks for."""
    if spec.trains:
        return "training", spec.training.attn_implementation
    return "inference", spec.inference.attn_implementation


def _capacity(layout: Layout) -> int | None:
    if layout.gpu is not None:
        return layout.gpu.capacity_bytes
    return None if layout.host_bytes is None else layout.host_bytes // layout.processes_per_node


def _warnings(spec: JobSpec, model: ModelSpec, cluster: Cluster) -> tuple[str, ...]:
    found = []
    if cluster.status == "retired":
        successor = f"; its successor is {cluster.successor}" if cluster.successor else ""
        found.append(f"{cluster.name} is retired{successor}")
    if cluster.internet_on_compute == "no" and model.location is None and spec.task != "script":
        how = f": {cluster.download}" if cluster.download else ""
        found.append(f"compute nodes reach no hub, so {model.id} has to be in HF_HOME before the job starts{how}")
    longest = model.max_position_embeddings
    tokens = spec.training.max_length
    if spec.task == "inference":
        tokens = spec.inference.prompt_tokens + spec.inference.max_new_tokens
    if longest is not None and tokens > longest:
        found.append(f"{tokens} tokens are more than the {longest} positions that {model.id} was made for")
    return (*found, *unmatched_modules(spec, model))
