"""What a gpt_neo model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp eager": (
        "start=2bss+2sh;kept=16T+24Th+16Ti+12Tr+6bssa+20rh+4ri;held=16T+24Th+16Ti+12Tr+6bssa+20rh+4ri;left=-16T-24T"
        "h-16Ti-12Tr-6bssa+20rh+4ri;forward=16T+10TV+4Th-2bss-2sh|-8T+8Th-16Ti-6Tr+4bssa-8rh-4ri|14Th+4Ti;head=8T+1"
        "2TV-2bss-6rh-2sh;last=-2Th+12Ti-2Tr-2bss-4rh+2ri-2sh|-8T-10Th-16Ti-6Tr-2bss+6bssa+2rh+4ri-2sh|-8T-10Th-16T"
        "i-12Tr-2bss-6bssa+14rh+4ri-2sh;embedding="
    ),
    "lora fp32+amp eager": (
        "start=4Th+4bss-6hh+4sh;kept=16T+24Th+16Ti+12Tr+6bssa+8hh+4hi+20rh+4ri;held=16T+24Th+16Ti+12Tr+6bssa+8hh+4h"
        "i+20rh+4ri;left=-16T-24Th-16Ti-12Tr-6bssa-8hh-4hi+20rh+4ri;forward=16T+10TV-4bss+2hV-4sh|-8T+4Th-16Ti-6Tr+"
        "2bssa-2hh-4hi-8rh-4ri|8Th+4Ti;head=8T+12TV-4Th-4bss+2hV-6rh-4sh;last=-4Th+12Ti-2Tr-4bss-2hi-4rh+2ri-4sh|-2"
        "Th+2Ti-2Tr-4bss-4rh+4ri-4sh|-2Th+4Ti-2Tr-4bss-4rh+2ri-4sh|-8T-12Th-16Ti-6Tr-4bss+6bssa-2hh-4hi+2rh+4ri-4sh"
        ";embedding="
    ),
    "lora nf4 eager": (
        "start=4Th+4bss+4sh;kept=16T+24Th+18Ti+12Tr+6bssa+20rh+4ri;held=16T+24Th+18Ti+12Tr+6bssa+20rh+4ri;left=-16T"
        "-24Th-18Ti-12Tr-6bssa+20rh+4ri;forward=16T+10TV-4bss+2hV-4sh|-8T+2Th-18Ti-6Tr+2bssa-8rh-4ri|12Th+4Ti;head="
        "8T+12TV-4Th-4bss+2hV-6rh-4sh;last=-4Th+10Ti-2Tr-4bss-4rh+2ri-4sh|-2Th+2Ti-2Tr-4bss+2.0625hi-4rh+2ri-4sh|-2"
        "Th+4Ti-2Tr-4bss+2hi-4rh+2ri-4sh|-8T-6Th-18Ti-8Tr-4bss-6bssa+2.0625hh+6rh+4ri-4sh|-8T-10Th-18Ti-6Tr-4bss+6b"
        "ssa+2rh+4ri-4sh|-8T-8Th-18Ti-6Tr-4bss+2.0625hh+2rh+4ri-4sh|-8T-4Th-18Ti-8Tr-4bss-6bssa+2hh+6rh+4ri-4sh|-8T"
        "-18Th-18Ti-12Tr-4bss-6bssa+2.0625hh+14rh+4ri-4sh|-8T-6Th-18Ti-6Tr-4bss+2hh+2rh+4ri-4sh;embedding="
    ),
    "lora nf4 raw eager": (
        "start=2Th+2bss+2sh;kept=16T+24Th+18Ti+12Tr+6bssa+20rh+4ri;held=16T+24Th+18Ti+12Tr+6bssa+20rh+4ri;left=-16T"
        "-24Th-18Ti-12Tr-6bssa+20rh+4ri;forward=16T+10TV+2Th-2bss-2sh|-8T+2Th-18Ti-6Tr+4bssa-8rh-4ri|12Th+4Ti;head="
        "8T+12TV-2Th-2bss-6rh-2sh;last=-2Th+10Ti-2Tr-2bss-4rh+2ri-2sh|2Ti-2Tr-2bss+2.0625hi-4rh+2ri-2sh|4Ti-2Tr-2bs"
        "s+2hi-4rh+2ri-2sh|-8T-4Th-18Ti-8Tr-2bss-6bssa+2.0625hh+6rh+4ri-2sh|-8T-8Th-18Ti-6Tr-2bss+6bssa+2rh+4ri-2sh"
        "|-8T-6Th-18Ti-6Tr-2bss+2.0625hh+2rh+4ri-2sh|-8T-2Th-18Ti-8Tr-2bss-6bssa+2hh+6rh+4ri-2sh|-8T-16Th-18Ti-12Tr"
        "-2bss-6bssa+2.0625hh+14rh+4ri-2sh|-8T-4Th-18Ti-6Tr-2bss+2hh+2rh+4ri-2sh;embedding="
    ),
    "lora bf16 eager": (
        "start=4T+2Th+2bss+2sh;kept=8T+34Th+12Ti+24Tr+6bssa;held=8T+34Th+12Ti+24Tr+6bssa;left=-8T-34Th-12Ti-24Tr-6b"
        "ssa+40rh+8ri;forward=12T+10TV-2bss-2sh|-4T+2Th-12Ti-12Tr+2bssa|12Th+2Ti;head=4T+12TV-2Th-2bss-2sh;last=4Ti"
        "-2bss+4rh+4ri-2sh|8Th-2bss-2sh|-4T-12Th-12Ti-12Tr-2bss+6bssa+16rh+8ri-2sh|-4T-2Th-12Ti-8Tr-2bss+16rh+8ri-2"
        "sh|-4T-22Th-12Ti-20Tr-2bss-6bssa+40rh+8ri-2sh;embedding="
    ),
    "lora fp32 eager": (
        "start=4Th+4bss+4sh;kept=16T+32Th+20Ti+24Tr+4bssa;held=16T+32Th+20Ti+24Tr+4bssa;left=-16T-32Th-20Ti-24Tr-4b"
        "ssa+40rh+8ri;forward=16T+8TV-4bss-4sh|-8T-8Th-20Ti-12Tr+4bssa;head=8T+12TV-4Th-4bss-4sh;last=-4Th+8Ti-4Tr-"
        "4bss+4rh+4ri-4sh|-8T-16Th-20Ti-12Tr-4bss+8bssa+16rh+8ri-4sh|4Tr-4bss+4rh-4sh|-8T-8Th-20Ti-20Tr-4bss-4bssa+"
        "32rh+8ri-4sh|-8T-16Th-20Ti-20Tr-4bss-4bssa+40rh+8ri-4sh;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=4Th+4bss+4sh;kept=16T+32Th+20Ti+24Tr+4bssa;held=16T+32Th+20Ti+24Tr+4bssa;left=-16T-32Th-20Ti-24Tr-4b"
        "ssa+40rh+8ri;forward=16T+8TV-4bss-4sh|-8T-8Th-20Ti-12Tr+4bssa|6Th+2Ti-4Tr;head=8T+12TV-4Th-4bss-4sh;last=-"
        "4Th+8Ti-4Tr-4bss+4rh+4ri-4sh|-2Th-4Tr-4bss+2.0625hi+4rh+4ri-4sh|-2Th+2Ti-4Tr-4bss+2hi+4rh+4ri-4sh|-8T-10Th"
        "-20Ti-12Tr-4bss+2.0625hh+16rh+8ri-4sh|-8T-16Th-20Ti-12Tr-4bss+8bssa+16rh+8ri-4sh|-8T-8Th-20Ti-12Tr-4bss+2h"
        "h+16rh+8ri-4sh|-8T-18Th-20Ti-20Tr-4bss-4bssa+2.0625hh+32rh+8ri-4sh|-8T-26Th-20Ti-24Tr-4bss-4bssa+2.0625hh+"
        "40rh+8ri-4sh|-8T-24Th-20Ti-24Tr-4bss-4bssa+2hh+40rh+8ri-4sh;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=4T+2Th+2bss+2sh;kept=8T+34Th+12Ti+24Tr+6bssa;held=8T+34Th+12Ti+24Tr+6bssa;left=-8T-34Th-12Ti-24Tr-6b"
        "ssa+40rh+8ri;forward=12T+10TV-2bss-2sh|-4T+2Th-12Ti-12Tr+2bssa|12Th+2Ti;head=4T+12TV-2Th-2bss-2sh;last=-2T"
        "h-4Tr-2bss+2hi+4rh+4ri-2sh|-2Th-2Ti-4Tr-2bss+2.0625hi+4rh+4ri-2sh|6Th-2bss-2sh|-4T-10Th-12Ti-12Tr-2bss+2.0"
        "625hh+16rh+8ri-2sh|-4T-12Th-12Ti-12Tr-2bss+6bssa+16rh+8ri-2sh|-2Th+4Ti-2bss+4rh+4ri-2sh|-4T-8Th-12Ti-12Tr-"
        "2bss+2hh+16rh+8ri-2sh|-4T-30Th-12Ti-24Tr-2bss-6bssa+2.0625hh+40rh+8ri-2sh|-4Th-10Ti-8Tr-2bss+2.0625hi+8rh+"
        "8ri-2sh|-4T-28Th-12Ti-24Tr-2bss-6bssa+2hh+40rh+8ri-2sh;embedding="
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+4Th+2bss+2bssa+2sh;kept=2Th+20rh+4ri;held=2Th;left=-2Th+40rh+8ri;forward=6Th+12Ti+2bssa-2rh-2ri|1"
        "6T+10TV+6Th-2bssa-2sh|16Th+10bssa-8rh-4ri|24Th+2bssa-8rh-4ri;head=8T+12TV+2Th-2bssa-2sh;last=16T+24Th+26Ti"
        "+10Tr+4bssa+22rh+6ri-2sh|16T+36Th+20Ti+12Tr+4bssa+20rh+4ri-2sh|8T+16Th+6Tr+10bssa+28rh+8ri-2sh|8T+34Th+6Tr"
        "+8bssa+12rh-2sh|8T+16Th-2bssa+40rh+8ri-2sh;embedding=-6Th-2bss-2bssa+120rh+24ri-2sh"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+8Th+4bss+2bssa+4sh;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=16T+10TV+4Th-2bssa+2hV-4"
        "sh|14Th+8bssa-8rh-4ri|8Th+6Ti+2bssa+2hi-2rh-2ri|6Th+12Ti+2bssa-2rh-2ri;head=8T+12TV-2bssa+2hV-4sh;last=16T"
        "+32Th+20Ti+12Tr+4bssa+8hh+4hi+20rh+4ri-4sh|8T+12Th+6Tr+10bssa+6hh+28rh+8ri-4sh|16T+20Th+26Ti+10Tr+4bssa+8h"
        "h+2hi+22rh+6ri-4sh|16T+22Th+18Ti+10Tr+4bssa+8hh+4hi+22rh+8ri-4sh;embedding=-12Th-4bss-2bssa+120rh+24ri-4sh"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+8Th+4bss+4bssa+4sh;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=6Th+16Ti+4bssa-2rh-2ri|1"
        "6T+10TV+4Th-4bssa+2hV-4sh|12Th+8bssa-8rh-4ri;head=8T+12TV-4bssa+2hV-4sh;last=16T+20Th+28Ti+10Tr+2bssa+22rh"
        "+6ri-4sh|16T+22Th+20Ti+10Tr+2bssa+2.0625hi+22rh+6ri-4sh|16T+36Th+20Ti+10Tr+2bssa+18rh+2ri-4sh|8T+18Th+4Tr-"
        "4bssa+2.0625hh+32rh+8ri-4sh|8T+14Th+6Tr+8bssa+28rh+8ri-4sh|16T+22Th+22Ti+10Tr+2bssa+2hi+22rh+6ri-4sh|8T+16"
        "Th+6Tr+2bssa+2.0625hh+28rh+8ri-4sh|16T+34Th+22Ti+10Tr+2bssa+18rh+2ri-4sh|8T+20Th+4Tr-4bssa+2hh+32rh+8ri-4s"
        "h|8T+6Th-4bssa+2.0625hh+40rh+8ri-4sh|8T+18Th+6Tr+2bssa+2hh+28rh+8ri-4sh;embedding=-12Th-4bss-4bssa+120rh+2"
        "4ri-4sh"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+4Th+2bss+4bssa+2sh;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=6Th+16Ti+4bssa-2rh-2ri|1"
        "6T+10TV+4Th-4bssa-2sh|12Th+10bssa-8rh-4ri|20Th+4bssa-4rh-4ri;head=8T+12TV-4bssa-2sh;last=16T+20Th+28Ti+10T"
        "r+2bssa+22rh+6ri-2sh|16T+22Th+20Ti+10Tr+2bssa+2.0625hi+22rh+6ri-2sh|16T+36Th+20Ti+10Tr+2bssa+18rh+2ri-2sh|"
        "8T+18Th+4Tr-4bssa+2.0625hh+32rh+8ri-2sh|8T+14Th+6Tr+8bssa+28rh+8ri-2sh|16T+22Th+22Ti+10Tr+2bssa+2hi+22rh+6"
        "ri-2sh|8T+28Th+6Tr+6bssa+12rh-2sh|8T+16Th+6Tr+2bssa+2.0625hh+28rh+8ri-2sh|16T+34Th+22Ti+10Tr+2bssa+18rh+2r"
        "i-2sh|8T+20Th+4Tr-4bssa+2hh+32rh+8ri-2sh|8T+6Th-4bssa+2.0625hh+40rh+8ri-2sh|8T+18Th+6Tr+2bssa+2hh+28rh+8ri"
        "-2sh;embedding=-12Th-2bss-4bssa+120rh+24ri-2sh"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+4Th+2bss+2bssa+2sh;kept=2Th;held=2Th;left=-2Th+40rh+8ri;forward=8Th+10Ti+2bssa|12T+10TV+2Th-2bssa"
        "-2sh|14Th+8bssa|22Th+4bssa;head=4T+12TV-2bssa-2sh;last=8T+34Th+16Ti+24Tr+4bssa+4rh+4ri-2sh|4T+52Th+16Tr+4b"
        "ssa-2sh|4T+22Th+12Tr+10bssa+16rh+8ri-2sh|8T+44Th+14Ti+24Tr+4bssa-2sh|4T+12Th+4Tr-2bssa+40rh+8ri-2sh;embedd"
        "ing=-6Th-2bss-2bssa+120rh+24ri-2sh"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+8Th+4bss+4bssa+4sh;kept=4Th;held=4Th;left=-4Th+40rh+8ri;forward=8Th+16Ti+4bssa|16T+8TV+4Th-4bssa-"
        "4sh|12Th+8bssa|28Th+4bssa;head=8T+12TV-4bssa-4sh;last=16T+28Th+28Ti+20Tr+4rh+4ri-4sh|16T+40Th+20Ti+24Tr-4s"
        "h|8T+16Th+12Tr+8bssa+16rh+8ri-4sh|8T+24Th+4Tr-4bssa+32rh+8ri-4sh|8T+16Th+4Tr-4bssa+40rh+8ri-4sh;embedding="
        "-12Th-4bss-4bssa+120rh+24ri-4sh"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+8Th+4bss+4bssa+4sh;kept=4Th;held=4Th;left=-4Th+40rh+8ri;forward=8Th+16Ti+4bssa|16T+8TV+4Th-4bssa-"
        "4sh|12Th+8bssa|28Th+4bssa;head=8T+12TV-4bssa-4sh;last=16T+28Th+28Ti+20Tr+4rh+4ri-4sh|16T+30Th+20Ti+20Tr+2."
        "0625hi+4rh+4ri-4sh|16T+44Th+20Ti+20Tr-4sh|8T+22Th+12Tr+2.0625hh+16rh+8ri-4sh|8T+16Th+12Tr+8bssa+16rh+8ri-4"
        "sh|16T+30Th+22Ti+20Tr+2hi+4rh+4ri-4sh|16T+42Th+22Ti+20Tr-4sh|8T+24Th+12Tr+2hh+16rh+8ri-4sh|8T+14Th+4Tr-4bs"
        "sa+2.0625hh+32rh+8ri-4sh|8T+6Th-4bssa+2.0625hh+40rh+8ri-4sh|8T+8Th-4bssa+2hh+40rh+8ri-4sh;embedding=-12Th-"
        "4bss-4bssa+120rh+24ri-4sh"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+4Th+2bss+2bssa+2sh;kept=2Th;held=2Th;left=-2Th+40rh+8ri;forward=8Th+10Ti+2bssa|12T+10TV+2Th-2bssa"
        "-2sh|14Th+8bssa|22Th+4bssa;head=4T+12TV-2bssa-2sh;last=8T+32Th+12Ti+20Tr+4bssa+2hi+4rh+4ri-2sh|8T+32Th+10T"
        "i+20Tr+4bssa+2.0625hi+4rh+4ri-2sh|4T+50Th+16Tr+4bssa-2sh|4T+24Th+12Tr+4bssa+2.0625hh+16rh+8ri-2sh|4T+22Th+"
        "12Tr+10bssa+16rh+8ri-2sh|8T+42Th+14Ti+24Tr+4bssa-2sh|8T+32Th+16Ti+24Tr+4bssa+4rh+4ri-2sh|4T+26Th+12Tr+4bss"
        "a+2hh+16rh+8ri-2sh|4T+4Th-2bssa+2.0625hh+40rh+8ri-2sh|8T+30Th+2Ti+16Tr+4bssa+2.0625hi+8rh+8ri-2sh|4T+6Th-2"
        "bssa+2hh+40rh+8ri-2sh;embedding=-6Th-2bss-2bssa+120rh+24ri-2sh"
    ),
}

ADAPTERS = {
    "bf16+amp": (
        "k_proj=2Th+2Tr+4rh;v_proj=2Th+2Tr+2bssa+4rh;q_proj=2Th+2Tr+4rh;out_proj=2Th+2Tr+4rh;c_fc=2Th+2Tr+2rh+2ri;c"
        "_proj=2Ti+2Tr+2rh+2ri;q_proj+k_proj+v_proj=6Th+6Tr+2bssa+12rh"
    ),
    "fp32+amp": "@bf16+amp",
    "nf4": (
        "k_proj=2Th+2Tr+4rh;v_proj=2Th+2Tr+4rh;q_proj=2Th+2Tr+4rh;out_proj=2Th+2Tr+4rh;c_fc=2Th+2Tr+2rh+2ri;c_proj="
        "2Ti+2Tr+2rh+2ri;q_proj+k_proj+v_proj=6Th+6Tr+4bssa+12rh"
    ),
    "nf4 raw": "@nf4",
    "bf16": (
        "k_proj=4Th+4Tr;v_proj=4Th+4Tr+2bssa;q_proj=4Th+4Tr;out_proj=4Th+4Tr;c_fc=4Th+4Tr;c_proj=4Ti+4Tr;q_proj+k_p"
        "roj+v_proj=12Th+12Tr+2bssa"
    ),
    "fp32": (
        "k_proj=4Tr;v_proj=4Tr;q_proj=4Tr;out_proj=4Th+4Tr;c_fc=4Th+4Tr;c_proj=4Ti+4Tr;q_proj+k_proj+v_proj=4Th+12T"
        "r+4bssa"
    ),
    "nf4 no amp": "@fp32",
    "nf4 raw no amp": "@bf16",
}

DROPOUT = {
    "bf16+amp": "5Th+1Ti",
    "fp32+amp": "@bf16+amp",
    "nf4": "@bf16+amp",
    "nf4 raw": "@bf16+amp",
    "bf16": "@bf16+amp",
    "fp32": "13Th+1Ti",
    "nf4 no amp": "@fp32",
    "nf4 raw no amp": "@bf16+amp",
}
