"""What a gpt2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager tied": (
        "start=8T+5Th+2bss+2sh;kept=8T+18Th+10Ti+5bssa;held=8T+18Th+10Ti+5bssa;left=-8T-18Th-10Ti-5bssa+8hh+4hi;for"
        "ward=12T+10TV-2bss-2sh;head=4T+12TV-2bss-2sh|4T+2TV+2Th-2bss+2hV-2sh;last=-3Th+4Ti-2bss+2hV+2hi-2sh|-4T-8T"
        "h-10Ti-2bss-5bssa+2hV+8hh+4hi-2sh|-4T-6Th-10Ti-2bss+2bssa+2hV+2hh+4hi-2sh|-1Th+2Ti-2bss+2hV+2hi-2sh;embedd"
        "ing=2Ph-24T-59Th-30Ti-2bss-15bssa+6hV+24hh+12hi-2sh|-24T-54Th-30Ti-2bss-15bssa+2hV+24hh+12hi-2sh"
    ),
    "full bf16+amp eager tied": (
        "start=8T+5Th+2bss+2sh;kept=16T+22Th+16Ti+7bssa;held=16T+22Th+16Ti+7bssa;left=-16T-22Th-16Ti-7bssa+8hh+4hi;"
        "forward=16T+10TV+6Th-2bss-2sh|-8T-2Th-16Ti+3bssa|9Th+4Ti;head=8T+12TV+2Th-2bss-2sh|8T+2TV+4Th-2bss+2hV-2sh"
        ";last=-3Th+12Ti-2bss+2hV+2hi-2sh|-8T-10Th-16Ti-2bss-7bssa+2hV+8hh+4hi-2sh|-8T-12Th-16Ti-2bss+5bssa+2hV+2hh"
        "+4hi-2sh;embedding=2Ph-48T-71Th-48Ti-2bss-21bssa+6hV+24hh+12hi-2sh|-48T-66Th-48Ti-2bss-21bssa+2hV+24hh+12h"
        "i-2sh"
    ),
    "full fp32+amp eager tied": (
        "start=8T+9Th+4bss+4sh;kept=16T+22Th+16Ti+7bssa+8hh+4hi;held=16T+22Th+16Ti+7bssa+8hh+4hi;left=-16T-22Th-16T"
        "i-7bssa+8hh+4hi;forward=16T+10TV+2Th-4bss+2hV-4sh|-8T-6Th-16Ti+2bssa-2hh-4hi|3Th+4Ti;head=8T+12TV-2Th-4bss"
        "+2hV-4sh|8T-4bss+6hV-4sh;last=-5Th+12Ti-4bss+4hV+2hi-4sh|-8T-18Th-16Ti-4bss-7bssa+4hV+14hh+4hi-4sh|-8T-14T"
        "h-16Ti-4bss+5bssa+4hV+2hh+4hi-4sh|-5Th+2Ti-4bss+4hV+4hi-4sh|-3Th-16Ti-4bss+4hV+6hi-4sh;embedding=4Ph-48T-7"
        "5Th-48Ti-4bss-21bssa+12hV+24hh+12hi-4sh|-48T-66Th-48Ti-4bss-21bssa+4hV+24hh+12hi-4sh"
    ),
    "full fp32 eager tied": (
        "start=8T+9Th+4bss+4sh;kept=16T+34Th+20Ti+9bssa;held=16T+34Th+20Ti+9bssa;left=-16T-34Th-20Ti-9bssa+16hh+8hi"
        ";forward=16T+8TV-4bss-4sh;head=8T+4TV+4Th-4bss+4hV-4sh|8T+12TV-4bss-4sh;last=-5Th+8Ti-4bss+4hV+4hi-4sh|-8T"
        "-14Th-20Ti-4bss-9bssa+4hV+16hh+8hi-4sh|-8T-10Th-20Ti-4bss+4bssa+4hV+4hh+8hi-4sh|-1Th+4Ti-4bss+4hV+4hi-4sh;"
        "embedding=4Ph-48T-111Th-60Ti-4bss-27bssa+12hV+48hh+24hi-4sh|-48T-102Th-60Ti-4bss-27bssa+4hV+48hh+24hi-4sh"
    ),
    "lora bf16+amp eager": (
        "start=2bss+2sh;kept=16T+22Th+16Ti+8Tr+7bssa+16rh+4ri;held=16T+22Th+16Ti+8Tr+7bssa+16rh+4ri;left=-16T-22Th-"
        "16Ti-8Tr-7bssa+16rh+4ri;forward=16T+10TV+4Th-2bss-2sh|-8T-2Th-16Ti-6Tr+3bssa-8rh-4ri|13Th+4Ti;head=8T+12TV"
        "-2bss-2rh-2sh;last=-3Th+12Ti-2Tr-2bss+2ri-2sh|-8T-12Th-16Ti-6Tr-2bss+5bssa+6rh+4ri-2sh|-8T-12Th-16Ti-6Tr-2"
        "bss-7bssa+18rh+4ri-2sh;embedding="
    ),
    "lora fp32+amp eager": (
        "start=4Th+4bss-6hh+4sh;kept=16T+22Th+16Ti+8Tr+7bssa+8hh+4hi+16rh+4ri;held=16T+22Th+16Ti+8Tr+7bssa+8hh+4hi+"
        "16rh+4ri;left=-16T-22Th-16Ti-8Tr-7bssa-8hh-4hi+16rh+4ri;forward=16T+10TV-4bss+2hV-4sh|-8T-6Th-16Ti-6Tr+2bs"
        "sa-2hh-4hi-8rh-4ri|7Th+4Ti;head=8T+12TV-4Th-4bss+2hV-2rh-4sh;last=-5Th+12Ti-2Tr-4bss-2hi+2ri-4sh|-3Th+2Ti-"
        "2Tr-4bss+4ri-4sh|-4bss-2rh-4sh|-8T-14Th-16Ti-6Tr-4bss+5bssa-2hh-4hi+6rh+4ri-4sh|-3Th+4Ti-2Tr-4bss+2ri-4sh;"
        "embedding="
    ),
    "lora nf4 eager": (
        "start=4Th+4bss+4sh;kept=16T+22Th+18Ti+8Tr+7bssa+16rh+4ri;held=16T+22Th+18Ti+8Tr+7bssa+16rh+4ri;left=-16T-2"
        "2Th-18Ti-8Tr-7bssa+16rh+4ri;forward=16T+10TV-4bss+2hV-4sh|11Th+4Ti+4bssa;head=8T+12TV-4Th-4bss+2hV-2rh-4sh"
        ";last=-5Th+10Ti-2Tr-4bss+2ri-4sh|-8T-12Th-18Ti-8Tr-4bss-7bssa+6.1875hh+14rh+4ri-4sh|3Th-4bss-2rh-4sh|-8T-1"
        "2Th-18Ti-6Tr-4bss+6bssa+6rh+4ri-4sh|-3Th+4Ti-2Tr-4bss+2hi+2ri-4sh|-3Th+2Ti-2Tr-4bss+2.0625hi+2ri-4sh|-8T-1"
        "0Th-18Ti-8Tr-4bss-7bssa+6hh+14rh+4ri-4sh;embedding="
    ),
    "lora nf4 raw eager": (
        "start=2Th+2bss+2sh;kept=16T+22Th+18Ti+8Tr+7bssa+16rh+4ri;held=16T+22Th+18Ti+8Tr+7bssa+16rh+4ri;left=-16T-2"
        "2Th-18Ti-8Tr-7bssa+16rh+4ri;forward=16T+10TV+2Th-2bss-2sh|11Th+4Ti+4bssa;head=8T+12TV-2Th-2bss-2rh-2sh;las"
        "t=-3Th+10Ti-2Tr-2bss+2ri-2sh|-8T-10Th-18Ti-8Tr-2bss-7bssa+6.1875hh+14rh+4ri-2sh|5Th-2bss-2rh-2sh|-8T-10Th-"
        "18Ti-6Tr-2bss+6bssa+6rh+4ri-2sh|-1Th+4Ti-2Tr-2bss+2hi+2ri-2sh|-1Th+2Ti-2Tr-2bss+2.0625hi+2ri-2sh|-8T-8Th-1"
        "8Ti-8Tr-2bss-7bssa+6hh+14rh+4ri-2sh;embedding="
    ),
    "lora bf16 eager": (
        "start=4T+2Th+2bss+2sh;kept=8T+24Th+12Ti+16Tr+5bssa;held=8T+24Th+12Ti+16Tr+5bssa;left=-8T-24Th-12Ti-16Tr-5b"
        "ssa+32rh+8ri;forward=12T+10TV-2bss-2sh|11Th+2Ti;head=4T+12TV-2Th-2bss-2sh;last=-1Th+4Ti-2bss+4rh+4ri-2sh|7"
        "Th-2bss-2sh|-4T-10Th-12Ti-12Tr-2bss+2bssa+16rh+8ri-2sh|-4T+10Th-12Ti-12Tr-2bss-5bssa+16rh+8ri-2sh|-4T-2Th-"
        "12Ti-8Tr-2bss-5bssa+28rh+8ri-2sh;embedding="
    ),
    "lora fp32 eager": (
        "start=4Th+4bss+4sh;kept=16T+34Th+20Ti+16Tr+9bssa;held=16T+34Th+20Ti+16Tr+9bssa;left=-16T-34Th-20Ti-16Tr-9b"
        "ssa+32rh+8ri;forward=16T+8TV-4bss-4sh;head=8T+12TV-4Th-4bss-4sh;last=-5Th+8Ti-4Tr-4bss+4rh+4ri-4sh|3Th+4Tr"
        "-4bss+4rh-4sh|-8T-10Th-20Ti-12Tr-4bss+4bssa+16rh+8ri-4sh|-8T-6Th-20Ti-8Tr-4bss-9bssa+28rh+8ri-4sh|-1Th+4Ti"
        "-4bss+4rh+4ri-4sh;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=4Th+4bss+4sh;kept=16T+34Th+20Ti+16Tr+9bssa;held=16T+34Th+20Ti+16Tr+9bssa;left=-16T-34Th-20Ti-16Tr-9b"
        "ssa+32rh+8ri;forward=16T+8TV-4bss-4sh|5Th+2Ti-4Tr;head=8T+12TV-4Th-4bss-4sh;last=-5Th+8Ti-4Tr-4bss+4rh+4ri"
        "-4sh|-8T-24Th-20Ti-16Tr-4bss-9bssa+6.1875hh+32rh+8ri-4sh|3Th+4Tr-4bss+4rh-4sh|-8T-10Th-20Ti-12Tr-4bss+4bss"
        "a+16rh+8ri-4sh|-3Th+2Ti-4Tr-4bss+2hi+4rh+4ri-4sh|-3Th-4Tr-4bss+2.0625hi+4rh+4ri-4sh|-8T-22Th-20Ti-16Tr-4bs"
        "s-9bssa+6hh+32rh+8ri-4sh;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=4T+2Th+2bss+2sh;kept=8T+24Th+12Ti+16Tr+5bssa;held=8T+24Th+12Ti+16Tr+5bssa;left=-8T-24Th-12Ti-16Tr-5b"
        "ssa+32rh+8ri;forward=12T+10TV-2bss-2sh|11Th+2Ti;head=4T+12TV-2Th-2bss-2sh;last=-1Th-4Tr-2bss+2hi+4rh+4ri-2"
        "sh|-4T-16Th-12Ti-16Tr-2bss-5bssa+6.1875hh+32rh+8ri-2sh|7Th-2bss-2sh|-4T-10Th-12Ti-12Tr-2bss+2bssa+16rh+8ri"
        "-2sh|-1Th+4Ti-2bss+4rh+4ri-2sh|-1Th-2Ti-4Tr-2bss+2.0625hi+4rh+4ri-2sh|-4T-14Th-12Ti-16Tr-2bss-5bssa+6hh+32"
        "rh+8ri-2sh|-5Th-10Ti-8Tr-2bss+2.0625hi+8rh+8ri-2sh;embedding="
    ),
    "full bf16 eager tied checkpointing": (
        "start=8T+5Th+2bss+2sh;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV-2sh|6Th+5bssa|4Th+8Ti+2bssa;hea"
        "d=4T+12TV-2sh|4T+2TV+2Th+2hV-2sh;last=8T+13Th+14Ti+5bssa+2hV+2hi-2sh|4T+8Th+2hV+8hh+4hi-2sh|8T+20Th+10Ti+5"
        "bssa+2hV-2sh|4T+10Th+7bssa+2hV+2hh+4hi-2sh;embedding=2Ph-11Th-2bss+6hV+24hh+12hi-2sh|-6Th-2bss+2hV+24hh+12"
        "hi-2sh"
    ),
    "full bf16+amp eager tied checkpointing": (
        "start=8T+5Th+2bss+2sh;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=6Th+12Ti+2bssa|16T+10TV+6Th-2sh|8Th+10bs"
        "sa;head=8T+12TV+2Th-2sh|8T+2TV+4Th+2hV-2sh;last=16T+19Th+26Ti+7bssa+2hV+2hi-2sh|8T+12Th+2hV+8hh+4hi-2sh|16"
        "T+32Th+16Ti+7bssa+2hV-2sh|8T+10Th+12bssa+2hV+2hh+4hi-2sh|16T+29Th+20Ti+7bssa+2hV-2sh;embedding=2Ph-11Th-2b"
        "ss+6hV+24hh+12hi-2sh|-6Th-2bss+2hV+24hh+12hi-2sh"
    ),
    "full fp32+amp eager tied checkpointing": (
        "start=8T+9Th+4bss+4sh;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=16T+10TV+2Th+2hV-4sh|6Th+8bssa-"
        "2hh-4hi|6Th+12Ti+2bssa-2hi|8Th+6Ti+2bssa;head=8T+12TV-2Th+2hV-4sh|8T+6hV-4sh;last=16T+13Th+26Ti+7bssa+4hV+"
        "8hh+6hi-4sh|8T+4hV+22hh+8hi-4sh|16T+26Th+16Ti+7bssa+4hV+8hh+4hi-4sh|8T+4Th+12bssa+4hV+10hh+8hi-4sh|16T+13T"
        "h+18Ti+7bssa+4hV+8hh+8hi-4sh|16T+15Th+7bssa+4hV+8hh+10hi-4sh|16T+23Th+20Ti+7bssa+4hV+8hh+4hi-4sh;embedding"
        "=4Ph-21Th-4bss+12hV+48hh+24hi-4sh|-12Th-4bss+4hV+48hh+24hi-4sh"
    ),
    "full fp32 eager tied checkpointing": (
        "start=8T+9Th+4bss+4sh;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=8Th+16Ti+4bssa|16T+8TV-4sh|12Th+9bssa|2"
        "1Th+4bssa;head=8T+4TV+4Th+4hV-4sh|8T+12TV-4sh;last=16T+25Th+28Ti+9bssa+4hV+4hi-4sh|8T+16Th+4hV+16hh+8hi-4s"
        "h|16T+38Th+20Ti+9bssa+4hV-4sh|8T+20Th+13bssa+4hV+4hh+8hi-4sh;embedding=4Ph-21Th-4bss+12hV+48hh+24hi-4sh|-1"
        "2Th-4bss+4hV+48hh+24hi-4sh"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+5Th+2bss+2sh;kept=2Th+16rh+4ri;held=2Th;left=-2Th+32rh+8ri;forward=6Th+12Ti+2bssa-2rh-2ri|16T+10T"
        "V+6Th-2sh|8Th+10bssa-8rh-4ri;head=8T+12TV+2Th-2sh;last=16T+21Th+26Ti+6Tr+7bssa+18rh+6ri-2sh|16T+35Th+20Ti+"
        "8Tr+7bssa+16rh+4ri-2sh|8T+12Th+2Tr+12bssa+24rh+8ri-2sh|8T+12Th+2Tr+36rh+8ri-2sh;embedding=-4Th-2bss+96rh+2"
        "4ri-2sh"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+9Th+4bss+4sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV-4sh|6Th+8bssa"
        "-8rh-4ri|8Th+6Ti+2bssa+2hi-2rh-2ri|6Th+12Ti+2bssa-2rh-2ri|8Th+6hh-16rh-4ri;head=8T+12TV+2hV-4sh;last=16T+3"
        "1Th+20Ti+8Tr+7bssa+8hh+4hi+16rh+4ri-4sh|8T+8Th+2Tr+12bssa+6hh+24rh+8ri-4sh|16T+17Th+26Ti+6Tr+7bssa+8hh+2hi"
        "+18rh+6ri-4sh|16T+19Th+18Ti+6Tr+7bssa+8hh+4hi+18rh+8ri-4sh;embedding=-8Th-4bss+96rh+24ri-4sh"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+9Th+4bss+4sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV-4sh|12Th+9bss"
        "a-8rh-4ri|6Th+16Ti+4bssa-2rh-2ri;head=8T+12TV+2hV-4sh;last=16T+17Th+28Ti+6Tr+7bssa+18rh+6ri-4sh|8T+10Th+6."
        "1875hh+32rh+8ri-4sh|16T+33Th+22Ti+8Tr+11bssa+16rh+4ri-4sh|8T+10Th+2Tr+13bssa+24rh+8ri-4sh|16T+19Th+22Ti+6T"
        "r+7bssa+2hi+18rh+6ri-4sh|16T+19Th+20Ti+6Tr+7bssa+2.0625hi+18rh+6ri-4sh|8T+12Th+6hh+32rh+8ri-4sh;embedding="
        "-8Th-4bss+96rh+24ri-4sh"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+5Th+2bss+2sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=6Th+16Ti+4bssa-2rh-2ri|16T+10T"
        "V+4Th-2sh|12Th+10bssa-8rh-4ri|30Th-8rh-4ri;head=8T+12TV-2sh;last=16T+17Th+28Ti+6Tr+7bssa+18rh+6ri-2sh|8T+1"
        "0Th+6.1875hh+32rh+8ri-2sh|16T+33Th+22Ti+8Tr+11bssa+16rh+4ri-2sh|8T+10Th+2Tr+13bssa+24rh+8ri-2sh|16T+19Th+2"
        "2Ti+6Tr+7bssa+2hi+18rh+6ri-2sh|16T+19Th+20Ti+6Tr+7bssa+2.0625hi+18rh+6ri-2sh|8T+12Th+6hh+32rh+8ri-2sh;embe"
        "dding=-10Th-2bss+96rh+24ri-2sh"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+5Th+2bss+2sh;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=8Th+10Ti+2bssa|12T+10TV+2Th-2sh|6Th+5bs"
        "sa|34Th;head=4T+12TV-2sh;last=8T+23Th+16Ti+16Tr+5bssa+4rh+4ri-2sh|8T+35Th+14Ti+16Tr+5bssa-2sh|4T+14Th+4Tr+"
        "7bssa+16rh+8ri-2sh|4T+22Th+8Tr+28rh+8ri-2sh;embedding=-4Th-2bss+96rh+24ri-2sh"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+9Th+4bss+4sh;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=8Th+16Ti+4bssa|16T+8TV+4Th-4sh|12Th+9bs"
        "sa|36Th;head=8T+12TV-4sh;last=16T+29Th+28Ti+12Tr+9bssa+4rh+4ri-4sh|16T+45Th+20Ti+16Tr+9bssa-4sh|8T+24Th+4T"
        "r+13bssa+16rh+8ri-4sh|8T+28Th+8Tr+28rh+8ri-4sh;embedding=-8Th-4bss+96rh+24ri-4sh"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+9Th+4bss+4sh;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=8Th+16Ti+4bssa|16T+8TV+4Th-4sh|12Th+9bs"
        "sa|36Th;head=8T+12TV-4sh;last=16T+29Th+28Ti+12Tr+9bssa+4rh+4ri-4sh|8T+10Th+6.1875hh+32rh+8ri-4sh|16T+45Th+"
        "20Ti+16Tr+9bssa-4sh|8T+24Th+4Tr+13bssa+16rh+8ri-4sh|16T+31Th+22Ti+12Tr+9bssa+2hi+4rh+4ri-4sh|16T+31Th+20Ti"
        "+12Tr+9bssa+2.0625hi+4rh+4ri-4sh|8T+12Th+6hh+32rh+8ri-4sh;embedding=-8Th-4bss+96rh+24ri-4sh"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+5Th+2bss+2sh;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=8Th+10Ti+2bssa|12T+10TV+2Th-2sh|6Th+5bs"
        "sa|34Th;head=4T+12TV-2sh;last=8T+23Th+12Ti+12Tr+5bssa+2hi+4rh+4ri-2sh|4T+8Th+6.1875hh+32rh+8ri-2sh|8T+35Th"
        "+14Ti+16Tr+5bssa-2sh|4T+14Th+4Tr+7bssa+16rh+8ri-2sh|8T+23Th+16Ti+16Tr+5bssa+4rh+4ri-2sh|8T+23Th+10Ti+12Tr+"
        "5bssa+2.0625hi+4rh+4ri-2sh|4T+10Th+6hh+32rh+8ri-2sh|8T+19Th+2Ti+8Tr+5bssa+2.0625hi+8rh+8ri-2sh;embedding=-"
        "4Th-2bss+96rh+24ri-2sh"
    ),
}
