"""What a bloom model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp eager": (
        "start=4Ta+2Th+2bss;kept=16T+20Th+4Ti+8Tr+6bssa+16rh+4ri;held=16T+20Th+4Ti+8Tr+6bssa+16rh+4ri;left=-16T-20T"
        "h-4Ti-8Tr-6bssa+16rh+4ri;forward=16T+10TV-4Ta+2Th-2bss|-8T-2Th-4Ti-6Tr+6bssa-8rh-4ri|6Th+6Ti|-8T+12Th-4Ti-"
        "4Tr+4bssa-4rh-4ri;head=8T+12TV-4Ta-2Th-2bss-2rh;last=-4Ta-2Th+10Ti-2Tr-2bss+2ri|-4Ta+8Th-4Ti-4Tr-2bss+2rh+"
        "4ri|-8T-4Ta-10Th-4Ti-6Tr-2bss+6bssa+6rh+4ri|-8T-4Ta-10Th-4Ti-6Tr-2bss-6bssa+18rh+4ri;embedding="
    ),
    "lora fp32+amp eager": (
        "start=4Ta+4Th+4bss-6hh;kept=16T+20Th+4Ti+8Tr+6bssa+8hh+4hi+16rh+4ri;held=16T+20Th+4Ti+8Tr+6bssa+8hh+4hi+16"
        "rh+4ri;left=-16T-20Th-4Ti-8Tr-6bssa-8hh-4hi+16rh+4ri;forward=16T+10TV-4Ta-4bss+2hV|-8T+12Th-4Ti-4Tr+6bssa-"
        "4hi-4rh-4ri|6Th+6Ti;head=8T+12TV-4Ta-4Th-4bss+2hV-2rh;last=-4Ta-4Th+10Ti-2Tr-4bss-2hi+2ri|-4Ta-2Th+2Ti-2Tr"
        "-4bss+4ri|-4Ta+6Th-4Ti-4Tr-4bss-4hi+2rh+4ri|-4Ta-2Th+4Ti-2Tr-4bss+2ri|-8T-4Ta-12Th-4Ti-6Tr-4bss+6bssa-2hh-"
        "4hi+6rh+4ri;embedding="
    ),
    "lora nf4 eager": (
        "start=4Ta+4Th+4bss;kept=16T+20Th+6Ti+8Tr+6bssa+16rh+4ri;held=16T+20Th+6Ti+8Tr+6bssa+16rh+4ri;left=-16T-20T"
        "h-6Ti-8Tr-6bssa+16rh+4ri;forward=16T+10TV-4Ta-4bss+2hV|-8T+24Th-6Ti-4Tr+6bssa-4rh-4ri|14Ti-2Tr-2rh-2ri;hea"
        "d=8T+12TV-4Ta-4Th-4bss+2hV-2rh;last=-4Ta-4Th+22Ti-2Tr-4bss+2ri|-8T-4Ta-10Th-6Ti-8Tr-4bss-6bssa+6.1875hh+14"
        "rh+4ri|-8T-4Ta+22Th-6Ti-6Tr-4bss-6bssa+6rh+4ri|-8T-4Ta-10Th-6Ti-6Tr-4bss+6bssa+6rh+4ri|-4Ta-2Th+4Ti-2Tr-4b"
        "ss+2hi+2ri|-4Ta-2Th+2Ti-2Tr-4bss+2.0625hi+2ri|-8T-4Ta-8Th-6Ti-8Tr-4bss-6bssa+6hh+14rh+4ri;embedding="
    ),
    "lora nf4 raw eager": (
        "start=4Ta+2Th+2bss;kept=16T+20Th+6Ti+8Tr+6bssa+16rh+4ri;held=16T+20Th+6Ti+8Tr+6bssa+16rh+4ri;left=-16T-20T"
        "h-6Ti-8Tr-6bssa+16rh+4ri;forward=14Ti-2Tr-2rh-2ri|16T+10TV-4Ta+2Th-2bss|-8T+14Th-6Ti-6Tr+6bssa-8rh-4ri|-8T"
        "+24Th-6Ti-4Tr+4bssa-4rh-4ri;head=8T+12TV-4Ta-2Th-2bss-2rh;last=-4Ta-2Th+22Ti-2Tr-2bss+2ri|-8T-4Ta-8Th-6Ti-"
        "8Tr-2bss-6bssa+6.1875hh+14rh+4ri|-8T-4Ta+24Th-6Ti-6Tr-2bss-6bssa+6rh+4ri|-8T-4Ta-8Th-6Ti-6Tr-2bss+6bssa+6r"
        "h+4ri|-4Ta+4Ti-2Tr-2bss+2hi+2ri|-4Ta+2Ti-2Tr-2bss+2.0625hi+2ri|-8T-4Ta-6Th-6Ti-8Tr-2bss-6bssa+6hh+14rh+4ri"
        ";embedding="
    ),
    "lora bf16 eager": (
        "start=4T+2Ta+2Th+2bss;kept=8T+22Th+6Ti+16Tr+6bssa;held=8T+22Th+6Ti+16Tr+6bssa;left=-8T-22Th-6Ti-16Tr-6bssa"
        "+32rh+8ri;forward=12T+10TV-2Ta-2bss|-4T-4Th-6Ti-12Tr+6bssa|4Ti-4Tr|-4T+12Th-6Ti-8Tr+4bssa;head=4T+12TV-2Ta"
        "-2Th-2bss;last=-2Ta-2Th+8Ti-4Tr-2bss+4rh+4ri|-4T-2Ta+12Th-6Ti-12Tr-2bss-6bssa+16rh+8ri|-4T-2Ta-12Th-6Ti-12"
        "Tr-2bss+6bssa+16rh+8ri|-2Ta+8Th-2bss|-4T-2Ta-6Ti-8Tr-2bss-6bssa+28rh+8ri;embedding="
    ),
    "lora fp32 eager": (
        "start=4Ta+4Th+4bss;kept=16T+32Th+8Ti+16Tr+4bssa;held=16T+32Th+8Ti+16Tr+4bssa;left=-16T-32Th-8Ti-16Tr-4bssa"
        "+32rh+8ri;forward=-4Th+12Ti-4Tr|16T+8TV-4Ta-4bss|-8T+12Th-8Ti-8Tr+8bssa;head=8T+12TV-4Ta-4Th-4bss;last=-4T"
        "a-4Th+20Ti-4Tr-4bss+4rh+4ri|-8T-4Ta+12Th-8Ti-12Tr-4bss-4bssa+16rh+8ri|-8T-4Ta-16Th-8Ti-12Tr-4bss+8bssa+16r"
        "h+8ri|-8T-4Ta-4Th-8Ti-8Tr-4bss-4bssa+28rh+8ri;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=4Ta+4Th+4bss;kept=16T+32Th+8Ti+16Tr+4bssa;held=16T+32Th+8Ti+16Tr+4bssa;left=-16T-32Th-8Ti-16Tr-4bssa"
        "+32rh+8ri;forward=-4Th+12Ti-4Tr|16T+8TV-4Ta-4bss|-8T+12Th-8Ti-8Tr+8bssa;head=8T+12TV-4Ta-4Th-4bss;last=-4T"
        "a-4Th+20Ti-4Tr-4bss+4rh+4ri|-8T-4Ta-22Th-8Ti-16Tr-4bss-4bssa+6.1875hh+32rh+8ri|-8T-4Ta+12Th-8Ti-12Tr-4bss-"
        "4bssa+16rh+8ri|-8T-4Ta-16Th-8Ti-12Tr-4bss+8bssa+16rh+8ri|-4Ta-2Th+2Ti-4Tr-4bss+2hi+4rh+4ri|-4Ta-2Th-4Tr-4b"
        "ss+2.0625hi+4rh+4ri|-8T-4Ta-20Th-8Ti-16Tr-4bss-4bssa+6hh+32rh+8ri|-4Ta-4Th-6Ti-8Tr-4bss+2.0625hi+8rh+8ri;e"
        "mbedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=4T+2Ta+2Th+2bss;kept=8T+22Th+6Ti+16Tr+6bssa;held=8T+22Th+6Ti+16Tr+6bssa;left=-8T-22Th-6Ti-16Tr-6bssa"
        "+32rh+8ri;forward=12T+10TV-2Ta-2bss|-4T-4Th-6Ti-12Tr+6bssa|4Ti-4Tr|-4T+12Th-6Ti-8Tr+4bssa;head=4T+12TV-2Ta"
        "-2Th-2bss;last=-2Ta-2Th+8Ti-4Tr-2bss+4rh+4ri|-4T-2Ta-14Th-6Ti-16Tr-2bss-6bssa+6.1875hh+32rh+8ri|-4T-2Ta+12"
        "Th-6Ti-12Tr-2bss-6bssa+16rh+8ri|-4T-2Ta-12Th-6Ti-12Tr-2bss+6bssa+16rh+8ri|-2Ta-2Th-4Tr-2bss+2hi+4rh+4ri|-2"
        "Ta-2Th-2Ti-4Tr-2bss+2.0625hi+4rh+4ri|-2Ta+6Th-2bss|-4T-2Ta-12Th-6Ti-16Tr-2bss-6bssa+6hh+32rh+8ri|-2Ta-4Th-"
        "4Ti-8Tr-2bss+2.0625hi+8rh+8ri;embedding="
    ),
    "lora bf16+amp eager checkpointing": (
        "start=16T+4Ta+10Th+2bss+2bssa;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th-2bssa|12T"
        "h+12bssa-8rh-4ri|4Th+10Ti+2bssa-2rh-2ri|24Th+6bssa-4rh-4ri|6Th+8Ti+2Tr+2bssa-2rh;head=8T+12TV-2bssa;last=1"
        "6T+16Th+14Ti+6Tr+4bssa+18rh+6ri|8T+36Th+4Tr+8bssa+12rh|8T+22Th+2Tr+10bssa+8rh|16T+26Th+10Ti+8Tr+4bssa+16rh"
        "+4ri|8T+8Th+2Tr-2bssa+36rh+8ri|16T+26Th+4Tr+4bssa+20rh+8ri;embedding=-4Ta-8Th-2bss-2bssa+96rh+24ri"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=16T+4Ta+8Th+4bss+2bssa;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th-2bssa+2hV|"
        "12Th+12bssa-8rh-4ri|6Th+2Ti+2bssa+2hi-2rh-2ri|8Th+6hh-16rh-4ri|4Th+10Ti+2bssa-2rh-2ri|24Th+8bssa-4rh-4ri;h"
        "ead=8T+12TV-2bssa+2hV;last=16T+26Th+10Ti+8Tr+4bssa+8hh+4hi+16rh+4ri|8T+36Th+4Tr+10bssa+8hh+12rh|16T+16Th+1"
        "4Ti+6Tr+4bssa+8hh+2hi+18rh+6ri|16T+18Th+6Ti+6Tr+4bssa+8hh+4hi+18rh+8ri;embedding=-4Ta-8Th-4bss-2bssa+96rh+"
        "24ri"
    ),
    "lora nf4 eager checkpointing": (
        "start=16T+4Ta+8Th+4bss+4bssa;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=4Th+20Ti+4bssa-2rh-2ri|"
        "16T+10TV+4Th-4bssa+2hV|28Th+12bssa-8rh-4ri|32Th+10bssa-4rh-4ri;head=8T+12TV-4bssa+2hV;last=16T+16Th+28Ti+6"
        "Tr+2bssa+18rh+6ri|8T+10Th-4bssa+6.1875hh+32rh+8ri|8T+46Th+4Tr+8bssa+12rh|16T+18Th+10Ti+6Tr+2bssa+2hi+18rh+"
        "6ri|16T+18Th+8Ti+6Tr+2bssa+2.0625hi+18rh+6ri|8T+12Th-4bssa+6hh+32rh+8ri;embedding=-4Ta-8Th-4bss-4bssa+96rh"
        "+24ri"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=16T+4Ta+10Th+2bss+4bssa;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=4Th+20Ti+4bssa-2rh-2ri"
        "|16T+10TV+4Th-4bssa|24Th+12bssa-8rh-4ri|32Th+8bssa-4rh-4ri;head=8T+12TV-4bssa;last=16T+16Th+28Ti+6Tr+2bssa"
        "+18rh+6ri|8T+10Th-4bssa+6.1875hh+32rh+8ri|8T+46Th+4Tr+6bssa+12rh|8T+36Th+2Tr+8bssa+8rh|16T+18Th+10Ti+6Tr+2"
        "bssa+2hi+18rh+6ri|16T+18Th+8Ti+6Tr+2bssa+2.0625hi+18rh+6ri|8T+12Th-4bssa+6hh+32rh+8ri;embedding=-4Ta-8Th-2"
        "bss-4bssa+96rh+24ri"
    ),
    "lora bf16 eager checkpointing": (
        "start=12T+2Ta+4Th+2bss+2bssa;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=6Th+10Ti+2bssa|12T+10TV+2Th-2bss"
        "a|12Th+12bssa|34Th|28Th+6bssa;head=4T+12TV-2bssa;last=8T+20Th+14Ti+12Tr+4bssa+4rh+4ri|4T+40Th+8Tr+8bssa|4T"
        "+24Th+4Tr+10bssa|4T+22Th+8Tr-2bssa+28rh+8ri|4T+34Th+4Tr-2bssa+16rh+8ri;embedding=-2Ta-4Th-2bss-2bssa+96rh+"
        "24ri"
    ),
    "lora fp32 eager checkpointing": (
        "start=16T+4Ta+8Th+4bss+4bssa;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=4Th+20Ti+4bssa|16T+8TV+4Th-4bssa"
        "|40Th+12bssa;head=8T+12TV-4bssa;last=16T+28Th+28Ti+12Tr+4rh+4ri|8T+48Th+8Tr+8bssa|8T+44Th+4Tr-4bssa+16rh+8"
        "ri|8T+28Th+8Tr-4bssa+28rh+8ri;embedding=-4Ta-8Th-4bss-4bssa+96rh+24ri"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=16T+4Ta+8Th+4bss+4bssa;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=4Th+20Ti+4bssa|16T+8TV+4Th-4bssa"
        "|40Th+12bssa;head=8T+12TV-4bssa;last=16T+28Th+28Ti+12Tr+4rh+4ri|8T+10Th-4bssa+6.1875hh+32rh+8ri|8T+48Th+8T"
        "r+8bssa|16T+30Th+10Ti+12Tr+2hi+4rh+4ri|16T+30Th+8Ti+12Tr+2.0625hi+4rh+4ri|8T+12Th-4bssa+6hh+32rh+8ri|16T+2"
        "8Th+2Ti+8Tr+2.0625hi+8rh+8ri;embedding=-4Ta-8Th-4bss-4bssa+96rh+24ri"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=12T+2Ta+4Th+2bss+2bssa;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=6Th+10Ti+2bssa|12T+10TV+2Th-2bss"
        "a|12Th+12bssa|34Th|28Th+6bssa;head=4T+12TV-2bssa;last=8T+20Th+14Ti+12Tr+4bssa+4rh+4ri|4T+8Th-2bssa+6.1875h"
        "h+32rh+8ri|4T+38Th+8Tr+8bssa|4T+22Th+4Tr+10bssa|8T+20Th+6Ti+12Tr+4bssa+2hi+4rh+4ri|8T+20Th+4Ti+12Tr+4bssa+"
        "2.0625hi+4rh+4ri|4T+10Th-2bssa+6hh+32rh+8ri|8T+18Th+2Ti+8Tr+4bssa+2.0625hi+8rh+8ri;embedding=-2Ta-4Th-2bss"
        "-2bssa+96rh+24ri"
    ),
}

ADAPTERS = {
    "bf16+amp": (
        "query_key_value=2Th+2Tr+2bssa+8rh;dense=2Th+2Tr+4rh;dense_h_to_4h=2Th+2Tr+2rh+2ri;dense_4h_to_h=2Ti+2Tr+2r"
        "h+2ri"
    ),
    "fp32+amp": "@bf16+amp",
    "nf4": (
        "query_key_value=2Th+2Tr+4bssa+8rh;dense=2Th+2Tr+4rh;dense_h_to_4h=2Th+2Tr+2rh+2ri;dense_4h_to_h=2Ti+2Tr+2r"
        "h+2ri"
    ),
    "nf4 raw": "@nf4",
    "bf16": "query_key_value=4Th+4Tr+2bssa;dense=4Th+4Tr;dense_h_to_4h=4Th+4Tr;dense_4h_to_h=4Ti+4Tr",
    "fp32": "query_key_value=4Th+4Tr+4bssa;dense=4Th+4Tr;dense_h_to_4h=4Th+4Tr;dense_4h_to_h=4Ti+4Tr",
    "nf4 no amp": "@fp32",
    "nf4 raw no amp": "@bf16",
}

DROPOUT = {
    "bf16+amp": "3Th+1Ti",
    "fp32+amp": "@bf16+amp",
    "nf4": "@bf16+amp",
    "nf4 raw": "@bf16+amp",
    "bf16": "@bf16+amp",
    "fp32": "@bf16+amp",
    "nf4 no amp": "@bf16+amp",
    "nf4 raw no amp": "@bf16+amp",
}
