#!/bin/bash
#SBATCH --account=project_2001234
#SBATCH --partition=gpumedium
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=288
#SBATCH --time=02:00:00
#SBATCH --gres=gpu:gh200:4

module load python-vllm
vllm serve meta-llama/Llama-3.2-3B --tensor-parallel-size=16
