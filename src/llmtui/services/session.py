"""Session: the one place that wires catalogues, clusters, journal and transports together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.record import JobRecord
from ..errors import RequestError
from ..remote.local import LocalTransport
from .form import FormState, load_form, save_form
from .journal.records import Records
from .paths import Paths
from .reach.clustertransport import ClusterTransport
from .reach.link import Link, is_here
from .runs.folders import Folders
from .submission.submitcalls import quiet
from .watching.budget import Query, QueryLog
from .watching.rows import row
from .watching.watchcalls import WatchCalls

if TYPE_CHECKING:
    from ..catalog.models import ModelFolder
    from ..domain.cluster import Cluster
    from ..domain.edits import Edit
    from ..domain.job import JobSpec
    from ..domain.memory.traced import Trace
    from ..domain.model import ModelSpec
    from ..domain.plan import Plan
    from ..remote.transport import Result, Transport
    from .catalogs import Catalogs
    from .importing.read import Wanted
    from .importing.report import Imported
    from .lint import Linted
    from .newcluster.create import Created, Request
    from .preview import Draft
    from .runs.cancelall import Cancelled
    from .runs.logs import LogFollower
    from .runs.metrics import MetricsFollower
    from .submission.smoke import SmokePair
    from .watching.others import OtherJobs


class Session(WatchCalls):
    """Everything that the app and the command line can ask for.

    Making one is instant; its methods block, may be called from several threads, return frozen data and raise
    LlmtuiError. What is slow to import (pydantic, yaml) is imported by the methods that need it.
    """

    def __init__(self, paths: Paths | None = None, clock: Callable[[], float] = time.time) -> None:
        self.paths = paths or Paths.default()
        self.records = Records(self.paths.records, self.paths.index)
        self.folders = Folders(self.records, lambda name: self._link(self.cluster(name)))
        self.query_log = QueryLog(self._called)
        super().__init__(self.paths, self._here, clock)
        self._lock = threading.RLock()
        self._links: dict[str, Link] = {}
        self._catalogs: Catalogs | None = None

    # Catalogues

    def clusters(self) -> tuple[Cluster, ...]:
        """`local` first, then the others."""
        return self._catalogue().clusters()

    def cluster(self, name: str | None) -> Cluster:
        """The cluster of that name; None is `local`. Raises UnknownNameError."""
        return self._catalogue().cluster(name)

    def new_cluster(self, request: Request, progress: Callable[[str], None] | None = None) -> Created:
        """Make a cluster file from the Slurm of this machine, or of the one behind `request.host`.

        Raises RequestError, CannotTellError.
        """
        from ..domain.cluster import Cluster
        from .newcluster.create import create
        from .reach.login import LoginSettings, checked

        login = checked(LoginSettings(host=request.host))
        link = Link(Cluster(request.name, request.name), self._to_host(request.host), self.query_log)
        made = create(replace(request, host=login.host), link, progress or quiet)
        if request.host:
            self.save_login(request.name, login)
        with self._lock:
            self._catalogs = None
        return made

    def _to_host(self, host: str) -> Transport:
        """The way to a login host of which no file says anything yet; "" is this machine. Raises UnreachableError."""
        from ..domain.cluster import Cluster

        return self.connections.transport(Cluster(host, host, login_hosts=(host,))) if host else LocalTransport()

    def models(self) -> tuple[ModelSpec, ...]:
        """The model catalogue."""
        return self._catalogue().models()

    def model(self, name: str, base: Path, cluster: Cluster | None = None) -> ModelSpec:
        """A catalogue id, a folder with a config.json (relative to `base`), cluster:/PATH, job:NAME, or a hub id.

        `cluster` is the one that the job goes to, None `local`. No connection is opened for it. Raises RequestError.
        """
        goes_to = cluster or self.cluster(None)
        return self._catalogue().model(name, base, self.jobs, goes_to.name, partial(self._model_folder, goes_to))

    def reach_model(self, spec: JobSpec) -> None:
        """For who can wait: see how jobs stand and log in, where that is needed to know the spec's model.

        Raises UnreachableError.
        """
        from .catalogs import FROM_JOB
        from .submission.inputs import ON_CLUSTER
        from .submission.runfolder import facts_of

        if spec.model.startswith(FROM_JOB):
            self.refresh()
        cluster = self.cluster(spec.placement.cluster)
        if spec.model.startswith((FROM_JOB, ON_CLUSTER)) and not is_here(cluster):
            facts_of(self._link(cluster).transport, cluster)

    def _model_folder(self, cluster: Cluster, path: str) -> ModelFolder:
        from ..catalog.models import FolderHere
        from .clustermodels import FolderThere

        if is_here(cluster):
            return FolderHere(Path(path))
        return FolderThere(self._link(cluster), self._catalogue().there, path)

    def _catalogue(self) -> Catalogs:
        from .catalogs import Catalogs

        with self._lock:
            if self._catalogs is None:
                self._catalogs = Catalogs(self.paths)
            return self._catalogs

    # Before submission

    def preview(
        self,
        spec: JobSpec,
        base: Path,
        *,
        check_inputs: bool = True,
        edits: Sequence[Edit] = (),
        copy_inputs: bool | None = None,
    ) -> Draft:
        """Plan, estimate, bundle and findings of a spec; nothing is written. Raises RequestError.

        `check_inputs` False leaves out whether the data files can be read, which an estimate does not need. `edits` are
        files that were edited by hand. `copy_inputs` says whether the user's files go into the job's folder; None: as
        a submission does it, which leaves them where they are on a cluster that this machine belongs to.
        """
        from .preview import make_draft

        cluster = self.cluster(spec.placement.cluster)
        model = self.model(spec.model, base, cluster)
        in_place = is_here(cluster) if copy_inputs is None else not copy_inputs
        known = self._known_surroundings(cluster, spec.placement.account)
        return make_draft(
            spec, base, model, cluster, in_place=in_place, check_inputs=check_inputs, edits=edits, surroundings=known
        )

    def trace(
        self, plan: Plan, progress: Callable[[str], None] | None = None, stop: Callable[[], bool] = lambda: False
    ) -> Trace:
        """Run the plan's real classes on fake tensors; takes seconds to a minute. Raises RequestError, LlmtuiError."""
        from .trace import trace

        return trace(plan, progress or quiet, stop)

    def lint_files(self, texts: Mapping[str, str], cluster: str | None) -> Linted:
        """Findings for scripts and accelerate YAML by their paths, checked together where one names the other.

        `cluster` is the cluster that scripts are for, None to guess it. Raises RequestError for a file that is neither.
        """
        from .lint import lint_files

        site = None if cluster is None else self.cluster(cluster)
        return lint_files(texts, self.clusters(), {model.id: model for model in self.models()}, site)

    def import_script(self, path: Path, wanted: Wanted | None = None) -> Imported:
        """A job script written by hand as a job file, and what became of its lines. Raises RequestError."""
        from ..catalog.textfile import read_text
        from .importing.read import import_script

        text = read_text(path, RequestError)
        return import_script(text, path.name, path.absolute().parent, self.clusters(), wanted)

    def smoke_pair(self, draft: Draft) -> SmokePair:
        """The draft with its smoke test: two steps on the test partition. Raises RequestError where none takes it."""
        from ..domain.smoke import smoke_spec
        from .submission.smoke import SmokePair

        edits = [applied.edit for applied in draft.edited]
        return SmokePair(self.preview(smoke_spec(draft.plan), draft.base, edits=edits), draft)

    def submit_pair(
        self, pair: SmokePair, progress: Callable[[str], None] | None = None
    ) -> tuple[JobRecord, JobRecord]:
        """Submit the smoke test and the job that waits for it. Raises what `submit` raises."""
        from .preview import draft_after
        from .submission.smoke import submit_pair

        cluster = pair.job.plan.cluster
        again = partial(draft_after, pair.job, in_place=is_here(cluster))
        return submit_pair(self._link(cluster), self.records, pair, again, progress or quiet)

    def form(self) -> FormState | None:
        """The Build form as it was left, None if there is none."""
        return load_form(self.paths.form)

    def save_form(self, spec: JobSpec, base: Path, edits: Sequence[Edit] = ()) -> None:
        """Keep the Build form for the next start."""
        try:
            save_form(self.paths.form, FormState(spec, base, tuple(edits)))
        except OSError as error:
            raise RequestError(f"cannot write {self.paths.form}: {error.strerror}") from error

    # Jobs

    def find(self, text: str) -> JobRecord:
        """By run id, unique prefix of one, or CLUSTER/JOBID. Raises UnknownNameError."""
        return self.records.find(text)

    def row(self, record: JobRecord) -> dict[str, object]:
        """One job as a flat row of plain values."""
        return row(record)

    def cancel(self, record: JobRecord) -> JobRecord:
        """cancel_many of one job; its record afterwards. Raises RequestError, CannotTellError, UnreachableError."""
        done = self.cancel_many((record,))
        for error in done.refused.values():
            raise error
        return done.records[0]

    def cancel_many(self, chosen: Sequence[JobRecord]) -> Cancelled:
        """Ask Slurm to cancel these jobs, those of a cluster together, and look at them again if it is time to.

        A submission that is not known to have begun is withdrawn.
        """
        from .runs.cancelall import cancel_all

        return cancel_all(self.records, lambda name: self._link(self.cluster(name)), chosen, self.refresh)

    def cancel_others(self, record: JobRecord) -> JobRecord:
        """Cancel the jobs that Slurm holds of a run besides its own. Raises RequestError, CannotTellError."""
        from .runs.cancel import cancel_others

        return cancel_others(self._link(self.cluster(record.cluster)), self.records, self.records.get(record.id))

    def resubmit(self, record: JobRecord) -> tuple[JobSpec, Path]:
        """The job file of a run, its paths absolute, for another preview and submission. Raises JobFileError."""
        from ..catalog.jobfile import parse_job

        return parse_job(record.job_file, f"job file of run {record.id[:8]}"), Path(record.base or record.run_dir)

    def log_follower(self, record: JobRecord, *, from_start: bool = False) -> LogFollower:
        """A follower of the job's output; `from_start` never skips. Raises UnreachableError."""
        from .runs.logs import LogFollower

        return LogFollower(self._link(self.cluster(record.cluster)).transport, record.log_path, from_start=from_start)

    def metrics_follower(self, record: JobRecord) -> MetricsFollower:
        """A follower of the run's events. Raises UnreachableError."""
        from .runs.metrics import MetricsFollower

        return MetricsFollower(self._link(self.cluster(record.cluster)).transport, record.events_path)

    # Clusters

    def _called(self, query: Query) -> None:
        # One whose file is being made is in no catalogue yet.
        if not any(cluster.name == query.cluster and cluster.embedded for cluster in self.clusters()):
            self._budget.called(query.cluster, query.command)

    def _heard(self, cluster: Cluster, argv: Sequence[str], result: Result) -> None:
        from .watching.others import hear

        hear(self._budget, cluster, argv, result)

    def _other_jobs(self, cluster: Cluster) -> OtherJobs:
        from .watching.others import OtherJobs

        return OtherJobs(self._budget, cluster, partial(self._look_for_others, cluster))

    def _look_for_others(self, cluster: Cluster) -> None:
        """Look at a cluster if it is time to: for its records, or where there are none for other jobs alone."""
        from .watching.others import look_for_others

        ours = [record for record in self.jobs() if record.cluster == cluster.name]
        if any(record.watched for record in ours):
            self._refresh_cluster(cluster.name, ours, force=False)
        else:
            look_for_others(self._budget, self._link(cluster))

    def _link(self, cluster: Cluster) -> Link:
        with self._lock:
            if cluster.name not in self._links:
                kept = ClusterTransport(cluster, self.connections)
                self._links[cluster.name] = Link(cluster, kept, self.query_log, partial(self._heard, cluster))
            return self._links[cluster.name]

    def _here(self, cluster: Cluster) -> LocalTransport | None:
        """The transport of a cluster that needs no login, None for the others."""
        if cluster.embedded:
            from ..localslurm import install

            # Processes are known by this machine's pids, and a home may be shared by several machines.
            machine = self._catalogue().machine()
            return LocalTransport(install(self.paths.state / "slurm" / machine.hostname, machine))
        return LocalTransport() if is_here(cluster) else None
