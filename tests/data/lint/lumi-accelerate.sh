#!/bin/bash
#SBATCH --account=project_462000007
#SBATCH --partition=dev-g
#SBATCH --nodes=2
#SBATCH --tasks-per-node=1
#SBATCH --cpus-per-task=56
#SBATCH --mem=480G
#SBATCH --time=0:15:00
#SBATCH --gpus-per-node=8

module use /appl/local/csc/modulefiles/
module load pytorch/2.4

PROCESSES=$(expr $SLURM_NNODES \* $SLURM_GPUS_PER_NODE)
HEAD=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
srun singularity exec $SIF bash -c "accelerate launch --config_file=$1 --num_processes=$PROCESSES \
    --num_machines=2 --machine_rank=\$SLURM_NODEID --main_process_ip=$HEAD train.py \"${@:2}\""
