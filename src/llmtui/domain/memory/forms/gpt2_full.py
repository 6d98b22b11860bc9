"""What a gpt2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain tied": (
        "start=8T+5Th+2sh;kept=8T+4Ta+18Th+10Ti;held=8T+4Ta+18Th+10Ti;left=-8T-4Ta-18Th-10Ti+8hh+4hi;forward=12T+10"
        "TV-2sh;head=4T+12TV-2sh|4T+2TV+2Th+2hV-2sh;last=-3Th+4Ti+2hV+2hi-2sh|-4T-4Ta-8Th-10Ti+2hV+8hh+4hi-2sh|-1Th"
        "+2Ti+2hV+2hi-2sh;embedding=2Ph-24T-12Ta-59Th-30Ti+6hV+24hh+12hi-2sh|-24T-12Ta-54Th-30Ti+2hV+24hh+12hi-2sh"
    ),
    "full bf16+amp plain tied": (
        "start=8T+5Th+2sh;kept=16T+4Ta+22Th+16Ti;held=16T+4Ta+22Th+16Ti;left=-16T-4Ta-22Th-16Ti+8hh+4hi;forward=16T"
        "+10TV+6Th-2sh|9Th+4Ti;head=8T+12TV+2Th-2sh|8T+2TV+4Th+2hV-2sh;last=-3Th+12Ti+2hV+2hi-2sh|-8T-4Ta-10Th-16Ti"
        "+2hV+8hh+4hi-2sh;embedding=2Ph-48T-12Ta-71Th-48Ti+6hV+24hh+12hi-2sh|-48T-12Ta-66Th-48Ti+2hV+24hh+12hi-2sh"
    ),
    "full fp32+amp plain tied": (
        "start=8T+9Th+4sh;kept=16T+4Ta+22Th+16Ti+8hh+4hi;held=16T+4Ta+22Th+16Ti+8hh+4hi;left=-16T-4Ta-22Th-16Ti+8hh"
        "+4hi;forward=16T+10TV+2Th+2hV-4sh|3Th+4Ti;head=8T+12TV-2Th+2hV-4sh|8T+6hV-4sh;last=-5Th+12Ti+4hV+2hi-4sh|-"
        "8T-4Ta-18Th-16Ti+4hV+14hh+4hi-4sh|-5Th+2Ti+4hV+4hi-4sh|-3Th-16Ti+4hV+6hi-4sh;embedding=4Ph-48T-12Ta-75Th-4"
        "8Ti+12hV+24hh+12hi-4sh|-48T-12Ta-66Th-48Ti+4hV+24hh+12hi-4sh"
    ),
    "full fp32 plain tied": (
        "start=8T+9Th+4sh;kept=16T+4Ta+34Th+20Ti;held=16T+4Ta+34Th+20Ti;left=-16T-4Ta-34Th-20Ti+16hh+8hi;forward=16"
        "T+8TV-4sh;head=8T+4TV+4Th+4hV-4sh|8T+12TV-4sh;last=-5Th+8Ti+4hV+4hi-4sh|-8T-4Ta-14Th-20Ti+4hV+16hh+8hi-4sh"
        "|-1Th+4Ti+4hV+4hi-4sh;embedding=4Ph-48T-12Ta-111Th-60Ti+12hV+48hh+24hi-4sh|-48T-12Ta-102Th-60Ti+4hV+48hh+2"
        "4hi-4sh"
    ),
    "full bf16 plain tied checkpointing": (
        "start=8T+5Th+2sh;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV-2sh|4Th+8Ti;head=4T+12TV-2sh|4T+2TV+"
        "2Th+2hV-2sh;last=8T+4Ta+13Th+14Ti+2hV+2hi-2sh|4T+8Th+2hV+8hh+4hi-2sh|8T+4Ta+20Th+10Ti+2hV-2sh;embedding=2P"
        "h-11Th+6hV+24hh+12hi-2sh|-6Th+2hV+24hh+12hi-2sh"
    ),
    "full bf16+amp plain tied checkpointing": (
        "start=8T+5Th+2sh;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=6Th+12Ti|16T+10TV+6Th-2sh;head=8T+12TV+2Th-2s"
        "h|8T+2TV+4Th+2hV-2sh;last=16T+4Ta+19Th+26Ti+2hV+2hi-2sh|8T+12Th+2hV+8hh+4hi-2sh|16T+4Ta+32Th+16Ti+2hV-2sh|"
        "16T+4Ta+29Th+20Ti+2hV-2sh;embedding=2Ph-11Th+6hV+24hh+12hi-2sh|-6Th+2hV+24hh+12hi-2sh"
    ),
    "full fp32+amp plain tied checkpointing": (
        "start=8T+9Th+4sh;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=16T+10TV+2Th+2hV-4sh|6Th+12Ti-2hi|8T"
        "h+6Ti;head=8T+12TV-2Th+2hV-4sh|8T+6hV-4sh;last=16T+4Ta+13Th+26Ti+4hV+8hh+6hi-4sh|8T+4hV+22hh+8hi-4sh|16T+4"
        "Ta+26Th+16Ti+4hV+8hh+4hi-4sh|16T+4Ta+13Th+18Ti+4hV+8hh+8hi-4sh|16T+4Ta+23Th+20Ti+4hV+8hh+4hi-4sh|16T+4Ta+1"
        "5Th+4hV+8hh+10hi-4sh;embedding=4Ph-21Th+12hV+48hh+24hi-4sh|-12Th+4hV+48hh+24hi-4sh"
    ),
    "full fp32 plain tied checkpointing": (
        "start=8T+9Th+4sh;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=8Th+16Ti|16T+8TV-4sh|21Th;head=8T+4TV+4Th+4h"
        "V-4sh|8T+12TV-4sh;last=16T+4Ta+25Th+28Ti+4hV+4hi-4sh|8T+16Th+4hV+16hh+8hi-4sh|16T+4Ta+38Th+20Ti+4hV-4sh;em"
        "bedding=4Ph-21Th+12hV+48hh+24hi-4sh|-12Th+4hV+48hh+24hi-4sh"
    ),
    "full bf16 masked tied": (
        "start=16T+5Th+1bss+2sh;kept=8T+4Ta+18Th+10Ti+2bss;held=8T+4Ta+18Th+10Ti+2bss;left=-8T-4Ta-18Th-10Ti-2bss+8"
        "hh+4hi;forward=12T+10TV-1bss-2sh;head=4T+12TV-1bss-2sh|4T+2TV+2Th-1bss+2hV-2sh;last=-3Th+4Ti-1bss+2hV+2hi-"
        "2sh|-4T-4Ta-8Th-10Ti-3bss+2hV+8hh+4hi-2sh|-1Th+2Ti-1bss+2hV+2hi-2sh;embedding=2Ph-24T-12Ta-59Th-30Ti-7bss+"
        "6hV+24hh+12hi-2sh|-24T-12Ta-54Th-30Ti-7bss+2hV+24hh+12hi-2sh"
    ),
    "full bf16+amp masked tied": (
        "start=16T+5Th+1bss+2sh;kept=16T+4Ta+22Th+16Ti+2bss;held=16T+4Ta+22Th+16Ti+2bss;left=-16T-4Ta-22Th-16Ti-2bs"
        "s+8hh+4hi;forward=16T+10TV+6Th-1bss-2sh|9Th+4Ti;head=8T+12TV+2Th-1bss-2sh|8T+2TV+4Th-1bss+2hV-2sh;last=-3T"
        "h+12Ti-1bss+2hV+2hi-2sh|-8T-4Ta-10Th-16Ti-3bss+2hV+8hh+4hi-2sh;embedding=2Ph-48T-12Ta-71Th-48Ti-7bss+6hV+2"
        "4hh+12hi-2sh|-48T-12Ta-66Th-48Ti-7bss+2hV+24hh+12hi-2sh"
    ),
    "full fp32+amp masked tied": (
        "start=16T+9Th+1bss+4sh;kept=16T+4Ta+22Th+16Ti+2bss+8hh+4hi;held=16T+4Ta+22Th+16Ti+2bss+8hh+4hi;left=-16T-4"
        "Ta-22Th-16Ti-2bss+8hh+4hi;forward=16T+10TV+2Th-1bss+2hV-4sh|3Th+4Ti;head=8T+12TV-2Th-1bss+2hV-4sh|8T-1bss+"
        "6hV-4sh;last=-5Th+12Ti-1bss+4hV+2hi-4sh|-8T-4Ta-18Th-16Ti-3bss+4hV+14hh+4hi-4sh|-5Th+2Ti-1bss+4hV+4hi-4sh|"
        "-3Th-16Ti-1bss+4hV+6hi-4sh;embedding=4Ph-48T-12Ta-75Th-48Ti-7bss+12hV+24hh+12hi-4sh|-48T-12Ta-66Th-48Ti-7b"
        "ss+4hV+24hh+12hi-4sh"
    ),
    "full fp32 masked tied": (
        "start=16T+9Th+1bss+4sh;kept=16T+4Ta+34Th+20Ti+4bss;held=16T+4Ta+34Th+20Ti+4bss;left=-16T-4Ta-34Th-20Ti-4bs"
        "s+16hh+8hi;forward=16T+8TV-1bss-4sh;head=8T+4TV+4Th-1bss+4hV-4sh|8T+12TV-1bss-4sh;last=-5Th+8Ti-1bss+4hV+4"
        "hi-4sh|-8T-4Ta-14Th-20Ti-5bss+4hV+16hh+8hi-4sh|-1Th+4Ti-1bss+4hV+4hi-4sh;embedding=4Ph-48T-12Ta-111Th-60Ti"
        "-13bss+12hV+48hh+24hi-4sh|-48T-12Ta-102Th-60Ti-13bss+4hV+48hh+24hi-4sh"
    ),
    "full bf16 masked tied checkpointing": (
        "start=16T+5Th+1bss+2sh;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV-2sh|4Th+8Ti;head=4T+12TV-2sh|4"
        "T+2TV+2Th+2hV-2sh;last=8T+4Ta+13Th+14Ti+2bss+2hV+2hi-2sh|4T+8Th+2hV+8hh+4hi-2sh|8T+4Ta+20Th+10Ti+2bss+2hV-"
        "2sh;embedding=2Ph-11Th-1bss+6hV+24hh+12hi-2sh|-6Th-1bss+2hV+24hh+12hi-2sh"
    ),
    "full bf16+amp masked tied checkpointing": (
        "start=16T+5Th+1bss+2sh;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=6Th+12Ti|16T+10TV+6Th-2sh;head=8T+12TV+"
        "2Th-2sh|8T+2TV+4Th+2hV-2sh;last=16T+4Ta+19Th+26Ti+2bss+2hV+2hi-2sh|8T+12Th+2hV+8hh+4hi-2sh|16T+4Ta+32Th+16"
        "Ti+2bss+2hV-2sh|16T+4Ta+29Th+20Ti+2bss+2hV-2sh;embedding=2Ph-11Th-1bss+6hV+24hh+12hi-2sh|-6Th-1bss+2hV+24h"
        "h+12hi-2sh"
    ),
    "full fp32+amp masked tied checkpointing": (
        "start=16T+9Th+1bss+4sh;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=16T+10TV+2Th+2hV-4sh|6Th+12Ti-"
        "2hi|8Th+6Ti;head=8T+12TV-2Th+2hV-4sh|8T+6hV-4sh;last=16T+4Ta+13Th+26Ti+2bss+4hV+8hh+6hi-4sh|8T+4hV+22hh+8h"
        "i-4sh|16T+4Ta+26Th+16Ti+2bss+4hV+8hh+4hi-4sh|16T+4Ta+13Th+18Ti+2bss+4hV+8hh+8hi-4sh|16T+4Ta+23Th+20Ti+2bss"
        "+4hV+8hh+4hi-4sh|16T+4Ta+15Th+2bss+4hV+8hh+10hi-4sh;embedding=4Ph-21Th-1bss+12hV+48hh+24hi-4sh|-12Th-1bss+"
        "4hV+48hh+24hi-4sh"
    ),
    "full fp32 masked tied checkpointing": (
        "start=16T+9Th+1bss+4sh;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=8Th+16Ti|16T+8TV-4sh|21Th;head=8T+4TV+"
        "4Th+4hV-4sh|8T+12TV-4sh;last=16T+4Ta+25Th+28Ti+4bss+4hV+4hi-4sh|8T+16Th+4hV+16hh+8hi-4sh|16T+4Ta+38Th+20Ti"
        "+4bss+4hV-4sh;embedding=4Ph-21Th-1bss+12hV+48hh+24hi-4sh|-12Th-1bss+4hV+48hh+24hi-4sh"
    ),
}

PREFILL = {
    "bf16 plain": "8T+10Th+8Ti+2sh|8T+16Th+2sh|8T+2Th+2bV",
    "bf16 eager": "8T+10Th+8Ti+2bss+2bssa+2sh|8T+16Th+2bss+2bssa+2sh|8T+12Th+2bss+4bssa+2sh|8T+2Th+2bV",
    "fp32 plain": "8T+20Th+16Ti+4sh|8T+32Th+4sh|8T+4Th+4bV",
    "fp32 eager": "8T+20Th+16Ti+4bss+4bssa+4sh|8T+32Th+4bss+4bssa+4sh|8T+24Th+4bss+8bssa+4sh|8T+4Th+4bV",
    "nf4 plain": (
        "8T+10Th+8Ti+2sh|8T+2Th+6.1875hh+2sh|8T+16Th+2hh+2sh|8T+12Th+2Ti+2hi+2sh|8T+10Th+2Ti+2.0625hi+2sh|8T+8Th+6h"
        "h+2sh"
    ),
    "nf4 eager": (
        "8T+10Th+8Ti+2bss+2bssa+2sh|8T+2Th+2bss+6.1875hh+2sh|8T+16Th+2bss+2bssa+2hh+2sh|8T+12Th+2bss+4bssa+2sh|8T+1"
        "0Th+2Ti+2bss+2bssa+2.0625hi+2sh|8T+8Th+2bss+6hh+2sh|8T+12Th+2Ti+2bss+2bssa+2hi+2sh"
    ),
}
