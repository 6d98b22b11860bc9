"""What resolve fills in, names as assumed, and refuses."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fakes.plans import plan

from llmtui.domain.job import Lora
from llmtui.domain.memory import estimate
from llmtui.errors import RequestError


def test_one_rank_has_nothing_to_share() -> None:
    found = plan(cluster="puhti", sharding="fsdp")
    assert found.sharding == "none"
    assert "fsdp" in found.assumed["training.sharding"]
    assert plan(cluster="puhti", gpus_per_node=4, sharding="fsdp").sharding == "fsdp"


@pytest.mark.parametrize(
    ("asked", "launcher"),
    [
        ({"cluster": "puhti", "gpus_per_node": 4}, "torchrun"),
        ({"cluster": "puhti", "gpus_per_node": 4, "sharding": "fsdp"}, "accelerate"),
        ({"cluster": "local"}, "python"),
        ({"cluster": "local", "processes_per_node": 2}, "accelerate"),
        ({"cluster": "puhti", "gpus_per_node": 4, "processes_per_node": 1}, "torchrun"),
        ({"cluster": "lumi", "task": "inference"}, "python"),
        ({"cluster": "lumi", "launcher": "srun"}, "srun"),
    ],
)
def test_the_launcher_fits_the_job(asked: dict[str, Any], launcher: str) -> None:
    assert plan(**asked).launcher == launcher


def test_on_one_node_accelerate_heeds_the_jobs_port_with_static_alone() -> None:
    asked: dict[str, Any] = {"cluster": "puhti", "gpus_per_node": 4, "launcher": "accelerate", "rdzv_backend": "c10d"}
    one, two = plan(**asked), plan(**asked, nodes=2)
    assert (one.rdzv_backend, two.rdzv_backend) == ("static", "c10d")
    assert "one node" in one.assumed["placement.rdzv_backend"]
    assert "placement.rdzv_backend" not in two.assumed


def test_a_single_cpu_rank_is_wrapped_where_its_launcher_names_it() -> None:
    assert [plan(cluster="local", launcher=word).sharding for word in ("auto", "accelerate")] == ["none", "none"]
    for word in ("torchrun", "srun"):
        assert plan(cluster="puhti", launcher=word).sharding == "none"
        found = plan(cluster="local", launcher=word)
        assert (found.sharding, found.world_size) == ("ddp", 1)
        assert "wraps the model" in found.assumed["training.sharding"]


def test_a_gpu_without_bf16_gets_fp16_and_says_so() -> None:
    found = plan(cluster="puhti")
    assert found.mixed_precision == "fp16"
    assert "V100" in found.assumed["training.mixed_precision"]
    assert plan(cluster="lumi").mixed_precision == "bf16"
    inference = plan(cluster="puhti", task="inference")
    assert inference.spec.inference.weights_dtype == "fp16"
    assert "inference.weights_dtype" in inference.assumed


def test_a_class_without_sdpa_gets_eager_and_says_so() -> None:
    found = plan(cluster="lumi", model="EleutherAI/gpt-neo-1.3B")
    assert found.spec.training.attn_implementation == "eager"
    assert "gpt_neo has no sdpa" in found.assumed["training.attn_implementation"]
    inference = plan(cluster="lumi", model="openai/gpt-oss-20b", task="inference", prompt_tokens=4096)
    assert inference.spec.inference.attn_implementation == "eager"
    assert "inference.attn_implementation" in inference.assumed
    # 64 heads of 4096 x 4096 scores, in fp32 and twice in 16 bit.
    assert estimate(inference).phases["prefill"] > 64 * 4096 * 4096 * 8
    kept = plan(cluster="roihu", model="EleutherAI/gpt-neo-1.3B", attn_implementation="flash_attention_2")
    assert kept.spec.training.attn_implementation == "flash_attention_2"
    assert "training.attn_implementation" not in plan(cluster="lumi").assumed


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"cluster": "puhti", "gpus_per_node": 4, "sharding": "none"}, "training.sharding"),
        ({"cluster": "local", "processes_per_node": 2, "sharding": "fsdp"}, "training.sharding"),
        ({"cluster": "puhti", "gpus_per_node": 4, "sharding": "zero2"}, "training.sharding"),
        ({"cluster": "local", "mixed_precision": "fp16"}, "training.mixed_precision"),
        ({"cluster": "puhti", "weights_dtype": "bf16"}, "training.weights_dtype"),
        ({"cluster": "puhti", "attn_implementation": "flash_attention_2"}, "training.attn_implementation"),
        (
            {"cluster": "local", "task": "inference", "attn_implementation": "flash_attention_2"},
            "inference.attn_implementation",
        ),
        (
            {"cluster": "roihu", "model": "zai-org/GLM-5", "attn_implementation": "flash_attention_2"},
            "training.attn_implementation",
        ),
    ],
)
def test_what_would_fail_on_the_node_is_refused_here(asked: dict[str, Any], field: str) -> None:
    with pytest.raises(RequestError) as caught:
        plan(**asked)
    assert caught.value.field == field
    assert caught.value.hint


def test_warnings_name_a_retired_cluster_and_a_length_beyond_the_model() -> None:
    found = plan(cluster="puhti", model="EleutherAI/gpt-neo-1.3B", max_length=4096)
    assert any("retired" in text and "roihu" in text for text in found.warnings)
    assert any("4096" in text and "2048" in text for text in found.warnings)
    assert plan(cluster="lumi").warnings == ()


def test_a_model_that_no_node_can_fetch_is_told_with_the_way_to_get_it() -> None:
    found = plan(cluster="leonardo", account="EUHPC_X")
    assert any("reach no hub" in text and "Llama-3.1-8B" in text for text in found.warnings)
    assert not any("reach no hub" in text for text in plan(cluster="lumi").warnings)


def test_cores_that_a_site_wants_exactly() -> None:
    assert plan(cluster="marenostrum5", account="x", gpus_per_node=2).cpus_per_task == 40
    assert plan(cluster="marenostrum5", account="x", gpus_per_node=2, cpus_per_task=40).cpus_per_task == 40
    with pytest.raises(RequestError, match="20 a GPU, neither more nor less"):
        plan(cluster="marenostrum5", account="x", gpus_per_node=2, cpus_per_task=30)


def test_the_global_batch_counts_ranks_and_accumulation() -> None:
    found = plan(
        cluster="puhti", nodes=2, gpus_per_node=4, per_device_train_batch_size=3, gradient_accumulation_steps=5
    )
    assert found.global_batch_size == 120


def test_memory_is_asked_for_only_where_the_site_wants_it() -> None:
    assert plan(cluster="roihu").memory_per_node_bytes is None
    assert plan(cluster="puhti").memory_per_node_bytes is not None


@pytest.mark.parametrize("modules", [("nope_proj",), "q_proj", "(", ("query_key_value",)])
def test_adapters_that_would_match_nothing_are_refused_with_the_names_there_are(modules: str | tuple[str, ...]) -> None:
    with pytest.raises(RequestError, match="match no module") as refused:
        plan(cluster="lumi", method="lora", lora=Lora(target_modules=modules))
    assert refused.value.field == "training.lora.target_modules"
    assert "q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj" in refused.value.hint


def test_a_pattern_is_over_whole_module_names_as_peft_takes_it() -> None:
    pattern = r".*\.(q|v)_proj"
    found = plan(cluster="lumi", method="lora", lora=Lora(r=1, target_modules=pattern))
    # q: 4096 + 4096, v: 4096 + 1024; 32 layers.
    assert estimate(found).trainable_parameters == 32 * (8192 + 5120)


def test_a_module_that_is_not_there_beside_one_that_is_gets_a_warning() -> None:
    found = plan(cluster="lumi", method="lora", lora=Lora(target_modules=("q_proj", "nope_proj")))
    assert any("nope_proj match no module" in text for text in found.warnings)
    fine = plan(cluster="lumi", method="lora", lora=Lora(target_modules=("q_proj",)))
    assert not any("match no module" in text for text in fine.warnings)


@pytest.mark.parametrize(
    ("name", "modules", "message"),
    [
        ("nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", "all-linear", "cannot adapt out_proj"),
        ("Qwen/Qwen3-30B-A3B", ("q_proj", "up_proj"), "gate_proj and up_proj are one matrix"),
        ("Qwen/Qwen3-30B-A3B", ("c_attn",), "match no module"),
    ],
)
def test_adapters_that_peft_refuses_on_experts_and_states_are_refused(
    name: str, modules: str | tuple[str, ...], message: str
) -> None:
    with pytest.raises(RequestError, match=message) as refused:
        plan(cluster="lumi", model=name, method="lora", lora=Lora(target_modules=modules))
    assert refused.value.field == "training.lora.target_modules"
    assert "q_proj" in refused.value.hint or refused.value.hint == "name both, or none of them"


def test_experts_named_beside_what_is_not_there_are_no_warning() -> None:
    modules = ("q_proj", "down_proj", "nope_proj")
    found = plan(cluster="lumi", model="Qwen/Qwen3-30B-A3B", method="lora", lora=Lora(target_modules=modules))
    assert [text for text in found.warnings if "match no module" in text] == [
        "training.lora.target_modules: nope_proj match no module of Qwen/Qwen3-30B-A3B"
    ]


def test_adapters_on_the_head_count_and_are_not_called_exact() -> None:
    with_head, without = (
        estimate(plan(cluster="lumi", method="lora", lora=Lora(r=8, target_modules=modules)))
        for modules in (("q_proj", "lm_head"), ("q_proj",))
    )
    assert with_head.trainable_parameters - without.trainable_parameters == 8 * (4096 + 128256)
    assert (with_head.evidence, without.evidence) == ("extrapolated", "validated")
    assert with_head.warnings == without.warnings
    assert "head" in with_head.assumed["training.lora.target_modules"]
    assert plan(cluster="lumi", method="lora", lora=Lora(target_modules=("lm_head",))).method == "lora"
