"""What a phi3 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain": (
        "start=8T+4Th+4sd;kept=8T+4Ta+16Th+8Ti+6Tkv+8Tq;held=8T+4Ta+16Th+8Ti+6Tkv+8Tq;left=-8T-4Ta-16Th-8Ti-6Tkv-8T"
        "q+6hi+4hkv+4hq;forward=12T+10TV+4Th;head=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th;last=-8T-4Ta+6Th-8Ti-6Tkv-8Tq"
        "+2hV+6hi+4hkv+4hq|-2Th+4Ti+2hV+2hi|-4Ti+2hV+6hi|-4T+14Th-8Ti+2hV+6hi;embedding=-24T-12Ta-50Th-24Ti-18Tkv-2"
        "4Tq+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain": "@full bf16 plain",
    "full fp32+amp plain": (
        "start=8T+4Th+8sd;kept=8T+4Ta+20Th+8Ti+6Tkv+8Tq+6hi+4hkv+4hq;held=8T+4Ta+20Th+8Ti+6Tkv+8Tq+6hi+4hkv+4hq;lef"
        "t=-8T-4Ta-20Th-8Ti-6Tkv-8Tq+6hi+4hkv+4hq;forward=12T+10TV+10Th+2hV;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=-4"
        "T-4Ta-8Th-8Ti-6Tkv-8Tq+4hV+6hi+8hkv+6hq|2Th-8Ti+4hV+10hi|4Ti+4hV+2hi|10Th-8Ti+4hV+6hi;embedding=-24T-12Ta-"
        "60Th-24Ti-18Tkv-24Tq+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 plain": (
        "start=8T+4Th+8sd;kept=8T+4Ta+24Th+16Ti+12Tkv+16Tq;held=8T+4Ta+24Th+16Ti+12Tkv+16Tq;left=-8T-4Ta-24Th-16Ti-"
        "12Tkv-16Tq+12hi+8hkv+8hq;forward=12T+8TV+8Th;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=-4T-4Ta-8Th-16Ti-4Tkv-1"
        "2Tq+4hV+12hi+8hkv+8hq|-4T-4Ta-4Th-16Ti-12Tkv-16Tq+4hV+12hi+8hkv+8hq|8Ti+4hV+4hi|4Th-8Ti+4hV+12hi|-4T-12Th-"
        "16Ti+8Tkv+4Tq+4hV+12hi+4hq;embedding=-24T-12Ta-72Th-48Ti-36Tkv-48Tq+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+8Ti;head=22Th+2hV|4T+2T"
        "V+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|8T+4Ta+16Th+12Ti+6Tkv+8Tq+2hV+2hi|8T+4Ta+18Th+4Ti+6Tkv+8T"
        "q+2hV+6hi|4T+4Ta+32Th+6Tkv+8Tq+2hV+6hi;embedding=-6Th+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain checkpointing": "@full bf16 plain checkpointing",
    "full fp32+amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4Th+8Ti-"
        "2hi|6Th+6Ti;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+8Th+4hV+12hi+12hkv+10hq|8T+4Ta+18Th+6Tkv+8Tq+4hV+16hi+"
        "4hkv+4hq|8T+4Ta+16Th+12Ti+6Tkv+8Tq+4hV+8hi+4hkv+4hq|8T+4Ta+26Th+6Tkv+8Tq+4hV+12hi+4hkv+4hq|8T+4Ta+22Th+8Ti"
        "+6Tkv+8Tq+4hV+6hi+4hkv+4hq;embedding=-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+16Ti|20Tkv+8Tq|12Tkv+16"
        "Tq;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+12Th+8Tkv+4Tq+4hV+12hi+8hkv+8hq|4T+16Th+4hV+12hi+8hkv+8hq|8T+4"
        "Ta+20Th+24Ti+12Tkv+16Tq+4hV+4hi|8T+4Ta+24Th+8Ti+12Tkv+16Tq+4hV+12hi|4T+4Ta+8Th+20Tkv+20Tq+4hV+12hi+4hq;emb"
        "edding=-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked": (
        "start=16T+4Th+1bss+4sd;kept=8T+4Ta+16Th+8Ti+10Tq+2bss;held=8T+4Ta+16Th+8Ti+10Tq+2bss;left=-8T-4Ta-16Th-8Ti"
        "-10Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+4Th-1bss;head=20Th-1bss+2hV|4T+2TV+6Th-1bss+2hV|4T+12TV+4Th-1bss;"
        "last=-8T-4Ta+6Th-8Ti-10Tq-3bss+2hV+6hi+4hkv+4hq|-2Th+4Ti-1bss+2hV+2hi|-4Ti-1bss+2hV+6hi|-4T+14Th-8Ti-1bss+"
        "2hV+6hi|-4T-4Ta-10Th-8Ti+12Tkv-2Tq-3bss+2hV+6hi+2hq;embedding=-24T-12Ta-50Th-24Ti-30Tq-7bss+4hV+18hi+12hkv"
        "+12hq-4sd"
    ),
    "full bf16+amp masked": "@full bf16 masked",
    "full fp32+amp masked": (
        "start=16T+4Th+1bss+8sd;kept=8T+4Ta+20Th+8Ti+10Tq+2bss+6hi+4hkv+4hq;held=8T+4Ta+20Th+8Ti+10Tq+2bss+6hi+4hkv"
        "+4hq;left=-8T-4Ta-20Th-8Ti-10Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+10Th-1bss+2hV;head=4T+8Th-1bss+6hV|4T+1"
        "2TV+6Th-1bss+2hV;last=-4T-4Ta-8Th-8Ti-10Tq-3bss+4hV+6hi+8hkv+6hq|2Th-8Ti-1bss+4hV+10hi|4Ti-1bss+4hV+2hi|10"
        "Th-8Ti-1bss+4hV+6hi;embedding=-24T-12Ta-60Th-24Ti-30Tq-7bss+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 masked": (
        "start=16T+4Th+1bss+8sd;kept=8T+4Ta+24Th+16Ti+20Tq+4bss;held=8T+4Ta+24Th+16Ti+20Tq+4bss;left=-8T-4Ta-24Th-1"
        "6Ti-20Tq-4bss+12hi+8hkv+8hq;forward=12T+8TV+8Th-1bss;head=4T+4TV+12Th-1bss+4hV|4T+12TV+8Th-1bss;last=-4T-4"
        "Ta-8Th-16Ti+8Tkv-16Tq-5bss+4hV+12hi+8hkv+8hq|-4T-4Ta-4Th-16Ti-20Tq-5bss+4hV+12hi+8hkv+8hq|8Ti-1bss+4hV+4hi"
        "|4Th-8Ti-1bss+4hV+12hi|-4T-12Th-16Ti+12Tq-1bss+4hV+12hi+4hq|-4T-4Ta-12Th-16Ti+24Tkv-4Tq-5bss+4hV+12hi+4hq;"
        "embedding=-24T-12Ta-72Th-48Ti-60Tq-13bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+8Ti|6Tkv+12Tq;hea"
        "d=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|8T+4Ta+16Th+12Ti+10Tq+2bss+2hV+2hi|8T+4Ta"
        "+18Th+4Ti+10Tq+2bss+2hV+6hi|4T+4Ta+32Th+10Tq+2bss+2hV+6hi|4T+8Th+12Tkv+8Tq+2hV+6hi+2hq;embedding=-6Th-1bss"
        "+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked checkpointing": "@full bf16 masked checkpointing",
    "full fp32+amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4T"
        "h+8Ti-2hi|4Ta+8Tkv+18Tq+2bss-6hi-2hq|6Th+6Ti;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+8Th+4hV+12hi+12hkv+10"
        "hq|8T+4Ta+18Th+10Tq+2bss+4hV+16hi+4hkv+4hq|8T+4Ta+16Th+12Ti+10Tq+2bss+4hV+8hi+4hkv+4hq|8T+4Ta+26Th+10Tq+2b"
        "ss+4hV+12hi+4hkv+4hq|8T+4Ta+22Th+8Ti+10Tq+2bss+4hV+6hi+4hkv+4hq|4T+4Ta+12Th+8Tkv+20Tq+2bss+4hV+4hkv+2hq;em"
        "bedding=-12Th-1bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+16Ti|12Tkv+24Tq;h"
        "ead=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+12Th+8Tkv+4Tq+4hV+12hi+8hkv+8hq|4T+16Th+4hV+12hi+8hkv+8hq|8T+4Ta+2"
        "0Th+24Ti+20Tq+4bss+4hV+4hi|8T+4Ta+24Th+8Ti+20Tq+4bss+4hV+12hi|4T+4Ta+8Th+32Tq+4bss+4hV+12hi+4hq|4T+8Th+24T"
        "kv+16Tq+4hV+12hi+4hq;embedding=-12Th-1bss+8hV+36hi+24hkv+24hq-8sd"
    ),
}

PREFILL = {
    "bf16 plain": "8T+6Th+4Tkv+8Tq+4sd|8T+8Th+8Ti+4sd|16T+14Th+4sd",
    "bf16 eager": (
        "8T+6Th+4Tkv+8Tq+2bss+10bssa+4sd|8T+8Th+8Ti+2bss+2bssa+4sd|16T+14Th+2bss+2bssa+4sd|8T+6Th+4Tkv+12Tq+2bss+2b"
        "ssa+4sd"
    ),
    "bf16 eager ungrouped": (
        "8T+6Th+8Tq+2bss+10bssa+4sd|8T+8Th+8Ti+2bss+2bssa+4sd|16T+14Th+2bss+2bssa+4sd|8T+6Th+12Tq+2bss+2bssa+4sd"
    ),
    "fp32 plain": "8T+12Th+8Tkv+16Tq+8sd|8T+16Th+16Ti+8sd|8T+20Th+12Ti+8sd",
    "fp32 eager": (
        "8T+12Th+8Tkv+24Tq+4bss+4bssa+8sd|8T+16Th+16Ti+4bss+4bssa+8sd|8T+12Th+8Tkv+16Tq+4bss+8bssa+8sd|8T+20Th+12Ti"
        "+4bss+4bssa+8sd"
    ),
    "fp32 eager ungrouped": (
        "8T+12Th+24Tq+4bss+4bssa+8sd|8T+16Th+16Ti+4bss+4bssa+8sd|8T+12Th+16Tq+4bss+8bssa+8sd|8T+20Th+12Ti+4bss+4bss"
        "a+8sd"
    ),
    "nf4 plain": (
        "8T+6Th+2Tq+4hkv+2hq+4sd|8T+8Th+4Ti+4hi+4sd|8T+8Th+4.125hi+4sd|8T+8Th+8Ti+4sd|8T+10Th+6Ti+2hi+4sd|8T+6Th-4T"
        "kv+4.125hkv+2.0625hq+4sd|8T+8Th+4Tkv+6Tq+2hq+4sd|16T+14Th+4sd|8T+6Th+4Tkv+8Tq+4sd"
    ),
    "nf4 eager": (
        "8T+6Th+2Tq+2bss+4hkv+2hq+4sd|8T+8Th+4Ti+2bss+2bssa+4hi+4sd|8T+8Th+2bss+2bssa+4.125hi+4sd|8T+6Th+4Tkv+8Tq+2"
        "bss+10bssa+4sd|8T+8Th+8Ti+2bss+2bssa+4sd|8T+6Th-4Tkv+2bss+4.125hkv+2.0625hq+4sd|8T+10Th+6Ti+2bss+2bssa+2hi"
        "+4sd|8T+8Th+4Tkv+6Tq+2bss+2bssa+2hq+4sd"
    ),
    "nf4 eager ungrouped": (
        "8T+6Th+2Tq+2bss+6hq+4sd|8T+8Th+4Ti+2bss+2bssa+4hi+4sd|8T+8Th+2bss+2bssa+4.125hi+4sd|8T+6Th+8Tq+2bss+10bssa"
        "+4sd|8T+8Th+8Ti+2bss+2bssa+4sd|8T+6Th-4Tq+2bss+6.1875hq+4sd|8T+8Th+10Tq+2bss+2bssa+2hq+4sd|8T+10Th+6Ti+2bs"
        "s+2bssa+2hi+4sd"
    ),
}
