"""Small clusters and models, a first job on them, and a memory estimate by plain arithmetic."""

from __future__ import annotations

from llmtui.domain.cluster import Cluster, Gpu, Partition
from llmtui.domain.job import JobSpec, Placement, Training
from llmtui.domain.memory.types import MemoryEstimate, Verdict
from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan
from llmtui.domain.site import Auth
from llmtui.units import GIB

MI250X = Gpu("mi250x-gcd-64gb", "MI250X GCD 64 GB", "amd", 64, 68_702_699_520, True, "test")
LUMI = Cluster(
    name="lumi",
    title="LUMI",
    partitions=(
        Partition("dev-g", max_time_s=7200, max_nodes=16, gpu=MI250X, gpus_per_node=8, purpose="short tests"),
        Partition("standard-g", max_time_s=172800, gpu=MI250X, gpus_per_node=8, purpose="whole nodes"),
    ),
    default_partition="dev-g",
    run_root="/scratch/{account}/llmtui",
    login_hosts=("lumi.csc.fi",),
    auth=Auth(methods=("key",)),
)
ROIHU = Cluster(
    name="roihu",
    title="Roihu (CSC)",
    partitions=(Partition("gputest", max_time_s=900, gpu=MI250X, gpus_per_node=4),),
    default_partition="gputest",
    run_root="/scratch/{account}/llmtui",
    login_hosts=("roihu-gpu.csc.fi", "roihu-cpu.csc.fi"),
    auth=Auth(
        methods=("certificate",),
        lifetime_h=24,
        renew="csc_cert.py -u USER KEY.pub (browser login and a 6 digit code), or sign the key on MyCSC's page",
        note="the key is registered in MyCSC; signing needs identity assurance medium or high",
    ),
)
LOCAL = Cluster(
    name="local",
    title="this machine, embedded Slurm",
    account_required=False,
    partitions=(Partition("main", cpus_per_node=2, memory_per_node_bytes=16 * GIB),),
    default_partition="main",
    run_root="/runs",
    embedded=True,
)


def model(name: str, parameters: int, layers: int = 4) -> ModelSpec:
    """A llama-like model of that size."""
    return ModelSpec(
        id=name,
        model_type="llama",
        hidden_size=256,
        num_hidden_layers=layers,
        num_attention_heads=8,
        num_key_value_heads=8,
        head_dim=32,
        intermediate_size=1024,
        vocab_size=32000,
        tie_word_embeddings=True,
        max_position_embeddings=2048,
        parameters=parameters,
        parameters_from="computed",
        license="apache-2.0",
    )


MODELS = (
    model("meta-llama/Llama-3.1-8B", 8_030_261_248, 32),
    model("HuggingFaceTB/SmolLM2-135M", 134_515_008, 30),
    model("EleutherAI/gpt-neo-1.3B", 1_315_575_808, 24),
    model("Qwen/Qwen2.5-0.5B", 494_032_768, 24),
)

FIRST = JobSpec(
    name="smol-reviews",
    task="finetune",
    model="HuggingFaceTB/SmolLM2-135M",
    placement=Placement(cluster="local", time="00:15:00"),
    training=Training(dataset="train.jsonl", eval_dataset="eval.jsonl", sharding="none", mixed_precision="no"),
)


def fake_estimate(plan: Plan) -> MemoryEstimate:
    """Bytes by plain arithmetic; only its shape matters here."""
    training = plan.spec.training
    weights = plan.model.parameters * 4
    shards = plan.world_size if plan.sharding == "fsdp" else 1
    rows = training.per_device_train_batch_size * training.max_length
    full = plan.method == "full"
    peak = {
        "weights": weights // shards,
        "gradients": weights // shards if full else weights // 100,
        "optimizer": 2 * weights // shards if full else weights // 50,
        "activations": rows * plan.model.num_hidden_layers * 34 * 256,
        "logits": rows * 32000 * 4,
        "kv_cache": 0,
        "buffers": 20_000_000,
    }
    allocated, overhead = sum(peak.values()), GIB // 2
    total = allocated + overhead
    capacity = plan.capacity_bytes or 0
    verdict: Verdict = "fits" if total * 1.03 < capacity else "tight" if total < capacity else "does_not_fit"
    return MemoryEstimate(
        model=plan.model.id,
        parameters=plan.model.parameters,
        trainable_parameters=plan.model.parameters,
        sizes={"weights": weights},
        peak=peak,
        peak_allocated=allocated,
        overhead=overhead,
        total=total,
        phases={
            "load": peak["weights"],
            "forward": allocated // 2,
            "backward": allocated,
            "optimizer": allocated // 3,
            "save": peak["weights"],
        },
        peak_phase="backward",
        host_ram=2 * weights + 3 * GIB,
        host_capacity=16 * GIB,
        disk=3 * weights,
        disk_capacity=500 * GIB,
        capacity=capacity,
        capacity_label="MI250X GCD 64 GB" if plan.gpu else "host RAM, this rank's share",
        verdict=verdict,
        band=(int(total * 0.97), int(total * 1.03)),
        evidence="extrapolated",
        rule_of_thumb=plan.model.parameters * 12,
    )
