#!/bin/bash -l
#SBATCH --job-name=gpu8
# Who pays, and which queue.
#SBATCH --account=project_2001234
#SBATCH --partition=gpumedium
# 2 nodes, one task each, which starts the ranks.
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
# The share of a node that goes with 4 of its GPUs.
#SBATCH --cpus-per-task=128
#SBATCH --gres=gpu:a100:4
# When the time is over, Slurm ends the job.
#SBATCH --time=00:15:00
# One log, which a restarted job goes on with.
#SBATCH --output=slurm-%j.out
#SBATCH --open-mode=append
# Nothing of the submitting shell comes along.
#SBATCH --export=NONE
# A node failure restarts it from its checkpoint.
#SBATCH --requeue
# B: this shell is warned; it would end a launcher.
#SBATCH --signal=B:USR1@180

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
# Marks of an earlier run say nothing about this one.
rm -f stop unfinished

# Software: pytorch
module purge
module load pytorch

# From here on a misspelt variable is an error; site modules are not always that strict.
set -u
# Settings for every job on mahti.
export TOKENIZERS_PARALLELISM=false
# The login of `hf auth login` stays in the home: no token stands in a file of this job.
export HF_TOKEN_PATH="${HF_TOKEN_PATH:-$HOME/.cache/huggingface/token}"
# Models and data sets belong on scratch, not in a small home.
export HF_HOME="/scratch/project_2001234/$USER/hf-cache"
# Cores of a rank, so that ranks do not crowd each other out.
export OMP_NUM_THREADS=32
# From Slurm 22.05 on srun does not take --cpus-per-task over from sbatch: say it again.
export SRUN_CPUS_PER_TASK="$SLURM_CPUS_PER_TASK"
# Training saves and leaves before this time (UNIX seconds), or when the stop file is there.
export LLMTUI_END_TIME="${SLURM_JOB_END_TIME:-}"
export LLMTUI_STOP_FILE="$PWD/stop" LLMTUI_UNFINISHED_FILE="$PWD/unfinished"
# The runtime is imported from the run folder's zip; nothing of llmtui is installed on the cluster.
export PYTHONPATH="$PWD/runtime.zip${PYTHONPATH:+:$PYTHONPATH}"

# Ranks meet at the first node, on a port made from the job id: jobs that share a node have others.
MASTER_ADDR=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | sed -n 1p)
MASTER_PORT=$((20000 + SLURM_JOB_ID % 12000))
export MASTER_ADDR MASTER_PORT

# One torchrun a node, the first node's rank 0.
# srun's tasks run this function: what differs from task to task is read inside the task, not here.
start_node() {
  exec torchrun \
    --nnodes=2 \
    --nproc-per-node=4 \
    --rdzv-id="$SLURM_JOB_ID" \
    --node-rank="$SLURM_NODEID" \
    --master-addr="$MASTER_ADDR" \
    --master-port="$MASTER_PORT" \
    -m llmtui_runtime train --config run.json
}
# 180 s before the end Slurm sends USR1 to this shell; a file tells the ranks.
trap ': >stop' USR1
# In the background, for a shell hears no signal while it waits for a command.
srun --kill-on-bad-exit=1 --wait=60 \
  bash -c "$(declare -f start_node); start_node" &
step=$!
code=0
wait "$step" || code=$?
# A signal ends wait, but not the step.
while kill -0 "$step" 2>/dev/null; do code=0; wait "$step" || code=$?; done
# It may have come in the moment in which the step ended: then its own code is still to be had.
if [ "$code" -eq 138 ]; then code=0; wait "$step" || code=$?; fi
if [ "$code" -ne 0 ]; then exit "$code"; fi

# Training writes unfinished when it saved a checkpoint and left before its last step.
if [ -e unfinished ]; then
  echo "stopped early with a checkpoint: $(cat unfinished); sbatch job.sh goes on from it" >&2
  # The next job in this folder may claim it.
  rm -f claim
  exit 85
fi
