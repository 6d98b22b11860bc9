"""The class to wrap exists in the model."""

from __future__ import annotations

from collections.abc import Iterator

from ..wrapping import LAYERS
from .rule import Hit, Rule
from .subject import Subject

_KEY = "fsdp_transformer_layer_cls_to_wrap"


def _check(subject: Subject) -> Iterator[Hit]:
    config = subject.config
    if config is None or not config.sharded or not config.group("fsdp_config").get(_KEY):
        return
    line = config.line_in("fsdp_config", _KEY)
    model = subject.model
    right = LAYERS.get(model.model_type) if model is not None else None
    for name in map(str.strip, str(config.group("fsdp_config")[_KEY]).split(",")):
        if model is not None and right is not None and name != right and name in LAYERS.values():
            yield Hit(f"{model.id} has no class {name}", line, "config", fix=f"write {right}, or leave the key out")
        elif name not in LAYERS.values():
            yield Hit(f"no model that llmtui knows has a class {name}", line, "config", severity="warning")


RULE = Rule(
    "wrap-class",
    "error",
    "The class that FSDP wraps is one of the model's: accelerate stops where it finds none of that name.",
    "leave the key out: the model's own _no_split_modules are taken then",
    _check,
)
