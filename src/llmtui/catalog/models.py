"""The model catalogue, and models in folders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol

from ..domain.config import model_from_config
from ..domain.model import ModelSpec
from ..errors import CatalogError, RequestError
from .data import data_root
from .jsonio import read_object
from .yamlvalues import describe, key_text

#: The file of a model's folder that states its architecture.
CONFIG = "config.json"

_ENTRY = {
    "id": str,
    "config": dict,
    "parameters": int,
    "computed_with": str,
    "license": str,
    "gated": bool,
    "license_source": str,
    "note": str,
    "source": str,
}


@cache
def load_models(user_dir: Path | None = None) -> tuple[ModelSpec, ...]:
    """The shipped models and those in the user's own *.json files, which win over ours; read once.

    A user's file has the form of assets/models.json. Raises CatalogError.
    """
    models = {model.id: model for model in _read(data_root() / "assets" / "models.json")}
    for path in sorted(user_dir.glob("*.json")) if user_dir is not None else ():
        models.update({model.id: model for model in _read(path)})
    return tuple(models.values())


class ModelFolder(Protocol):
    """A folder that may hold a model, wherever it is."""

    @property
    def path(self) -> str:
        """Its path on the machine that it is on."""

    def shown(self, name: str) -> str:
        """How a message names one of its files."""

    def read(self, name: str) -> Mapping[str, object] | None:
        """The JSON object in one of its files, None where there is no such file. Raises RequestError."""

    def beside(self, path: str) -> ModelFolder:
        """Another folder on that machine; a relative path counts from this one."""


@dataclass(frozen=True)
class FolderHere:
    """A ModelFolder on this machine."""

    folder: Path

    @property
    def path(self) -> str:
        """Its path."""
        return str(self.folder)

    def shown(self, name: str) -> str:
        """The file's path."""
        return str(self.folder / name)

    def read(self, name: str) -> Mapping[str, object] | None:
        """The JSON object in one of its files, None where there is no such file. Raises RequestError."""
        path = self.folder / name
        try:
            return read_object(path, RequestError) if path.is_file() else None
        except OSError as error:
            raise RequestError(f"cannot read {path}: {error.strerror}", field="model") from error
        except RequestError as error:
            error.field = "model"
            raise

    def beside(self, path: str) -> FolderHere:
        """Another folder on this machine; a relative path counts from this one."""
        return FolderHere(self.folder / path)


def model_from_folder(folder: Path, model_id: str) -> ModelSpec:
    """`model_in` for a folder on this machine."""
    return model_in(FolderHere(folder), model_id)


def model_in(folder: ModelFolder, model_id: str) -> ModelSpec:
    """The model whose config.json is in `folder`, under the name the user gave it.

    Raises RequestError (field "model") naming the file, and the key where one is at fault.
    """
    config, where = folder.read(CONFIG), folder.shown(CONFIG)
    if config is None:
        hint = "name a folder that holds a config.json, or a model of the catalogue"
        raise RequestError(f"{where} is not there", hint=hint, field="model")
    return model_from_config(config, model_id, source=where, location=folder.path)


def _read(path: Path) -> Iterable[ModelSpec]:
    content = read_object(path, CatalogError)
    entries = content.get("models")
    if not isinstance(entries, list) or set(content) - {"about", "models"}:
        raise CatalogError(f"{path}: allowed keys: about, and models with a list")
    for number, entry in enumerate(entries, 1):
        yield _model(entry, f"{path}: model {number}")


def _model(entry: object, where: str) -> ModelSpec:
    if not isinstance(entry, Mapping):
        raise CatalogError(f"{where} is {describe(entry)}; allowed: a group of keys")
    for key, value in entry.items():
        kind = _ENTRY.get(key)
        if kind is None:
            raise CatalogError(f"{where}: key {key_text(key)} is unknown", hint=f"known here: {', '.join(_ENTRY)}")
        if type(value) is not kind:
            raise CatalogError(f"{where}: key {key} is {describe(value)}; allowed: {_KINDS[kind]}")
    absent = [key for key in ("id", "config") if key not in entry]
    if absent:
        raise CatalogError(f"{where}: {' and '.join(absent)} missing")
    try:
        model = model_from_config(entry["config"], entry["id"], source=f"{where} ({entry['id']})")
    except RequestError as error:
        raise CatalogError(error.message, hint=error.hint) from error
    counted = entry.get("parameters")
    if counted is not None:
        model = replace(
            model, parameters=counted, parameters_from="computed" if "computed_with" in entry else "published"
        )
    return replace(model, license=entry.get("license"), gated=entry.get("gated"), source=entry.get("source", where))


_KINDS: Mapping[type, str] = {str: "text", dict: "a group of keys", int: "a whole number", bool: "true or false"}
