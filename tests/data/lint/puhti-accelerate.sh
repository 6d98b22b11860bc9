#!/bin/bash
#SBATCH --account=project_2001234
#SBATCH --partition=gputest
#SBATCH --nodes=2
#SBATCH --tasks-per-node=1
#SBATCH --cpus-per-task=40
#SBATCH --mem=320G
#SBATCH --time=0:15:00
#SBATCH --gres=gpu:v100:4

module purge
module load pytorch/2.4

CONFIG=$1
shift
PROCESSES=$(expr $SLURM_NNODES \* $SLURM_GPUS_PER_NODE)
ADDRESS=$(hostname -i)

COMMAND="accelerate launch \
    --config_file=$CONFIG \
    --num_processes=$PROCESSES \
    --num_machines=$SLURM_NNODES \
    --machine_rank=\$SLURM_NODEID \
    --main_process_ip=$ADDRESS \
    finetuning.py $* --batch_size 6"

srun bash -c "$COMMAND"
