"""What a gpt_neox model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain": (
        "start=8T+2Th+1sd;kept=8T+4Ta+20Th+4Ti;held=8T+4Ta+20Th+4Ti;left=-8T-4Ta-20Th-4Ti+8hh+4hi;forward=12T+10TV+"
        "2Th;head=4T+12TV+2Th|4T+2TV+4Th+2hV;last=-4T-4Ta-8Th-4Ti+2hV+8hh+4hi|-4T+4Th-4Ti+2hV+2hh+4hi|2Ti+2hV+2hi|2"
        "Th-2Ti+2hV+4hi;embedding=-24T-12Ta-60Th-12Ti+4hV+24hh+12hi-1sd"
    ),
    "full bf16+amp plain": (
        "start=8T+4Th+1sd;kept=16T+4Ta+26Th+4Ti;held=16T+4Ta+26Th+4Ti;left=-16T-4Ta-26Th-4Ti+8hh+4hi;forward=16T+10"
        "TV+6Th;head=8T+12TV+2Th|8T+2TV+4Th+2hV;last=-2Ti+2hV+4hi|-8T-4Ta-14Th-4Ti+2hV+8hh+4hi|4Th-4Ti+2hV+4hi|-2Th"
        "+2Ti+2hV+2hi;embedding=-48T-12Ta-80Th-12Ti+4hV+24hh+12hi-1sd"
    ),
    "full fp32+amp plain": (
        "start=8T+4Th+2sd;kept=16T+4Ta+22Th+4Ti+8hh+4hi;held=16T+4Ta+22Th+4Ti+8hh+4hi;left=-16T-4Ta-22Th-4Ti+8hh+4h"
        "i;forward=16T+10TV+6Th+2hV;head=8T+12TV+2Th+2hV|8T+4Th+6hV;last=4Th-4Ti+4hV+6hi|-8T-4Ta-14Th-4Ti+4hV+14hh+"
        "4hi|2Th+2Ti+4hV+2hi|8Th-4Ti+4hV+4hi|2Th+4hV+4hi;embedding=-48T-12Ta-66Th-12Ti+8hV+24hh+12hi-2sd"
    ),
    "full fp32 plain": (
        "start=8T+4Th+2sd;kept=16T+4Ta+40Th+8Ti;held=16T+4Ta+40Th+8Ti;left=-16T-4Ta-40Th-8Ti+16hh+8hi;forward=16T+8"
        "TV+4Th;head=8T+4TV+8Th+4hV|8T+12TV+4Th;last=-8T-4Ta-16Th-8Ti+4hV+16hh+8hi|-8T+8Th-8Ti+4hV+4hh+8hi|4Ti+4hV+"
        "4hi|4Th-4Ti+4hV+8hi;embedding=-48T-12Ta-120Th-24Ti+8hV+48hh+24hi-2sd"
    ),
    "full bf16 plain checkpointing": (
        "start=8T+2Th+1sd;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV+2Th|2Th+4Ti;head=4T+12TV+2Th|4T+2TV+"
        "4Th+2hV;last=4T+10Th+2hV+8hh+4hi|4T+4Ta+22Th+2hV+2hh+4hi|8T+4Ta+18Th+6Ti+2hV+2hi|8T+4Ta+20Th+2Ti+2hV+4hi;e"
        "mbedding=-6Th+4hV+24hh+12hi-1sd"
    ),
    "full bf16+amp plain checkpointing": (
        "start=8T+2Th+1sd;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=16T+10TV+8Th|4Th+4Ti;head=8T+12TV+4Th|8T+2TV+"
        "6Th+2hV;last=16T+4Ta+28Th+2Ti+2hV+4hi|8T+14Th+2hV+8hh+4hi|16T+4Ta+32Th+2hV+4hi|16T+4Ta+26Th+6Ti+2hV+2hi|16"
        "T+4Ta+32Th+4Ti+2hV;embedding=-6Th+4hV+24hh+12hi-1sd"
    ),
    "full fp32+amp plain checkpointing": (
        "start=8T+4Th+2sd;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=16T+10TV+6Th+2hV;head=8T+12TV+2Th+2h"
        "V|8T+4Th+6hV;last=16T+4Ta+22Th+4hV+8hh+10hi|8T+4Th+4hV+22hh+8hi|16T+4Ta+20Th+6Ti+4hV+8hh+6hi|16T+4Ta+26Th+"
        "4Ti+4hV+8hh+4hi|8T+4Ta+32Th+4hV+8hh|16T+4Ta+20Th+4Ti+4hV+8hh+8hi|16T+4Ta+26Th+4hV+8hh+8hi;embedding=-12Th+"
        "8hV+48hh+24hi-2sd"
    ),
    "full fp32 plain checkpointing": (
        "start=8T+4Th+2sd;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=16T+8TV+4Th|4Th+8Ti|28Th;head=8T+4TV+8Th+4hV"
        "|8T+12TV+4Th;last=8T+20Th+4hV+16hh+8hi|8T+4Ta+44Th+4hV+4hh+8hi|16T+4Ta+36Th+12Ti+4hV+4hi|16T+4Ta+40Th+4Ti+"
        "4hV+8hi;embedding=-12Th+8hV+48hh+24hi-2sd"
    ),
    "full bf16 masked": (
        "start=16T+2Th+1bss+1sd;kept=8T+4Ta+20Th+4Ti+2bss;held=8T+4Ta+20Th+4Ti+2bss;left=-8T-4Ta-20Th-4Ti-2bss+8hh+"
        "4hi;forward=12T+10TV+2Th-1bss;head=4T+12TV+2Th-1bss|4T+2TV+4Th-1bss+2hV;last=-4T-4Ta-8Th-4Ti-3bss+2hV+8hh+"
        "4hi|-4T+4Th-4Ti-1bss+2hV+2hh+4hi|2Ti-1bss+2hV+2hi|2Th-2Ti-1bss+2hV+4hi;embedding=-24T-12Ta-60Th-12Ti-7bss+"
        "4hV+24hh+12hi-1sd"
    ),
    "full bf16+amp masked": (
        "start=16T+4Th+1bss+1sd;kept=16T+4Ta+26Th+4Ti+2bss;held=16T+4Ta+26Th+4Ti+2bss;left=-16T-4Ta-26Th-4Ti-2bss+8"
        "hh+4hi;forward=16T+10TV+6Th-1bss;head=8T+12TV+2Th-1bss|8T+2TV+4Th-1bss+2hV;last=-2Ti-1bss+2hV+4hi|-8T-4Ta-"
        "14Th-4Ti-3bss+2hV+8hh+4hi|4Th-4Ti-1bss+2hV+4hi|-2Th+2Ti-1bss+2hV+2hi;embedding=-48T-12Ta-80Th-12Ti-7bss+4h"
        "V+24hh+12hi-1sd"
    ),
    "full fp32+amp masked": (
        "start=16T+4Th+1bss+2sd;kept=16T+4Ta+22Th+4Ti+2bss+8hh+4hi;held=16T+4Ta+22Th+4Ti+2bss+8hh+4hi;left=-16T-4Ta"
        "-22Th-4Ti-2bss+8hh+4hi;forward=16T+10TV+6Th-1bss+2hV;head=8T+12TV+2Th-1bss+2hV|8T+4Th-1bss+6hV;last=4Th-4T"
        "i-1bss+4hV+6hi|-8T-4Ta-14Th-4Ti-3bss+4hV+14hh+4hi|2Th+2Ti-1bss+4hV+2hi|8Th-4Ti-1bss+4hV+4hi|2Th-1bss+4hV+4"
        "hi;embedding=-48T-12Ta-66Th-12Ti-7bss+8hV+24hh+12hi-2sd"
    ),
    "full fp32 masked": (
        "start=16T+4Th+1bss+2sd;kept=16T+4Ta+40Th+8Ti+4bss;held=16T+4Ta+40Th+8Ti+4bss;left=-16T-4Ta-40Th-8Ti-4bss+1"
        "6hh+8hi;forward=16T+8TV+4Th-1bss;head=8T+4TV+8Th-1bss+4hV|8T+12TV+4Th-1bss;last=-8T-4Ta-16Th-8Ti-5bss+4hV+"
        "16hh+8hi|-8T+8Th-8Ti-1bss+4hV+4hh+8hi|4Ti-1bss+4hV+4hi|4Th-4Ti-1bss+4hV+8hi;embedding=-48T-12Ta-120Th-24Ti"
        "-13bss+8hV+48hh+24hi-2sd"
    ),
    "full bf16 masked checkpointing": (
        "start=16T+2Th+1bss+1sd;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV+2Th|2Th+4Ti;head=4T+12TV+2Th|4"
        "T+2TV+4Th+2hV;last=4T+10Th+2hV+8hh+4hi|4T+4Ta+22Th+2bss+2hV+2hh+4hi|8T+4Ta+18Th+6Ti+2bss+2hV+2hi|8T+4Ta+20"
        "Th+2Ti+2bss+2hV+4hi;embedding=-6Th-1bss+4hV+24hh+12hi-1sd"
    ),
    "full bf16+amp masked checkpointing": (
        "start=16T+2Th+1bss+1sd;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=16T+10TV+8Th|4Th+4Ti;head=8T+12TV+4Th|8"
        "T+2TV+6Th+2hV;last=16T+4Ta+28Th+2Ti+2bss+2hV+4hi|8T+14Th+2hV+8hh+4hi|16T+4Ta+32Th+2bss+2hV+4hi|16T+4Ta+26T"
        "h+6Ti+2bss+2hV+2hi|16T+4Ta+32Th+4Ti+2bss+2hV;embedding=-6Th-1bss+4hV+24hh+12hi-1sd"
    ),
    "full fp32+amp masked checkpointing": (
        "start=16T+4Th+1bss+2sd;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=16T+10TV+6Th+2hV;head=8T+12TV+"
        "2Th+2hV|8T+4Th+6hV;last=16T+4Ta+22Th+2bss+4hV+8hh+10hi|8T+4Th+4hV+22hh+8hi|16T+4Ta+20Th+6Ti+2bss+4hV+8hh+6"
        "hi|16T+4Ta+26Th+4Ti+2bss+4hV+8hh+4hi|8T+4Ta+32Th+2bss+4hV+8hh|16T+4Ta+20Th+4Ti+2bss+4hV+8hh+8hi|16T+4Ta+26"
        "Th+2bss+4hV+8hh+8hi;embedding=-12Th-1bss+8hV+48hh+24hi-2sd"
    ),
    "full fp32 masked checkpointing": (
        "start=16T+4Th+1bss+2sd;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=16T+8TV+4Th|4Th+8Ti|28Th;head=8T+4TV+8"
        "Th+4hV|8T+12TV+4Th;last=8T+20Th+4hV+16hh+8hi|8T+4Ta+44Th+4bss+4hV+4hh+8hi|16T+4Ta+36Th+12Ti+4bss+4hV+4hi|1"
        "6T+4Ta+40Th+4Ti+4bss+4hV+8hi;embedding=-12Th-1bss+8hV+48hh+24hi-2sd"
    ),
}

PREFILL = {
    "bf16 plain": "8T+8Th+4Ti+1sd|8T+18Th+1sd|8T+2Th+2bV",
    "bf16 eager": "8T+8Th+4Ti+2bss+2bssa+1sd|8T+14Th+2bss+10bssa+1sd|8T+18Th+2bss+2bssa+1sd",
    "fp32 plain": "8T+16Th+8Ti+2sd|8T+36Th+2sd|8T+4Th+4bV",
    "fp32 eager": "8T+16Th+8Ti+4bss+4bssa+2sd|8T+36Th+4bss+4bssa+2sd|8T+28Th+4bss+8bssa+2sd",
    "nf4 plain": (
        "8T+10Th+2Ti+2hi+1sd|8T+2Th+6.1875hh+1sd|8T+18Th+2hh+1sd|8T+8Th+4Ti+1sd|8T+8Th+2Ti+2.0625hi+1sd|8T+8Th+6hh+1sd"
    ),
    "nf4 eager": (
        "8T+10Th+2Ti+2bss+2bssa+2hi+1sd|8T+2Th+2bss+6.1875hh+1sd|8T+18Th+2bss+2bssa+2hh+1sd|8T+14Th+2bss+10bssa+1sd"
        "|8T+8Th+2Ti+2bss+2bssa+2.0625hi+1sd|8T+8Th+2bss+6hh+1sd|8T+8Th+4Ti+2bss+2bssa+1sd"
    ),
}
