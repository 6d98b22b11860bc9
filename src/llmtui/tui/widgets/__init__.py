"""Widgets that draw their own lines: bars, curve, file preview, top and bottom line."""
