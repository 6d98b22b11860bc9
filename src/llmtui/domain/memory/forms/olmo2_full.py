"""What a olmo2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain": (
        "start=8T+2Th+8sd;kept=16T+4Ta+20Th+8Ti+12Tkv+12Tq;held=16T+4Ta+20Th+8Ti+12Tkv+12Tq;left=-16T-4Ta-20Th-8Ti-"
        "12Tkv-12Tq+6hi+4hkv+4hq;forward=12T+10TV+8Th;head=22Th+2hV|4T+2TV+10Th+2hV|4T+12TV+8Th;last=-16T-4Ta-18Th-"
        "8Ti-12Tkv+12Tq+2hV+6hi+4hkv+2hq|-16T-4Ta-16Th-8Ti-12Tkv-10Tq+2hV+6hi+4hkv+4hq|-4T+16Th+2hV|-4T-6Th-6Ti+2hV"
        "+6hi|-4T-8Th+4Ti+2hV+2hi|-8T+6Th-8Ti+2hV+6hi|-12T-4Ta-18Th-8Ti+12Tkv-2Tq+2hV+6hi+2hkv+2hq;embedding=-48T-1"
        "2Ta-60Th-24Ti-36Tkv-36Tq+4hV+18hi+12hkv+12hq-8sd"
    ),
    "full bf16+amp plain": "@full bf16 plain",
    "full fp32+amp plain": (
        "start=8T+8Th+8sd;kept=16T+4Ta+26Th+8Ti+12Tkv+12Tq+6hi+4hkv+4hq;held=16T+4Ta+26Th+8Ti+12Tkv+12Tq+6hi+4hkv+4"
        "hq;left=-16T-4Ta-26Th-8Ti-12Tkv-12Tq+6hi+4hkv+4hq;forward=12T+10TV+6Th+2hV;head=4T+4Th+6hV|4T+12TV+2Th+2hV"
        ";last=-12T-4Ta-26Th-8Ti+12Tkv-2Tq+4hV+6hi+2hkv+2hq|-4T-16Th-8Ti+4hV+8hi|-4T+12Th+4hV|-16T-4Ta-30Th-8Ti-12T"
        "kv-12Tq+4hV+6hi+4hkv+6hq|-4T-12Th+4Ti+4hV+2hi|-8T-8Ti+4hV+6hi|-8T-24Th-8Ti+2Tq+4hV+6hi+4hq|-4T-12Th+4hV+4h"
        "i|-16T-4Ta-28Th-8Ti-12Tkv+12Tq+4hV+6hi+4hkv+2hq;embedding=-48T-12Ta-82Th-24Ti-36Tkv-36Tq+8hV+18hi+12hkv+12"
        "hq-8sd"
    ),
    "full fp32 plain": (
        "start=8T+4Th+8sd;kept=16T+4Ta+24Th+16Ti+16Tkv+16Tq;held=16T+4Ta+24Th+16Ti+16Tkv+16Tq;left=-16T-4Ta-24Th-16"
        "Ti-16Tkv-16Tq+12hi+8hkv+8hq;forward=12T+8TV+8Th;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=-16T-4Ta-16Th-16Ti-1"
        "6Tkv-12Tq+4hV+12hi+8hkv+8hq|-4T-8Th+8Ti+4hV+4hi|-4T-4Th-12Ti+4hV+12hi|-4T+16Th+4hV|-16T-4Ta-20Th-16Ti-16Tk"
        "v+8Tq+4hV+12hi+8hkv+4hq|-8T-20Th-16Ti+8Tkv+8Tq+4hV+12hi+4hq|-8T+4Th-16Ti+4hV+12hi;embedding=-48T-12Ta-72Th"
        "-48Ti-48Tkv-48Tq+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 plain checkpointing": (
        "start=8T+2Th+8sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+8Th|6Ti|-2Th+16Tkv+6Tq|-2Th+4Tk"
        "v+14Tq;head=22Th+2hV|4T+2TV+10Th+2hV|4T+12TV+8Th;last=24Tq+2hV+6hi+4hkv+2hq|2Th+2Tq+2hV+6hi+4hkv+4hq|12T+4"
        "Ta+34Th+8Ti+12Tkv+12Tq+2hV|12T+4Ta+12Th+2Ti+12Tkv+12Tq+2hV+6hi|12T+4Ta+10Th+12Ti+12Tkv+12Tq+2hV+2hi|8T+4Ta"
        "+24Th+12Tkv+12Tq+2hV+6hi|4T+24Tkv+10Tq+2hV+6hi+2hkv+2hq;embedding=-6Th+4hV+18hi+12hkv+12hq-8sd"
    ),
    "full bf16+amp plain checkpointing": "@full bf16 plain checkpointing",
    "full fp32+amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|6Ti-2hi;"
        "head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+4Th+24Tkv+10Tq+4hV+12hi+6hkv+6hq|12T+4Ta+14Th+12Tkv+12Tq+4hV+14hi+"
        "4hkv+4hq|12T+4Ta+42Th+8Ti+12Tkv+12Tq+4hV+6hi+4hkv+4hq|-4Th+4hV+12hi+8hkv+10hq|12T+4Ta+18Th+12Ti+12Tkv+12Tq"
        "+4hV+8hi+4hkv+4hq|8T+4Ta+30Th+12Tkv+12Tq+4hV+12hi+4hkv+4hq|8T+4Ta+6Th+12Tkv+14Tq+4hV+12hi+4hkv+8hq|12T+4Ta"
        "+18Th+8Ti+12Tkv+12Tq+4hV+10hi+4hkv+4hq|2Th+24Tq+4hV+12hi+8hkv+6hq;embedding=-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|12Ti|-4Th+20Tkv+8Tq|-4Th+8T"
        "kv+16Tq;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4Th+4Tq+4hV+12hi+8hkv+8hq|12T+4Ta+12Th+24Ti+16Tkv+16Tq+4hV+4"
        "hi|12T+4Ta+16Th+4Ti+16Tkv+16Tq+4hV+12hi|12T+4Ta+36Th+16Ti+16Tkv+16Tq+4hV|24Tq+4hV+12hi+8hkv+4hq|8T+4Ta+24T"
        "kv+24Tq+4hV+12hi+4hq|8T+4Ta+24Th+16Tkv+16Tq+4hV+12hi;embedding=-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked": (
        "start=16T+2Th+1bss+8sd;kept=16T+4Ta+20Th+8Ti+8Tkv+16Tq+2bss;held=16T+4Ta+20Th+8Ti+8Tkv+16Tq+2bss;left=-16T"
        "-4Ta-20Th-8Ti-8Tkv-16Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+8Th-1bss;head=22Th-1bss+2hV|4T+2TV+10Th-1bss+2h"
        "V|4T+12TV+8Th-1bss;last=-16T-4Ta-18Th-8Ti-8Tkv+8Tq-3bss+2hV+6hi+4hkv+2hq|-16T-4Ta-16Th-8Ti-8Tkv-14Tq-3bss+"
        "2hV+6hi+4hkv+4hq|-4T+16Th-1bss+2hV|-4T-6Th-6Ti-1bss+2hV+6hi|-4T-8Th+4Ti-1bss+2hV+2hi|-8T+6Th-8Ti-1bss+2hV+"
        "6hi|-12T-4Ta-18Th-8Ti+16Tkv-6Tq-3bss+2hV+6hi+2hkv+2hq;embedding=-48T-12Ta-60Th-24Ti-24Tkv-48Tq-7bss+4hV+18"
        "hi+12hkv+12hq-8sd"
    ),
    "full bf16+amp masked": "@full bf16 masked",
    "full fp32+amp masked": (
        "start=16T+8Th+1bss+8sd;kept=16T+4Ta+26Th+8Ti+8Tkv+16Tq+2bss+6hi+4hkv+4hq;held=16T+4Ta+26Th+8Ti+8Tkv+16Tq+2"
        "bss+6hi+4hkv+4hq;left=-16T-4Ta-26Th-8Ti-8Tkv-16Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+6Th-1bss+2hV;head=4T+"
        "4Th-1bss+6hV|4T+12TV+2Th-1bss+2hV;last=-12T-4Ta-26Th-8Ti+16Tkv-6Tq-3bss+4hV+6hi+2hkv+2hq|-4T-16Th-8Ti-1bss"
        "+4hV+8hi|-4T+12Th-1bss+4hV|-16T-4Ta-30Th-8Ti-8Tkv-16Tq-3bss+4hV+6hi+4hkv+6hq|-4T-12Th+4Ti-1bss+4hV+2hi|-8T"
        "-8Ti-1bss+4hV+6hi|-8T-24Th-8Ti+2Tq-1bss+4hV+6hi+4hq|-4T-12Th-1bss+4hV+4hi|-16T-4Ta-28Th-8Ti-8Tkv+8Tq-3bss+"
        "4hV+6hi+4hkv+2hq;embedding=-48T-12Ta-82Th-24Ti-24Tkv-48Tq-7bss+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 masked": (
        "start=16T+4Th+1bss+8sd;kept=16T+4Ta+24Th+16Ti+8Tkv+24Tq+4bss;held=16T+4Ta+24Th+16Ti+8Tkv+24Tq+4bss;left=-1"
        "6T-4Ta-24Th-16Ti-8Tkv-24Tq-4bss+12hi+8hkv+8hq;forward=12T+8TV+8Th-1bss;head=4T+4TV+12Th-1bss+4hV|4T+12TV+8"
        "Th-1bss;last=-16T-4Ta-16Th-16Ti-8Tkv-20Tq-5bss+4hV+12hi+8hkv+8hq|-4T-8Th+8Ti-1bss+4hV+4hi|-4T-4Th-12Ti-1bs"
        "s+4hV+12hi|-4T+16Th-1bss+4hV|-8T-20Th-16Ti+16Tq-1bss+4hV+12hi+4hq|-16T-4Ta-20Th-16Ti-8Tkv-5bss+4hV+12hi+8h"
        "kv+4hq|-8T+4Th-16Ti-1bss+4hV+12hi;embedding=-48T-12Ta-72Th-48Ti-24Tkv-72Tq-13bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked checkpointing": (
        "start=16T+2Th+1bss+8sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+8Th|6Ti|-2Th+16Tkv+6Tq|-2"
        "Th+4Tkv+14Tq;head=22Th+2hV|4T+2TV+10Th+2hV|4T+12TV+8Th;last=24Tq+2hV+6hi+4hkv+2hq|2Th+2Tq+2hV+6hi+4hkv+4hq"
        "|12T+4Ta+34Th+8Ti+8Tkv+16Tq+2bss+2hV|12T+4Ta+12Th+2Ti+8Tkv+16Tq+2bss+2hV+6hi|12T+4Ta+10Th+12Ti+8Tkv+16Tq+2"
        "bss+2hV+2hi|8T+4Ta+24Th+8Tkv+16Tq+2bss+2hV+6hi|4T+24Tkv+10Tq+2hV+6hi+2hkv+2hq;embedding=-6Th-1bss+4hV+18hi"
        "+12hkv+12hq-8sd"
    ),
    "full bf16+amp masked checkpointing": "@full bf16 masked checkpointing",
    "full fp32+amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|6T"
        "i-2hi;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+4Th+24Tkv+10Tq+4hV+12hi+6hkv+6hq|12T+4Ta+14Th+8Tkv+16Tq+2bss"
        "+4hV+14hi+4hkv+4hq|12T+4Ta+42Th+8Ti+8Tkv+16Tq+2bss+4hV+6hi+4hkv+4hq|-4Th+4hV+12hi+8hkv+10hq|12T+4Ta+18Th+1"
        "2Ti+8Tkv+16Tq+2bss+4hV+8hi+4hkv+4hq|8T+4Ta+30Th+8Tkv+16Tq+2bss+4hV+12hi+4hkv+4hq|8T+4Ta+6Th+8Tkv+18Tq+2bss"
        "+4hV+12hi+4hkv+8hq|12T+4Ta+18Th+8Ti+8Tkv+16Tq+2bss+4hV+10hi+4hkv+4hq|2Th+24Tq+4hV+12hi+8hkv+6hq;embedding="
        "-12Th-1bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|12Ti|-4Th+20Tkv+8Tq|4"
        "Ta-4Th+8Tkv+16Tq+4bss;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4Th+4Tq+4hV+12hi+8hkv+8hq|12T+4Ta+12Th+24Ti+8T"
        "kv+24Tq+4bss+4hV+4hi|12T+4Ta+16Th+4Ti+8Tkv+24Tq+4bss+4hV+12hi|12T+4Ta+36Th+16Ti+8Tkv+24Tq+4bss+4hV|8T+4Ta+"
        "8Tkv+40Tq+4bss+4hV+12hi+4hq|24Tq+4hV+12hi+8hkv+4hq|8T+4Ta+24Th+8Tkv+24Tq+4bss+4hV+12hi;embedding=-12Th-1bs"
        "s+8hV+36hi+24hkv+24hq-8sd"
    ),
}

PREFILL = {
    "bf16 plain": "8T+4Th+12Tkv+6Tq+8sd|8T+6Th+6Ti+8sd|8T+4Th+14Tq+8sd|12T+18Th+8sd",
    "bf16 eager": (
        "8T+4Th+12Tkv+6Tq+2bss+8sd|8T+6Th+6Ti+2bss+2bssa+8sd|8T+4Th+6Tq+2bss+10bssa+8sd|8T+4Th+14Tq+2bss+8sd|12T+18"
        "Th+2bss+2bssa+8sd"
    ),
    "bf16 eager ungrouped": (
        "8T+4Th+18Tq+2bss+8sd|8T+6Th+6Ti+2bss+2bssa+8sd|8T+4Th+2Tq+2bss+10bssa+8sd|12T+18Th+2bss+2bssa+8sd"
    ),
    "fp32 plain": "8T+8Th+12Tkv+8Tq+8sd|8T+12Th+12Ti+8sd|12T+24Th+8sd|8T+8Th+16Tq+8sd|8T+4Th+4bV",
    "fp32 eager": (
        "8T+8Th+20Tq+4bss+4bssa+8sd|8T+12Th+12Ti+4bss+4bssa+8sd|8T+8Th+12Tq+4bss+8bssa+8sd|12T+24Th+4bss+4bssa+8sd|"
        "8T+4Th+4bV"
    ),
    "fp32 eager ungrouped": (
        "8T+8Th+20Tq+4bss+8sd|8T+12Th+12Ti+4bss+4bssa+8sd|8T+8Th+4Tq+4bss+8bssa+8sd|12T+24Th+4bss+4bssa+8sd|8T+4Th+4bV"
    ),
    "nf4 plain": (
        "8T+4Th+12Tkv+6Tq+8sd|8T+6Th+4Ti+2hi+8sd|8T+6Th+2Ti+2.0625hi+8sd|8T+4Th+14Tq+8sd|8T+6Th+6Ti+8sd|8T+4Th+4Tq+"
        "2.0625hq+8sd|12T+18Th+8sd|8T+6Th+4Tq+2hq+8sd|8T+8Th+2Ti+2hi+8sd"
    ),
    "nf4 eager": (
        "8T+6Th+4Tq+2bss+2bssa+2hq+8sd|8T+6Th+4Ti+2bss+2bssa+2hi+8sd|8T+6Th+2Ti+2bss+2bssa+2.0625hi+8sd|8T+4Th+6Tq+"
        "2bss+10bssa+8sd|8T+6Th+6Ti+2bss+2bssa+8sd|8T+4Th+4Tq+2bss+2bssa+2.0625hq+8sd|8T+4Th+14Tq+2bss+8sd|12T+18Th"
        "+2bss+2bssa+8sd|8T+4Th+12Tkv+6Tq+2bss+8sd|8T+8Th+2Ti+2bss+2bssa+2hi+8sd"
    ),
    "nf4 eager ungrouped": (
        "8T+6Th+4Tq+2bss+2bssa+2hq+8sd|8T+6Th+4Ti+2bss+2bssa+2hi+8sd|8T+6Th+2Ti+2bss+2bssa+2.0625hi+8sd|8T+4Th+2Tq+"
        "2bss+10bssa+8sd|8T+6Th+6Ti+2bss+2bssa+8sd|8T+4Th+4Tq+2bss+2bssa+2.0625hq+8sd|8T+4Th+18Tq+2bss+8sd|12T+18Th"
        "+2bss+2bssa+8sd|8T+8Th+2Ti+2bss+2bssa+2hi+8sd"
    ),
}
