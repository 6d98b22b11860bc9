"""JobSpec: what the user wants to run, and where. The job file is this, key for key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Task = Literal["finetune", "inference", "serve", "script"]
Method = Literal["full", "lora", "qlora"]
Sharding = Literal["none", "ddp", "fsdp", "zero2", "zero3"]
Dtype = Literal["fp32", "bf16", "fp16"]
Launcher = Literal["auto", "torchrun", "accelerate", "srun"]
Rendezvous = Literal["auto", "static", "c10d"]
Attention = Literal["eager", "sdpa", "flash_attention_2"]

#: Task words that a job file may carry; serve is refused until it can be run.
RUNNABLE_TASKS: tuple[Task, ...] = ("finetune", "inference", "script")


@dataclass(frozen=True)
class Placement:
    """Where the job runs; None leaves the choice to the cluster file.

    `rdzv_backend` is how ranks of several nodes find each other, in torchrun's words. `sig_time` is how many seconds
    before its end the job is told to save (sbatch --signal), `max_requeues` how often it may then queue again by
    itself to go on.
    """

    cluster: str | None = None
    gpu: str | None = None
    partition: str | None = None
    account: str | None = None
    qos: str | None = None
    constraint: str | None = None
    reservation: str | None = None
    nodes: int = 1
    gpus_per_node: int | None = None
    processes_per_node: int | None = None
    cpus_per_task: int | None = None
    time: str = "00:15:00"
    launcher: Launcher = "auto"
    rdzv_backend: Rendezvous = "auto"
    sig_time: int = 300
    max_requeues: int = 0
    software: str | None = None
    extra_sbatch: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fsdp:
    """FSDP options in accelerate's words."""

    version: Literal[1, 2] = 2
    reshard_after_forward: bool = True
    offload_params: bool = False


@dataclass(frozen=True)
class Lora:
    """PEFT's LoraConfig; `target_modules` is "all-linear" or module names."""

    r: int = 16
    lora_alpha: int = 32
    lora_dropout: float = 0.05
    target_modules: str | tuple[str, ...] = "all-linear"


@dataclass(frozen=True)
class Quantization:
    """bitsandbytes options of method qlora."""

    bnb_4bit_use_double_quant: bool = True
    prepare_for_kbit_training: bool = True


@dataclass(frozen=True)
class Training:
    """TrainingArguments under their Hugging Face names; `max_length` in tokens.

    `dataset` and `eval_dataset` are files, folders or data sets of the hub. Which configuration and which splits of the
    latter two are read is said in TRL's words (ScriptArguments); files have neither.
    """

    dataset: str | None = None
    dataset_text_field: str = "text"
    dataset_config: str | None = None
    dataset_train_split: str = "train"
    dataset_test_split: str = "test"
    eval_dataset: str | None = None
    method: Method = "full"
    sharding: Sharding = "ddp"
    fsdp: Fsdp = field(default_factory=Fsdp)
    weights_dtype: Dtype = "fp32"
    mixed_precision: Literal["no", "bf16", "fp16"] = "bf16"
    optim: str = "adamw_torch_fused"
    per_device_train_batch_size: int = 1
    gradient_accumulation_steps: int = 1
    max_length: int = 1024
    packing: bool = False
    padding: Literal["longest", "max_length", "none"] = "longest"
    gradient_checkpointing: bool = False
    attn_implementation: Attention = "sdpa"
    trainer: Literal["transformers", "trl"] = "transformers"
    max_steps: int = -1
    num_train_epochs: float = 1.0
    learning_rate: float = 2.0e-5
    warmup_steps: int = 0
    lr_scheduler_type: str = "linear"
    weight_decay: float = 0.0
    max_grad_norm: float = 1.0
    seed: int = 42
    logging_steps: int = 10
    eval_steps: int | None = None
    eval_on_start: bool = False
    save_steps: int = 500
    save_total_limit: int = 2
    resume: Literal["auto", "never"] = "auto"
    report_to: str = "none"
    output_dir: str = "output"
    lora: Lora = field(default_factory=Lora)
    quantization: Quantization = field(default_factory=Quantization)


@dataclass(frozen=True)
class Inference:
    """Generation options under their Hugging Face names; lengths in tokens."""

    engine: Literal["transformers", "vllm"] = "transformers"
    weights_dtype: Dtype = "bf16"
    quantization: Literal["none", "int8", "nf4"] = "none"
    attn_implementation: Attention = "sdpa"
    batch_size: int = 1
    prompt_tokens: int = 512
    max_new_tokens: int = 128
    do_sample: bool = False
    temperature: float = 1.0
    top_p: float = 1.0
    prompts: str = "prompts.jsonl"
    output: str = "answers.jsonl"
    tensor_parallel_size: int | None = None
    max_model_len: int | None = None
    gpu_memory_utilization: float = 0.9


@dataclass(frozen=True)
class Script:
    """task: script runs the user's own command.

    `files` are files and folders of the user's, below the job file's folder, that are copied to the same place in the
    run folder, where the command runs.
    """

    command: str | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JobSpec:
    """One job as the user asked for it; a job file must state version, name, task and model."""

    version: Literal[1] = 1
    name: str
    task: Task
    model: str
    placement: Placement = field(default_factory=Placement)
    training: Training = field(default_factory=Training)
    inference: Inference = field(default_factory=Inference)
    script: Script = field(default_factory=Script)

    @property
    def trains(self) -> bool:
        """Whether `training` says what the job holds in memory; a user's own command is taken to train."""
        return self.task in ("finetune", "script")
