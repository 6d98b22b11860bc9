#!/bin/bash -l
#SBATCH --job-name=own
# Who pays, and which queue.
#SBATCH --account=project_465000001
#SBATCH --partition=standard-g
# 2 nodes, one task each, which starts the ranks.
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
# The share of a node that goes with 8 of its GPUs.
#SBATCH --cpus-per-task=56
#SBATCH --gpus-per-node=8
#SBATCH --mem-per-gpu=60G
# When the time is over, Slurm ends the job.
#SBATCH --time=00:15:00
# One log, which a restarted job goes on with.
#SBATCH --output=slurm-%j.out
#SBATCH --open-mode=append
# Nothing of the submitting shell comes along.
#SBATCH --export=NONE
# A second run would not go on from the first one.
#SBATCH --no-requeue

# Stop at the first error; what the job writes is for its owner alone.
set -eo pipefail
umask 077
# --export=NONE would make srun drop the environment that is set up below.
unset SLURM_EXPORT_ENV
# The run folder: everything the job needs and makes is in here.
cd "$SLURM_SUBMIT_DIR"

# A folder that llmtui submitted (submit.lock is there) belongs to the first job that claims it.
if [ -d submit.lock ]; then
  (set -C && printf '%s\n' "$SLURM_JOB_ID" >claim) 2>/dev/null || true
  if [ "$(cat claim)" != "$SLURM_JOB_ID" ]; then
    echo "this run belongs to job $(cat claim): nothing is done twice" >&2
    exit 75
  fi
fi

# Start and end of each run on record: evidence that needs no accounting database.
mkdir -p status
mark="status/$SLURM_JOB_ID.${SLURM_RESTART_COUNT:-0}"
record() {
  printf '%s %s\n' "$2" "$(date +%s)" >"$mark.$1.tmp" && mv "$mark.$1.tmp" "$mark.$1"
}
record start 0
trap 'record end "$?"' EXIT
# Ended from outside (scancel, time limit) is no success; bash alone would record its last command.
trap 'exit 143' TERM

# Software: lumi-ai-factory
module purge
module use /appl/local/laifs/modules
module load lumi-aif-singularity-bindings
# The container image; the site's paths inside it are bound by the words that start it.
export SIF=/appl/local/laifs/containers/lumi-multitorch-u24r70f21m50t210-20260415_130625/lumi-multitorch-full-u24r70f21m50t210-20260415_130625.sif
# Caches of the GPU libraries: a folder of this job's own, so that jobs do not share one.
export MIOPEN_CUSTOM_CACHE_DIR="/tmp/$USER-miopen-$SLURM_JOB_ID"
export MIOPEN_USER_DB="/tmp/$USER-miopen-$SLURM_JOB_ID"
export MIOPEN_USER_DB_PATH="/tmp/$USER-miopen-$SLURM_JOB_ID"

# From here on a misspelt variable is an error; site modules are not always that strict.
set -u
# Settings for every job on lumi.
export TOKENIZERS_PARALLELISM=false
# The site's own settings for traffic between nodes.
export NCCL_SOCKET_IFNAME=hsn0,hsn1,hsn2,hsn3
# The login of `hf auth login` stays in the home: no token stands in a file of this job.
export HF_TOKEN_PATH="${HF_TOKEN_PATH:-$HOME/.cache/huggingface/token}"
# Models and data sets belong on scratch, not in a small home.
export HF_HOME="/scratch/project_465000001/$USER/hf-cache"
# Cores of a rank, so that ranks do not crowd each other out.
export OMP_NUM_THREADS=7
# From Slurm 22.05 on srun does not take --cpus-per-task over from sbatch: say it again.
export SRUN_CPUS_PER_TASK="$SLURM_CPUS_PER_TASK"
# What the command prints goes into the log at once.
export PYTHONUNBUFFERED=1

# Ranks meet at the first node, on a port made from the job id: jobs that share a node have others.
MASTER_ADDR=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | sed -n 1p)
MASTER_PORT=$((20000 + SLURM_JOB_ID % 12000))
export MASTER_ADDR MASTER_PORT
# torch's --rdzv-id, which accelerate has no option for.
export PET_RDZV_ID="$SLURM_JOB_ID"

# One accelerate a node, each with its own machine_rank.
# srun's tasks run this function: what differs from task to task is read inside the task, not here.
start_node() {
  exec singularity run "$SIF" accelerate launch \
    --config_file accelerate.yaml \
    --num_machines 2 \
    --num_processes 16 \
    --rdzv_backend static \
    --main_process_ip "$MASTER_ADDR" \
    --main_process_port "$MASTER_PORT" \
    --machine_rank "$SLURM_NODEID" \
    train.py --lr 1e-4 --data "$SCRATCH/books"
}
srun --kill-on-bad-exit=1 \
  bash -c "$(declare -f start_node); start_node"
