"""Files with nothing to object to, and for each rule what to change in one so that the rule finds something."""

from __future__ import annotations

from dataclasses import dataclass

#: Two nodes of four V100s, as on Puhti, with nothing to object to.
TORCHRUN = """\
#!/bin/bash
#SBATCH --account=project_2001234
#SBATCH --partition=gpu
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=40
#SBATCH --gres=gpu:v100:4
#SBATCH --time=12:00:00
module load pytorch
HOST=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | sed -n 1p)
PORT=$((20000 + SLURM_JOB_ID % 12000))
srun torchrun --nnodes=2 --nproc-per-node=4 --rdzv-backend=c10d --rdzv-endpoint="$HOST:$PORT" train.py "$@"
"""
ACCELERATED = TORCHRUN.replace(
    TORCHRUN.split("\n")[-2],
    "srun bash -c 'accelerate launch --config_file a.yaml --num_machines 2 --num_processes 8 "
    '--machine_rank "$SLURM_NODEID" --main_process_ip "$HOST" --main_process_port "$PORT" train.py\'',
)
#: Without a configuration that nobody read.
LONE = ACCELERATED.replace("--config_file a.yaml ", "")
VLLM = TORCHRUN.replace("--nodes=2", "--nodes=1").replace(
    TORCHRUN.split("\n")[-2], "vllm serve meta-llama/Llama-3.2-3B --dtype half --tensor-parallel-size 4"
)
YAML = """\
distributed_type: FSDP
mixed_precision: fp16
num_processes: 8
fsdp_config:
  fsdp_version: 2
  fsdp_activation_checkpointing: false
  fsdp_transformer_layer_cls_to_wrap: LlamaDecoderLayer
"""


@dataclass(frozen=True)
class Case:
    """What to change in a clean file so that the rule finds something, and where it says so."""

    code: str
    base: str
    old: str
    new: str
    where: str
    severity: str = ""
    said: str = ""


SECRETS = [
    "HUGGINGFACE_TOKEN=abcdefghijklmnopqrst",
    "export HF_TOKEN='abcdefghijklmnopqrst'",
    'export WANDB_API_KEY="0123456789abcdef0123456789abcdef01234567"',
    "export OPENAI_API_KEY=sk-proj-abc_defghijklmnopqrstu",
    "wandb login 0123456789abcdef0123456789abcdef01234567",
    "wandb login --relogin 0123456789abcdef0123456789abcdef01234567",
]
SCRIPTS = [
    Case("shebang", TORCHRUN, "#!/bin/bash\n", "", "line 1"),
    Case("shebang", TORCHRUN, "#!", "\ufeff#!", "line 1", said="byte order mark"),
    Case("crlf", TORCHRUN, "12:00:00\n", "12:00:00\r\n", "line 8"),
    Case("bad-directive", TORCHRUN, "--nodes=2\n", "--nodez=2\n", "line 4", said="--nodez"),
    Case("bad-directive", TORCHRUN, "--time=12:00:00", "--comment='open", "line 8", said="not closed"),
    Case("bad-value", TORCHRUN, "--time=12:00:00", "--time=5h", "line 8", said="5h"),
    Case("bad-value", TORCHRUN, "--gres=gpu:v100:4", "--gres=gpu:v100:x", "line 7", said="--gres"),
    Case("late-directive", TORCHRUN, "HOST=", "#SBATCH --mem=1G\nHOST=", "line 10", "warning", "line 9"),
    Case("indented-directive", TORCHRUN, "#SBATCH --cpus", "  #SBATCH --cpus", "line 6", "warning"),
    Case("shell-in-directive", TORCHRUN, "12:00:00", "$LIMIT", "line 8", "error", "$LIMIT"),
    Case(
        "shell-in-directive",
        TORCHRUN,
        "#SBATCH --time",
        "#SBATCH --output=$HOME/x\n#SBATCH --time",
        "line 8",
        "warning",
    ),
    Case("no-time", TORCHRUN, "#SBATCH --time=12:00:00\n", "", "line 1", "warning"),
    Case("account", TORCHRUN, "#SBATCH --account=project_2001234\n", "", "line 1", "error", "puhti"),
    Case("partition", TORCHRUN, "--partition=gpu\n", "--partition=gpus\n", "line 3", "error", "puhti"),
    Case("nodes", TORCHRUN, "--nodes=2\n", "--nodes=21\n", "line 4", said="1 to 20"),
    Case("gpus", TORCHRUN, "v100:4", "v100:5", "line 7", said="5 GPUs a node"),
    Case("gpu-type", TORCHRUN, "v100:4", "a100:4", "line 7", said="of type v100"),
    Case("cpus", TORCHRUN, "task=40", "task=41", "line 6", said="gives 40"),
    Case("memory", TORCHRUN, "#SBATCH --time", "#SBATCH --mem=4000G\n#SBATCH --time", "line 8", "error", "4000.0 GiB"),
    Case("partition", TORCHRUN, "--partition=gpu\n", "--partition=gpu,gpux\n", "line 3", "error", "partition gpux is"),
    Case("time", TORCHRUN, "12:00:00", "4-00:00:00", "line 8", said="3-00:00:00"),
    Case("processes", TORCHRUN, "node=4", "node=8", "line 12", "error", "16 processes for 8 GPUs"),
    Case("processes", TORCHRUN, "node=4", "node=1", "line 12", "warning", "2 processes for 8 GPUs"),
    Case("processes", ACCELERATED, "--num_processes 8", "--num_processes 4", "line 12", "warning"),
    Case("machines", TORCHRUN, "--nnodes=2", "--standalone", "line 12", "warning", "told of 1 machine"),
    Case("machines", ACCELERATED, "--num_machines 2", "--num_machines 3", "line 12", "error"),
    Case("tasks", TORCHRUN, "--ntasks-per-node=1", "--ntasks-per-node=4", "line 12", said="4 times"),
    Case("machine-rank", ACCELERATED, '"$SLURM_NODEID"', "0", "line 12", said="--machine_rank 0"),
    Case("machine-rank", ACCELERATED, '--machine_rank "$SLURM_NODEID"', "", "line 12", said="no --machine_rank"),
    Case("meeting", LONE, '--main_process_ip "$HOST" ', "", "line 12", "warning", "--main_process_ip"),
    Case("meeting", TORCHRUN, '--rdzv-backend=c10d --rdzv-endpoint="$HOST:$PORT"', "", "line 12", said="--master-addr"),
    Case("meeting", TORCHRUN, '--rdzv-endpoint="$HOST:$PORT"', "", "line 12", said="--rdzv-endpoint"),
    Case("early-rank", ACCELERATED, "srun bash", "R=$SLURM_NODEID\nsrun bash", "line 12", said="SLURM_NODEID"),
    Case("early-rank", TORCHRUN, "srun torchrun", "srun --x $SLURM_PROCID torchrun", "line 12", said="SLURM_PROCID"),
    Case("typed-gpus", TORCHRUN, "HOST=", "N=$((SLURM_NNODES * 4))\nHOST=", "line 10", "warning"),
    Case("typed-gpus", TORCHRUN, "HOST=", "G=4\nN=$(expr $SLURM_NNODES \\* $G)\nHOST=", "line 11", "warning"),
    Case("typed-gpus", TORCHRUN, "--nnodes=2", "--nnodes=$SLURM_NNODES", "line 12", "warning"),
    Case("gpus-per-node", TORCHRUN, "node=4", "node=$SLURM_GPUS_PER_NODE", "line 12", "error"),
    Case("batch", TORCHRUN, 'train.py "$@"', "finetuning.py --batch_size 12", "line 12", said="12 cannot be divided"),
    Case("heads", VLLM, "size 4", "size 16", "line 12", said="24 attention heads"),
    Case("vllm-ranks", VLLM, "size 4", "size 8", "line 12", "error", "8 ranks"),
    Case("vllm-ranks", VLLM, "size 4", "size 2", "line 12", "warning"),
    Case("dtype", VLLM, "--dtype half", "--dtype bfloat16", "line 12", "error", "V100"),
    Case("dtype", TORCHRUN, '"$@"', "--bf16", "line 12", "warning"),
    Case("dtype", ACCELERATED, "launch", "launch --mixed_precision bf16", "line 12", "warning"),
    Case("fixed-port", TORCHRUN, "PORT=$((20000 + SLURM_JOB_ID % 12000))", "RDZV_PORT=29400", "line 11", "warning"),
    Case("fixed-port", TORCHRUN, '"$HOST:$PORT"', '"$HOST:29400"', "line 12", "warning"),
    Case("fixed-port", ACCELERATED, 'port "$PORT"', "port=29500", "line 12", "warning"),
    Case("fixed-port", TORCHRUN, "PORT=$((20000 + SLURM_JOB_ID % 12000))", "PORT=29500", "line 12", said="29500"),
    Case("hostname-address", TORCHRUN, "HOST=$(scontrol", "HOST=$(hostname -i; scontrol", "line 10", "warning"),
    Case("unquoted-arguments", TORCHRUN, '"$@"', "$*", "line 12", "warning"),
    Case("unquoted-arguments", TORCHRUN, '"$@"', "$@", "line 12", "warning"),
    Case("unquoted-arguments", TORCHRUN, '"$@"', '"--x $@"', "line 12", "warning"),
    Case("unquoted-arguments", TORCHRUN, "HOST=", 'C="a \\\n  b $*"\nHOST=', "line 11", "warning"),
    Case("container-module", TORCHRUN, "srun", "srun singularity run $SIF", "line 9", "warning", "line 12"),
    Case(
        "deprecated-modules", TORCHRUN, "module load", "module use /appl/local/csc/modulefiles/\nmodule load", "line 9"
    ),
    Case("unquoted-arguments", TORCHRUN, "HOST=", "for a in $@; do echo; done\nHOST=", "line 10", "warning"),
    Case("spaced-directive", TORCHRUN, "#SBATCH --time", "# SBATCH --mem=0\n#SBATCH --time", "line 8", "note"),
    *(Case("token", TORCHRUN, "HOST=", f"{text}\nHOST=", "line 10", "warning") for text in SECRETS),
    Case("token", TORCHRUN, "HOST=", "export HF_TOKEN=hf_abcdefghijklmnopqrst\nHOST=", "line 10", "warning"),
]
CONFIGS = [
    Case("yaml", YAML, "distributed_type: FSDP", "a: [1", "line 2"),
    Case("yaml", YAML, YAML, "- a\n", "line 1"),
    Case("no-type", YAML, "distributed_type: FSDP\n", "", "line 1"),
    Case("unknown-key", YAML, "num_processes", "num_process", "line 3", "error", "num_process"),
    Case("unknown-key", YAML, "num_processes: 8\n", "ipex_config: {}\n", "line 3", "warning", "1.13"),
    Case(
        "dead-key", YAML, "  fsdp_version", "  fsdp_backward_prefetch_policy: NO\n  fsdp_version", "line 5", "warning"
    ),
    Case("dead-key", YAML, "  fsdp_version", "  offload_parms: true\n  fsdp_version", "line 5", "warning"),
    Case(
        "dead-key",
        YAML,
        YAML,
        YAML + "parallelism_config:\n  parallelism_config_sp_size: 2\n",
        "line 9",
        "warning",
        "1.12",
    ),
    Case("fsdp-key", YAML, "  fsdp_version", "  fsdp_use_orig_params: true\n  fsdp_version", "line 5", "warning"),
    Case("fsdp-version", YAML, "  fsdp_version: 2\n", "", "line 4", "warning"),
    Case("wrap-class", YAML, "LlamaDecoderLayer", "LamaLayer", "line 7", "warning"),
    Case("multi-cpu", YAML, "FSDP", "MULTI_CPU", "line 1", "warning"),
    Case("duplicate-key", YAML, "num_proc", "num_processes: 4\nnum_proc", "line 4", "warning", "on line 3"),
    Case("duplicate-key", YAML, "  fsdp_v", "  fsdp_version: 1\n  fsdp_v", "line 6", "warning", "fsdp_config.fsdp_v"),
    Case("group", YAML, YAML[YAML.index("fsdp_config") :], "fsdp_config: [1, 2]\n", "line 4", "warning"),
    Case("boolean", YAML, "fp16", "no", "line 2", "error"),
    Case("fixed-port", YAML, "num_processes: 8", "main_process_port: 29500", "line 3", "warning"),
    Case("token", YAML, "distributed_type", "# hf_abcdefghijklmnopqrst\ndistributed_type", "line 1", "warning"),
]
PAIRS = [
    ("processes", ACCELERATED.replace("--num_processes 8 ", ""), YAML, "num_processes: 8", "num_processes: 16"),
    ("machines", ACCELERATED.replace("--num_machines 2 ", ""),
     YAML + "num_machines: 2\n", "machines: 2", "machines: 1"),
    ("dtype", ACCELERATED, YAML, "fp16", "bf16"),
    ("checkpointing", ACCELERATED.replace("train.py", "train.py --gradient_checkpointing"), YAML, "false", "true"),
    ("wrap-class", ACCELERATED.replace("train.py", "train.py --model Qwen/Qwen3-8B"),
     YAML.replace("LlamaD", "Qwen3D"), "Qwen3D", "LlamaD"),
    ("heads", ACCELERATED.replace("train.py", "train.py --model=Qwen/Qwen2.5-7B"),
     YAML + "parallelism_config:\n  parallelism_config_tp_size: 4\n", "tp_size: 4", "tp_size: 8"),
    ("machine-rank", ACCELERATED.replace('--machine_rank "$SLURM_NODEID"', ""),
     YAML + "rdzv_backend: c10d\n", "c10d", "static"),
]  # fmt: skip
