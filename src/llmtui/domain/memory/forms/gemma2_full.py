"""What a gemma2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager tied": (
        "start=8T+4Th+4bss+4sd;kept=16T+36Th+8Ti+8Tq+8bssa;held=16T+36Th+8Ti+8Tq+8bssa;left=-16T-36Th-8Ti-8Tq-8bssa"
        "+6hi+4hkv+4hq;forward=12T+12TV+6Th-4bss;head=4T+14TV+6Th-4bss|4T+2TV+8Th-4bss+2hV|20Th-4bss+2hV;last=-16T-"
        "14Th-8Ti-8Tq-4bss-8bssa+2hV+6hi+4hkv+4hq|-12T-28Th-8Ti-2Tq-4bss+6bssa+2hV+6hi+2hq|-4T-6Th-6Ti-4bss+2hV+6hi"
        "|-4T+14Th-4bss+2hV|-4T-10Th+4Ti-4bss+2hV+2hi|-8T+4Th-8Ti-4bss+2hV+6hi;embedding=-48T-112Th-24Ti-24Tq-4bss-"
        "24bssa+6hV+18hi+12hkv+12hq-4sd|-48T-108Th-24Ti-24Tq-4bss-24bssa+2hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager tied": "@full bf16 eager tied",
    "full fp32+amp eager tied": (
        "start=8T+4Th+8bss+8sd;kept=16T+42Th+8Ti+8Tq+8bssa+6hi+4hkv+4hq;held=16T+42Th+8Ti+8Tq+8bssa+6hi+4hkv+4hq;le"
        "ft=-16T-42Th-8Ti-8Tq-8bssa+6hi+4hkv+4hq;forward=12T+12TV+10Th-8bss+2hV;head=4T+8Th-8bss+6hV|4T+14TV+6Th-8b"
        "ss+2hV;last=-12T-30Th-8Ti-8Tq-8bss-8bssa+4hV+6hi+4hkv+6hq|-4T-8Th-8Ti-8bss+4hV+8hi|-12T-28Th-8Ti-2Tq-8bss+"
        "6bssa+4hV+6hi+2hq|-4T+16Th-8bss+4hV|-4T-8Th+4Ti-8bss+4hV+2hi|-12T-28Th-8Ti-8bss+4hV+6hi+4hq|-4T-6Th-4Ti-8b"
        "ss+4hV+6hi;embedding=-48T-130Th-24Ti-24Tq-8bss-24bssa+12hV+18hi+12hkv+12hq-8sd|-48T-122Th-24Ti-24Tq-8bss-2"
        "4bssa+4hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 eager tied": (
        "start=8T+4Th+8bss+8sd;kept=16T+40Th+16Ti+16Tq+8bssa;held=16T+40Th+16Ti+16Tq+8bssa;left=-16T-40Th-16Ti-16Tq"
        "-8bssa+12hi+8hkv+8hq;forward=12T+12TV+8Th-8bss;head=4T+4TV+12Th-8bss+4hV|4T+16TV+8Th-8bss;last=-12T-20Th-1"
        "6Ti-12Tq-8bss-8bssa+4hV+12hi+8hkv+8hq|-12T-28Th-16Ti-4Tq-8bss+8bssa+4hV+12hi+4hq|-4T-12Ti-8bss+4hV+12hi|-4"
        "T-8Th+8Ti-8bss+4hV+4hi|-4T+16Th-8bss+4hV;embedding=-48T-124Th-48Ti-48Tq-8bss-24bssa+12hV+36hi+24hkv+24hq-8"
        "sd|-48T-116Th-48Ti-48Tq-8bss-24bssa+4hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 eager tied checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+12TV+8Th;head=4T+14TV+8Th|4T+2T"
        "V+10Th+2hV|22Th+2hV;last=24Th+2hV+6hi+4hkv+4hq|4T+10Th+6Tq+14bssa+2hV+6hi+2hq|12T+32Th+2Ti+8Tq+8bssa+2hV+6"
        "hi|12T+52Th+8Ti+8Tq+8bssa+2hV|12T+28Th+12Ti+8Tq+8bssa+2hV+2hi|8T+42Th+8Tq+8bssa+2hV+6hi;embedding=-8Th-4bs"
        "s+6hV+18hi+12hkv+12hq-4sd|-4Th-4bss+2hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager tied checkpointing": "@full bf16 eager tied checkpointing",
    "full fp32+amp eager tied checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+12TV+10Th+2hV;hea"
        "d=4T+8Th+6hV|4T+14TV+6Th+2hV;last=4T+8Th+4hV+12hi+8hkv+10hq|12T+30Th+8Tq+8bssa+4hV+14hi+4hkv+4hq|4T+10Th+6"
        "Tq+14bssa+4hV+12hi+4hkv+6hq|12T+54Th+8Ti+8Tq+8bssa+4hV+6hi+4hkv+4hq|12T+30Th+12Ti+8Tq+8bssa+4hV+8hi+4hkv+4"
        "hq|4T+10Th+8Tq+8bssa+4hV+12hi+4hkv+8hq|12T+32Th+4Ti+8Tq+8bssa+4hV+12hi+4hkv+4hq;embedding=-16Th-8bss+12hV+"
        "36hi+24hkv+24hq-8sd|-8Th-8bss+4hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 eager tied checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+12TV+8Th;head=4T+4TV+12Th+4hV|"
        "4T+16TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|4T+8Th+12Tq+16bssa+4hV+12hi+4hq|12T+36Th+4Ti+16Tq+8bssa+4hV"
        "+12hi|12T+28Th+24Ti+16Tq+8bssa+4hV+4hi|12T+52Th+16Ti+16Tq+8bssa+4hV;embedding=-16Th-8bss+12hV+36hi+24hkv+2"
        "4hq-8sd|-8Th-8bss+4hV+36hi+24hkv+24hq-8sd"
    ),
}
