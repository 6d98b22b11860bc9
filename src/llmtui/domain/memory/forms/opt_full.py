"""What a opt model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain tied": (
        "start=28T+6Th;kept=8T+4Ta+18Th+2Ti;held=8T+4Ta+18Th+2Ti;left=-8T-4Ta-18Th-2Ti+8hh+4hi;forward=10TV-2Th;hea"
        "d=-8T+12TV-2Th|-8T+2TV+2hV;last=-16T-4Ta-12Th-2Ti+2hV+8hh+4hi|-12T-5Th+4Ti+2hV+2hi|-12T-3Th+2hV+4hi|-16T-2"
        "Th-2Ti+2hV+2hh+4hi|-12T-3Th+2Ti+2hV+2hi;embedding=2Ph-44T-12Ta-60Th-6Ti+6hV+24hh+12hi|2Ph-44T-12Ta-58Th-6T"
        "i+4hV+24hh+12hi"
    ),
    "full bf16+amp plain tied": (
        "start=28T+6Th;kept=16T+4Ta+26Th+2Ti;held=16T+4Ta+26Th+2Ti;left=-16T-4Ta-26Th-2Ti+8hh+4hi;forward=4T+10TV+4"
        "Th;head=-4T+12TV|-4T+2TV+2Th+2hV;last=-12T-3Th+2hV+4hi|-20T-4Ta-14Th-2Ti+2hV+8hh+4hi|-12T+1Th-2Ti+2hV+4hi|"
        "-12T-5Th+4Ti+2hV+2hi;embedding=2Ph-68T-12Ta-84Th-6Ti+6hV+24hh+12hi|2Ph-68T-12Ta-82Th-6Ti+4hV+24hh+12hi"
    ),
    "full fp32+amp plain tied": (
        "start=28T+12Th;kept=16T+4Ta+26Th+2Ti+8hh+4hi;held=16T+4Ta+26Th+2Ti+8hh+4hi;left=-16T-4Ta-26Th-2Ti+8hh+4hi;"
        "forward=4T+10TV-2Th+2hV;head=-4T+12TV-6Th+2hV|-4T-4Th+6hV;last=-12T-7Th-2Ti+4hV+6hi|-20T-4Ta-26Th-2Ti+4hV+"
        "10hh+4hi|-12T-3Th-2Ti+4hV+4hi|-12T-9Th+4Ti+4hV+2hi|-20T-4Ta-20Th-2Ti+4hV+8hh+4hi|-12T-9Th+2Ti+4hV+4hi|-12T"
        "-4Th+4hV;embedding=4Ph-68T-12Ta-90Th-6Ti+12hV+24hh+12hi|4Ph-68T-12Ta-86Th-6Ti+8hV+24hh+12hi"
    ),
    "full fp32 plain tied": (
        "start=28T+12Th;kept=16T+4Ta+34Th+4Ti;held=16T+4Ta+34Th+4Ti;left=-16T-4Ta-34Th-4Ti+16hh+8hi;forward=4T+8TV-"
        "4Th|-5Th+4Ti;head=-4T+4TV+4hV|-4T+12TV-4Th;last=-20T-4Ta-22Th-4Ti+4hV+16hh+8hi|-12T-9Th+8Ti+4hV+4hi|-12T-5"
        "Th+4hV+8hi|-20T-2Th-4Ti+4hV+4hh+8hi|-12T-5Th+4Ti+4hV+4hi;embedding=4Ph-68T-12Ta-114Th-12Ti+12hV+48hh+24hi|"
        "4Ph-68T-12Ta-110Th-12Ti+8hV+48hh+24hi"
    ),
    "full bf16 plain tied checkpointing": (
        "start=28T+6Th;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=8T+10TV-2Th|4Ti;head=12TV-2Th|2TV+2hV;last=4Th+2"
        "hV+8hh+4hi|4T+4Ta+11Th+6Ti+2hV+2hi|4T+4Ta+13Th+2Ti+2hV+4hi|4Ta+14Th+2hV+2hh+4hi|4T+4Ta+16Th+2Ti+2hV;embedd"
        "ing=2Ph-20T-12Th+6hV+24hh+12hi|2Ph-20T-10Th+4hV+24hh+12hi"
    ),
    "full bf16+amp plain tied checkpointing": (
        "start=28T+6Th;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV+4Th|4Ti;head=4T+12TV|4T+2TV+2Th+2hV;las"
        "t=12T+4Ta+23Th+2Ti+2hV+4hi|4T+12Th+2hV+8hh+4hi|12T+4Ta+27Th+2hV+4hi|12T+4Ta+21Th+6Ti+2hV+2hi|12T+4Ta+28Th+"
        "2Ti+2hV;embedding=2Ph-20T-12Th+6hV+24hh+12hi|2Ph-20T-10Th+4hV+24hh+12hi"
    ),
    "full fp32+amp plain tied checkpointing": (
        "start=28T+12Th;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=12T+10TV-2Th+2hV;head=4T+12TV-6Th+2hV|"
        "4T-4Th+6hV;last=12T+4Ta+15Th+4hV+8hh+10hi|4T-4Th+4hV+18hh+8hi|12T+4Ta+19Th+4hV+8hh+8hi|12T+4Ta+13Th+6Ti+4h"
        "V+8hh+6hi|12T+4Ta+20Th+2Ti+4hV+8hh+4hi|4T+2Th+4hV+16hh+8hi|12T+4Ta+13Th+4Ti+4hV+8hh+8hi;embedding=4Ph-20T-"
        "24Th+12hV+48hh+24hi|4Ph-20T-20Th+8hV+48hh+24hi"
    ),
    "full fp32 plain tied checkpointing": (
        "start=28T+12Th;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=12T+8TV-4Th|8Ti|20Th;head=4T+4TV+4hV|4T+12TV-4"
        "Th;last=4T+8Th+4hV+16hh+8hi|12T+4Ta+21Th+12Ti+4hV+4hi|12T+4Ta+25Th+4Ti+4hV+8hi|4T+4Ta+28Th+4hV+4hh+8hi|12T"
        "+4Ta+30Th+4Ti+4hV;embedding=4Ph-20T-24Th+12hV+48hh+24hi|4Ph-20T-20Th+8hV+48hh+24hi"
    ),
    "full bf16 masked tied": (
        "start=32T+6Th+1bss;kept=8T+4Ta+18Th+2Ti+2bss;held=8T+4Ta+18Th+2Ti+2bss;left=-8T-4Ta-18Th-2Ti-2bss+8hh+4hi;"
        "forward=4T+10TV-2Th-1bss;head=-4T+12TV-2Th-1bss|-4T+2TV-1bss+2hV;last=-12T-4Ta-12Th-2Ti-3bss+2hV+8hh+4hi|-"
        "8T-5Th+4Ti-1bss+2hV+2hi|-8T-3Th-1bss+2hV+4hi|-12T-2Th-2Ti-1bss+2hV+2hh+4hi|-8T-3Th+2Ti-1bss+2hV+2hi;embedd"
        "ing=2Ph-40T-12Ta-60Th-6Ti-7bss+6hV+24hh+12hi|2Ph-40T-12Ta-58Th-6Ti-7bss+4hV+24hh+12hi"
    ),
    "full bf16+amp masked tied": (
        "start=32T+6Th+1bss;kept=16T+4Ta+26Th+2Ti+2bss;held=16T+4Ta+26Th+2Ti+2bss;left=-16T-4Ta-26Th-2Ti-2bss+8hh+4"
        "hi;forward=8T+10TV+4Th-1bss;head=12TV-1bss|2TV+2Th-1bss+2hV;last=-8T-3Th-1bss+2hV+4hi|-16T-4Ta-14Th-2Ti-3b"
        "ss+2hV+8hh+4hi|-8T+1Th-2Ti-1bss+2hV+4hi|-8T-5Th+4Ti-1bss+2hV+2hi;embedding=2Ph-64T-12Ta-84Th-6Ti-7bss+6hV+"
        "24hh+12hi|2Ph-64T-12Ta-82Th-6Ti-7bss+4hV+24hh+12hi"
    ),
    "full fp32+amp masked tied": (
        "start=32T+12Th+1bss;kept=16T+4Ta+26Th+2Ti+2bss+8hh+4hi;held=16T+4Ta+26Th+2Ti+2bss+8hh+4hi;left=-16T-4Ta-26"
        "Th-2Ti-2bss+8hh+4hi;forward=8T+10TV-2Th-1bss+2hV;head=12TV-6Th-1bss+2hV|-4Th-1bss+6hV;last=-8T-7Th-2Ti-1bs"
        "s+4hV+6hi|-16T-4Ta-26Th-2Ti-3bss+4hV+10hh+4hi|-8T-3Th-2Ti-1bss+4hV+4hi|-8T-9Th+4Ti-1bss+4hV+2hi|-16T-4Ta-2"
        "0Th-2Ti-3bss+4hV+8hh+4hi|-8T-9Th+2Ti-1bss+4hV+4hi|-8T-4Th-1bss+4hV;embedding=4Ph-64T-12Ta-90Th-6Ti-7bss+12"
        "hV+24hh+12hi|4Ph-64T-12Ta-86Th-6Ti-7bss+8hV+24hh+12hi"
    ),
    "full fp32 masked tied": (
        "start=32T+12Th+1bss;kept=16T+4Ta+34Th+4Ti+4bss;held=16T+4Ta+34Th+4Ti+4bss;left=-16T-4Ta-34Th-4Ti-4bss+16hh"
        "+8hi;forward=8T+8TV-4Th-1bss|-5Th+4Ti;head=4TV-1bss+4hV|12TV-4Th-1bss;last=-16T-4Ta-22Th-4Ti-5bss+4hV+16hh"
        "+8hi|-8T-9Th+8Ti-1bss+4hV+4hi|-8T-5Th-1bss+4hV+8hi|-16T-2Th-4Ti-1bss+4hV+4hh+8hi|-8T-5Th+4Ti-1bss+4hV+4hi;"
        "embedding=4Ph-64T-12Ta-114Th-12Ti-13bss+12hV+48hh+24hi|4Ph-64T-12Ta-110Th-12Ti-13bss+8hV+48hh+24hi"
    ),
    "full bf16 masked tied checkpointing": (
        "start=32T+6Th+1bss;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV-2Th|4Ti;head=4T+12TV-2Th|4T+2TV+2h"
        "V;last=4T+4Th+2hV+8hh+4hi|8T+4Ta+11Th+6Ti+2bss+2hV+2hi|8T+4Ta+13Th+2Ti+2bss+2hV+4hi|4T+4Ta+14Th+2bss+2hV+2"
        "hh+4hi|8T+4Ta+16Th+2Ti+2bss+2hV;embedding=2Ph-16T-12Th-1bss+6hV+24hh+12hi|2Ph-16T-10Th-1bss+4hV+24hh+12hi"
    ),
    "full bf16+amp masked tied checkpointing": (
        "start=32T+6Th+1bss;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=16T+10TV+4Th|4Ti;head=8T+12TV|8T+2TV+2Th+2h"
        "V;last=16T+4Ta+23Th+2Ti+2bss+2hV+4hi|8T+12Th+2hV+8hh+4hi|16T+4Ta+27Th+2bss+2hV+4hi|16T+4Ta+21Th+6Ti+2bss+2"
        "hV+2hi|16T+4Ta+28Th+2Ti+2bss+2hV;embedding=2Ph-16T-12Th-1bss+6hV+24hh+12hi|2Ph-16T-10Th-1bss+4hV+24hh+12hi"
    ),
    "full fp32+amp masked tied checkpointing": (
        "start=32T+12Th+1bss;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=16T+10TV-2Th+2hV;head=8T+12TV-6Th"
        "+2hV|8T-4Th+6hV;last=16T+4Ta+15Th+2bss+4hV+8hh+10hi|8T-4Th+4hV+18hh+8hi|16T+4Ta+19Th+2bss+4hV+8hh+8hi|16T+"
        "4Ta+13Th+6Ti+2bss+4hV+8hh+6hi|16T+4Ta+20Th+2Ti+2bss+4hV+8hh+4hi|8T+2Th+4hV+16hh+8hi|16T+4Ta+13Th+4Ti+2bss+"
        "4hV+8hh+8hi;embedding=4Ph-16T-24Th-1bss+12hV+48hh+24hi|4Ph-16T-20Th-1bss+8hV+48hh+24hi"
    ),
    "full fp32 masked tied checkpointing": (
        "start=32T+12Th+1bss;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=16T+8TV-4Th|8Ti|20Th;head=8T+4TV+4hV|8T+1"
        "2TV-4Th;last=8T+8Th+4hV+16hh+8hi|16T+4Ta+21Th+12Ti+4bss+4hV+4hi|16T+4Ta+25Th+4Ti+4bss+4hV+8hi|8T+4Ta+28Th+"
        "4bss+4hV+4hh+8hi|16T+4Ta+30Th+4Ti+4bss+4hV;embedding=4Ph-16T-24Th-1bss+12hV+48hh+24hi|4Ph-16T-20Th-1bss+8h"
        "V+48hh+24hi"
    ),
}

PREFILL = {
    "bf16 plain": "20T+8Th+4Ti|20T+14Th|8T+2Th+2bV",
    "bf16 eager": "20T+8Th+4Ti+2bss+2bssa|20T+14Th+2bss+2bssa|20T+10Th+2bss+10bssa",
    "fp32 plain": "20T+16Th+8Ti|20T+28Th|8T+4Th+4bV",
    "fp32 eager": "20T+16Th+8Ti+4bss+4bssa|20T+28Th+4bss+4bssa|20T+20Th+4bss+8bssa|8T+4Th+4bV",
    "nf4 plain": "20T+10Th+2Ti+2hi|20T+8Th+2Ti+2.0625hi|20T+14Th+2hh|20T+12Th+2.0625hh|20T+8Th+4Ti|8T+2Th+2bV",
    "nf4 eager": (
        "20T+10Th+2Ti+2bss+2bssa+2hi|20T+8Th+2Ti+2bss+2bssa+2.0625hi|20T+14Th+2bss+2bssa+2hh|20T+12Th+2bss+2bssa+2."
        "0625hh|20T+10Th+2bss+10bssa|20T+8Th+4Ti+2bss+2bssa"
    ),
}
