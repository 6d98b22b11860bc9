#!/bin/bash -l
#SBATCH --job-name=gpu1
#SBATCH --account=project_465000001
#SBATCH --partition=dev-g
#SBATCH --nodes=1
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=7
#SBATCH --gpus-per-node=1
#SBATCH --mem-per-gpu=60G
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

# Software: lumi-ai-factory
module purge
module use /appl/local/laifs/modules
module load lumi-aif-singularity-bindings
export SIF=/appl/local/laifs/containers/lumi-multitorch-u24r70f21m50t210-20260415_130625/lumi-multitorch-full-u24r70f21m50t210-20260415_130625.sif
export MIOPEN_CUSTOM_CACHE_DIR="/tmp/miopen-cache-$USER"
export MIOPEN_USER_DB_PATH="/tmp/miopen-config-$USER"

# From here on a misspelt variable is an error; site modules are not always that strict.
set -u
export NCCL_SOCKET_IFNAME=hsn0,hsn1,hsn2,hsn3
export TOKENIZERS_PARALLELISM=false
# Models and data sets belong on scratch, not in a small home.
export HF_HOME="/scratch/project_465000001/$USER/hf-cache"
# Cores of a rank, so that ranks do not crowd each other out.
export OMP_NUM_THREADS=7
# From Slurm 22.05 on srun does not take --cpus-per-task over from sbatch: say it again.
export SRUN_CPUS_PER_TASK="$SLURM_CPUS_PER_TASK"
# The runtime is imported from the run folder's zip; nothing of llmtui is installed on the cluster.
export PYTHONPATH="$PWD/runtime.zip${PYTHONPATH:+:$PYTHONPATH}"

# torchrun starts one rank a GPU and finds a free port by itself.
srun --kill-on-bad-exit=1 --wait=60 singularity run "$SIF" torchrun \
  --standalone --nproc-per-node=1 \
  -m llmtui_runtime train --config run.json
