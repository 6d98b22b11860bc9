"""The catalogues as one session sees them: shipped files, the user's own, and this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..catalog.clusters import load_clusters
from ..catalog.models import load_models, model_from_folder
from ..domain.cluster import Cluster
from ..domain.machine import Machine
from ..domain.model import ModelSpec
from ..domain.record import JobRecord
from ..errors import RequestError, UnknownNameError
from ..localslurm.machine import detect
from .hub import INSTALL, Hub, is_hub_id
from .inputs import ON_CLUSTER
from .paths import Paths

#: `model: job:NAME` names the result of an earlier job.
FROM_JOB = "job:"
_ADAPTER = "adapter_config.json"


class Catalogs:
    """Loaded at first use and kept; safe for several threads."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._lock = threading.RLock()
        self._machine: Machine | None = None
        self._clusters: tuple[Cluster, ...] | None = None
        self._hub = Hub()

    def machine(self) -> Machine:
        """The machine that the embedded Slurm runs on."""
        with self._lock:
            if self._machine is None:
                self._machine = detect()
            return self._machine

    def clusters(self) -> tuple[Cluster, ...]:
        """`local` first, then the others. Raises CatalogError."""
        with self._lock:
            if self._clusters is None:
                user = self._paths.clusters
                self._clusters = load_clusters(self.machine(), state_dir=self._paths.state, user_dir=user)
            return self._clusters

    def cluster(self, name: str | None) -> Cluster:
        """The cluster of that name; None is `local`. Raises UnknownNameError."""
        wanted = name or "local"
        for cluster in self.clusters():
            if cluster.name == wanted:
                return cluster
        known = [cluster.name for cluster in self.clusters()]
        raise UnknownNameError.of("cluster", wanted, known, field="placement.cluster")

    def models(self) -> tuple[ModelSpec, ...]:
        """The model catalogue. Raises CatalogError."""
        return load_models(self._paths.config / "models")

    def model(self, name: str, base: Path, jobs: Callable[[], tuple[JobRecord, ...]]) -> ModelSpec:
        """A catalogue id, a folder with a config.json (relative to `base`), job:NAME, or an id of the Hugging Face Hub.

        Raises RequestError.
        """
        if name.startswith(ON_CLUSTER):
            raise RequestError(
                f"the config.json of {name} cannot be read from here yet",
                hint="name the model by its catalogue id, or a folder on this machine that holds its config.json",
                field="model",
            )
        if name.startswith(FROM_JOB):
            record = finished_job(name[len(FROM_JOB) :], jobs())
            return self._from_folder(Path(record.output_path), name)
        for model in self.models():
            if model.id == name:
                return model
        folder = base / Path(name).expanduser()
        if folder.is_dir() or name.startswith((".", "/", "~")):
            return self._from_folder(folder.absolute(), name)
        return self._from_hub(name)

    def _from_hub(self, name: str) -> ModelSpec:
        unknown = UnknownNameError.of("model", name, [model.id for model in self.models()], field="model")
        if not is_hub_id(name):
            raise unknown
        try:
            found = self._hub.model(name)
        except RequestError as error:
            near = f"{unknown.hint} Or {error.hint}" if unknown.hint.startswith("did you mean") else error.hint
            raise RequestError(error.message, hint=near, field="model") from error
        if found is None:
            unknown.hint += f"; {INSTALL}"
            raise unknown
        return found

    def _from_folder(self, folder: Path, name: str) -> ModelSpec:
        adapter = folder / _ADAPTER
        if (folder / "config.json").is_file() or not adapter.is_file():
            return replace(model_from_folder(folder, name), location=str(folder))
        # A LoRA adapter has no config of its own; the numbers are its base model's.
        base_name = _base_model(adapter)
        found = next((model for model in self.models() if model.id == base_name), None)
        if found is None:
            found = model_from_folder(folder / base_name, name)
        return replace(found, id=name, location=str(folder))


def finished_job(name: str, records: tuple[JobRecord, ...]) -> JobRecord:
    """The newest COMPLETED job of that name, run id or beginning of one (`records` newest first).

    Raises RequestError saying what is in the way.
    """
    hits = [record for record in records if record.name == name]
    hits = hits or [record for record in records if len(name) >= 4 and record.id.startswith(name)]
    for record in hits:
        if record.state == "COMPLETED":
            return record
    if not hits:
        known = {record.name for record in records}
        raise UnknownNameError.of("job", name, known, field="model")
    newest = hits[0]
    still = f"is still {newest.state}" if newest.active else f"has not ended COMPLETED but {newest.state}"
    raise RequestError(f"job {name} {still}", hint=f"see llmtui show {newest.id[:8]}", field="model")


def _base_model(adapter: Path) -> str:
    try:
        read = json.loads(adapter.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RequestError(f"cannot read {adapter}: {error}", field="model") from error
    name = read.get("base_model_name_or_path") if isinstance(read, dict) else None
    if not isinstance(name, str) or not name:
        raise RequestError(f"{adapter} names no base model", hint="base_model_name_or_path is missing", field="model")
    return name
