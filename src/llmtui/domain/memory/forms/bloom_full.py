"""What a bloom model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager tied": (
        "start=12T+2Ta+4Th+2bss;kept=8T+16Th+4Ti+6bssa;held=8T+16Th+4Ti+6bssa;left=-8T-16Th-4Ti-6bssa+8hh+4hi;forwa"
        "rd=12T+10TV-2Ta+2Th-2bss|-4T-2Th-4Ti+6bssa|-2Th+6Ti;head=4T+12TV-2Ta+2Th-2bss|4T+2TV-2Ta+4Th-2bss+2hV;last"
        "=-2Ta+10Ti-2bss+2hV+2hi|-4T-2Ta-4Th-4Ti-2bss-6bssa+2hV+8hh+4hi|-4T-2Ta+8Th-4Ti-2bss-6bssa+2hV+2hh+4hi|-4T-"
        "2Ta-6Th-4Ti-2bss+6bssa+2hV+2hh+4hi;embedding=-28T-2Ta-52Th-12Ti-2bss-18bssa+6hV+24hh+12hi|-24T-2Ta-46Th-12"
        "Ti-2bss-18bssa+2hV+24hh+12hi"
    ),
    "full bf16+amp eager tied": (
        "start=16T+4Ta+10Th+2bss;kept=16T+20Th+4Ti+6bssa;held=16T+20Th+4Ti+6bssa;left=-16T-20Th-4Ti-6bssa+8hh+4hi;f"
        "orward=16T+10TV-4Ta+4Th-2bss|-8T-2Th-4Ti+6bssa|6Ti;head=8T+12TV-4Ta-2bss|8T+2TV-4Ta+2Th-2bss+2hV;last=-4Ta"
        "-2Th+10Ti-2bss+2hV+2hi|-8T-4Ta-8Th-4Ti-2bss-6bssa+2hV+8hh+4hi|-8T-4Ta+4Th-4Ti-2bss-6bssa+2hV+2hh+4hi|-8T-4"
        "Ta-10Th-4Ti-2bss+6bssa+2hV+2hh+4hi|-4Ta+4Th-4Ti-2bss+2hV+4hi;embedding=-56T-4Ta-70Th-12Ti-2bss-18bssa+6hV+"
        "24hh+12hi|-48T-4Ta-58Th-12Ti-2bss-18bssa+2hV+24hh+12hi"
    ),
    "full fp32+amp eager tied": (
        "start=16T+4Ta+8Th+4bss;kept=16T+20Th+4Ti+6bssa+8hh+4hi;held=16T+20Th+4Ti+6bssa+8hh+4hi;left=-16T-20Th-4Ti-"
        "6bssa+8hh+4hi;forward=16T+10TV-4Ta+6Th-4bss+2hV|-8T+6Th-4Ti+6bssa-4hi;head=8T+12TV-4Ta+2Th-4bss+2hV|8T-4Ta"
        "+4Th-4bss+6hV;last=-4Ta+10Ti-4bss+4hV+2hi|-8T-4Ta-12Th-4Ti-4bss-6bssa+4hV+14hh+4hi|-8T-4Ta-8Th-4Ti-4bss+6b"
        "ssa+4hV+2hh+4hi|-4Ta+2Th-4Ti-4bss+4hV+6hi|-4Ta+6Th-4Ti-4bss+4hV+4hi;embedding=-56T-4Ta-68Th-12Ti-4bss-18bs"
        "sa+12hV+24hh+12hi|-48T-4Ta-56Th-12Ti-4bss-18bssa+4hV+24hh+12hi"
    ),
    "full fp32 eager tied": (
        "start=16T+4Ta+8Th+4bss;kept=16T+32Th+8Ti+4bssa;held=16T+32Th+8Ti+4bssa;left=-16T-32Th-8Ti-4bssa+16hh+8hi;f"
        "orward=-4Th+12Ti|16T+8TV-4Ta+4Th-4bss|-8T+8Th-8Ti+8bssa;head=8T+4TV-4Ta+8Th-4bss+4hV|8T+12TV-4Ta+4Th-4bss;"
        "last=-4Ta+20Ti-4bss+4hV+4hi|-8T-4Ta-8Th-8Ti-4bss-4bssa+4hV+16hh+8hi|-8T-4Ta+16Th-8Ti-4bss-4bssa+4hV+4hh+8h"
        "i|-8T-4Ta-12Th-8Ti-4bss+8bssa+4hV+4hh+8hi;embedding=-56T-4Ta-104Th-24Ti-4bss-12bssa+12hV+48hh+24hi|-48T-4T"
        "a-92Th-24Ti-4bss-12bssa+4hV+48hh+24hi"
    ),
    "full bf16 eager tied checkpointing": (
        "start=12T+2Ta+4Th+2bss+2bssa;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV+2Th-2bssa|12Th+12bssa|2T"
        "h+10Ti+2bssa;head=4T+12TV+2Th-2bssa|4T+2TV+4Th-2bssa+2hV;last=8T+14Th+14Ti+4bssa+2hV+2hi|4T+10Th-2bssa+2hV"
        "+8hh+4hi|4T+22Th-2bssa+2hV+2hh+4hi|4T+14Th+10bssa+2hV|4T+8Th+10bssa+2hV+2hh+4hi|4T+20Th+8bssa+2hV;embeddin"
        "g=-4T-2Ta-10Th-2bss-2bssa+6hV+24hh+12hi|-2Ta-4Th-2bss-2bssa+2hV+24hh+12hi"
    ),
    "full bf16+amp eager tied checkpointing": (
        "start=16T+4Ta+10Th+2bss+2bssa;kept=4Th;held=4Th;left=-4Th+8hh+4hi;forward=16T+10TV+4Th-2bssa|12Th+12bssa|4"
        "Th+10Ti+2bssa|20Th+6bssa;head=8T+12TV-2bssa|8T+2TV+2Th-2bssa+2hV;last=16T+14Th+14Ti+4bssa+2hV+2hi|8T+8Th-2"
        "bssa+2hV+8hh+4hi|8T+26Th+8bssa+2hV|8T+18Th+10bssa+2hV|8T+6Th+10bssa+2hV+2hh+4hi;embedding=-8T-4Ta-22Th-2bs"
        "s-2bssa+6hV+24hh+12hi|-4Ta-10Th-2bss-2bssa+2hV+24hh+12hi"
    ),
    "full fp32+amp eager tied checkpointing": (
        "start=16T+4Ta+8Th+4bss+2bssa;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=16T+10TV+6Th-2bssa+2hV|1"
        "2Th+12bssa-2hh-4hi|4Th+10Ti+2bssa-2hi|10Th+2Ti+2bssa;head=8T+12TV+2Th-2bssa+2hV|8T+4Th-2bssa+6hV;last=16T+"
        "16Th+14Ti+4bssa+4hV+8hh+6hi|8T+4Th-2bssa+4hV+22hh+8hi|8T+28Th+10bssa+4hV+8hh|8T+8Th+10bssa+4hV+10hh+8hi|16"
        "T+18Th+4bssa+4hV+8hh+10hi;embedding=-8T-4Ta-20Th-4bss-2bssa+12hV+48hh+24hi|-4Ta-8Th-4bss-2bssa+4hV+48hh+24"
        "hi"
    ),
    "full fp32 eager tied checkpointing": (
        "start=16T+4Ta+8Th+4bss+4bssa;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=4Th+20Ti+4bssa|16T+8TV+4Th-4bssa"
        "|36Th+12bssa;head=8T+4TV+8Th-4bssa+4hV|8T+12TV+4Th-4bssa;last=16T+28Th+28Ti+4hV+4hi|8T+20Th-4bssa+4hV+16hh"
        "+8hi|8T+44Th-4bssa+4hV+4hh+8hi|8T+40Th+8bssa+4hV|8T+16Th+8bssa+4hV+4hh+8hi;embedding=-8T-4Ta-20Th-4bss-4bs"
        "sa+12hV+48hh+24hi|-4Ta-8Th-4bss-4bssa+4hV+48hh+24hi"
    ),
}

PREFILL = {
    "bf16 eager": "8T+2Ta+8Th+10Ti+2bss+4bssa|8T+2Ta+20Th+2bss+8bssa|8T+2Ta+14Th+2bss+14bssa",
    "fp32 eager": "8T+4Ta+16Th+20Ti+4bss+8bssa|8T+4Ta+40Th+4bss+16bssa",
    "nf4 eager": (
        "8T+2Ta+8Th+10Ti+2bss+4bssa|8T+2Ta+2Th+2bss+2bssa+6.1875hh|8T+2Ta+18Th+2bss+8bssa+2hh|8T+2Ta+14Th+2bss+14bs"
        "sa|8T+2Ta+8Th+2Ti+2bss+4bssa+2.0625hi|8T+2Ta+8Th+2bss+2bssa+6hh|8T+2Ta+10Th+2Ti+2bss+4bssa+2hi|8T+2Ta+20Th"
        "+2bss+8bssa"
    ),
}
