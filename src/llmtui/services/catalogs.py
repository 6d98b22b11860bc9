"""The catalogues as one session sees them: shipped files, the user's own, and this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ..catalog.clusters import load_clusters
from ..catalog.models import CONFIG, FolderHere, ModelFolder, load_models, model_in
from ..domain.cluster import DEFAULT_CLUSTER, Cluster
from ..domain.machine import Machine
from ..domain.model import ModelSpec
from ..domain.record import JobRecord
from ..errors import RequestError, UnknownNameError
from ..localslurm.machine import detect
from ..remote.userpath import expanded
from .clustermodels import ClusterModels, path_there
from .hub import INSTALL, Hub, is_hub_id
from .paths import Paths
from .submission.inputs import ON_CLUSTER

#: `model: job:NAME` names the result of an earlier job.
FROM_JOB = "job:"
_ADAPTER = "adapter_config.json"
_NAME_IT = "name a model of the catalogue or the hub, or a folder"
#: So much of a name that cannot be used is shown, in characters.
_NAMED = 80


class Catalogs:
    """Loaded at first use and kept; safe for several threads."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._lock = threading.RLock()
        self._machine: Machine | None = None
        self._clusters: tuple[Cluster, ...] | None = None
        self._hub = Hub()
        #: What models on clusters said of themselves.
        self.there = ClusterModels()

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
        wanted = name or DEFAULT_CLUSTER
        for cluster in self.clusters():
            if cluster.name == wanted:
                return cluster
        known = [cluster.name for cluster in self.clusters()]
        raise UnknownNameError.of("cluster", wanted, known, field="placement.cluster")

    def models(self) -> tuple[ModelSpec, ...]:
        """The model catalogue. Raises CatalogError."""
        return load_models(self._paths.config / "models")

    def model(
        self,
        name: str,
        base: Path,
        jobs: Callable[[], tuple[JobRecord, ...]],
        cluster: str,
        there: Callable[[str], ModelFolder],
    ) -> ModelSpec:
        """A catalogue id, a folder with a config.json (relative to `base`), cluster:/PATH, job:NAME, or a hub id.

        `cluster` is the one that the job goes to, and `there` gives a folder on it by its path. Raises RequestError.
        """
        if name.startswith(ON_CLUSTER):
            return replace(self._from_folder(there(path_there(name)), name), on_cluster=True)
        if name.startswith(FROM_JOB):
            record = finished_job(name[len(FROM_JOB) :], jobs())
            if record.cluster != cluster:
                raise _elsewhere(record, cluster)
            result = there(record.output_path)
            return replace(self._from_folder(result, name), on_cluster=not isinstance(result, FolderHere))
        for model in self.models():
            if model.id == name:
                return model
        folder = base / expanded(name, "model")
        if _is_folder(folder, name) or name.startswith((".", "/", "~")):
            return self._from_folder(FolderHere(folder.absolute()), name)
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

    def _from_folder(self, folder: ModelFolder, name: str) -> ModelSpec:
        adapter = folder.read(_ADAPTER) if folder.read(CONFIG) is None else None
        if adapter is None:
            return model_in(folder, name)
        # A LoRA adapter has no config of its own; the numbers are its base model's.
        base_name = _base_model(adapter, folder.shown(_ADAPTER))
        found = next((model for model in self.models() if model.id == base_name), None)
        if found is None:
            found = model_in(folder.beside(base_name), name)
        return replace(found, id=name, location=folder.path)


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


def _elsewhere(record: JobRecord, cluster: str) -> RequestError:
    """The refusal of a result that the job could not read."""
    if Path(record.output_path).is_dir():
        how = f"name its folder, which is copied there: {record.output_path}"
    else:
        how = f"run there too, or llmtui fetch {record.id[:8]} and name the folder with the model in it"
    return RequestError(
        f"job {record.name} ran on {record.cluster}, and this one goes to {cluster}", hint=how, field="model"
    )


def _is_folder(folder: Path, name: str) -> bool:
    try:
        return folder.is_dir()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RequestError(f"cannot read {name[:_NAMED]}: {reason}", hint=_NAME_IT, field="model") from error


def _base_model(adapter: Mapping[str, object], where: str) -> str:
    name = adapter.get("base_model_name_or_path")
    if not isinstance(name, str) or not name:
        raise RequestError(f"{where} names no base model", hint="base_model_name_or_path is missing", field="model")
    return name
