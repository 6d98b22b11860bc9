"""Files turned into checked domain objects: models, GPUs, clusters, job files; the user's own override ours."""
