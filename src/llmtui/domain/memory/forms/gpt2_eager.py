"""What a gpt2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager tied": (
        "start=8T+4Th+2bss+2sh;kept=8T+16Th+10Ti+2bssa;held=8T+16Th+10Ti+2bssa;left=-8T-16Th-10Ti-2bssa+8hh+4hi;for"
        "ward=12T+10TV-2bss-2sh|-4T-4Th-10Ti+2bssa;head=4T+12TV-2bss-2sh|4T+2TV+2Th-2bss+2hV-2sh;last=-2Th+4Ti-2bss"
        "+2hV+2hi-2sh|-4T-6Th-10Ti-2bss-2bssa+2hV+8hh+4hi-2sh|-4T-8Th-10Ti-2bss+4bssa+2hV+2hh+4hi-2sh;embedding=2Ph"
        "-24T-52Th-30Ti-2bss-6bssa+6hV+24hh+12hi-2sh|2Ph-24T-50Th-30Ti-2bss-6bssa+4hV+24hh+12hi-2sh"
    ),
    "full bf16+amp eager tied": (
        "start=8T+4Th+2bss+2sh;kept=16T+20Th+16Ti+6bssa;held=16T+20Th+16Ti+6bssa;left=-16T-20Th-16Ti-6bssa+8hh+4hi;"
        "forward=16T+10TV+6Th-2bss-2sh|-8T-16Ti+4bssa|10Th+4Ti;head=8T+12TV+2Th-2bss-2sh|8T+2TV+4Th-2bss+2hV-2sh;la"
        "st=-2Th+12Ti-2bss+2hV+2hi-2sh|-8T-8Th-16Ti-2bss-6bssa+2hV+8hh+4hi-2sh|-8T-10Th-16Ti-2bss+6bssa+2hV+2hh+4hi"
        "-2sh;embedding=2Ph-48T-64Th-48Ti-2bss-18bssa+6hV+24hh+12hi-2sh|2Ph-48T-62Th-48Ti-2bss-18bssa+4hV+24hh+12hi"
        "-2sh"
    ),
    "full fp32+amp eager tied": (
        "start=8T+8Th+4bss+4sh;kept=16T+20Th+16Ti+6bssa+8hh+4hi;held=16T+20Th+16Ti+6bssa+8hh+4hi;left=-16T-20Th-16T"
        "i-6bssa+8hh+4hi;forward=16T+10TV+2Th-4bss+2hV-4sh|-8T-4Th-16Ti+2bssa-2hh-4hi|4Th+4Ti;head=8T+12TV-2Th-4bss"
        "+2hV-4sh|8T-4bss+6hV-4sh;last=-4Th+12Ti-4bss+4hV+2hi-4sh|-8T-16Th-16Ti-4bss-6bssa+4hV+14hh+4hi-4sh|-8T-12T"
        "h-16Ti-4bss+6bssa+4hV+2hh+4hi-4sh|-4Th+2Ti-4bss+4hV+4hi-4sh|-2Th-16Ti-4bss+4hV+6hi-4sh;embedding=4Ph-48T-6"
        "8Th-48Ti-4bss-18bssa+12hV+24hh+12hi-4sh|4Ph-48T-64Th-48Ti-4bss-18bssa+8hV+24hh+12hi-4sh"
    ),
    "full fp32 eager tied": (
        "start=8T+8Th+4bss+4sh;kept=16T+32Th+20Ti+4bssa;held=16T+32Th+20Ti+4bssa;left=-16T-32Th-20Ti-4bssa+16hh+8hi"
        ";forward=16T+8TV-4bss-4sh|-8T-8Th-20Ti+4bssa;head=8T+4TV+4Th-4bss+4hV-4sh|8T+12TV-4bss-4sh;last=-4Th+8Ti-4"
        "bss+4hV+4hi-4sh|-8T-12Th-20Ti-4bss-4bssa+4hV+16hh+8hi-4sh|-8T-16Th-20Ti-4bss+8bssa+4hV+4hh+8hi-4sh;embeddi"
        "ng=4Ph-48T-104Th-60Ti-4bss-12bssa+12hV+48hh+24hi-4sh|4Ph-48T-100Th-60Ti-4bss-12bssa+8hV+48hh+24hi-4sh"
    ),
    "lora bf16+amp eager": (
        "start=2bss+2sh;kept=16T+20Th+16Ti+8Tr+6bssa+16rh+4ri;held=16T+20Th+16Ti+8Tr+6bssa+16rh+4ri;left=-16T-20Th-"
        "16Ti-8Tr-6bssa+16rh+4ri;forward=16T+10TV+4Th-2bss-2sh|-8T-16Ti-6Tr+4bssa-8rh-4ri|14Th+4Ti;head=8T+12TV-2bs"
        "s-2rh-2sh;last=-2Th+12Ti-2Tr-2bss+2ri-2sh|-8T-10Th-16Ti-6Tr-2bss+6bssa+6rh+4ri-2sh|-8T-10Th-16Ti-6Tr-2bss-"
        "6bssa+18rh+4ri-2sh;embedding="
    ),
    "lora fp32+amp eager": (
        "start=4Th+4bss-6hh+4sh;kept=16T+20Th+16Ti+8Tr+6bssa+8hh+4hi+16rh+4ri;held=16T+20Th+16Ti+8Tr+6bssa+8hh+4hi+"
        "16rh+4ri;left=-16T-20Th-16Ti-8Tr-6bssa-8hh-4hi+16rh+4ri;forward=16T+10TV-4bss+2hV-4sh|-8T-4Th-16Ti-6Tr+2bs"
        "sa-2hh-4hi-8rh-4ri|8Th+4Ti;head=8T+12TV-4Th-4bss+2hV-2rh-4sh;last=-4Th+12Ti-2Tr-4bss-2hi+2ri-4sh|-2Th+2Ti-"
        "2Tr-4bss+4ri-4sh|-2Th+4Ti-2Tr-4bss+2ri-4sh|-8T-12Th-16Ti-6Tr-4bss+6bssa-2hh-4hi+6rh+4ri-4sh;embedding="
    ),
    "lora nf4 eager": (
        "start=4Th+4bss+4sh;kept=16T+20Th+18Ti+8Tr+6bssa+16rh+4ri;held=16T+20Th+18Ti+8Tr+6bssa+16rh+4ri;left=-16T-2"
        "0Th-18Ti-8Tr-6bssa+16rh+4ri;forward=16T+10TV-4bss+2hV-4sh|-8T+2Th-18Ti-6Tr+2bssa-8rh-4ri|12Th+4Ti;head=8T+"
        "12TV-4Th-4bss+2hV-2rh-4sh;last=-4Th+10Ti-2Tr-4bss+2ri-4sh|-8T-10Th-18Ti-8Tr-4bss-6bssa+6.1875hh+14rh+4ri-4"
        "sh|-2Th+4Ti-2Tr-4bss+2hi+2ri-4sh|-8T-10Th-18Ti-6Tr-4bss+6bssa+6rh+4ri-4sh|-2Th+2Ti-2Tr-4bss+2.0625hi+2ri-4"
        "sh|-8T-8Th-18Ti-8Tr-4bss-6bssa+6hh+14rh+4ri-4sh;embedding="
    ),
    "lora nf4 raw eager": (
        "start=2Th+2bss+2sh;kept=16T+20Th+18Ti+8Tr+6bssa+16rh+4ri;held=16T+20Th+18Ti+8Tr+6bssa+16rh+4ri;left=-16T-2"
        "0Th-18Ti-8Tr-6bssa+16rh+4ri;forward=16T+10TV+2Th-2bss-2sh|-8T+2Th-18Ti-6Tr+4bssa-8rh-4ri|12Th+4Ti;head=8T+"
        "12TV-2Th-2bss-2rh-2sh;last=-2Th+10Ti-2Tr-2bss+2ri-2sh|-8T-8Th-18Ti-8Tr-2bss-6bssa+6.1875hh+14rh+4ri-2sh|4T"
        "i-2Tr-2bss+2hi+2ri-2sh|-8T-8Th-18Ti-6Tr-2bss+6bssa+6rh+4ri-2sh|2Ti-2Tr-2bss+2.0625hi+2ri-2sh|-8T-6Th-18Ti-"
        "8Tr-2bss-6bssa+6hh+14rh+4ri-2sh;embedding="
    ),
    "lora bf16 eager": (
        "start=4T+2Th+2bss+2sh;kept=8T+22Th+12Ti+16Tr+2bssa;held=8T+22Th+12Ti+16Tr+2bssa;left=-8T-22Th-12Ti-16Tr-2b"
        "ssa+32rh+8ri;forward=12T+10TV-2bss-2sh|-4T-6Th-12Ti-12Tr+2bssa|12Th+2Ti;head=4T+12TV-2Th-2bss-2sh;last=4Ti"
        "-2bss+4rh+4ri-2sh|8Th-2bss-2sh|-4T-12Th-12Ti-12Tr-2bss+4bssa+16rh+8ri-2sh|-4T+12Th-12Ti-12Tr-2bss-2bssa+16"
        "rh+8ri-2sh|-4T-12Ti-8Tr-2bss-2bssa+28rh+8ri-2sh;embedding="
    ),
    "lora fp32 eager": (
        "start=4Th+4bss+4sh;kept=16T+32Th+20Ti+16Tr+4bssa;held=16T+32Th+20Ti+16Tr+4bssa;left=-16T-32Th-20Ti-16Tr-4b"
        "ssa+32rh+8ri;forward=16T+8TV-4bss-4sh|-8T-8Th-20Ti-12Tr+4bssa;head=8T+12TV-4Th-4bss-4sh;last=-4Th+8Ti-4Tr-"
        "4bss+4rh+4ri-4sh|-8T-16Th-20Ti-12Tr-4bss+8bssa+16rh+8ri-4sh|4Tr-4bss+4rh-4sh|-8T-4Th-20Ti-8Tr-4bss-4bssa+2"
        "8rh+8ri-4sh;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=4Th+4bss+4sh;kept=16T+32Th+20Ti+16Tr+4bssa;held=16T+32Th+20Ti+16Tr+4bssa;left=-16T-32Th-20Ti-16Tr-4b"
        "ssa+32rh+8ri;forward=16T+8TV-4bss-4sh|-8T-8Th-20Ti-12Tr+4bssa|6Th+2Ti-4Tr;head=8T+12TV-4Th-4bss-4sh;last=-"
        "4Th+8Ti-4Tr-4bss+4rh+4ri-4sh|-8T-22Th-20Ti-16Tr-4bss-4bssa+6.1875hh+32rh+8ri-4sh|-2Th+2Ti-4Tr-4bss+2hi+4rh"
        "+4ri-4sh|-8T-16Th-20Ti-12Tr-4bss+8bssa+16rh+8ri-4sh|-2Th-4Tr-4bss+2.0625hi+4rh+4ri-4sh|-8T-20Th-20Ti-16Tr-"
        "4bss-4bssa+6hh+32rh+8ri-4sh;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=4T+2Th+2bss+2sh;kept=8T+22Th+12Ti+16Tr+2bssa;held=8T+22Th+12Ti+16Tr+2bssa;left=-8T-22Th-12Ti-16Tr-2b"
        "ssa+32rh+8ri;forward=12T+10TV-2bss-2sh|-4T-6Th-12Ti-12Tr+2bssa|12Th+2Ti;head=4T+12TV-2Th-2bss-2sh;last=-2T"
        "h-4Tr-2bss+2hi+4rh+4ri-2sh|-4T-14Th-12Ti-16Tr-2bss-2bssa+6.1875hh+32rh+8ri-2sh|-4T+12Th-12Ti-12Tr-2bss-2bs"
        "sa+16rh+8ri-2sh|-4T-12Th-12Ti-12Tr-2bss+4bssa+16rh+8ri-2sh|-2Th+4Ti-2bss+4rh+4ri-2sh|-2Th-2Ti-4Tr-2bss+2.0"
        "625hi+4rh+4ri-2sh|6Th-2bss-2sh|-4T-12Th-12Ti-16Tr-2bss-2bssa+6hh+32rh+8ri-2sh|-4Th-10Ti-8Tr-2bss+2.0625hi+"
        "8rh+8ri-2sh;embedding="
    ),
    "full bf16 eager tied checkpointing": (
        "start=8T+4Th+2bss+2sh;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV-2sh|6Th+4bssa|4Th+8Ti+2bssa;hea"
        "d=4T+12TV-2sh|4T+2TV+2Th+2hV-2sh;last=8T+12Th+14Ti+2bssa+2hV+2hi-2sh|4T+8Th+2hV+8hh+4hi-2sh|4T+6Th+6bssa+2"
        "hV+2hh+4hi-2sh;embedding=2Ph-10Th-2bss+6hV+24hh+12hi-2sh|2Ph-8Th-2bss+4hV+24hh+12hi-2sh"
    ),
    "full bf16+amp eager tied checkpointing": (
        "start=8T+4Th+2bss+2sh;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=6Th+12Ti+2bssa|16T+10TV+6Th-2sh|8Th+10bs"
        "sa;head=8T+12TV+2Th-2sh|8T+2TV+4Th+2hV-2sh;last=16T+18Th+26Ti+6bssa+2hV+2hi-2sh|8T+12Th+2hV+8hh+4hi-2sh|16"
        "T+26Th+20Ti+6bssa+2hV-2sh|8T+10Th+12bssa+2hV+2hh+4hi-2sh;embedding=2Ph-10Th-2bss+6hV+24hh+12hi-2sh|2Ph-8Th"
        "-2bss+4hV+24hh+12hi-2sh"
    ),
    "full fp32+amp eager tied checkpointing": (
        "start=8T+8Th+4bss+4sh;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=16T+10TV+2Th+2hV-4sh|6Th+8bssa-"
        "2hh-4hi|6Th+12Ti+2bssa-2hi|8Th+6Ti+2bssa;head=8T+12TV-2Th+2hV-4sh|8T+6hV-4sh;last=16T+12Th+26Ti+6bssa+4hV+"
        "8hh+6hi-4sh|8T+4hV+22hh+8hi-4sh|16T+20Th+20Ti+6bssa+4hV+8hh+4hi-4sh|8T+4Th+12bssa+4hV+10hh+8hi-4sh|16T+12T"
        "h+18Ti+6bssa+4hV+8hh+8hi-4sh|16T+14Th+6bssa+4hV+8hh+10hi-4sh;embedding=4Ph-20Th-4bss+12hV+48hh+24hi-4sh|4P"
        "h-16Th-4bss+8hV+48hh+24hi-4sh"
    ),
    "full fp32 eager tied checkpointing": (
        "start=8T+8Th+4bss+4sh;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=8Th+16Ti+4bssa|16T+8TV-4sh|12Th+8bssa|2"
        "0Th+4bssa;head=8T+4TV+4Th+4hV-4sh|8T+12TV-4sh;last=16T+24Th+28Ti+4bssa+4hV+4hi-4sh|8T+16Th+4hV+16hh+8hi-4s"
        "h|8T+12Th+12bssa+4hV+4hh+8hi-4sh;embedding=4Ph-20Th-4bss+12hV+48hh+24hi-4sh|4Ph-16Th-4bss+8hV+48hh+24hi-4s"
        "h"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+4Th+2bss+2sh;kept=2Th+16rh+4ri;held=2Th;left=-2Th+32rh+8ri;forward=6Th+12Ti+2bssa-2rh-2ri|16T+10T"
        "V+6Th-2sh|8Th+10bssa-8rh-4ri;head=8T+12TV+2Th-2sh;last=16T+20Th+26Ti+6Tr+6bssa+18rh+6ri-2sh|16T+32Th+20Ti+"
        "8Tr+6bssa+16rh+4ri-2sh|8T+12Th+2Tr+12bssa+24rh+8ri-2sh|8T+12Th+2Tr+36rh+8ri-2sh;embedding=-6Th-2bss+96rh+2"
        "4ri-2sh"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+8Th+4bss+4sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV-4sh|6Th+8bssa"
        "-8rh-4ri|8Th+6Ti+2bssa+2hi-2rh-2ri|6Th+12Ti+2bssa-2rh-2ri|8Th+6hh-16rh-4ri;head=8T+12TV+2hV-4sh;last=16T+2"
        "8Th+20Ti+8Tr+6bssa+8hh+4hi+16rh+4ri-4sh|8T+8Th+2Tr+12bssa+6hh+24rh+8ri-4sh|16T+16Th+26Ti+6Tr+6bssa+8hh+2hi"
        "+18rh+6ri-4sh|16T+18Th+18Ti+6Tr+6bssa+8hh+4hi+18rh+8ri-4sh;embedding=-12Th-4bss+96rh+24ri-4sh"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+8Th+4bss+4sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV-4sh|12Th+8bss"
        "a-8rh-4ri|6Th+16Ti+4bssa-2rh-2ri;head=8T+12TV+2hV-4sh;last=16T+16Th+28Ti+6Tr+6bssa+18rh+6ri-4sh|8T+10Th+6."
        "1875hh+32rh+8ri-4sh|16T+32Th+20Ti+6Tr+6bssa+14rh+2ri-4sh|8T+10Th+2Tr+12bssa+24rh+8ri-4sh|16T+18Th+22Ti+6Tr"
        "+6bssa+2hi+18rh+6ri-4sh|16T+18Th+20Ti+6Tr+6bssa+2.0625hi+18rh+6ri-4sh|8T+12Th+6hh+32rh+8ri-4sh|16T+30Th+22"
        "Ti+6Tr+6bssa+14rh+2ri-4sh;embedding=-12Th-4bss+96rh+24ri-4sh"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+4Th+2bss+2sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=6Th+16Ti+4bssa-2rh-2ri|16T+10T"
        "V+4Th-2sh|12Th+10bssa-8rh-4ri|30Th-8rh-4ri;head=8T+12TV-2sh;last=16T+16Th+28Ti+6Tr+6bssa+18rh+6ri-2sh|8T+1"
        "0Th+6.1875hh+32rh+8ri-2sh|16T+32Th+20Ti+6Tr+6bssa+14rh+2ri-2sh|8T+10Th+2Tr+12bssa+24rh+8ri-2sh|16T+18Th+22"
        "Ti+6Tr+6bssa+2hi+18rh+6ri-2sh|16T+18Th+20Ti+6Tr+6bssa+2.0625hi+18rh+6ri-2sh|8T+24Th+2Tr+10bssa+8rh-2sh|8T+"
        "12Th+6hh+32rh+8ri-2sh|16T+30Th+22Ti+6Tr+6bssa+14rh+2ri-2sh;embedding=-12Th-2bss+96rh+24ri-2sh"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+4Th+2bss+2sh;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=8Th+10Ti+2bssa|12T+10TV+2Th-2sh|6Th+4bs"
        "sa|34Th|22Th+2bssa;head=4T+12TV-2sh;last=8T+22Th+16Ti+16Tr+2bssa+4rh+4ri-2sh|4T+42Th+4Tr-2sh|4T+10Th+4Tr+6"
        "bssa+16rh+8ri-2sh|8T+32Th+14Ti+16Tr+2bssa-2sh|4T+40Th+8Tr+2bssa-2sh|4T+34Th+4Tr+16rh+8ri-2sh|4T+22Th+8Tr+2"
        "8rh+8ri-2sh;embedding=-6Th-2bss+96rh+24ri-2sh"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+8Th+4bss+4sh;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=8Th+16Ti+4bssa|16T+8TV+4Th-4sh|12Th+8bs"
        "sa|36Th;head=8T+12TV-4sh;last=16T+28Th+28Ti+12Tr+4bssa+4rh+4ri-4sh|16T+40Th+20Ti+16Tr+4bssa-4sh|8T+16Th+4T"
        "r+12bssa+16rh+8ri-4sh|8T+28Th+8Tr+28rh+8ri-4sh;embedding=-12Th-4bss+96rh+24ri-4sh"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+8Th+4bss+4sh;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=8Th+16Ti+4bssa|16T+8TV+4Th-4sh|12Th+8bs"
        "sa|36Th;head=8T+12TV-4sh;last=16T+28Th+28Ti+12Tr+4bssa+4rh+4ri-4sh|8T+10Th+6.1875hh+32rh+8ri-4sh|16T+44Th+"
        "20Ti+12Tr+4bssa-4sh|8T+16Th+4Tr+12bssa+16rh+8ri-4sh|16T+30Th+22Ti+12Tr+4bssa+2hi+4rh+4ri-4sh|16T+30Th+20Ti"
        "+12Tr+4bssa+2.0625hi+4rh+4ri-4sh|16T+42Th+22Ti+12Tr+4bssa-4sh|8T+12Th+6hh+32rh+8ri-4sh;embedding=-12Th-4bs"
        "s+96rh+24ri-4sh"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+4Th+2bss+2sh;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=8Th+10Ti+2bssa|12T+10TV+2Th-2sh|6Th+4bs"
        "sa|34Th|22Th+2bssa;head=4T+12TV-2sh;last=8T+20Th+12Ti+12Tr+2bssa+2hi+4rh+4ri-2sh|4T+8Th+6.1875hh+32rh+8ri-"
        "2sh|4T+40Th+4Tr-2sh|4T+10Th+4Tr+6bssa+16rh+8ri-2sh|8T+20Th+16Ti+16Tr+2bssa+4rh+4ri-2sh|8T+30Th+14Ti+16Tr+2"
        "bssa-2sh|8T+20Th+10Ti+12Tr+2bssa+2.0625hi+4rh+4ri-2sh|4T+38Th+8Tr+2bssa-2sh|4T+10Th+6hh+32rh+8ri-2sh|4T+34"
        "Th+4Tr+16rh+8ri-2sh|8T+18Th+2Ti+8Tr+2bssa+2.0625hi+8rh+8ri-2sh;embedding=-6Th-2bss+96rh+24ri-2sh"
    ),
}
