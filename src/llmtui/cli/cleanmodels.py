"""clean --models: the user's models on clusters, and copies of them that broke off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..errors import LlmtuiError, RequestError
from ..services.runs.sharedmodels import Shared
from ..services.session import Session
from ..units import format_bytes
from .clean import age, size_text
from .output import narrate, print_json, print_table

if TYPE_CHECKING:
    import argparse

_DAY_S = 86400.0


def clean_models(session: Session, options: argparse.Namespace) -> int:
    """List them; only --yes deletes them."""
    session.refresh()
    models, code = _listed(session)
    chosen = _chosen(models, options)
    gone: set[str] = set()
    if options.yes:
        gone, failed = _delete(session.folders.models_deletion(), chosen)
        code = code or failed
    _print(chosen, gone, as_json=options.json, deleted=options.yes)
    return code


def _listed(session: Session) -> tuple[list[Shared], int]:
    """Those of every cluster that a run was on, and the exit code."""
    found = [_of(session, cluster) for cluster in dict.fromkeys(record.cluster for record in session.jobs())]
    return [model for models, _ in found for model in models], max((code for _, code in found), default=0)


def _of(session: Session, cluster: str) -> tuple[Sequence[Shared], int]:
    try:
        return session.folders.models(cluster), 0
    except LlmtuiError as error:
        for line in error.lines():
            narrate(f"{cluster}: {line}")
        return (), 3


def _chosen(models: Sequence[Shared], options: argparse.Namespace) -> list[Shared]:
    """By the beginning of a name, and by age."""
    chosen = list(models)
    for text in options.ids:
        if not any(_named(model, text) for model in models):
            raise RequestError(f"no model there is called {text!r}", hint="llmtui clean --models lists all of them")
    if options.ids:
        chosen = [model for model in models if any(_named(model, text) for text in options.ids)]
    if options.older_than is not None:
        chosen = [model for model in chosen if model.age_s >= options.older_than * _DAY_S]
    return chosen


def _named(model: Shared, text: str) -> bool:
    return bool(text) and model.name.lstrip(".").startswith(text)


def _delete(delete: Callable[[Shared], None], models: Sequence[Shared]) -> tuple[set[str], int]:
    """Paths of what is gone, and the exit code."""
    codes = {model.path: _delete_one(delete, model) for model in models}
    return {path for path, code in codes.items() if not code}, max(codes.values(), default=0)


def _delete_one(delete: Callable[[Shared], None], model: Shared) -> int:
    try:
        delete(model)
    except LlmtuiError as error:
        for line in error.lines():
            narrate(line)
        return error.exit_code
    return 0


def _print(models: Sequence[Shared], gone: set[str], *, as_json: bool, deleted: bool) -> None:
    counted = [model for model in models if (model.path in gone if deleted else not model.kept)]
    total = sum(model.size.bytes for model in counted)
    if as_json:
        print_json({"models": [_plain(model, gone) for model in models], "bytes": total, "dry_run": not deleted})
        return
    if not models:
        narrate("no models of yours, or copies of them, lie beside the run folders")
        return
    heads = ("cluster", "used by", "changed", "size", "folder")
    print_table(heads, [_row(model, gone) for model in models], right=(3,))
    for model in models:
        if model.kept and not deleted:
            narrate(f"{model.name.lstrip('.')[:8]} stays: {model.kept}")
    narrate(f"{format_bytes(total)} " + ("deleted" if deleted else "in all; nothing was deleted, --yes deletes them"))


def _row(model: Shared, gone: set[str]) -> tuple[str, ...]:
    use = "deleted" if model.path in gone else used_by(model)
    return model.cluster, use, age(model.age_s), size_text(model.size), model.path


def used_by(model: Shared) -> str:
    """How many runs read it, or that it is not whole."""
    if not model.whole:
        return "broke off"
    return f"{len(model.users)} run{'' if len(model.users) == 1 else 's'}"


def _plain(model: Shared, gone: set[str]) -> dict[str, object]:
    return {
        "cluster": model.cluster,
        "path": model.path,
        "whole": model.whole,
        "presence": model.size.presence,
        "bytes": model.size.bytes,
        "age_s": round(model.age_s),
        "users": list(model.users),
        "kept": model.kept,
        "deleted": model.path in gone,
    }
