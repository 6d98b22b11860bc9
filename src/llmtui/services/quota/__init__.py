"""How much room is left for a user on a cluster: asked in one script, read strictly, unknown where nothing says it."""
