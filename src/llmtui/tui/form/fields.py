"""The fields of the Build form as data: job-file key, label, kind, choices, and what each one costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "words", "integer", "number", "choice", "flag", "pick"]


_HF = "https://huggingface.co/docs/"
_ARGS = _HF + "transformers/main_classes/trainer#transformers.TrainingArguments"
_TORCHRUN = "https://docs.pytorch.org/docs/stable/elastic/run.html"
_SBATCH = "https://slurm.schedmd.com/sbatch.html"
_GENERATE = _HF + "transformers/main_classes/text_generation"
_MODEL = _HF + "transformers/main_classes/model"


@dataclass(frozen=True)
class Field:
    """One field. `optional`: left empty it is None, and the cluster or the library decides.

    "words" is a list of texts, written with blanks between them; one with a blank in it is quoted.
    """

    key: str
    label: str
    kind: Kind
    help: str
    memory: str = "none"
    choices: tuple[str, ...] = ()
    optional: bool = False
    link: str = ""
    width: int = 0


_FIELDS = (
    Field("name", "Name", "text", "Name of the job in Slurm's queue and in the list of jobs.", link=_SBATCH),
    Field(
        "task",
        "Task",
        "choice",
        "finetune trains the model on your data; inference answers prompts with it; script runs your own train.py: "
        "llmtui writes header, launcher and YAML around it.",
        memory="training also holds gradients, optimizer state and activations; a script is reckoned as training",
        choices=("finetune", "inference", "script"),
        link=_HF + "transformers/training",
    ),
    Field(
        "model",
        "Model",
        "pick",
        "A model of the catalogue, a folder on this machine with a config.json, cluster:/PATH for one on the cluster, "
        "or job:NAME for the result of an earlier job there. Enter opens the list; a path can be typed there. With "
        "task script it is what the memory is reckoned with: it is not uploaded, and your command names what it loads.",
        memory="parameters x bytes of the weights dtype; all else follows from its shape",
        link=_HF + "transformers/model_doc/auto",
    ),
    Field(
        "script.command",
        "Command",
        "text",
        'One simple command, such as python3 train.py --lr 1e-4 --data "$SCRATCH/x"; it runs in the run folder. '
        "Leave out srun, torchrun and accelerate launch: llmtui writes them. Its steps and loss are not read, only "
        "its log.",
        memory="reckoned as if it trained the model as method, batch, length and sharding below say",
        link=_TORCHRUN,
    ),
    Field(
        "script.files",
        "Files",
        "words",
        "Files and folders that the command needs, with blanks between them: train.py configs. They are below the job "
        "file's folder and keep their place in the run folder; name a model folder here to upload it.",
        link=_SBATCH,
    ),
    Field(
        "training.dataset",
        "Data",
        "text",
        "Training rows: a .jsonl, .txt or .parquet file, a folder with such files, cluster:/PATH for one on the "
        "cluster, or a data set of the Hugging Face Hub by its id, such as stanfordnlp/imdb, which llmtui stage "
        "fetches there before the job. Relative paths count from the folder of the job file.",
        link=_HF + "datasets/loading",
    ),
    Field(
        "training.dataset_text_field",
        "text field",
        "text",
        "The column that holds the text.",
        width=9,
        link=_HF + "datasets/loading",
    ),
    Field(
        "training.dataset_config",
        "Config",
        "text",
        "Configuration of the data set, for folders and data sets of the hub that have several; empty: their default.",
        optional=True,
        link=_HF + "datasets/repository_structure",
    ),
    Field(
        "training.dataset_train_split",
        "Train split",
        "text",
        "The split that is trained on, for folders and data sets of the hub.",
        width=10,
        link=_HF + "datasets/repository_structure",
    ),
    Field(
        "training.dataset_test_split",
        "test split",
        "text",
        "The split of Eval data that is evaluated, for folders and data sets of the hub.",
        width=10,
        link=_HF + "datasets/repository_structure",
    ),
    Field(
        "training.eval_dataset",
        "Eval data",
        "text",
        "Held-out rows, evaluated while the job runs: named like Data, and the same name takes its test split; empty: "
        "no evaluation.",
        optional=True,
        link=_ARGS,
    ),
    Field("inference.prompts", "Prompts", "text", "A JSONL or text file with the prompts.", link=_GENERATE),
    Field(
        "placement.cluster",
        "Cluster",
        "pick",
        "The machine that runs the job. local is this machine, through the embedded Slurm.",
        memory="sets the capacity mark of the bars",
        link=_SBATCH,
    ),
    Field(
        "placement.partition",
        "Partition",
        "pick",
        "Slurm's queue: decides GPU, time limit and how many nodes.",
        memory="sets the capacity mark of the bars",
        optional=True,
        link=_SBATCH,
    ),
    Field(
        "placement.account",
        "Account",
        "text",
        "The project that pays, such as project_465000001.",
        optional=True,
        link=_SBATCH,
    ),
    Field(
        "placement.nodes",
        "Nodes",
        "integer",
        "How many machines.",
        memory="fsdp divides weights, gradients and optimizer state by all ranks",
        link=_SBATCH,
        width=4,
    ),
    Field(
        "placement.gpus_per_node",
        "GPUs",
        "integer",
        "GPUs on each node; empty: as many as the partition gives.",
        memory="fsdp divides weights, gradients and optimizer state by all ranks",
        optional=True,
        link=_SBATCH,
        width=4,
    ),
    Field(
        "placement.processes_per_node",
        "processes",
        "integer",
        "Processes (ranks) on each node; empty: one a GPU, or one where there is none.",
        memory="on CPUs the ranks of a node share its RAM",
        optional=True,
        width=4,
        link=_SBATCH,
    ),
    Field(
        "placement.time",
        "Time",
        "text",
        "Time limit, HH:MM:SS or D-HH:MM:SS; Slurm ends the job then. Shorter ones often start sooner.",
        link=_SBATCH,
        width=13,
    ),
    Field(
        "training.method",
        "Method",
        "choice",
        "full trains every weight; lora small added matrices beside the model; qlora does so on 4-bit weights.",
        memory="lora: gradients and optimizer state only for the added matrices; qlora: weights at a quarter too",
        choices=("full", "lora", "qlora"),
        link=_HF + "peft/main/conceptual_guides/lora",
    ),
    Field(
        "training.lora.r",
        "LoRA r",
        "integer",
        "Rank of the added matrices.",
        memory="trainable parameters grow in step with it",
        link=_HF + "peft/package_reference/lora",
        width=6,
    ),
    Field(
        "training.lora.lora_alpha",
        "alpha",
        "integer",
        "The added part is scaled by alpha / r.",
        link=_HF + "peft/package_reference/lora",
        width=6,
    ),
    Field(
        "training.sharding",
        "Sharding",
        "choice",
        "ddp copies the model to every rank; fsdp divides it among them; none uses one rank. zero2 and zero3 are "
        "DeepSpeed's, where the site's software has it.",
        memory="fsdp, zero3: weights, gradients and optimizer state divided by the ranks; zero2: all but weights",
        choices=("none", "ddp", "fsdp", "zero2", "zero3"),
        link=_HF + "accelerate/usage_guides/fsdp",
    ),
    Field(
        "training.per_device_train_batch_size",
        "Batch",
        "integer",
        "Rows on each rank at a time.",
        memory="activations and logits grow in step with it",
        link=_ARGS,
        width=6,
    ),
    Field(
        "training.gradient_accumulation_steps",
        "accumulate",
        "integer",
        "Batches added up before the optimizer steps.",
        link=_ARGS,
        width=6,
    ),
    Field(
        "training.max_length",
        "Length",
        "integer",
        "Tokens of a row; longer rows are cut.",
        memory="activations and logits grow in step with it, eager attention with its square",
        width=8,
        link=_HF + "transformers/pad_truncation",
    ),
    Field(
        "training.gradient_checkpointing",
        "Checkpoint",
        "flag",
        "Activation checkpointing: keeps few activations and computes the others again in the backward pass.",
        memory="activations shrink to about one layer's; a step takes about a third longer",
        choices=("activation checkpointing",),
        link=_ARGS,
    ),
    Field(
        "training.weights_dtype",
        "Weights",
        "choice",
        "How the weights are loaded and trained.",
        memory="fp32 4 bytes a parameter, bf16 and fp16 2",
        choices=("fp32", "bf16", "fp16"),
        link=_MODEL,
    ),
    Field(
        "training.mixed_precision",
        "Autocast",
        "choice",
        "mixed_precision: matrix products in the smaller type, weights as loaded.",
        memory="halves most activations, adds a copy of the weights while a step runs",
        choices=("no", "bf16", "fp16"),
        link=_HF + "accelerate/usage_guides/mixed_precision",
    ),
    Field(
        "training.learning_rate",
        "Learn rate",
        "number",
        "Highest learning rate.",
        link=_ARGS,
        width=10,
    ),
    Field(
        "training.max_steps",
        "Max steps",
        "integer",
        "Optimizer steps; -1: as many as the epochs need.",
        link=_ARGS,
        width=8,
    ),
    Field("training.num_train_epochs", "epochs", "number", "Passes over the data.", link=_ARGS, width=6),
    Field(
        "inference.weights_dtype",
        "Weights",
        "choice",
        "How the weights are loaded.",
        memory="fp32 4 bytes a parameter, bf16 and fp16 2",
        choices=("fp32", "bf16", "fp16"),
        link=_MODEL,
    ),
    Field(
        "inference.batch_size",
        "Batch",
        "integer",
        "Prompts answered at a time.",
        memory="the KV cache grows in step with it",
        link=_GENERATE,
        width=6,
    ),
    Field(
        "inference.prompt_tokens",
        "prompt",
        "integer",
        "Tokens of the longest prompt, as the estimate reckons.",
        memory="the KV cache grows in step with it",
        width=6,
        link=_GENERATE,
    ),
    Field(
        "inference.max_new_tokens",
        "New tokens",
        "integer",
        "Tokens written for each prompt.",
        memory="the KV cache grows in step with it",
        link=_GENERATE,
        width=8,
    ),
)

FIELDS: dict[str, Field] = {field.key: field for field in _FIELDS}
