"""Which GPU of the catalogue a gres type or a node's feature means, where they settle it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...domain.cluster import Gpu

#: Sold with one size of memory only; every other model of the catalogue comes in several (a100: 40, 64, 80 GB).
_ONE_SIZE = frozenset({"h200", "b200", "l40", "mi250x"})
#: ROCm shows each half of an MI250 as a GPU of its own; a node with fewer than eight may count whole cards.
_HALVES = {"mi250x": 8}
_ALIASES = {"mi250": "mi250x"}
#: A slice's name carries its compute and memory shares: 1g.5gb (NVIDIA MIG user guide, profile names).
_SLICE = re.compile(r"(?:^|[^0-9a-z])(\d)g\.(\d{1,3})gb")
#: What marks a slice in the catalogue's names.
_PART = "-mig-"
#: A figure counts as GPU memory beside the model's own name, or when the word says so; 512G alone is host memory.
_SIZE = re.compile(r"(?:hbm|vram|gpumem|gpu)?(\d{2,3})(?:gb|g)?")
_SAYS_GPU = re.compile(r"hbm|vram|gpu")
#: GPUs whose memory Slurm counts as the node's own (GH200 at CSC, JSC and BriCS).
_SUPERCHIPS = ("gh200", "gb200", "gb300", "mi300a")


@dataclass(frozen=True)
class Which:
    """`gpu` None: not settled, and `candidates` are what it may be.

    `why` says what settled it; `feature` is the node feature, where that did; `own` GPUs are not in the catalogue.
    """

    gpu: Gpu | None = None
    feature: str | None = None
    candidates: tuple[str, ...] = ()
    own: bool = False
    why: str = ""

    @property
    def is_slice(self) -> bool:
        """Whether it is a part of a GPU (MIG)."""
        return self.gpu is not None and _PART in self.gpu.name


def which_gpu(
    kind: str, count: int, features: Sequence[str], catalogue: Mapping[str, Gpu], given: Mapping[str, str]
) -> Which:
    """The GPU behind gres type `kind` ("" for none), `count` of them a node.

    `given` is what the user said, by type; it counts where neither type nor feature settles it.
    """
    cut = _SLICE.search(kind.lower())
    if cut is not None:
        return _slice(kind, cut, catalogue)
    sizes = _models(catalogue)
    for feature, text in ((None, kind), *((each, each) for each in features)):
        model = _model(text, sizes) or (_model(kind, sizes) if feature and _SAYS_GPU.search(feature.lower()) else "")
        name = _of_size(text, sizes[model]) if model else None
        if name is not None:
            return Which(catalogue[name], feature, why=_because(feature, kind))
    found = _by_model(kind, count, features, catalogue)
    said = given.get(kind or "gpu")
    return found if found.gpu is not None or said is None else Which(catalogue[said], why="As said with --gpu.")


def is_superchip(kind: str) -> bool:
    """Whether Slurm's memory of such a node holds the GPUs' own."""
    return any(chip in kind.lower() for chip in _SUPERCHIPS)


def _by_model(kind: str, count: int, features: Sequence[str], catalogue: Mapping[str, Gpu]) -> Which:
    sizes = _models(catalogue)
    for feature, text in ((None, kind), *((each, each) for each in features)):
        model = _model(text, sizes)
        if not model:
            continue
        names = tuple(sizes[model].values())
        if model in _ONE_SIZE and count >= _HALVES.get(model, 0):
            why = f"{_because(feature, kind)} There is one size of it only."
            return Which(catalogue[names[0]], feature, why=why)
        return Which(candidates=names)
    return Which()


def _models(catalogue: Mapping[str, Gpu]) -> dict[str, dict[int, str]]:
    """Names of the catalogue by model word and size in GB; slices are no model."""
    found: dict[str, dict[int, str]] = {}
    for name, gpu in catalogue.items():
        if _PART not in name:
            found.setdefault(name.partition("-")[0], {})[gpu.label_gb] = name
    return found


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[^a-z0-9]+", text.lower()) if word]


def _model(text: str, sizes: Mapping[str, object]) -> str:
    words = [_ALIASES.get(word, word) for word in _words(text)]
    return next((word for word in words if word in sizes), "")


def _of_size(text: str, sizes: Mapping[int, str]) -> str | None:
    figures = [int(match[1]) for word in _words(text) if (match := _SIZE.fullmatch(word))]
    return next((sizes[figure] for figure in figures if figure in sizes), None)


def _slice(kind: str, cut: re.Match[str], catalogue: Mapping[str, Gpu]) -> Which:
    """A slice of a known model; one that the catalogue lacks is described by its own name."""
    profile, model = f"{cut[1]}g.{cut[2]}gb", _model(kind[: cut.start() + 1], _models(catalogue))
    name = f"{model}{_PART}{profile}"
    if name in catalogue:
        return Which(catalogue[name], why=_because(None, kind))
    whole = next((gpu for known, gpu in catalogue.items() if model and known.startswith(f"{model}-")), None)
    if whole is None or int(cut[2]) == 0:
        return Which()
    title = f"NVIDIA {model.upper()} MIG slice {profile}"
    source = f"the name of its gres type, {kind}; bf16 as every {model.upper()}"
    return Which(Gpu(name, title, "nvidia", int(cut[2]), None, whole.bf16, source), own=True, why=_because(None, kind))


def _because(feature: str | None, kind: str) -> str:
    return f"By the node feature {feature}." if feature else f"By the gres type {kind}."
