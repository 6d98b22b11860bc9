"""Build, Jobs and Job, and the dialogs over them; each screen has its .tcss beside it."""
