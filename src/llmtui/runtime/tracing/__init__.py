"""What a trace is made of: followed storages, CUDA's ways on fake tensors, the model, its sharding, its steps."""
