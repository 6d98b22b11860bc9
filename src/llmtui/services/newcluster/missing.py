"""What no command says: listed in the file with the way to find it out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...catalog.clusterentries import ARCHITECTURES
from .entries import Built
from .site import Site

_MOST_MODULES = 12
#: Always open: Slurm knows nothing of these.
_ALWAYS = (
    "internet_on_compute: try `srun --time=2 curl -sSI https://huggingface.co` in a test partition",
    "storage: quotas and purge times; see the site's quota command",
    "network_env: what NCCL or RCCL need on this network; see the site's documentation",
    "billing: what a job costs; TRESBillingWeights is not the whole of it",
)


def unknown(site: Site, built: Sequence[Built], said: Collection[str]) -> tuple[str, ...]:
    """One sentence each, the most important first; `said` are the keys that the file gives."""
    found = [_gpu(kind, names, built) for kind, names in _open_gpus(built).items()]
    found += [f"not read: {problem}" for problem in site.problems]
    if "arch" not in said:
        found.append(_arch(built))
    if "memory_request" not in said:
        found.append("memory_request: whether jobs have to ask for memory (none, mem or mem-per-gpu)")
    if "account_example" not in said:
        found.append("account_example: ask `sacctmgr show assoc user=$USER`, or the site's portal")
    if "hf_home" not in said:
        found.append("run_root: a larger file system than the home folder")
    if site.internet is None:
        found.append("internet_on_login: not tried; `llmtui clusters --new NAME --probe` makes one short request")
    found.append("software: the module or container that brings PyTorch; the candidates are in the file")
    login = "jump_host and auth" if "login_host" in said else "login_host, jump_host and auth"
    return (*found, f"{login}: how you log in; see the site's documentation", *_ALWAYS)


def _arch(built: Sequence[Built]) -> str:
    odd = next((one.group.arch for one in built if one.group.arch), "")
    seen = f"Slurm says {odd[:40]}, which is none of {', '.join(ARCHITECTURES)}; " if odd else ""
    return f"arch: what processors the nodes have; {seen}`uname -m` in a job tells"


def _open_gpus(built: Sequence[Built]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in built:
        if one.group.kind is not None and one.group.which.gpu is None:
            found.setdefault(one.group.kind, []).append(one.name)
    return found


def _gpu(kind: str, names: Sequence[str], built: Sequence[Built]) -> str:
    one = next(one for one in built if one.name == names[0])
    choice = " or ".join((*one.group.which.candidates, "one that you describe under gpus"))
    what = f"gres type {kind}" if kind else "a gres without type"
    retry = f", then --gpu {kind or 'gpu'}=NAME --force settles it" if one.group.which.candidates else ""
    return f"gpu of {', '.join(names)}: {what} is {choice}; nvidia-smi or rocm-smi in a job tells{retry}"


def software(site: Site) -> tuple[str, ...]:
    """Lines of comment with the modules to choose among."""
    modules = site.around.modules
    torch = [name for name in modules if "torch" in name.lower()]
    boxes = [name for name in modules if "torch" not in name.lower()]
    programs = [*site.around.programs, *boxes[:_MOST_MODULES]]
    lines = ["How jobs get Python with PyTorch and transformers is a choice to make."]
    if torch:
        lines.append(f"Modules seen on {site.who.host}: {', '.join(torch[:_MOST_MODULES])}")
    if programs:
        lines.append(f"For containers: {', '.join(programs)}")
    lines += ["Uncomment and correct:", "software:"]
    if torch:
        return (*lines, "  - name: pytorch", "    setup: [module purge, module load " + f"{_newest(torch)}]")
    runner = (*site.around.programs, "singularity")[0]
    return (*lines, "  - name: container", f"    container: {{image: /PATH/TO/pytorch.sif, run: {runner} exec}}")


def _newest(names: Sequence[str]) -> str:
    """The name without version of what is listed last, so that the site's own default is loaded."""
    return names[-1].partition("/")[0]
