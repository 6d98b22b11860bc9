"""What is read from a job script: directives as sbatch takes them, commands as bash splits them."""

from __future__ import annotations

import pytest

from llmtui.localslurm.options import parse as slurm_parse
from llmtui.localslurm.script import directives as slurm_directives
from llmtui.render.script.commands import commands
from llmtui.render.script.directives import directive_words
from llmtui.render.script.values import evaluate, expand, exposed
from llmtui.render.script.words import tokens
from llmtui.render.scriptfile import read_script


def _script(*lines: str) -> str:
    return "\n".join(("#!/bin/bash", *lines)) + "\n"


@pytest.mark.parametrize(
    "line",
    [
        "#SBATCH -N 2",
        "#SBATCH -N2",
        "#SBATCH --nodes=2",
        "#SBATCH --nodes 2",
        "#SBATCH\t--nodes=2   # two of them",
        "#SBATCH --nodes='2'",
        "#SBATCH -N 4 --nodes=2",
        "#SBATCH -H -N2",
        "#SBATCH -HN2",
    ],
)
def test_every_spelling_of_an_option_is_the_same(line: str) -> None:
    assert read_script(_script(line, "hostname")).options["nodes"] == "2"


def test_other_names_are_mapped_to_the_manuals() -> None:
    script = read_script(
        _script("#SBATCH --tasks-per-node=4 -J a -p gpu", "#SBATCH -t 10 --workdir=/x", "#SBATCH --partit gpu")
    )
    assert script.options == {
        "ntasks-per-node": "4",
        "job-name": "a",
        "partition": "gpu",
        "time": "10",
        "chdir": "/x",
    }


def test_the_last_one_counts_and_its_line_is_known() -> None:
    script = read_script(_script("#SBATCH --mem=1G", "#SBATCH --time=5 --mem=2G", "#SBATCH --mem 3G"))
    assert (script.options["mem"], script.line_of("mem"), script.line_of("qos")) == ("3G", 4, None)
    assert [given.value for given in script.directives.options if given.name == "mem"] == ["1G", "2G", "3G"]


def test_directives_end_at_the_first_command() -> None:
    text = _script("", "# a comment", "#SBATCH --nodes=1", " #SBATCH --qos=high", "cd /", "#SBATCH --nodes=2")
    script = read_script(text)
    assert script.options == {"nodes": "1"}
    assert (script.directives.late, script.directives.indented, script.directives.ends) == ((7,), (5,), 6)
    assert (4, "#SBATCH --nodes=1") not in script.body
    assert (6, "cd /") in script.body


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('--comment="two words" -N2', ["--comment=two words", "-N2"]),
        ("--comment='a#b'#c", ["--comment=a#b"]),
        ("--job-name=a#b --nodes=2", ["--job-name=a"]),
        (r"--comment=a\#c b\ d", ["--comment=a#c", "b", "d"]),  # a backslash keeps no blank (sbatch's own loop)
        (r'--comment="a\"b"', ['--comment=a"b']),
        ('--comment="" --nodes=2', ["--comment=", "--nodes=2"]),
        ('"" --nodes=2', []),
    ],
)
def test_quotes_and_comments_in_a_directive(line: str, words: list[str]) -> None:
    assert directive_words(" " + line) == (words, "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--comment='open", "the quote '"),
        ("--nodez=2", "--nodez is not an option"),
        ("--ntasks-per=2", "--ntasks-per may be"),
        ("-Y", "-Y is not an option"),
        ("--requeue=yes", "takes no value"),
        ("--nodes", "needs a value"),
        ("--job-name=my job", "'job' is no option"),
    ],
)
def test_what_sbatch_refuses_is_named_with_its_line(line: str, said: str) -> None:
    found = read_script(_script("#SBATCH --time=5", f"#SBATCH {line}")).directives
    assert said in found.problem
    assert found.problem_line == 3


def test_directives_in_a_text_that_is_written_elsewhere_are_none_of_the_scripts() -> None:
    text = _script("cat > other.sh <<END", "#SBATCH --nodes=9", "END", "X='", "#SBATCH --nodes=9'", "#SBATCH --mem=1G")
    assert read_script(text).directives.late == (7,)


def test_only_the_first_part_of_a_heterogeneous_job_is_read() -> None:
    script = read_script(_script("#SBATCH --nodes=1", "#SBATCH hetjob", "#SBATCH --nodes=2"))
    assert (script.options, script.directives.mixed) == ({"nodes": "1"}, True)


@pytest.mark.parametrize("line", ["-N 2 --gres gpu:v100:4 # x", "--comment='a b' -t5", "--mem=1G --mem=2G -H"])
def test_the_embedded_slurm_reads_the_same(line: str) -> None:
    from llmtui.localslurm.commands.sbatch import _TABLE

    text = _script(f"#SBATCH {line}", "true")
    theirs = slurm_parse("sbatch", _TABLE, slurm_directives(text.encode(), "job.sh"))
    assert [(given.name, given.value) for given in read_script(text).directives.options] == list(theirs.options)


def test_numbers_are_worked_out_whatever_asks_for_them() -> None:
    for options, gpus in (
        ("--nodes=2 --gres=gpu:v100:4,nvme:10", ("v100", 4, 8)),
        ("--nodes=2 --gpus-per-node=a100:4", ("a100", 4, 8)),
        ("--nodes=2 --gpus=8", (None, 4, 8)),
        ("--ntasks-per-node=4 --gpus-per-task=1", (None, 4, 4)),
        ("--gres=gpu:gh200", ("gh200", 1, 1)),
        ("--gres=nvme:10", (None, None, None)),
    ):
        asked = read_script(_script(f"#SBATCH {options}")).asked
        assert (asked.gpu_type, asked.gpus_per_node, asked.gpus) == gpus
    asked = read_script(_script("#SBATCH -N 2-4 -n 8 -t 1-12 --mem=10G -c 7")).asked
    assert (asked.nodes, asked.tasks_per_node, asked.time_s, asked.cpus_per_task) == (2, 4, 129600, 7)
    assert asked.memory_per_node == 10 * 1024**3


def test_commands_are_what_bash_would_run() -> None:
    text = 'A=1 B="x y" srun \\\n  --x a|tee log 2>&1; echo "$(hostname -i)" # no\nif [ -d x ]; then cd x && ls; fi\n'
    found = commands(tokens(text))
    assert [command.name for command in found] == ["srun", "tee", "echo", "[", "cd", "ls"]
    assert [word.raw for word in found[0].all_words] == ["A=1", 'B="x y"', "srun", "--x", "a"]
    assert [command.line for command in found] == [1, 2, 2, 3, 3, 3]


def test_here_documents_and_function_names_are_no_commands() -> None:
    text = "cat <<'END' > job.py\nsrun python\nEND\nf() {\n  ls\n}\nfunction g {\n  ls\n}\nfor x in a b; do f; done\n"
    found = commands(tokens(text))
    named = [(command.name, command.function) for command in found]
    # A loop's head runs nothing, but its words are expanded.
    assert named == [("cat", ""), ("ls", "f"), ("ls", "g"), ("for", ""), ("f", "")]
    assert found[3].assignments == ()


def test_values_are_put_in_and_the_rest_is_left() -> None:
    known = {"N": "4", "WHO": "me"}
    assert expand("\"$N x ${WHO}\"'$N'\\$N", known) == "4 x me$N$N"
    assert expand("${LEFT:-7}$OTHER", known) == "7$OTHER"
    assert expand("$((N * 2 + 1))$(expr $N \\* 3)", known) == "912"
    assert (evaluate("(2 + N) / 2", known), evaluate("2 * X", known), evaluate("1 / 0", known)) == (3, None, None)
    assert exposed("'$a'\"$b\"\\$c$d") == '    "$b"  c$d'
    assert exposed('"$b"$d', in_double=False).strip('" ') == "$d"


_LAUNCHES = {
    "srun -n 1 torchrun --standalone --nproc_per_node 4 train.py --x 1": ("torchrun", "train.py", ("--x", "1")),
    "accelerate launch --multi_gpu --config_file a.yaml -m pkg.train a": ("accelerate", "-m pkg.train", ("a",)),
    "accelerate-launch train.py": ("accelerate", "train.py", ()),
    "python3 -u -m torch.distributed.run --nnodes=2 train.py": ("torchrun", "train.py", ()),
    "exec env A=1 python train.py": ("python", "train.py", ()),
    "/usr/bin/python3 -c 'print(1)'": ("python", "-c", ()),
    "vllm serve m/x -tp 4": ("vllm", "serve", ("m/x", "-tp", "4")),
    "python -m vllm.entrypoints.openai.api_server --model m": (
        "vllm",
        "-m vllm.entrypoints.openai.api_server",
        ("--model", "m"),
    ),
    "srun ./solver --fast": ("other", "./solver", ("--fast",)),
}


@pytest.mark.parametrize("line", _LAUNCHES)
def test_a_launch_is_taken_apart(line: str) -> None:
    (run,) = read_script(_script(line)).runs
    assert (run.launcher, run.program, run.arguments) == _LAUNCHES[line]
    assert (run.srun is not None) == line.startswith("srun")


def test_prefixes_nest_and_variables_are_followed() -> None:
    script = read_script(
        _script(
            "#SBATCH --nodes=2 --gres=gpu:v100:4",
            "SIF=/images/x.sif",
            'WORDS=(--seed 1 "--name=two words")',
            'CMD="accelerate launch --num_processes=$(expr $SLURM_NNODES \\* $SLURM_GPUS_ON_NODE) \\',
            '   --machine_rank=\\$SLURM_NODEID train.py"',
            'srun --mem=0 singularity exec --nv -B /a:/b $SIF bash -c "$CMD"',
            'python3 train.py "${WORDS[@]}"',
        )
    )
    first, second = script.runs
    assert (first.container, first.srun, first.line) == ("/images/x.sif", {"mem": "0"}, 7)
    assert dict(first.options) == {"num-processes": "8", "machine-rank": "$SLURM_NODEID"}
    assert second.arguments == ("--seed", "1", "--name=two words")
    assert (second.argument("--seed"), second.argument("--name"), second.argument("--x")) == ("1", "two words", None)


def test_a_function_that_srun_calls_runs_in_its_step() -> None:
    text = _script(
        "#SBATCH -N2", "start() {", "  exec torchrun --nnodes 2 train.py", "}", "srun --wait=60 bash -c start"
    )
    (run,) = read_script(text).runs
    assert (run.launcher, run.srun, run.line) == ("torchrun", {"wait": "60"}, 4)


def test_modules_are_listed_with_their_verbs() -> None:
    script = read_script(_script("module --force purge", "module use /a/b", "ml pytorch/2.4", "module load a b"))
    assert [(line.verb, line.names) for line in script.modules] == [
        ("purge", ()),
        ("use", ("/a/b",)),
        ("load", ("pytorch/2.4",)),
        ("load", ("a", "b")),
    ]


def test_scripts_in_other_languages_keep_their_lines() -> None:
    script = read_script("#!/usr/bin/env python3\n#SBATCH --nodes=2\nprint('$*')\n")
    assert (script.options, script.commands, script.runs) == ({"nodes": "2"}, (), ())


@pytest.mark.parametrize("text", ["", "'", '"$(', "a <<EOF\nx", "$((1", "f() {", "\\", "#SBATCH '", "A=(", "srun", "`"])
def test_broken_text_is_read_to_its_end(text: str) -> None:
    assert read_script(text).lines == tuple(text.split("\n"))
    read_script(f"#!/bin/bash\nsrun bash -c {text}")
