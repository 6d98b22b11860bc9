"""What a gemma2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager tied": (
        "start=8T+4Th+4bss+4sd;kept=16T+36Th+8Ti+8Tq+8bssa;held=16T+36Th+8Ti+8Tq+8bssa;left=-16T-36Th-8Ti-8Tq-8bssa"
        "+6hi+4hkv+4hq;forward=12T+12TV+6Th-4bss|-12T-26Th-8Ti+4Tkv+4bssa;head=4T+14TV+6Th-4bss|4T+2TV+8Th-4bss+2hV"
        "|20Th-4bss+2hV;last=-16T-14Th-8Ti-8Tq-4bss-8bssa+2hV+6hi+4hkv+4hq|-12T-28Th-8Ti-2Tq-4bss+6bssa+2hV+6hi+2hq"
        "|-4T-6Th-6Ti-4bss+2hV+6hi|-4T+14Th-4bss+2hV|-4T-10Th+4Ti-4bss+2hV+2hi|-8T+4Th-8Ti-4bss+2hV+6hi;embedding=-"
        "48T-112Th-24Ti-24Tq-4bss-24bssa+6hV+18hi+12hkv+12hq-4sd|-48T-108Th-24Ti-24Tq-4bss-24bssa+2hV+18hi+12hkv+12"
        "hq-4sd"
    ),
    "full bf16+amp eager tied": "@full bf16 eager tied",
    "full fp32+amp eager tied": (
        "start=8T+4Th+8bss+8sd;kept=16T+42Th+8Ti+8Tq+8bssa+6hi+4hkv+4hq;held=16T+42Th+8Ti+8Tq+8bssa+6hi+4hkv+4hq;le"
        "ft=-16T-42Th-8Ti-8Tq-8bssa+6hi+4hkv+4hq;forward=12T+12TV+10Th-8bss+2hV|-12T-28Th-8Ti+6Tkv+6Tq+2bssa-6hi-2h"
        "q;head=4T+8Th-8bss+6hV|4T+14TV+6Th-8bss+2hV;last=-12T-30Th-8Ti-8Tq-8bss-8bssa+4hV+6hi+4hkv+6hq|-4T-8Th-8Ti"
        "-8bss+4hV+8hi|-12T-28Th-8Ti-2Tq-8bss+6bssa+4hV+6hi+2hq|-4T+16Th-8bss+4hV|-4T-8Th+4Ti-8bss+4hV+2hi|-12T-28T"
        "h-8Ti-8bss+4hV+6hi+4hq|-4T-6Th-4Ti-8bss+4hV+6hi;embedding=-48T-130Th-24Ti-24Tq-8bss-24bssa+12hV+18hi+12hkv"
        "+12hq-8sd|-48T-122Th-24Ti-24Tq-8bss-24bssa+4hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 eager tied": (
        "start=8T+4Th+8bss+8sd;kept=16T+40Th+16Ti+16Tq+8bssa;held=16T+40Th+16Ti+16Tq+8bssa;left=-16T-40Th-16Ti-16Tq"
        "-8bssa+12hi+8hkv+8hq;forward=12T+12TV+8Th-8bss|-12T-32Th-16Ti+8Tkv+4bssa;head=4T+4TV+12Th-8bss+4hV|4T+16TV"
        "+8Th-8bss;last=-12T-20Th-16Ti-12Tq-8bss-8bssa+4hV+12hi+8hkv+8hq|-12T-28Th-16Ti-4Tq-8bss+8bssa+4hV+12hi+4hq"
        "|-4T-12Ti-8bss+4hV+12hi|-4T-8Th+8Ti-8bss+4hV+4hi|-4T+16Th-8bss+4hV;embedding=-48T-124Th-48Ti-48Tq-8bss-24b"
        "ssa+12hV+36hi+24hkv+24hq-8sd|-48T-116Th-48Ti-48Tq-8bss-24bssa+4hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 eager tied checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+12TV+8Th|4Tkv+6Tq+10bssa|2Th+6T"
        "i+2bssa;head=4T+14TV+8Th|4T+2TV+10Th+2hV|22Th+2hV;last=24Th+2hV+6hi+4hkv+4hq|4T+10Th+6Tq+14bssa+2hV+6hi+2h"
        "q|12T+32Th+2Ti+8Tq+8bssa+2hV+6hi|12T+52Th+8Ti+8Tq+8bssa+2hV|12T+28Th+12Ti+8Tq+8bssa+2hV+2hi|8T+42Th+8Tq+8b"
        "ssa+2hV+6hi;embedding=-8Th-4bss+6hV+18hi+12hkv+12hq-4sd|-4Th-4bss+2hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager tied checkpointing": "@full bf16 eager tied checkpointing",
    "full fp32+amp eager tied checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+12TV+10Th+2hV|6Tk"
        "v+10Tq+8bssa-6hi-2hq|4Th+6Ti+4bssa-2hi|6Th+2Ti+4bssa;head=4T+8Th+6hV|4T+14TV+6Th+2hV;last=4T+8Th+4hV+12hi+"
        "8hkv+10hq|12T+30Th+8Tq+8bssa+4hV+14hi+4hkv+4hq|4T+10Th+6Tq+14bssa+4hV+12hi+4hkv+6hq|12T+54Th+8Ti+8Tq+8bssa"
        "+4hV+6hi+4hkv+4hq|12T+30Th+12Ti+8Tq+8bssa+4hV+8hi+4hkv+4hq|4T+10Th+8Tq+8bssa+4hV+12hi+4hkv+8hq|12T+32Th+4T"
        "i+8Tq+8bssa+4hV+12hi+4hkv+4hq;embedding=-16Th-8bss+12hV+36hi+24hkv+24hq-8sd|-8Th-8bss+4hV+36hi+24hkv+24hq-"
        "8sd"
    ),
    "full fp32 eager tied checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+12TV+8Th|4Th+12Ti+4bssa|8Tkv+1"
        "2Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+4TV+12Th+4hV|4T+16TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|4T+8Th+12Tq+"
        "16bssa+4hV+12hi+4hq|12T+36Th+4Ti+16Tq+8bssa+4hV+12hi|12T+28Th+24Ti+16Tq+8bssa+4hV+4hi|12T+52Th+16Ti+16Tq+8"
        "bssa+4hV;embedding=-16Th-8bss+12hV+36hi+24hkv+24hq-8sd|-8Th-8bss+4hV+36hi+24hkv+24hq-8sd"
    ),
}

PREFILL = {
    "bf16 eager": (
        "8T+6Th+6Tq+4bss+10bssa+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|12T+16Th+4bss+2bssa+4sd|8T+6Th+10Tq+4bss+2bssa+4sd|8T"
        "+2Th+4bV"
    ),
    "bf16 eager ungrouped": (
        "12T+16Th+4bss+2bssa+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|8T+6Th+2Tq+4bss+10bssa+4sd|8T+6Th+10Tq+4bss+4sd|8T+2Th+4bV"
    ),
    "fp32 eager": (
        "8T+12Th+20Tq+8bss+4bssa+8sd|8T+16Th+12Ti+8bss+4bssa+8sd|8T+12Th+12Tq+8bss+8bssa+8sd|8T+24Th+8bss+4bssa+8sd"
        "|8T+4Th+8bV"
    ),
    "fp32 eager ungrouped": (
        "8T+12Th+20Tq+8bss+8sd|8T+16Th+12Ti+8bss+4bssa+8sd|8T+12Th+4Tq+8bss+8bssa+8sd|8T+24Th+8bss+4bssa+8sd|8T+4Th+8bV"
    ),
    "nf4 eager": (
        "8T+8Th+4Tq+4bss+2bssa+2hq+4sd|8T+8Th+4Ti+4bss+2bssa+2hi+4sd|8T+8Th+2Ti+4bss+2bssa+2.0625hi+4sd|8T+6Th+6Tq+"
        "4bss+10bssa+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|8T+6Th+4Tq+4bss+2bssa+2.0625hq+4sd|12T+16Th+4bss+2bssa+4sd|8T+2T"
        "h+4bV|8T+10Th+2Ti+4bss+2bssa+2hi+4sd"
    ),
    "nf4 eager ungrouped": (
        "8T+8Th+4Tq+4bss+2bssa+2hq+4sd|8T+8Th+4Ti+4bss+2bssa+2hi+4sd|8T+8Th+2Ti+4bss+2bssa+2.0625hi+4sd|8T+6Th+2Tq+"
        "4bss+10bssa+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|8T+6Th+4Tq+4bss+2bssa+2.0625hq+4sd|8T+6Th+10Tq+4bss+4sd|12T+16Th"
        "+4bss+2bssa+4sd|8T+2Th+4bV|8T+10Th+2Ti+4bss+2bssa+2hi+4sd"
    ),
}
