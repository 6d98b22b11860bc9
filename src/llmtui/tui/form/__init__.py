"""The Build form: its fields as data, its values as plain text, and the widgets that edit them."""
