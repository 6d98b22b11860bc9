"""Values of directives: what Slurm reads is never called wrong, what it refuses is."""

from __future__ import annotations

import pytest

from llmtui.domain.bundle import Finding
from llmtui.render.lintfiles import lint_text
from llmtui.render.script.grammar import FORMS

TAKEN = {
    "time": "1-0 90 0 12:30 1:30:00 1-12 1-12:30 1-12:30:00 30-00:00:00 UNLIMITED infinite -1 100:00:00".split(),
    "time-min": ["10", "00:10:00"],
    "nodes": "1 2 1-2 2-4 -2 1k 1,2,4 2-8:2 4-4".split(),
    "mem": "0 1000 480G 480g 64GB 1T 100M 2000000K".split(),
    "mem-per-cpu": ["2G", "1900"],
    "mem-per-gpu": ["60G"],
    "gres": "gpu gpu:1 gpu:v100 gpu:v100:4 gpu:a100:1,nvme:950 gpu:4,lustre nvme:100G gpu:1g.5gb:2 none gres/gpu:2 "
    "gres:gpu:2 gpu=2 gpu:v100=2 craynetwork:0".split(),
    "gpus": "1 8 v100 v100:2 a100:2,v100:1 a100_1g.5gb:2 gpu:2".split(),
    "gpus-per-node": "4 a100:4 gh200:4 nvidia_a100:1".split(),
    "gpus-per-task": ["1", "mi250:1"],
    "ntasks": ["1", "128", "+4", "007"],
    "ntasks-per-node": ["1", "8"],
    "cpus-per-task": ["1", "72"],
    "cpus-per-gpu": ["7"],
    "array": "0 0-9 0-9:2%3 1,3,5 1-5,8 0-31%4 1-100%10 [0-3] 5-5 0-".split(),
    "dependency": "singleton afterok:123 afterok:123:124 afterok:1,afterany:2 afterok:1?afternotok:2 after:12+5 "
    "aftercorr:9 afterok:12_3 afterok:12_* 123 AFTEROK:7 singleton,afterok:1 expand:5 afterburstbuffer:3".split(),
    "signal": "10 USR1 SIGUSR1 B:USR1@120 USR1@60 R:TERM@30 b:usr2@1 15@90 BR:USR1@10 SIGTERM@0 USR1@".split(),
    "begin": ["tomorrow", "now+1hour"],
    "comment": ["5h"],
}
REFUSED = {
    "time": [*"5h 12h30 1:2:3:4 1-2-3 1:30-2 abc : - 1-1: 12:00:xx 1.5 1d".split(), ""],
    "nodes": [*"two 2x 4-2 1-x 1, 2-".split(), ""],
    "mem": [*"lots 1.5G -1 x4G".split(), ""],
    "mem-per-cpu": ["much", "G"],
    "gres": "gpu:v100:x gpu:a100:1:x :2 nvme:x:y gpu:v100:-1".split(),
    "gpus": "v100:x a:b".split(),
    "gpus-per-node": ["a100:four", "v100:"],
    "ntasks": [*"-3 0 x 2.0 1-2x".split(), ""],
    "ntasks-per-node": ["0"],
    "cpus-per-task": ["x", "0", "4c"],
    "array": "1- 9-1 a-b 1-5: 1-5:0 1-5% 1-5%x 1..5 -5 %4".split(),
    "dependency": "foo:1 afterok afterok: afterok:x afterany:1:x after;1".split(),
    "signal": "XYZ@10 USR1@x @10 X:USR1 USR1@70000 USR1@1x".split(),
}


def _lint(option: str, value: str) -> list[Finding]:
    text = f'#!/bin/bash\n#SBATCH --time=1\n#SBATCH --{option}="{value}"\nls\n'
    return [finding for finding in lint_text("job.sh", text) if finding.code == "bad-value"]


@pytest.mark.parametrize(("option", "value"), [(name, value) for name, values in TAKEN.items() for value in values])
def test_what_slurm_reads_is_not_called_wrong(option: str, value: str) -> None:
    assert _lint(option, value) == []


@pytest.mark.parametrize(("option", "value"), [(name, value) for name, values in REFUSED.items() for value in values])
def test_what_slurm_refuses_is_an_error_with_its_line(option: str, value: str) -> None:
    (found,) = _lint(option, value)
    assert (found.severity, found.where) == ("error", "line 3")
    assert value in found.message
    assert FORMS[option].allowed in found.hint


def test_a_value_that_a_later_one_replaces_counts_only_where_sbatch_reads_it() -> None:
    twice = "#!/bin/bash\n#SBATCH --array=1-\n#SBATCH --array=1-3\n#SBATCH --time=5h\n#SBATCH --time=5\nls\n"
    found = [finding.where for finding in lint_text("job.sh", twice) if finding.code == "bad-value"]
    assert found == ["line 4"]


def test_short_options_and_variables() -> None:
    short = "#!/bin/bash\n#SBATCH -t 5h -N two\n#SBATCH -n $TASKS\nls\n"
    codes = [(finding.code, finding.where) for finding in lint_text("job.sh", short)]
    assert codes == [("bad-value", "line 2"), ("bad-value", "line 2"), ("shell-in-directive", "line 3")]
