"""The way to a cluster: one transport interface, its implementations, and remote text made safe."""
