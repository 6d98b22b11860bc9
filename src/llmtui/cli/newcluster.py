"""clusters --new: a cluster file from the Slurm of this machine, or of a host that is logged in to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import RequestError
from ..remote.userpath import expanded
from ..services.newcluster.create import Request
from ..services.session import Session
from .clusterfacts import print_partitions
from .output import narrate, plain, print_facts, print_json

if TYPE_CHECKING:
    import argparse

    from ..services.newcluster.create import Created


def new_cluster(session: Session, options: argparse.Namespace) -> int:
    """Write the file; print what was found, what is not known, and where it is."""
    if options.name is not None:
        raise RequestError(
            f"--new {options.new} makes a file and shows no other cluster", hint=f"leave {options.name} out"
        )
    folder = session.paths.clusters
    path = expanded(options.output).absolute() if options.output else folder / f"{options.new}.yaml"
    request = Request(
        options.new, path, options.force, options.probe, dict(map(_pair, options.gpus)), options.host or ""
    )
    made = session.new_cluster(request, narrate)
    if path.parent != folder:
        narrate(f"llmtui reads cluster files from {folder}; put it there to use it")
    if options.json:
        print_json(
            {
                "file": str(made.path),
                "host": made.host,
                "cluster": plain(made.cluster),
                "unknown": list(made.cluster.unknown),
                "problems": list(made.problems),
            }
        )
    else:
        _print(made)
    return 0


def _pair(text: str) -> tuple[str, str]:
    kind, equals, gpu = text.partition("=")
    if not (equals and kind and gpu):
        raise RequestError(f"--gpu {text!r} is not TYPE=GPU", hint="write for example --gpu a100=a100-80gb")
    return kind, gpu


def _print(made: Created) -> None:
    cluster = made.cluster
    print_facts(
        [
            ("file", str(made.path)),
            ("cluster", cluster.title),
            ("Slurm", cluster.slurm_version or ""),
            ("account", cluster.account_example),
            ("run folders", cluster.run_root),
        ]
    )
    print()
    print_partitions(cluster)
    print()
    print_facts([("not known", text) for text in cluster.unknown])
