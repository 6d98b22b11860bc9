"""Forms of a training step by family: polynomials in the model's widths, as scripts/trace_layers.py writes them."""

from __future__ import annotations

from .read import (
    Form,
    Moment,
    adapter_terms,
    dropout_terms,
    find_form,
    has_either_head,
    nearest_family,
    prompt_terms,
    traced_family,
)

__all__ = [
    "Form",
    "Moment",
    "adapter_terms",
    "dropout_terms",
    "find_form",
    "has_either_head",
    "nearest_family",
    "prompt_terms",
    "traced_family",
]
