"""The GPU catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from llmtui.catalog.gpus import load_gpus, read_gpus
from llmtui.errors import CatalogError

NAMES = (
    "v100-32gb a100-40gb a100-64gb a100-80gb a100-mig-1g.5gb h100-64gb h100-80gb h100-94gb h200-141gb gh200-96gb "
    "mi250x-gcd-64gb b200-180gb l40-48gb v100-16gb h200-mig-3g.71gb b300-288gb"
)


def test_every_promised_gpu_is_there() -> None:
    gpus = load_gpus()
    assert list(gpus) == NAMES.split()
    for name, gpu in gpus.items():
        assert gpu.name == name
        assert gpu.source
        assert f"{gpu.label_gb}gb" in name
        assert 0.9 < gpu.capacity_bytes / (gpu.label_gb * 1000**3) < 1.08
    assert not gpus["v100-32gb"].bf16
    assert gpus["mi250x-gcd-64gb"].vendor == "amd"
    assert gpus["mi250x-gcd-64gb"].torch_total_bytes == round(63.98 * 1024**3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": 1}, "key gpus[0].label is unknown"),
        ({"label_gb": 0}, "key gpus[0].label_gb is the number 0; allowed: greater than 0"),
        ({"vendor": "intel"}, "key gpus[0].vendor is the text 'intel'; allowed: nvidia, amd"),
        ({"bf16": "yes"}, "key gpus[0].bf16 is the text 'yes'; allowed: true or false"),
        ({"source": ""}, "key gpus[0].source is the text ''; allowed: at least 1 character"),
    ],
)
def test_a_bad_file_names_the_key(change: dict[str, object], message: str, tmp_path: Path) -> None:
    good = {"name": "x", "title": "X", "vendor": "nvidia", "label_gb": 1, "bf16": True, "source": "me"}
    path = tmp_path / "gpus.json"
    path.write_text(json.dumps({"gpus": [good]}))
    assert read_gpus(path)["x"].capacity_bytes == 1000**3
    path.write_text(json.dumps({"gpus": [{**good, **change}]}))
    with pytest.raises(CatalogError) as raised:
        read_gpus(path)
    assert raised.value.message == f"{path}: {message}"
