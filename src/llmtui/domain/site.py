"""What a computing site says of itself besides its partitions: login, storage, billing, how ranks start there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

_EMPTY: Mapping[str, str] = MappingProxyType({})

#: Whether programs there reach the hub: directly, not at all, or through a proxy that has to be named.
Internet = Literal["yes", "no", "proxy"]
#: The memory option that a site wants in a job: none, --mem a node, or --mem-per-gpu.
MemoryRequest = Literal["none", "mem", "mem-per-gpu"]
#: How a login is proved. "keyboard-interactive" are prompts: passwords and one-time codes.
AuthMethod = Literal["key", "certificate", "agent", "keyboard-interactive"]


@dataclass(frozen=True)
class Auth:
    """How users log in.

    `lifetime_h` is how many hours a certificate lives, `certificate_file` where it lies as a template over {key}
    (the private key's path), `renew` the command or page that makes a new one, `note` what a user has to do once.
    """

    methods: tuple[AuthMethod, ...] = ()
    lifetime_h: int | None = None
    certificate_file: str | None = None
    renew: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Storage:
    """One file system: `path` a template, `quota_bytes` and `files` per project unless the note says otherwise."""

    name: str
    path: str
    quota_bytes: int | None = None
    files: int | None = None
    purge_days: int | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Billing:
    """What a job costs in the site's `unit`; `formula` is read by domain/formula.py, "" where none is known."""

    unit: str
    formula: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class LaunchHints:
    """How ranks are started on a site.

    `launcher` is the shape that the site advises for DDP. `srun_options` are added to every srun, `task_per_gpu` to
    one that starts a task a GPU, `cpu_bind` is srun's --cpu-bind value for whole nodes with a task a GPU.
    `host_suffix` is appended to the first node's name where only that name goes over the fast network.
    """

    launcher: Literal["torchrun", "accelerate", "srun"] | None = None
    srun_options: tuple[str, ...] = ()
    task_per_gpu: tuple[str, ...] = ()
    cpu_bind: str = ""
    host_suffix: str = ""
    source: str = ""


@dataclass(frozen=True)
class Container:
    """`image` is a path on the cluster, `run` the words before it (`singularity run`), `binds` paths seen inside."""

    image: str
    run: str = "singularity run"
    binds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Software:
    """How a job gets Python with the Hugging Face stack on a cluster.

    `setup` are shell lines of the site (module use, module load), run before `env` is exported; inside a task, the
    words of `container` stand before the launcher, and `srun_options` before those. `env` holds templates over
    {account}, {user} and {job}. `torchrun_options` are for whole nodes with one torchrun each. `versions` are those
    of the libraries by their package names, and `module` where that is one.
    """

    name: str
    setup: tuple[str, ...] = ()
    container: Container | None = None
    srun_options: tuple[str, ...] = ()
    torchrun_options: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    versions: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    arch: str | None = None
    note: str = ""
    source: str = ""

    @property
    def run_prefix(self) -> str:
        """The words before python or a launcher inside a task; the image's path is in SIF. Empty without container."""
        if self.container is None:
            return ""
        binds = f" --bind={','.join(self.container.binds)}" if self.container.binds else ""
        return f'{self.container.run}{binds} "$SIF"'
