"""From what a cluster said of itself to the draft of its file. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from ... import __version__
from ...catalog.clusterentries import ARCHITECTURES
from ...domain.cluster import Gpu
from ...errors import CannotTellError, UnknownNameError
from ...units import format_time_limit
from . import folders, missing
from .draft import Draft, Entry, Line
from .entries import QOS_PAGE, Built, entries, has_memory
from .limits import in_words
from .site import Site
from .usable import Usable
from .whichgpu import Which, which_gpu

#: Under which name of `pages` each command's answer is cited.
_PAGES = {
    "rows": ("sinfo", "sinfo -a"),
    "partitions": ("show-partition", "scontrol show partition"),
    "nodes": ("show-node", "scontrol show node, one of each kind"),
    "qos": (QOS_PAGE, "sacctmgr show qos"),
    "associations": ("show-assoc", "sacctmgr show assoc of the user"),
    "config": ("show-config", "scontrol show config"),
}
_SHELL = "login-shell"
#: A name of the network and not one of ssh_config's.
_ADDRESS = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_CLUSTER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_PROBE = "probe"
_GIVEN = "given"


def build(
    site: Site, name: str, today: date, catalogue: Mapping[str, Gpu], given: Mapping[str, str], host: str = ""
) -> Draft:
    """The draft of the file `name`; `given` says which GPU a gres type is, where the user knows, `host` where the user
    logged in ("" on a login node itself).

    Raises CannotTellError when no partition can be used, UnknownNameError for a type that no node has.
    """
    usable = Usable(site.associations, site.qos)
    cited = {key: page for key, (page, _) in _PAGES.items() if getattr(site, key)}
    behind = tuple(cited[key] for key in ("rows", "partitions", "nodes", "qos") if key in cited)

    def choose(kind: str, count: int, features: Sequence[str]) -> Which:
        return which_gpu(kind, count, features, catalogue, given)

    built, left_out = entries(site, choose, usable, behind)
    if not built:
        raise CannotTellError(
            f"no partition of {site.who.host} takes jobs: {'; '.join(left_out)}", hint="look at sinfo there"
        )
    _refuse_unseen(given, built)
    head, sources = _head(site, name, built, usable, cited, host)
    pages = {_PAGES[key][0]: f"{_PAGES[key][1]} on {site.who.host}, {today}" for key in cited}
    storage = folders.storage(site, _SHELL)
    if site.around.whole or storage:
        pages[_SHELL] = f"a login shell (bash -l) on {site.who.host}, {today}"
    if "login_host" in sources:
        pages[_GIVEN] = f"the host that llmtui logged in to, {today}"
    if site.internet:
        pages[_PROBE] = f"one HTTPS request to the Hugging Face Hub from {site.who.host}, {today}"
    return Draft(
        about=_about(site, today),
        head=head,
        gpus=_own_gpus(built),
        partitions=tuple(one.lines for one in built),
        software=missing.software(site),
        storage=storage,
        unknown=missing.unknown(site, built, {line.key for line in head if not line.open}),
        notes=(*_notes(site, usable), *left_out),
        sources=sources,
        pages={page: text for page, text in pages.items() if _is_cited(page, behind, sources, storage)},
    )


def _is_cited(page: str, behind: Sequence[str], sources: Mapping[str, Sequence[str]], storage: Sequence[Entry]) -> bool:
    return page in behind or any(page in used for used in sources.values()) or (page == _SHELL and bool(storage))


def _refuse_unseen(given: Mapping[str, str], built: Sequence[Built]) -> None:
    seen = sorted({one.group.kind or "gpu" for one in built if one.group.kind is not None})
    for kind in given:
        if kind not in seen:
            raise UnknownNameError.of("gres type", kind, seen)


def _about(site: Site, today: date) -> tuple[str, ...]:
    return (
        f"Made by llmtui {__version__} from the Slurm of {site.who.host} on {today}. Nothing here is guessed: what the "
        "cluster did not say is listed under `unknown`, and lines with a # before a key are to be filled in.",
    )


class _Head:
    """The lines before the lists, and which page each value is from."""

    def __init__(self, name: str, title: str) -> None:
        self.lines = [Line("name", name), Line("title", title)]
        self.sources: dict[str, tuple[str, ...]] = {}

    def put(self, key: str, value: object, page: str, comment: str = "") -> None:
        self.lines.append(Line(key, value, comment))
        self.sources[key] = (page,)

    def leave_open(self, key: str, value: object, comment: str) -> None:
        self.lines.append(Line(key, value, comment, open=True))


def _head(
    site: Site, name: str, built: Sequence[Built], usable: Usable, cited: Mapping[str, str], host: str
) -> tuple[Entry, dict[str, tuple[str, ...]]]:
    head = _Head(name, _title(site))
    _identity(head, site, built, cited, host)
    if usable.account_names:
        head.put("account_example", usable.account_names[0], cited["associations"])
    if site.config is not None and site.config.keeps_accounts is False:
        head.put("account_required", False, cited["config"])
    head.lines.append(_default(built))
    if any(one.group.kind is not None for one in built):
        page = cited["rows"] if "rows" in cited else cited["partitions"]
        head.put("gpu_request", ("--gres=gpu:{type}:{gpus_per_node}",), page)
    memory = _memory_request(site, built)
    if memory:
        head.put("memory_request", memory[0], cited["partitions"], memory[1])
    root, comment = folders.run_root(site, usable.account_names)
    head.put("run_root", f"{root}/llmtui", _SHELL, comment)
    if root != folders.home(site):
        head.put("hf_home", f"{root}/hf-cache", _SHELL)
    if site.internet:
        head.put("internet_on_login", site.internet, _PROBE)
    sources = {key: pages for key, pages in head.sources.items() if pages != (_SHELL,) or site.around.whole}
    return tuple(head.lines), sources


def _identity(head: _Head, site: Site, built: Sequence[Built], cited: Mapping[str, str], host: str) -> None:
    """What the cluster is and is called, and where one logs in."""
    if arch := _arch(built):
        head.put("arch", arch, cited["nodes"])
    else:
        head.leave_open("arch", "aarch64", "What the nodes are was not seen; x86_64 unless you say so.")
    if own_name := _own_name(site):
        head.put("slurm_cluster_name", own_name, cited["config"])
    if _ADDRESS.fullmatch(host):
        head.put("login_host", host, _GIVEN)
        head.put("login_hosts", (host,), _GIVEN)
    else:
        head.leave_open("login_host", site.who.host, "The name by which you log in, from your own machine.")
    version = _version(site)
    if version:
        by = "config" if site.config and site.config.get("SLURM_VERSION") else "nodes"
        head.put("slurm_version", version, cited[by])


def _title(site: Site) -> str:
    own = site.config.get("ClusterName") if site.config else ""
    return f"{own}, seen from {site.who.host}" if own else f"The cluster of {site.who.host}"


def _own_name(site: Site) -> str:
    """What Slurm calls the cluster, "" where that is no name."""
    found = site.config.get("ClusterName") if site.config else ""
    return found if _CLUSTER_NAME.fullmatch(found) else ""


def _arch(built: Sequence[Built]) -> str:
    """What most of the nodes are, "" where nothing says it or it is a word that no cluster file takes."""
    found = next((one.group.arch for one in _by_weight(built) if one.group.arch), "")
    return found if found in ARCHITECTURES else ""


def _version(site: Site) -> str:
    own = site.config.get("SLURM_VERSION") if site.config else ""
    return own or next((node.version for node in site.nodes or () if node.version), "")


def _by_weight(built: Sequence[Built]) -> list[Built]:
    return sorted(built, key=lambda one: -one.group.nodes * (1 + one.group.per_node))


def _default(built: Sequence[Built]) -> Line:
    """Slurm's own default if it has GPUs that are known, else the first that has, else Slurm's or the first."""
    own = next((one for one in built if one.default), None)
    known = [one for one in built if one.group.which.gpu is not None and not one.group.which.is_slice]
    ordered = [*(one for one in known if one.default), *known, *([own] if own else []), *built]
    comment = (
        "" if own in {None, ordered[0]} else f"Slurm's own default, {own.name if own else ''}, is not for GPU jobs."
    )
    return Line("default_partition", ordered[0].name, comment)


def _memory_request(site: Site, built: Sequence[Built]) -> tuple[str, str] | None:
    """What a job has to ask for, where the defaults of all partitions with GPUs say it alike; None where not."""
    names = {one.group.rows[0].partition for one in built if one.group.kind is not None and one.group.rows}
    parts = [part for part in site.partitions or () if part.name in names]
    if parts and all(part.memory_per_gpu for part in parts):
        return "none", "DefMemPerGPU gives memory with each GPU."
    sized = all(has_memory(one.group) for one in built)
    if parts and sized and all(part.memory_per_cpu or part.memory_per_node for part in parts):
        return "mem", "A job that asks for none gets DefMemPerCPU or DefMemPerNode, less than its share of a node."
    return None


def _own_gpus(built: Sequence[Built]) -> tuple[Entry, ...]:
    found = {
        one.group.which.gpu.name: one.group.which.gpu for one in built if one.group.which.own and one.group.which.gpu
    }
    return tuple(
        (
            Line("name", gpu.name),
            Line("title", gpu.title),
            Line("vendor", gpu.vendor),
            Line("label_gb", gpu.label_gb),
            Line("bf16", gpu.bf16),
            Line("source", gpu.source),
        )
        for gpu in found.values()
    )


def _notes(site: Site, usable: Usable) -> list[str]:
    notes = []
    if len(usable.account_names) > 1:
        notes.append(f"Accounts of {site.who.user}: {', '.join(usable.account_names)}.")
    if usable.closed_accounts:
        notes.append(f"Accounts that take no jobs: {', '.join(usable.closed_accounts)}.")
    for account, longest in dict.fromkeys((each.account, each.max_time_s) for each in usable.accounts("", None)):
        notes += [f"Account {account}: at most {format_time_limit(longest)} a job."] if longest else []
    chosen = [one for name in usable.qos_names if (one := usable.named(name)) is not None and one.limits_jobs]
    if chosen:
        notes.append(f"QOS for placement.qos: {'; '.join(in_words(one) for one in chosen)}.")
    return notes
