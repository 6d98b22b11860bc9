"""Which GPU a gres type or a feature means, and when neither settles it."""

from __future__ import annotations

import pytest

from llmtui.catalog.gpus import load_gpus
from llmtui.services.newcluster.whichgpu import which_gpu

ALL_A100 = ("a100-40gb", "a100-64gb", "a100-80gb")


@pytest.mark.parametrize(
    ("kind", "features", "name", "feature"),
    [
        ("a100_80", (), "a100-80gb", None),
        ("nvidia_a100-sxm4-80gb", (), "a100-80gb", None),
        ("NVIDIA_H100_80GB_HBM3", (), "h100-80gb", None),
        ("a100", ("512G", "cell13", "a100_80"), "a100-80gb", "a100_80"),
        ("a100", ("gpu", "hbm80g"), "a100-80gb", "hbm80g"),
        ("", ("a100-40gb",), "a100-40gb", "a100-40gb"),
        ("v100", ("gpumem32",), "v100-32gb", "gpumem32"),
        ("h200", (), "h200-141gb", None),
        ("mi250", ("AMD_EPYC_7A53",), "mi250x-gcd-64gb", None),
        ("a100_1g.5gb", (), "a100-mig-1g.5gb", None),
        ("nvidia_a100_1g.5gb", ("a100_80",), "a100-mig-1g.5gb", None),
    ],
)
def test_settled(kind: str, features: tuple[str, ...], name: str, feature: str | None) -> None:
    found = which_gpu(kind, 8, features, load_gpus(), {kind or "gpu": "l40-48gb"})
    assert found.gpu is not None
    assert (found.gpu.name, found.feature) == (name, feature)
    assert found.why
    assert found.gpu is load_gpus()[name]


@pytest.mark.parametrize(
    ("kind", "features", "candidates"),
    [
        ("a100", (), ALL_A100),
        ("a100", ("80G", "512G", "ib"), ALL_A100),
        ("", ("a100",), ALL_A100),
        ("v100", ("type_g", "v100"), ("v100-32gb", "v100-16gb")),
        ("gh200", ("gh200_120gb",), ("gh200-96gb",)),
        ("l40s", (), ()),
        ("a100fat", (), ()),
        ("", (), ()),
        ("rtx_3g.24gb", (), ()),
    ],
)
def test_not_settled(kind: str, features: tuple[str, ...], candidates: tuple[str, ...]) -> None:
    found = which_gpu(kind, 4, features, load_gpus(), {})
    assert (found.gpu, found.candidates) == (None, candidates)


def test_what_the_user_says_settles_what_nothing_else_does() -> None:
    found = which_gpu("a100", 4, (), load_gpus(), {"a100": "a100-40gb"})
    assert found.gpu is not None
    assert found.gpu.name == "a100-40gb"


def test_whole_cards_of_mi250_are_not_taken_for_halves() -> None:
    assert which_gpu("mi250", 4, (), load_gpus(), {}).gpu is None
    assert which_gpu("mi250", 8, (), load_gpus(), {}).gpu is not None


def test_a_slice_that_the_catalogue_lacks() -> None:
    found = which_gpu("h200_2g.35gb", 21, (), load_gpus(), {})
    assert found.gpu is not None
    assert (found.gpu.name, found.gpu.label_gb, found.gpu.vendor, found.own) == ("h200-mig-2g.35gb", 35, "nvidia", True)
