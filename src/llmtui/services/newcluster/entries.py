"""The entries of `partitions`: one for each GPU that a partition has, and for each QOS that it is entered by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...slurm.site.accounts import Qos
from ...slurm.site.partitions import SitePartition
from ...units import format_time_limit
from .draft import Entry, Line
from .groups import Choose, Group, groups, rows_of
from .limits import Limits, limits, other_limits
from .site import Site
from .usable import Usable
from .whichgpu import is_superchip

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FEATURE = re.compile(r"[A-Za-z0-9_.:-]+")
_TRIAL = re.compile(r"test|debug|dev|short", re.IGNORECASE)
#: The page that is cited where a QOS has a say.
QOS_PAGE = "show-qos"
_TRIAL_S = 4 * 3600
_MIB = 1024**2


@dataclass(frozen=True)
class Built:
    """One entry, the group of nodes behind it, and whether Slurm calls its partition the default one."""

    name: str
    lines: Entry
    group: Group
    default: bool


@dataclass(frozen=True)
class _Way:
    """One way into one group of nodes."""

    name: str
    partition: str
    group: Group
    constraint: str | None
    qos: Qos | None
    limits: Limits
    notes: tuple[str, ...]
    bound_by_qos: bool = False


def entries(site: Site, choose: Choose, usable: Usable, pages: tuple[str, ...]) -> tuple[list[Built], list[str]]:
    """The entries in Slurm's order, and a sentence for each partition that is left out."""
    known = {part.name: part for part in site.partitions or ()}
    names = dict.fromkeys([*(row.partition for row in site.rows or ()), *known])
    linear = site.config is not None and site.config.get("SelectType") == "select/linear"
    found: list[Built] = []
    left_out: list[str] = []
    for name in names:
        why = _why_not(site, name, known.get(name))
        if why:
            left_out.append(f"partition {name} is left out: {why}")
            continue
        for way in _ways(site, name, known.get(name), choose, usable):
            partition = known.get(name)
            lines = _lines(_unique(way, found), partition, pages, linear=linear)
            found.append(Built(str(lines[0].value), lines, way.group, partition is not None and partition.default))
    return found, left_out


def _why_not(site: Site, name: str, partition: SitePartition | None) -> str:
    if not _WORD.fullmatch(name):
        return "a job script cannot hold its name"
    rows = rows_of(site, name)
    if not rows:
        return "it has no nodes"
    if not rows[0].up or (partition is not None and not partition.up):
        return "it takes no jobs at the moment"
    return ""


def _ways(site: Site, name: str, partition: SitePartition | None, choose: Choose, usable: Usable) -> Iterator[_Way]:
    rows = rows_of(site, name)
    found = groups(site, rows, choose)
    for group in found:
        same = [other for other in found if other.kind == group.kind]
        feature = group.which.feature or ""
        constraint = feature if len(same) > 1 and _FEATURE.fullmatch(feature) else None
        entry = _entry_name(name, group, alone=len(found) == 1, only=len(same) == 1)
        accounts = usable.accounts(name, partition)
        # A partition's own QOS binds every job in it, whatever the job's.
        own = [one for one in (usable.named(partition.qos) if partition else None,) if one is not None]
        for qos in usable.choices(partition):
            asked = [one for one in (qos or usable.default(partition),) if one is not None]
            bounds = limits(rows, partition, [*own, *asked], accounts, group.kind)
            notes = _notes(group, partition, [*own, *asked], usable)
            title = f"{entry}-{qos.name}" if qos else entry
            yield _Way(title, name, group, constraint, qos, bounds, notes, bool(own or asked))


def _entry_name(partition: str, group: Group, *, alone: bool, only: bool) -> str:
    if alone:
        return partition
    gpu = group.which.gpu
    tail = (group.kind or "gpu") if only or gpu is None else gpu.name
    return f"{partition}-{re.sub(r'[^A-Za-z0-9._-]+', '-', tail)}"


def _unique(way: _Way, before: Sequence[Built]) -> _Way:
    taken = {built.name for built in before}
    name, number = way.name, 2
    while name in taken:
        name, number = f"{way.name}-{number}", number + 1
    return replace(way, name=name)


def _notes(group: Group, partition: SitePartition | None, qos: Sequence[Qos], usable: Usable) -> tuple[str, ...]:
    notes = []
    if group.kind is not None and group.which.gpu is None:
        notes.append(f"its {group.per_node} GPUs a node are not described yet")
    notes += [group.others] if group.others else []
    notes += [f"QOS {one.name}: {text}" for one in qos if (text := other_limits(one))]
    if partition is not None:
        notes += usable.closed(partition)
        if partition.hidden:
            notes.append("hidden: sinfo shows it with -a only")
    return tuple(notes)


def _lines(way: _Way, partition: SitePartition | None, pages: tuple[str, ...], *, linear: bool) -> Entry:
    group, bounds = way.group, way.limits
    lines = [Line("name", way.name)]
    if way.name != way.partition:
        lines.append(Line("partition", way.partition))
    lines += [Line("qos", way.qos.name)] if way.qos else []
    lines += [Line("constraint", way.constraint)] if way.constraint else []
    lines += list(_test(way))
    lines += list(_times(bounds))
    # A least number above the greatest is no bound, but a damaged answer.
    sound = bounds.max_nodes is None or bounds.min_nodes <= bounds.max_nodes
    lines += [Line("min_nodes", bounds.min_nodes)] if sound and bounds.min_nodes > 1 else []
    lines += [Line("max_nodes", bounds.max_nodes)] if bounds.max_nodes else []
    lines += list(_gpu(group, bounds, partition))
    # select/linear gives whole nodes whatever the partition says.
    exclusive = linear or any(row.exclusive for row in group.rows) or (partition is not None and partition.exclusive)
    lines += [Line("whole_nodes", True)] if exclusive else []
    lines += list(_size(group))
    lines += [Line("note", "; ".join(way.notes))] if way.notes else []
    return (*lines, Line("source", tuple(page for page in pages if page != QOS_PAGE or way.bound_by_qos)))


def _test(way: _Way) -> Iterator[Line]:
    longest = way.limits.max_time_s
    if longest and longest <= _TRIAL_S and _TRIAL.search(f"{way.name} {way.qos.name if way.qos else ''}"):
        yield Line("test", True, "Its name and its time limit look like a place for short trials.", open=True)


def _times(bounds: Limits) -> Iterator[Line]:
    if bounds.max_time_s:
        yield Line("max_time", format_time_limit(bounds.max_time_s))
    if bounds.default_time_s:
        yield Line("default_time", format_time_limit(bounds.default_time_s))


def _gpu(group: Group, bounds: Limits, partition: SitePartition | None) -> Iterator[Line]:
    if group.kind is None:
        return
    gpu = group.which.gpu
    hidden = gpu is None
    guess = group.which.candidates[0] if group.which.candidates else "NAME"
    yield Line("gpu", gpu.name if gpu else guess, _question(group) if hidden else group.which.why, open=hidden)
    yield Line("gpus_per_node", group.per_node, open=hidden)
    if group.kind:
        yield Line("gres_type", group.kind)
    for key, count in (("min_gpus", bounds.min_gpus), ("max_gpus", bounds.max_gpus)):
        if count:
            yield Line(key, count, open=hidden)
    if partition is not None:
        yield from _shares(group, partition, hidden=hidden)
    elif group.cores // group.share:
        yield _even_share(group, hidden=hidden)


def _shares(group: Group, partition: SitePartition, *, hidden: bool) -> Iterator[Line]:
    """What Slurm gives with each GPU, unless that is more than a node has: slices are counted as GPUs too."""
    cpus, memory = partition.cpus_per_gpu, partition.memory_per_gpu
    if cpus and cpus * group.per_node <= (group.cores or cpus * group.per_node):
        yield Line("cpus_per_gpu", cpus, "What Slurm gives a job for each GPU (DefCpuPerGPU).", open=hidden)
    elif group.cores // group.share:
        yield _even_share(group, hidden=hidden)
    if memory and memory * group.per_node <= group.memory_bytes and not _counts_hbm(group):
        yield Line("memory_per_gpu", _text(memory), "What Slurm gives a job for each GPU (DefMemPerGPU).", open=hidden)


def _even_share(group: Group, *, hidden: bool) -> Line:
    return Line("cpus_per_gpu", group.cores // group.share, "An even share of a node's cores.", open=hidden)


def _question(group: Group) -> str:
    what = f"gres type {group.kind}" if group.kind else "gres without a type"
    choice = " or ".join((*group.which.candidates, "one that you describe under `gpus`"))
    return (
        f"{group.per_node} GPUs a node, {what}: which GPU that is Slurm does not say. Put {choice} here (nvidia-smi or "
        "rocm-smi in a job tells) and uncomment these lines."
    )


def _size(group: Group) -> Iterator[Line]:
    if group.cores:
        comment = f"Cores; Slurm counts {group.threads} hardware threads in each." if group.threads > 1 else ""
        yield Line("cpus_per_node", group.cores, comment)
    if not group.memory_bytes:
        return
    if _counts_hbm(group):
        comment = f"Slurm counts {_text(group.memory_bytes)}, the GPUs' own memory included. Put the host's alone here."
        yield Line("memory_per_node", _text(group.memory_bytes), comment, open=True)
    else:
        yield Line("memory_per_node", _text(group.memory_bytes))


def has_memory(group: Group) -> bool:
    """Whether the file says how much memory a node of this kind has."""
    return bool(group.memory_bytes) and not _counts_hbm(group)


def _counts_hbm(group: Group) -> bool:
    return is_superchip(f"{group.kind or ''} {group.which.gpu.name if group.which.gpu else ''}")


def _text(size: int) -> str:
    return f"{size // 1024**3} GiB" if size % 1024**3 == 0 else f"{size // _MIB} MiB"
