#!/bin/bash -l
#SBATCH --job-name=gpu4
#SBATCH --account=project_2001234
#SBATCH --partition=gputest
#SBATCH --nodes=1
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=288
#SBATCH --gres=gpu:gh200:4
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

# Software: python-pytorch
module purge
module load python-pytorch

# From here on a misspelt variable is an error; site modules are not always that strict.
set -u
export TOKENIZERS_PARALLELISM=false
# Models and data sets belong on scratch, not in a small home.
export HF_HOME="/scratch/project_2001234/$USER/hf-cache"
# Cores of a rank, so that ranks do not crowd each other out.
export OMP_NUM_THREADS=72
# From Slurm 22.05 on srun does not take --cpus-per-task over from sbatch: say it again.
export SRUN_CPUS_PER_TASK="$SLURM_CPUS_PER_TASK"
# The runtime is imported from the run folder's zip; nothing of llmtui is installed on the cluster.
export PYTHONPATH="$PWD/runtime.zip${PYTHONPATH:+:$PYTHONPATH}"

# torchrun starts one rank a GPU and finds a free port by itself.
srun --kill-on-bad-exit=1 --wait=60 torchrun \
  --standalone --nproc-per-node=4 \
  -m llmtui_runtime train --config run.json
