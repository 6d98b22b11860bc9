"""What a llama model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain": (
        "start=8T+4Th+4sd;kept=8T+4Ta+16Th+8Ti+4Tkv+4Tq;held=8T+4Ta+16Th+8Ti+4Tkv+4Tq;left=-8T-4Ta-16Th-8Ti-4Tkv-4T"
        "q+6hi+4hkv+4hq;forward=12T+10TV+4Th;head=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th;last=-8T-4Ta+6Th-8Ti-4Tkv-4Tq"
        "+2hV+6hi+4hkv+4hq|-2Th+4Ti+2hV+2hi|-4T+14Th-8Ti+2hV+6hi|2Th-6Ti+2hV+6hi;embedding=-24T-12Ta-50Th-24Ti-12Tk"
        "v-12Tq+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16 plain tied": (
        "start=8T+4Th+4sd;kept=8T+4Ta+16Th+8Ti+4Tkv+4Tq;held=8T+4Ta+16Th+8Ti+4Tkv+4Tq;left=-8T-4Ta-16Th-8Ti-4Tkv-4T"
        "q+6hi+4hkv+4hq;forward=12T+10TV+4Th;head=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th;last=-8T-4Ta+6Th-8Ti-4Tkv-4Tq"
        "+2hV+6hi+4hkv+4hq|-2Th+4Ti+2hV+2hi|-4T+14Th-8Ti+2hV+6hi|2Th-6Ti+2hV+6hi;embedding=-24T-12Ta-52Th-24Ti-12Tk"
        "v-12Tq+6hV+18hi+12hkv+12hq-4sd|-24T-12Ta-50Th-24Ti-12Tkv-12Tq+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain": "@full bf16 plain",
    "full bf16+amp plain tied": "@full bf16 plain tied",
    "full fp32+amp plain": (
        "start=8T+4Th+8sd;kept=8T+4Ta+26Th+8Ti+4Tkv+4Tq+6hi+4hkv+4hq;held=8T+4Ta+26Th+8Ti+4Tkv+4Tq+6hi+4hkv+4hq;lef"
        "t=-8T-4Ta-26Th-8Ti-4Tkv-4Tq+6hi+4hkv+4hq;forward=12T+10TV+10Th+2hV;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=-4"
        "T-4Ta-14Th-8Ti-4Tkv-4Tq+4hV+6hi+4hkv+6hq|-8Ti+4hV+8hi|4Ti+4hV+2hi|8Th-8Ti+4hV+6hi|-4T-4Ta-12Th-8Ti+8Tq+4hV"
        "+6hi+2hq|-4T-4Ta-6Th-8Ti-4Tkv-4Tq+4hV+6hi+4hkv+4hq|2Th-4Ti+4hV+6hi|-4T-4Ta-12Th-8Ti+10Tkv+4hV+6hi+2hq;embe"
        "dding=-24T-12Ta-78Th-24Ti-12Tkv-12Tq+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32+amp plain tied": (
        "start=8T+4Th+8sd;kept=8T+4Ta+26Th+8Ti+4Tkv+4Tq+6hi+4hkv+4hq;held=8T+4Ta+26Th+8Ti+4Tkv+4Tq+6hi+4hkv+4hq;lef"
        "t=-8T-4Ta-26Th-8Ti-4Tkv-4Tq+6hi+4hkv+4hq;forward=12T+10TV+10Th+2hV;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=-4"
        "T-4Ta-14Th-8Ti-4Tkv-4Tq+4hV+6hi+4hkv+6hq|-8Ti+4hV+8hi|4Ti+4hV+2hi|8Th-8Ti+4hV+6hi|-4T-4Ta-12Th-8Ti+8Tq+4hV"
        "+6hi+2hq|-4T-4Ta-6Th-8Ti-4Tkv-4Tq+4hV+6hi+4hkv+4hq|2Th-4Ti+4hV+6hi|-4T-4Ta-12Th-8Ti+10Tkv+4hV+6hi+2hq;embe"
        "dding=-24T-12Ta-82Th-24Ti-12Tkv-12Tq+12hV+18hi+12hkv+12hq-8sd|-24T-12Ta-78Th-24Ti-12Tkv-12Tq+8hV+18hi+12hk"
        "v+12hq-8sd"
    ),
    "full fp32 plain": (
        "start=8T+4Th+8sd;kept=8T+4Ta+24Th+16Ti+8Tkv+8Tq;held=8T+4Ta+24Th+16Ti+8Tkv+8Tq;left=-8T-4Ta-24Th-16Ti-8Tkv"
        "-8Tq+12hi+8hkv+8hq;forward=12T+8TV+8Th;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=-4T-4Ta-4Th-16Ti-8Tkv-4Tq+4hV"
        "+12hi+8hkv+8hq|8Ti+4hV+4hi|8Th-12Ti+4hV+12hi|-4T-12Th-16Ti+8Tkv+8Tq+4hV+12hi+4hq;embedding=-24T-12Ta-72Th-"
        "48Ti-24Tkv-24Tq+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain tied": (
        "start=8T+4Th+8sd;kept=8T+4Ta+24Th+16Ti+8Tkv+8Tq;held=8T+4Ta+24Th+16Ti+8Tkv+8Tq;left=-8T-4Ta-24Th-16Ti-8Tkv"
        "-8Tq+12hi+8hkv+8hq;forward=12T+8TV+8Th;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=-4T-4Ta-4Th-16Ti-8Tkv-4Tq+4hV"
        "+12hi+8hkv+8hq|8Ti+4hV+4hi|8Th-12Ti+4hV+12hi|-4T-12Th-16Ti+8Tkv+8Tq+4hV+12hi+4hq;embedding=-24T-12Ta-76Th-"
        "48Ti-24Tkv-24Tq+12hV+36hi+24hkv+24hq-8sd|-24T-12Ta-72Th-48Ti-24Tkv-24Tq+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+6Ti;head=22Th+2hV|4T+2T"
        "V+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|8T+4Ta+16Th+12Ti+4Tkv+4Tq+2hV+2hi|4T+4Ta+32Th+4Tkv+4Tq+2h"
        "V+6hi|8T+4Ta+20Th+2Ti+4Tkv+4Tq+2hV+6hi;embedding=-6Th+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16 plain tied checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+6Ti;head=22Th+2hV|4T+2T"
        "V+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|8T+4Ta+16Th+12Ti+4Tkv+4Tq+2hV+2hi|4T+4Ta+32Th+4Tkv+4Tq+2h"
        "V+6hi|8T+4Ta+20Th+2Ti+4Tkv+4Tq+2hV+6hi;embedding=-8Th+6hV+18hi+12hkv+12hq-4sd|-6Th+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain checkpointing": "@full bf16 plain checkpointing",
    "full bf16+amp plain tied checkpointing": "@full bf16 plain tied checkpointing",
    "full fp32+amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4Th+6Ti-"
        "2hi;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+8Th+4hV+12hi+8hkv+10hq|8T+4Ta+22Th+4Tkv+4Tq+4hV+14hi+4hkv+4hq|"
        "8T+4Ta+22Th+12Ti+4Tkv+4Tq+4hV+8hi+4hkv+4hq|8T+4Ta+30Th+4Tkv+4Tq+4hV+12hi+4hkv+4hq|8T+4Ta+28Th+8Ti+4Tkv+4Tq"
        "+4hV+6hi+4hkv+4hq|4T+10Th+4Tkv+12Tq+4hV+12hi+4hkv+6hq|4T+16Th+16Tkv+6Tq+4hV+4hkv+2hq|4T+16Th+4Tkv+14Tq+4hV"
        "+4hkv+2hq|4T+16Th+4hV+12hi+8hkv+8hq|8T+4Ta+24Th+4Ti+4Tkv+4Tq+4hV+12hi+4hkv+4hq|4T+10Th+14Tkv+4Tq+4hV+12hi+"
        "4hkv+6hq;embedding=-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32+amp plain tied checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4Th+6Ti-"
        "2hi;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+8Th+4hV+12hi+8hkv+10hq|8T+4Ta+22Th+4Tkv+4Tq+4hV+14hi+4hkv+4hq|"
        "8T+4Ta+22Th+12Ti+4Tkv+4Tq+4hV+8hi+4hkv+4hq|8T+4Ta+30Th+4Tkv+4Tq+4hV+12hi+4hkv+4hq|8T+4Ta+28Th+8Ti+4Tkv+4Tq"
        "+4hV+6hi+4hkv+4hq|4T+10Th+4Tkv+12Tq+4hV+12hi+4hkv+6hq|4T+16Th+16Tkv+6Tq+4hV+4hkv+2hq|4T+16Th+4Tkv+14Tq+4hV"
        "+4hkv+2hq|4T+16Th+4hV+12hi+8hkv+8hq|8T+4Ta+24Th+4Ti+4Tkv+4Tq+4hV+12hi+4hkv+4hq|4T+10Th+14Tkv+4Tq+4hV+12hi+"
        "4hkv+6hq;embedding=-16Th+12hV+36hi+24hkv+24hq-8sd|-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+12Ti|20Tkv+8Tq|8Tkv+16T"
        "q;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|8T+4Ta+20Th+24Ti+8Tkv+8Tq+4hV+4hi|8T"
        "+4Ta+28Th+4Ti+8Tkv+8Tq+4hV+12hi|4T+4Ta+8Th+16Tkv+16Tq+4hV+12hi+4hq;embedding=-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain tied checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+12Ti|20Tkv+8Tq|8Tkv+16T"
        "q;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|8T+4Ta+20Th+24Ti+8Tkv+8Tq+4hV+4hi|8T"
        "+4Ta+28Th+4Ti+8Tkv+8Tq+4hV+12hi|4T+4Ta+8Th+16Tkv+16Tq+4hV+12hi+4hq;embedding=-16Th+12hV+36hi+24hkv+24hq-8s"
        "d|-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked": (
        "start=16T+4Th+1bss+4sd;kept=8T+4Ta+16Th+8Ti+8Tq+2bss;held=8T+4Ta+16Th+8Ti+8Tq+2bss;left=-8T-4Ta-16Th-8Ti-8"
        "Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+4Th-1bss;head=20Th-1bss+2hV|4T+2TV+6Th-1bss+2hV|4T+12TV+4Th-1bss;las"
        "t=-8T-4Ta+6Th-8Ti-8Tq-3bss+2hV+6hi+4hkv+4hq|-2Th+4Ti-1bss+2hV+2hi|2Th-6Ti-1bss+2hV+6hi|-4T+14Th-8Ti-1bss+2"
        "hV+6hi|-4T-10Th-8Ti+8Tq-1bss+2hV+6hi+2hq;embedding=-24T-12Ta-50Th-24Ti-24Tq-7bss+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16 masked tied": (
        "start=16T+4Th+1bss+4sd;kept=8T+4Ta+16Th+8Ti+8Tq+2bss;held=8T+4Ta+16Th+8Ti+8Tq+2bss;left=-8T-4Ta-16Th-8Ti-8"
        "Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+4Th-1bss;head=20Th-1bss+2hV|4T+2TV+6Th-1bss+2hV|4T+12TV+4Th-1bss;las"
        "t=-8T-4Ta+6Th-8Ti-8Tq-3bss+2hV+6hi+4hkv+4hq|-2Th+4Ti-1bss+2hV+2hi|2Th-6Ti-1bss+2hV+6hi|-4T+14Th-8Ti-1bss+2"
        "hV+6hi|-4T-10Th-8Ti+8Tq-1bss+2hV+6hi+2hq;embedding=-24T-12Ta-52Th-24Ti-24Tq-7bss+6hV+18hi+12hkv+12hq-4sd|-"
        "24T-12Ta-50Th-24Ti-24Tq-7bss+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked": "@full bf16 masked",
    "full bf16+amp masked tied": "@full bf16 masked tied",
    "full fp32+amp masked": (
        "start=16T+4Th+1bss+8sd;kept=8T+4Ta+26Th+8Ti+8Tq+2bss+6hi+4hkv+4hq;held=8T+4Ta+26Th+8Ti+8Tq+2bss+6hi+4hkv+4"
        "hq;left=-8T-4Ta-26Th-8Ti-8Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+10Th-1bss+2hV;head=4T+8Th-1bss+6hV|4T+12TV"
        "+6Th-1bss+2hV;last=-4T-4Ta-14Th-8Ti-8Tq-3bss+4hV+6hi+4hkv+6hq|-8Ti-1bss+4hV+8hi|4Ti-1bss+4hV+2hi|8Th-8Ti-1"
        "bss+4hV+6hi|-4T-12Th-8Ti+8Tq-1bss+4hV+6hi+2hq|2Th-4Ti-1bss+4hV+6hi|-4T-4Ta-6Th-8Ti-8Tq-3bss+4hV+6hi+4hkv+4"
        "hq|-4T-4Ta-12Th-8Ti+14Tkv-4Tq-3bss+4hV+6hi+2hq;embedding=-24T-12Ta-78Th-24Ti-24Tq-7bss+8hV+18hi+12hkv+12hq"
        "-8sd"
    ),
    "full fp32+amp masked tied": (
        "start=16T+4Th+1bss+8sd;kept=8T+4Ta+26Th+8Ti+8Tq+2bss+6hi+4hkv+4hq;held=8T+4Ta+26Th+8Ti+8Tq+2bss+6hi+4hkv+4"
        "hq;left=-8T-4Ta-26Th-8Ti-8Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+10Th-1bss+2hV;head=4T+8Th-1bss+6hV|4T+12TV"
        "+6Th-1bss+2hV;last=-4T-4Ta-14Th-8Ti-8Tq-3bss+4hV+6hi+4hkv+6hq|-8Ti-1bss+4hV+8hi|4Ti-1bss+4hV+2hi|8Th-8Ti-1"
        "bss+4hV+6hi|-4T-12Th-8Ti+8Tq-1bss+4hV+6hi+2hq|2Th-4Ti-1bss+4hV+6hi|-4T-4Ta-6Th-8Ti-8Tq-3bss+4hV+6hi+4hkv+4"
        "hq|-4T-4Ta-12Th-8Ti+14Tkv-4Tq-3bss+4hV+6hi+2hq;embedding=-24T-12Ta-82Th-24Ti-24Tq-7bss+12hV+18hi+12hkv+12h"
        "q-8sd|-24T-12Ta-78Th-24Ti-24Tq-7bss+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 masked": (
        "start=16T+4Th+1bss+8sd;kept=8T+4Ta+24Th+16Ti+16Tq+4bss;held=8T+4Ta+24Th+16Ti+16Tq+4bss;left=-8T-4Ta-24Th-1"
        "6Ti-16Tq-4bss+12hi+8hkv+8hq;forward=12T+8TV+8Th-1bss;head=4T+4TV+12Th-1bss+4hV|4T+12TV+8Th-1bss;last=-4T-4"
        "Ta-4Th-16Ti-12Tq-5bss+4hV+12hi+8hkv+8hq|8Ti-1bss+4hV+4hi|8Th-12Ti-1bss+4hV+12hi|-4T-12Th-16Ti+16Tq-1bss+4h"
        "V+12hi+4hq;embedding=-24T-12Ta-72Th-48Ti-48Tq-13bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 masked tied": (
        "start=16T+4Th+1bss+8sd;kept=8T+4Ta+24Th+16Ti+16Tq+4bss;held=8T+4Ta+24Th+16Ti+16Tq+4bss;left=-8T-4Ta-24Th-1"
        "6Ti-16Tq-4bss+12hi+8hkv+8hq;forward=12T+8TV+8Th-1bss;head=4T+4TV+12Th-1bss+4hV|4T+12TV+8Th-1bss;last=-4T-4"
        "Ta-4Th-16Ti-12Tq-5bss+4hV+12hi+8hkv+8hq|8Ti-1bss+4hV+4hi|8Th-12Ti-1bss+4hV+12hi|-4T-12Th-16Ti+16Tq-1bss+4h"
        "V+12hi+4hq;embedding=-24T-12Ta-76Th-48Ti-48Tq-13bss+12hV+36hi+24hkv+24hq-8sd|-24T-12Ta-72Th-48Ti-48Tq-13bs"
        "s+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+6Ti;head=22Th+2hV"
        "|4T+2TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|8T+4Ta+16Th+12Ti+8Tq+2bss+2hV+2hi|8T+4Ta+20Th+2Ti+8"
        "Tq+2bss+2hV+6hi|4T+4Ta+32Th+8Tq+2bss+2hV+6hi|4T+4Ta+8Th+16Tq+2bss+2hV+6hi+2hq;embedding=-6Th-1bss+4hV+18hi"
        "+12hkv+12hq-4sd"
    ),
    "full bf16 masked tied checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+6Ti;head=22Th+2hV"
        "|4T+2TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|8T+4Ta+16Th+12Ti+8Tq+2bss+2hV+2hi|8T+4Ta+20Th+2Ti+8"
        "Tq+2bss+2hV+6hi|4T+4Ta+32Th+8Tq+2bss+2hV+6hi|4T+4Ta+8Th+16Tq+2bss+2hV+6hi+2hq;embedding=-8Th-1bss+6hV+18hi"
        "+12hkv+12hq-4sd|-6Th-1bss+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked checkpointing": "@full bf16 masked checkpointing",
    "full bf16+amp masked tied checkpointing": "@full bf16 masked tied checkpointing",
    "full fp32+amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4T"
        "h+6Ti-2hi|4Ta+6Tkv+16Tq+2bss-6hi-2hq;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+8Th+4hV+12hi+8hkv+10hq|8T+4Ta"
        "+22Th+8Tq+2bss+4hV+14hi+4hkv+4hq|8T+4Ta+22Th+12Ti+8Tq+2bss+4hV+8hi+4hkv+4hq|8T+4Ta+30Th+8Tq+2bss+4hV+12hi+"
        "4hkv+4hq|8T+4Ta+28Th+8Ti+8Tq+2bss+4hV+6hi+4hkv+4hq|4T+4Ta+10Th+16Tq+2bss+4hV+12hi+4hkv+6hq|4T+4Ta+16Th+6Tk"
        "v+16Tq+2bss+4hV+4hkv+2hq|8T+4Ta+24Th+4Ti+8Tq+2bss+4hV+12hi+4hkv+4hq|4T+16Th+4hV+12hi+8hkv+8hq|4T+10Th+14Tk"
        "v+4Tq+4hV+12hi+4hkv+6hq;embedding=-12Th-1bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32+amp masked tied checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4T"
        "h+6Ti-2hi|4Ta+6Tkv+16Tq+2bss-6hi-2hq;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+8Th+4hV+12hi+8hkv+10hq|8T+4Ta"
        "+22Th+8Tq+2bss+4hV+14hi+4hkv+4hq|8T+4Ta+22Th+12Ti+8Tq+2bss+4hV+8hi+4hkv+4hq|8T+4Ta+30Th+8Tq+2bss+4hV+12hi+"
        "4hkv+4hq|8T+4Ta+28Th+8Ti+8Tq+2bss+4hV+6hi+4hkv+4hq|4T+4Ta+10Th+16Tq+2bss+4hV+12hi+4hkv+6hq|4T+4Ta+16Th+6Tk"
        "v+16Tq+2bss+4hV+4hkv+2hq|8T+4Ta+24Th+4Ti+8Tq+2bss+4hV+12hi+4hkv+4hq|4T+16Th+4hV+12hi+8hkv+8hq|4T+10Th+14Tk"
        "v+4Tq+4hV+12hi+4hkv+6hq;embedding=-16Th-1bss+12hV+36hi+24hkv+24hq-8sd|-12Th-1bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+12Ti|20Tkv+8Tq|4T"
        "a+8Tkv+16Tq+4bss;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|8T+4Ta+20Th+24Ti+16Tq"
        "+4bss+4hV+4hi|8T+4Ta+28Th+4Ti+16Tq+4bss+4hV+12hi|4T+4Ta+8Th+32Tq+4bss+4hV+12hi+4hq;embedding=-12Th-1bss+8h"
        "V+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 masked tied checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+12Ti|20Tkv+8Tq|4T"
        "a+8Tkv+16Tq+4bss;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|8T+4Ta+20Th+24Ti+16Tq"
        "+4bss+4hV+4hi|8T+4Ta+28Th+4Ti+16Tq+4bss+4hV+12hi|4T+4Ta+8Th+32Tq+4bss+4hV+12hi+4hq;embedding=-16Th-1bss+12"
        "hV+36hi+24hkv+24hq-8sd|-12Th-1bss+8hV+36hi+24hkv+24hq-8sd"
    ),
}

PREFILL = {
    "bf16 plain": "8T+6Th+6Tkv+4Tq+4sd|8T+8Th+6Ti+4sd|16T+14Th+4sd|8T+6Th+8Tq+4sd|8T+2Th+2bV",
    "bf16 eager": (
        "8T+6Th+6Tq+2bss+10bssa+4sd|8T+8Th+6Ti+2bss+2bssa+4sd|16T+14Th+2bss+2bssa+4sd|8T+6Th+10Tq+2bss+2bssa+4sd|8T"
        "+2Th+2bV"
    ),
    "bf16 eager ungrouped": (
        "8T+6Th+10Tq+2bss+4sd|8T+8Th+6Ti+2bss+2bssa+4sd|8T+6Th+2Tq+2bss+10bssa+4sd|16T+14Th+2bss+2bssa+4sd|8T+2Th+2bV"
    ),
    "fp32 plain": "8T+12Th+12Tkv+8Tq+8sd|8T+16Th+12Ti+8sd|8T+12Th+16Tq+8sd|8T+4Th+4bV",
    "fp32 eager": "8T+12Th+20Tq+4bss+4bssa+8sd|8T+16Th+12Ti+4bss+4bssa+8sd|8T+12Th+12Tq+4bss+8bssa+8sd|8T+4Th+4bV",
    "fp32 eager ungrouped": "8T+12Th+20Tq+4bss+8sd|8T+16Th+12Ti+4bss+4bssa+8sd|8T+12Th+4Tq+4bss+8bssa+8sd|8T+4Th+4bV",
    "nf4 plain": (
        "8T+8Th+4Tq+2hq+4sd|8T+8Th+4Ti+2hi+4sd|8T+8Th+2Ti+2.0625hi+4sd|8T+8Th+6Ti+4sd|8T+6Th+4Tq+2.0625hq+4sd|8T+6T"
        "h+8Tq+4sd|16T+14Th+4sd|8T+6Th+6Tkv+4Tq+4sd|8T+2Th+2bV|8T+10Th+2Ti+2hi+4sd"
    ),
    "nf4 eager": (
        "8T+8Th+4Tq+2bss+2bssa+2hq+4sd|8T+8Th+4Ti+2bss+2bssa+2hi+4sd|8T+8Th+2Ti+2bss+2bssa+2.0625hi+4sd|8T+6Th+6Tq+"
        "2bss+10bssa+4sd|8T+8Th+6Ti+2bss+2bssa+4sd|8T+6Th+4Tq+2bss+2bssa+2.0625hq+4sd|16T+14Th+2bss+2bssa+4sd|8T+2T"
        "h+2bV|8T+10Th+2Ti+2bss+2bssa+2hi+4sd"
    ),
    "nf4 eager ungrouped": (
        "8T+8Th+4Tq+2bss+2bssa+2hq+4sd|8T+8Th+4Ti+2bss+2bssa+2hi+4sd|8T+8Th+2Ti+2bss+2bssa+2.0625hi+4sd|8T+6Th+2Tq+"
        "2bss+10bssa+4sd|8T+8Th+6Ti+2bss+2bssa+4sd|8T+6Th+4Tq+2bss+2bssa+2.0625hq+4sd|8T+6Th+10Tq+2bss+4sd|16T+14Th"
        "+2bss+2bssa+4sd|8T+2Th+2bV|8T+10Th+2Ti+2bss+2bssa+2hi+4sd"
    ),
}
