#!/bin/bash -l
#SBATCH --job-name=gpu8
#SBATCH --account=project_2001234
#SBATCH --partition=gputest
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=40
#SBATCH --gres=gpu:v100:4
#SBATCH --mem=320G
#SBATCH --time=00:15:00
#SBATCH --output=slurm-%j.out
#SBATCH --open-mode=append
#SBATCH --export=NONE

# Stop at the first error; what the job writes is for its owner alone.
set -eo pipefail
umask 077
# --export=NONE would make srun drop the environment that is set up below.
unset SLURM_EXPORT_ENV
# The run folder: everything the job needs and makes is in here.
cd "$SLURM_SUBMIT_DIR"

# Software: pytorch
module purge
module load pytorch

# From here on a misspelt variable is an error; site modules are not always that strict.
set -u
export TOKENIZERS_PARALLELISM=false
# Models and data sets belong on scratch, not in a small home.
export HF_HOME="/scratch/project_2001234/$USER/hf-cache"
# Cores of a rank, so that ranks do not crowd each other out.
export OMP_NUM_THREADS=10
# From Slurm 22.05 on srun does not take --cpus-per-task over from sbatch: say it again.
export SRUN_CPUS_PER_TASK="$SLURM_CPUS_PER_TASK"
# The runtime is imported from the run folder's zip; nothing of llmtui is installed on the cluster.
export PYTHONPATH="$PWD/runtime.zip${PYTHONPATH:+:$PYTHONPATH}"

# Ranks meet at the first node, on a port made from the job id: jobs that share a node do not collide.
MASTER_ADDR=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | sed -n 1p)
MASTER_PORT=$((20000 + SLURM_JOB_ID % 20000))
export MASTER_ADDR MASTER_PORT

# One accelerate a node. SLURM_NODEID differs in each task and must be read there: hence the quoted bash -c.
# shellcheck disable=SC2016
srun --kill-on-bad-exit=1 --wait=60 bash -c 'accelerate launch \
  --config_file accelerate.yaml --num_machines 2 --num_processes 8 \
  --machine_rank "$SLURM_NODEID" --main_process_ip "$MASTER_ADDR" --main_process_port "$MASTER_PORT" \
  -m llmtui_runtime train --config run.json'
