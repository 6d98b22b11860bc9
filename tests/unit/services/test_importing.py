"""Job scripts written by hand become job files; each line ends in one of two lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.plans import MACHINE

from llmtui.catalog.clusters import load_clusters
from llmtui.catalog.jobfile import parse_job
from llmtui.errors import RequestError
from llmtui.services.export import export
from llmtui.services.importing.read import Wanted, import_script
from llmtui.services.importing.report import Imported
from llmtui.services.paths import Paths
from llmtui.services.session import Session

CLUSTERS = load_clusters(MACHINE, state_dir=Path("/state"))

PUHTI = r"""#!/bin/bash
#SBATCH --job-name=my/run
#SBATCH --account=project_2001659
#SBATCH -p gpu
#SBATCH --nodes=2 --ntasks-per-node=1
#SBATCH --cpus-per-task=40
#SBATCH --mem=320G
#SBATCH --time=1:00:00
#SBATCH --gres=gpu:v100:4,nvme:100
#SBATCH --mail-type=END
#SBATCH -o out.txt
# a comment
module purge
module load pytorch/2.4
export OMP_NUM_THREADS=10
export NCCL_DEBUG=INFO
export HF_TOKEN=hf_secret
OUT=/scratch/project_2001659/$USER/out
mkdir -p $OUT
srun torchrun --nnodes=$SLURM_JOB_NUM_NODES --nproc-per-node=4 --rdzv_backend=c10d \
    --rdzv_endpoint=$(hostname):29400 \
    train.py --model EleutherAI/gpt-neo-1.3B --out "$OUT" --note 'it $is' --data "$SCRATCH/x y" \
    --per_device_train_batch_size 4 $* > log 2>&1
echo done
"""

LUMI = r"""#!/bin/bash
#SBATCH --account=project_465000001
#SBATCH --partition=standard-g
#SBATCH --nodes=2
#SBATCH --gpus-per-node=8
#SBATCH --time=02:00:00
module purge
module use /appl/local/laifs/modules
module load lumi-aif-singularity-bindings
srun singularity run $SIF bash -c "accelerate launch --config_file conf.yaml --num_processes=16 --num_machines=2 \
 --machine_rank \$SLURM_NODEID train.py --model_name_or_path meta-llama/Llama-3.1-8B --out \"\$SCRATCH/o d\""
"""

GUIDE = """#!/bin/bash
#SBATCH --account=project_2001659
#SBATCH --partition=gputest
#SBATCH --gres=gpu:a100:4
module load pytorch
export X=1
srun torchrun --standalone --nproc_per_node=4 finetuning.py --batch_size 8 --peft --max-steps 30 --num-workers 10
"""


def _read(text: str, base: Path, name: str = "job.sh", **wanted: str) -> Imported:
    return import_script(text, name, base, CLUSTERS, Wanted(**wanted))  # type: ignore[arg-type]


def _left(found: Imported) -> dict[str, str]:
    return {line.text: line.words for line in found.left}


def test_directives_become_placement(tmp_path: Path) -> None:
    found = _read(PUHTI, tmp_path)
    place = found.spec.placement
    assert (found.spec.name, place.cluster, place.partition, place.account) == (
        "my-run",
        "puhti",
        "gpu",
        "project_2001659",
    )
    assert (place.nodes, place.gpus_per_node, place.cpus_per_task, place.time) == (2, 4, 40, "01:00:00")
    assert (place.launcher, place.processes_per_node, place.software) == ("torchrun", None, "pytorch")
    assert place.extra_sbatch == ("--mail-type=END",)


def test_the_command_keeps_its_words_and_gets_the_values_of_the_script(tmp_path: Path) -> None:
    found = _read(PUHTI, tmp_path)
    assert found.spec.script.command == (
        'NCCL_DEBUG=INFO python3 train.py --model EleutherAI/gpt-neo-1.3B --out "/scratch/project_2001659/$USER/out" '
        "--note 'it $is' --data \"$SCRATCH/x y\" --per_device_train_batch_size 4"
    )
    assert found.spec.model == "EleutherAI/gpt-neo-1.3B"
    assert found.spec.training.per_device_train_batch_size == 4


def test_what_is_left_is_listed_with_its_line_and_a_reason(tmp_path: Path) -> None:
    found = _read(PUHTI, tmp_path)
    left = _left(found)
    assert set(left) == {
        "--mem=320G",
        "--gres=nvme:100",
        "--output=out.txt",
        "module load pytorch/2.4",
        "OMP_NUM_THREADS=10",
        "HF_TOKEN=...",
        "mkdir -p $OUT",
        "$*",
        "> log 2>&1",
        "echo done",
    }
    assert all(left.values())
    assert [line.number for line in found.left] == sorted(line.number for line in found.left)


def test_every_line_that_says_something_is_in_a_list(tmp_path: Path) -> None:
    for text in (PUHTI, LUMI, GUIDE, "if true; then\n  srun python3 a.py\nelse\n  ls\nfi\n"):
        found = _read(text, tmp_path)
        numbers = {line.number for line in (*found.understood, *found.left)}
        lines = text.splitlines()
        said = [
            number
            for number, line in enumerate(lines, 1)
            if line.strip()
            and (not line.startswith("#") or line.startswith("#SBATCH"))
            and not (number > 1 and lines[number - 2].endswith("\\"))
        ]
        assert set(said) <= numbers, set(said) - numbers


def test_no_secret_gets_into_the_job_file(tmp_path: Path) -> None:
    text = _read(PUHTI, tmp_path).job_file("job.sh")
    assert "hf_secret" not in text
    assert "HF_TOKEN=..." in text


def test_the_job_file_reads_back_and_carries_what_was_left(tmp_path: Path) -> None:
    found = _read(PUHTI, tmp_path)
    text = found.job_file("job\x1b.sh")
    assert parse_job(text, "job.yaml") == found.spec
    assert "#   line 24: echo done" in text
    assert "\x1b" not in text


def test_accelerate_in_a_container_with_its_yaml(tmp_path: Path) -> None:
    (tmp_path / "conf.yaml").write_text("distributed_type: FSDP\nmixed_precision: no\nfsdp_config: {}\n")
    found = _read(LUMI, tmp_path)
    place, training = found.spec.placement, found.spec.training
    assert (place.cluster, place.launcher, place.processes_per_node) == ("lumi", "accelerate", None)
    assert (training.sharding, training.mixed_precision) == ("fsdp", "no")
    command = 'python3 train.py --model_name_or_path meta-llama/Llama-3.1-8B --out "$SCRATCH/o d"'
    assert found.spec.script.command == command
    assert place.software == "lumi-ai-factory"
    assert "fsdp_config" in _left(found)["--config_file conf.yaml"]


def test_a_yaml_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "not read" in _left(_read(LUMI, tmp_path))["--config_file conf.yaml"]


def test_files_beside_the_script_and_what_they_import_come_along(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text("import utils, torch\n")
    (tmp_path / "utils.py").write_text("from pkg.sub import x\n")
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").touch()
    (tmp_path / "conf").mkdir()
    (tmp_path / "other.py").touch()
    found = _read("srun python3 train.py --config conf --out ../away --x=/etc/hosts\n", tmp_path)
    assert found.spec.script.files == ("conf", "pkg", "train.py", "utils.py")


def test_tasks_of_slurm_are_ranks(tmp_path: Path) -> None:
    text = "#!/bin/bash\n#SBATCH -p gputest\n#SBATCH -n 4 --gres=gpu:a100:4\nsrun python3 -u train.py\n"
    place = _read(text, tmp_path).spec.placement
    assert (place.launcher, place.processes_per_node, place.cluster) == ("srun", None, "mahti")
    alone = _read(text.replace("-n 4", "-n 1"), tmp_path).spec.placement
    assert (alone.launcher, alone.processes_per_node) == ("auto", 1)


def test_the_guides_script_is_a_script_until_llmtui_is_asked_to_train(tmp_path: Path) -> None:
    found = _read(GUIDE, tmp_path)
    assert found.spec.task == "script"
    assert any("--as finetune" in note for note in found.notes)
    ours = _read(GUIDE, tmp_path, task="finetune")
    training = ours.spec.training
    assert (ours.spec.task, ours.spec.model, ours.spec.placement.cluster) == (
        "finetune",
        "EleutherAI/gpt-neo-1.3B",
        "mahti",
    )
    assert (training.method, training.per_device_train_batch_size, training.max_steps) == ("lora", 2, 30)
    assert {"--num-workers", "X=1"} <= set(_left(ours))
    with pytest.raises(RequestError, match=r"train\.py is not the guide's"):
        _read(PUHTI, tmp_path, task="finetune")


def test_a_cluster_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    text = "#!/bin/bash\n#SBATCH -p gputest\npython3 train.py\n"
    found = _read(text, tmp_path)
    assert found.spec.placement.cluster is None
    assert any("puhti" in note and "--cluster" in note for note in found.notes)
    assert _read(text, tmp_path, cluster="mahti").spec.placement.cluster == "mahti"
    with pytest.raises(RequestError, match="unknown cluster"):
        _read(text, tmp_path, cluster="nowhere")
    assert any("no known cluster" in note for note in _read(text.replace("gputest", "zz"), tmp_path).notes)


def test_a_command_that_is_refused_is_left_and_told(tmp_path: Path) -> None:
    found = _read("export A=1\nsrun python3 train.py --day $(date +%F)\n", tmp_path)
    assert found.spec.script.command is None
    left = _left(found)
    assert "runs another command" in left["python3 train.py --day $(date +%F)"]
    assert "no command" in left["A=1"]


def test_a_script_that_starts_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="starts no Python program"):
        _read("#!/bin/bash\necho hello\n", tmp_path)


def test_the_last_of_several_programs_is_taken_and_the_others_are_told(tmp_path: Path) -> None:
    found = _read("python3 prepare.py\nsrun python3 train.py\n", tmp_path)
    assert found.spec.script.command == "python3 train.py"
    assert any("prepare.py" in note for note in found.notes)
    assert "python3 prepare.py" in _left(found)


def test_directives_that_sbatch_does_not_read_are_told(tmp_path: Path) -> None:
    found = _read("#!/bin/bash\n#SBATCH --nodes=1\n#SBATCH --nodes=2\npython3 a.py\n#SBATCH --qos=x\n", tmp_path)
    assert found.spec.placement.nodes == 2
    assert "what counts" in _left(found)["--nodes=1"]
    assert "does not read" in _left(found)["#SBATCH --qos=x"]


def test_our_own_script_is_the_job_file_beside_it(tmp_path: Path) -> None:
    session = Session(Paths(tmp_path / "c", tmp_path / "s", tmp_path / "x"))
    (tmp_path / "d.jsonl").write_text('{"text": "a"}\n')
    job = "version: 1\nname: own\ntask: finetune\nmodel: EleutherAI/gpt-neo-1.3B\n"
    spec = parse_job(job + "placement: {cluster: puhti, account: p}\ntraining: {dataset: d.jsonl}\n", "job.yaml")
    export(session.preview(spec, tmp_path), tmp_path / "out", progress=lambda text: None)
    script = tmp_path / "out" / "job.sh"
    script.write_text(script.read_text().replace("--time=00:15:00", "--time=00:10:00"))
    found = session.import_script(script)
    assert (found.spec.task, found.spec.model, found.spec.placement.time) == ("finetune", spec.model, "00:10:00")
    assert any("by hand" in note for note in found.notes)
    (tmp_path / "out" / "job.yaml").unlink()
    with pytest.raises(RequestError, match=r"job\.yaml does not lie beside it"):
        session.import_script(script)
