"""The model catalogue, and models in folders."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from llmtui.catalog.data import data_root
from llmtui.catalog.models import load_models, model_from_folder
from llmtui.errors import CatalogError, RequestError

TINY = {"model_type": "llama", "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "vocab_size": 10}


def _write(folder: Path, *entries: object, name: str = "mine.json") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps({"models": list(entries)}))
    return folder


def test_the_shipped_models_have_sources_and_figures() -> None:
    models = {model.id: model for model in load_models()}
    assert len(models) == 76
    assert all(model.source and model.parameters > 10**8 for model in models.values())
    neo = models["EleutherAI/gpt-neo-1.3B"]
    assert (neo.parameters, neo.parameters_from, neo.mlp, neo.tie_word_embeddings) == (
        1_315_575_808,
        "computed",
        "plain",
        True,
    )
    llama = models["meta-llama/Llama-3.1-8B"]
    assert (llama.num_key_value_heads, llama.head_dim, llama.license, llama.gated) == (8, 128, "llama3.1", True)
    assert models["Qwen/Qwen2.5-7B"].attention_bias
    assert models["mistralai/Mixtral-8x7B-v0.1"].moe is not None
    assert [model.id for model in models.values() if model.parameters_from != "computed"] == [
        "allenai/Olmo-3-1125-32B",
        "moonshotai/Kimi-K2-Instruct",
    ]


def test_reading_the_catalogue_is_quick() -> None:
    best = min(_seconds() for _ in range(5))
    assert best < 0.030


def _seconds() -> float:
    load_models.cache_clear()
    begin = time.perf_counter()
    load_models()
    return time.perf_counter() - begin


def test_the_users_models_come_on_top(tmp_path: Path) -> None:
    folder = _write(
        tmp_path / "models",
        {"id": "me/tiny", "config": TINY},
        {"id": "openai-community/gpt2", "config": TINY, "parameters": 7, "license": "mit", "source": "me"},
    )
    models = {model.id: model for model in load_models(folder)}
    assert len(models) == 77
    assert models["me/tiny"].parameters_from == "formula"
    replaced = models["openai-community/gpt2"]
    assert (replaced.parameters, replaced.parameters_from, replaced.license) == (7, "published", "mit")
    assert load_models(tmp_path / "nothing there") == load_models()


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"id": "a", "config": TINY, "licence": "x"}, "model 1: key licence is unknown"),
        ({"id": 5, "config": TINY}, "model 1: key id is the number 5; allowed: text"),
        ({"id": "a", "config": TINY, "gated": "auto"}, "model 1: key gated is the text 'auto'; allowed: true or false"),
        ({"id": "a", "config": TINY, "parameters": True}, "key parameters is true; allowed: a whole number"),
        ({"config": TINY}, "model 1: id missing"),
        ({"id": "a", "config": {**TINY, "hidden_size": -1}}, "model 1 (a): hidden_size is -1; allowed"),
        ("a", "model 1 is the text 'a'; allowed: a group of keys"),
    ],
)
def test_a_bad_entry_names_file_and_key(entry: object, message: str, tmp_path: Path) -> None:
    folder = _write(tmp_path / "models", entry)
    with pytest.raises(CatalogError) as raised:
        load_models(folder)
    assert raised.value.message.startswith(str(folder / "mine.json"))
    assert message in raised.value.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "mine.json:1: not JSON"),
        ("[]", "mine.json: holds no JSON object"),
        ('{"models": {}}', "mine.json: allowed keys: about, and models with a list"),
        ('{"models": [], "models": []}', "mine.json: not JSON: key models is there twice"),
        ("[" * 100_000, "mine.json: not JSON"),
    ],
)
def test_a_bad_file_is_named(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(text)
    with pytest.raises(CatalogError) as raised:
        load_models(tmp_path)
    assert message in raised.value.message


def test_a_folder_is_a_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps(TINY))
    model = model_from_folder(tmp_path, "./mine")
    assert (model.id, model.location, model.source) == ("./mine", str(tmp_path), str(tmp_path / "config.json"))


@pytest.mark.parametrize("text", [None, "{", "[1]", '{"model_type": "llama", "hidden_size": "8"}'])
def test_a_folder_without_a_good_config_is_refused(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "config.json").write_text(text)
    with pytest.raises(RequestError) as raised:
        model_from_folder(tmp_path, "./mine")
    assert raised.value.message.startswith(str(tmp_path / "config.json"))
    assert raised.value.field == "model"


def test_the_data_is_beside_the_package() -> None:
    assert (data_root() / "assets" / "models.json").is_file()
    assert (data_root() / "clusters" / "local.yaml").is_file()
