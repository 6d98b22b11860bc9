"""One cluster as it described itself: every command once, and what each failure means for the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from ...errors import CannotTellError, UnreachableError
from ...slurm.site import commands
from ...slurm.site.accounts import Association, Qos, parse_associations, parse_qos
from ...slurm.site.config import SiteConfig, parse_config
from ...slurm.site.nodes import SiteNode, parse_nodes
from ...slurm.site.partitions import SitePartition, parse_partitions
from ...slurm.site.rows import Row, parse_rows
from ..reach.link import Link
from . import shell
from .ask import Answer, ask
from .shell import Surroundings, Who

#: More kinds of nodes than this are not looked at one by one.
MOST_KINDS = 40
_PROBE_S = 20.0
_SHELL_S = 60.0
_T = TypeVar("_T")


@dataclass
class Site:
    """What was found; None where a command gave nothing, with the reason in `problems`."""

    who: Who
    config: SiteConfig | None = None
    rows: tuple[Row, ...] | None = None
    partitions: tuple[SitePartition, ...] | None = None
    nodes: tuple[SiteNode, ...] | None = None
    associations: tuple[Association, ...] | None = None
    qos: tuple[Qos, ...] | None = None
    around: Surroundings = field(default_factory=Surroundings)
    internet: Literal["yes", "no", "proxy"] | None = None
    problems: list[str] = field(default_factory=list)

    def node_like(self, row: Row) -> SiteNode | None:
        """The node that was looked at in the place of all of this row's kind."""
        hosts = {other.host for other in self.rows or () if other.kind == row.kind}
        return next((node for node in self.nodes or () if node.name in hosts), None)


def look(link: Link, *, probe: bool, progress: Callable[[str], None]) -> Site:
    """Ask the cluster behind `link`. Raises UnreachableError, CannotTellError when no partition is seen."""
    site = Site(_who(link))
    progress(f"asking the Slurm of {site.who.host}")
    site.config = _config(link, site)
    site.rows = _rows(link, site)
    site.partitions = _partitions(link, site)
    if not site.rows and not site.partitions:
        raise CannotTellError(
            f"no partition was seen on {site.who.host}: {'; '.join(site.problems)}",
            hint="try again when sinfo answers there",
        )
    site.nodes = _nodes(link, site)
    progress("asking the accounting database")
    _accounts(link, site)
    progress("asking a login shell for folders and modules")
    _around(link, site)
    if probe:
        progress(f"asking {shell.HUB} from {site.who.host}")
        answer = ask(link, shell.probe(), title="the HTTPS request", timeout_s=_PROBE_S)
        site.internet = shell.reached(answer.exit_code if answer.problem else 0, proxy=site.around.proxy)
    return site


def _who(link: Link) -> Who:
    answer = ask(link, shell.WHO, title="id")
    who = shell.parse_who(answer.out)
    if who is None:
        raise CannotTellError(
            f"the cluster's shell did not say who you are there{f': {answer.problem}' if answer.problem else ''}",
            hint="try the commands id and uname there",
        )
    return who


def _read(site: Site, answer: Answer, parse: Callable[[str], _T | None], title: str) -> _T | None:
    """Parse what was printed, even if the command then failed; an answer nobody can read is a problem too."""
    found = parse(answer.out) if answer.out.strip() else None
    if answer.problem:
        site.problems.append(answer.problem)
    elif not found:
        site.problems.append(f"{title}: the answer has a shape that is not known here")
    return found or None


def _config(link: Link, site: Site) -> SiteConfig | None:
    title = "scontrol show config"
    return _read(site, ask(link, commands.config(), title=title), parse_config, title)


def _rows(link: Link, site: Site) -> tuple[Row, ...] | None:
    answer = ask(link, commands.sinfo(), title="sinfo")
    if answer.missing:
        raise UnreachableError(
            f"there is no sinfo on PATH on {site.who.host}",
            hint="run this on a login node of the cluster, where sinfo works",
        )
    return _read(site, answer, lambda text: _counted(site, "sinfo", *parse_rows(text)), "sinfo")


def _counted(site: Site, title: str, found: tuple[_T, ...], bad: int) -> tuple[_T, ...]:
    if bad and found:
        site.problems.append(f"{title}: {bad} of {bad + len(found)} records could not be read and are left out")
    return found


def _partitions(link: Link, site: Site) -> tuple[SitePartition, ...] | None:
    title = "scontrol show partition"
    return _read(site, ask(link, commands.partitions(), title=title), parse_partitions, title)


def _nodes(link: Link, site: Site) -> tuple[SiteNode, ...] | None:
    names = _one_of_each_kind(site.rows or ()) or [part.first_host for part in site.partitions or ()]
    chosen = list(dict.fromkeys(name for name in names if name))
    if not chosen:
        return None
    if len(chosen) > MOST_KINDS:
        site.problems.append(f"scontrol show node: {MOST_KINDS} of {len(chosen)} kinds of nodes were looked at")
    title = "scontrol show node"
    return _read(site, ask(link, commands.nodes(chosen[:MOST_KINDS]), title=title), parse_nodes, title)


def _one_of_each_kind(rows: Sequence[Row]) -> list[str]:
    """Nodes with GPUs first, should there be more kinds than are asked for."""
    found: dict[tuple[object, ...], str] = {}
    for row in sorted(rows, key=lambda row: not row.gpus):
        if row.host:
            found.setdefault(row.kind, row.host)
    return list(found.values())


def _accounts(link: Link, site: Site) -> None:
    if site.config is not None and site.config.keeps_accounts is False:
        site.problems.append("sacctmgr: this Slurm has no accounting database, so there are no accounts and QOS")
        return
    title = "sacctmgr show assoc"
    answer = ask(link, commands.associations(site.who.user), title=title)
    if not answer.out.strip() and answer.exit_code == 0:
        answer = replace(answer, problem=f"{title}: no account of {site.who.user}, or sacctmgr does not show it")
    site.associations = _read(site, answer, lambda text: _counted(site, title, *parse_associations(text)), title)
    if answer.missing or answer.exit_code is None:
        return
    second = "sacctmgr show qos"
    answer = ask(link, commands.qos(), title=second)
    site.qos = _read(site, answer, lambda text: _counted(site, second, *parse_qos(text)), second)


def _around(link: Link, site: Site) -> None:
    title = "the login shell (bash -l)"
    answer = ask(link, shell.look_around(), title=title, timeout_s=_SHELL_S)
    site.around = shell.parse_surroundings(answer.out)
    if not site.around.whole:
        site.problems.append(
            answer.problem or f"{title}: did not come to its end, so folders or modules may be missing"
        )
