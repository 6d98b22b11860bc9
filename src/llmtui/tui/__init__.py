"""The app: the only room that imports Textual."""
