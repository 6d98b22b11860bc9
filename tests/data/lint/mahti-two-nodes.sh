#!/bin/bash
#SBATCH --account=project_2001234
#SBATCH --partition=gputest
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=128
#SBATCH --time=1:00:00
#SBATCH --gres=gpu:a100:4

module load pytorch/2.4

GPUS=4
PROCESSES=$((SLURM_NNODES * GPUS))
HEAD=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
srun bash -c "accelerate launch --config_file=fsdp.yaml --num_processes=$PROCESSES \
    --num_machines=2 --machine_rank=$SLURM_NODEID --main_process_ip=$HEAD finetuning.py --batch_size=6"
