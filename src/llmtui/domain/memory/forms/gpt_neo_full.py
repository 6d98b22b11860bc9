"""What a gpt_neo model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager tied": (
        "start=8T+4Th+2bss+2sh;kept=8T+20Th+10Ti+6bssa;held=8T+20Th+10Ti+6bssa;left=-8T-20Th-10Ti-6bssa+8hh+4hi;for"
        "ward=12T+10TV-2bss-2sh|-4T+4Th-10Ti+2bssa;head=4T+12TV-2bss-2sh|4T+2TV+2Th-2bss+2hV-2sh;last=-2Th+4Ti-2bss"
        "+2hV+2hi-2sh|-4T-12Th-10Ti-2bss-6bssa+2hV+8hh+4hi-2sh|-4T-8Th-10Ti-2bss+6bssa+2hV+2hh+4hi-2sh;embedding=2P"
        "h-24T-64Th-30Ti-2bss-18bssa+6hV+24hh+12hi-2sh|2Ph-24T-62Th-30Ti-2bss-18bssa+4hV+24hh+12hi-2sh"
    ),
    "full bf16+amp eager tied": (
        "start=8T+4Th+2bss+2sh;kept=16T+24Th+16Ti+6bssa;held=16T+24Th+16Ti+6bssa;left=-16T-24Th-16Ti-6bssa+8hh+4hi;"
        "forward=16T+10TV+6Th-2bss-2sh|-8T+8Th-16Ti+4bssa|10Th+4Ti;head=8T+12TV+2Th-2bss-2sh|8T+2TV+4Th-2bss+2hV-2s"
        "h;last=-2Th+12Ti-2bss+2hV+2hi-2sh|-8T-10Th-16Ti-2bss-6bssa+2hV+8hh+4hi-2sh|-8T-10Th-16Ti-2bss+6bssa+2hV+2h"
        "h+4hi-2sh;embedding=2Ph-48T-76Th-48Ti-2bss-18bssa+6hV+24hh+12hi-2sh|2Ph-48T-74Th-48Ti-2bss-18bssa+4hV+24hh"
        "+12hi-2sh"
    ),
    "full fp32+amp eager tied": (
        "start=8T+8Th+4bss+4sh;kept=16T+24Th+16Ti+6bssa+8hh+4hi;held=16T+24Th+16Ti+6bssa+8hh+4hi;left=-16T-24Th-16T"
        "i-6bssa+8hh+4hi;forward=16T+10TV+2Th-4bss+2hV-4sh|-8T+4Th-16Ti+2bssa-2hh-4hi|4Th+4Ti;head=8T+12TV-2Th-4bss"
        "+2hV-4sh|8T-4bss+6hV-4sh;last=-4Th+12Ti-4bss+4hV+2hi-4sh|-8T-20Th-16Ti-4bss-6bssa+4hV+10hh+4hi-4sh|-8T-12T"
        "h-16Ti-4bss+6bssa+4hV+2hh+4hi-4sh|-4Th+2Ti-4bss+4hV+4hi-4sh|-2Th-16Ti-4bss+4hV+6hi-4sh;embedding=4Ph-48T-8"
        "0Th-48Ti-4bss-18bssa+12hV+24hh+12hi-4sh|4Ph-48T-76Th-48Ti-4bss-18bssa+8hV+24hh+12hi-4sh"
    ),
    "full fp32 eager tied": (
        "start=8T+8Th+4bss+4sh;kept=16T+32Th+20Ti+4bssa;held=16T+32Th+20Ti+4bssa;left=-16T-32Th-20Ti-4bssa+16hh+8hi"
        ";forward=16T+8TV-4bss-4sh|-8T-8Th-20Ti+4bssa;head=8T+4TV+4Th-4bss+4hV-4sh|8T+12TV-4bss-4sh;last=-4Th+8Ti-4"
        "bss+4hV+4hi-4sh|-8T-16Th-20Ti-4bss-4bssa+4hV+16hh+8hi-4sh|-8T-16Th-20Ti-4bss+8bssa+4hV+4hh+8hi-4sh;embeddi"
        "ng=4Ph-48T-104Th-60Ti-4bss-12bssa+12hV+48hh+24hi-4sh|4Ph-48T-100Th-60Ti-4bss-12bssa+8hV+48hh+24hi-4sh"
    ),
    "full bf16 eager tied checkpointing": (
        "start=8T+4Th+2bss+2bssa+2sh;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV-2bssa-2sh|14Th+8bssa|4Th+"
        "8Ti+2bssa|22Th+4bssa;head=4T+12TV-2bssa-2sh|4T+2TV+2Th-2bssa+2hV-2sh;last=8T+16Th+14Ti+4bssa+2hV+2hi-2sh|4"
        "T+6Th-2bssa+2hV+8hh+4hi-2sh|4T+26Th+4bssa+2hV-2sh|4T+10Th+10bssa+2hV+2hh+4hi-2sh;embedding=2Ph-10Th-2bss-2"
        "bssa+6hV+24hh+12hi-2sh|2Ph-8Th-2bss-2bssa+4hV+24hh+12hi-2sh"
    ),
    "full bf16+amp eager tied checkpointing": (
        "start=8T+4Th+2bss+2bssa+2sh;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=6Th+12Ti+2bssa|16T+10TV+6Th-2bssa-"
        "2sh|16Th+10bssa|24Th+2bssa;head=8T+12TV+2Th-2bssa-2sh|8T+2TV+4Th-2bssa+2hV-2sh;last=16T+22Th+26Ti+4bssa+2h"
        "V+2hi-2sh|8T+14Th-2bssa+2hV+8hh+4hi-2sh|16T+30Th+20Ti+4bssa+2hV-2sh|8T+14Th+10bssa+2hV+2hh+4hi-2sh|8T+30Th"
        "+8bssa+2hV-2sh;embedding=2Ph-10Th-2bss-2bssa+6hV+24hh+12hi-2sh|2Ph-8Th-2bss-2bssa+4hV+24hh+12hi-2sh"
    ),
    "full fp32+amp eager tied checkpointing": (
        "start=8T+8Th+4bss+2bssa+4sh;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=16T+10TV+2Th-2bssa+2hV-4s"
        "h|14Th+8bssa-2hh-4hi|6Th+12Ti+2bssa-2hi|8Th+6Ti+2bssa;head=8T+12TV-2Th-2bssa+2hV-4sh|8T-2bssa+6hV-4sh;last"
        "=16T+16Th+26Ti+4bssa+4hV+8hh+6hi-4sh|8T-2bssa+4hV+18hh+8hi-4sh|16T+24Th+20Ti+4bssa+4hV+8hh+4hi-4sh|8T+8Th+"
        "10bssa+4hV+10hh+8hi-4sh|16T+16Th+18Ti+4bssa+4hV+8hh+8hi-4sh|16T+18Th+4bssa+4hV+8hh+10hi-4sh;embedding=4Ph-"
        "20Th-4bss-2bssa+12hV+48hh+24hi-4sh|4Ph-16Th-4bss-2bssa+8hV+48hh+24hi-4sh"
    ),
    "full fp32 eager tied checkpointing": (
        "start=8T+8Th+4bss+4bssa+4sh;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=8Th+16Ti+4bssa|16T+8TV-4bssa-4sh|"
        "12Th+8bssa|20Th+4bssa;head=8T+4TV+4Th-4bssa+4hV-4sh|8T+12TV-4bssa-4sh;last=16T+24Th+28Ti+4hV+4hi-4sh|8T+12"
        "Th-4bssa+4hV+16hh+8hi-4sh|8T+12Th+8bssa+4hV+4hh+8hi-4sh;embedding=4Ph-20Th-4bss-4bssa+12hV+48hh+24hi-4sh|4"
        "Ph-16Th-4bss-4bssa+8hV+48hh+24hi-4sh"
    ),
}

PREFILL = {
    "bf16 eager": "8T+10Th+8Ti+2bss+4bssa+2sh|8T+20Th+2bss+6bssa+2sh|8T+16Th+2bss+10bssa+2sh",
    "fp32 eager": "8T+20Th+16Ti+4bss+8bssa+4sh|8T+16Th+4bss+12bssa+4sh|8T+4Th+4bV",
    "nf4 eager": (
        "8T+10Th+8Ti+2bss+4bssa+2sh|8T+10Th+2Ti+2bss+4bssa+2.0625hi+2sh|8T+20Th+2bss+6bssa+2sh|8T+10Th+2bss+4bssa+2"
        ".0625hh+2sh|8T+16Th+2bss+10bssa+2sh|8T+12Th+2Ti+2bss+4bssa+2hi+2sh|8T+12Th+2bss+4bssa+2hh+2sh"
    ),
}
