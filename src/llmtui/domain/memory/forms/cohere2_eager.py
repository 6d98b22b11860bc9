"""What a cohere2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager tied": (
        "start=8T+4Th+4bss+4sd;kept=4T+14Th+8Ti+8Tq+6bssa;held=4T+14Th+8Ti+8Tq+6bssa;left=-4T-14Th-8Ti-8Tq-6bssa+6h"
        "i+4hkv+4hq;forward=12T+10TV+10Th-4bss|-8Ti+4Tkv+4bssa;head=4T+2TV+12Th-4bss+2hV|4T+20Th-4bss+2hV|4T+12TV+1"
        "0Th-4bss;last=8Th-8Ti-8Tq-4bss-6bssa+2hV+6hi+4hkv+4hq|-8Ti-2Tq-4bss+6bssa+2hV+6hi+2hq|-2Th+4Ti-4bss+2hV+2h"
        "i|-8Ti+6Tkv+8Tq-4bss-6bssa+2hV+6hi+2hq|2Th-6Ti-4bss+2hV+6hi;embedding=-12T-46Th-24Ti-24Tq-4bss-18bssa+6hV+"
        "18hi+12hkv+12hq-4sd|-12T-44Th-24Ti-24Tq-4bss-18bssa+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager tied": "@full bf16 eager tied",
    "full fp32+amp eager tied": (
        "start=8T+8Th+8bss+8sd;kept=4T+22Th+8Ti+8Tq+6bssa+6hi+4hkv+4hq;held=4T+22Th+8Ti+8Tq+6bssa+6hi+4hkv+4hq;left"
        "=-4T-22Th-8Ti-8Tq-6bssa+6hi+4hkv+4hq;forward=12T+10TV+10Th-8bss+2hV|-8Ti+4Tkv+4bssa-6hi-2hq;head=4T+8Th-8b"
        "ss+6hV|4T+12TV+6Th-8bss+2hV;last=-10Th-8Ti-8Tq-8bss-6bssa+4hV+6hi+4hkv+6hq|-2Th-8Ti-8bss+4hV+8hi|-4Th-8Ti-"
        "2Tq-8bss+6bssa+4hV+6hi+2hq|-2Th+4Ti-8bss+4hV+2hi|-4Th-8Ti-8bss+4hV+6hi+4hq|-4Th-8Ti+6Tkv+8Tq-8bss-6bssa+4h"
        "V+6hi+2hq|6Th-8Ti-8bss+4hV+4hi|-2Th-8Ti-8Tq-8bss-6bssa+4hV+6hi+4hkv+4hq|-4Ti-8bss+4hV+6hi;embedding=-12T-7"
        "4Th-24Ti-24Tq-8bss-18bssa+12hV+18hi+12hkv+12hq-8sd|-12T-70Th-24Ti-24Tq-8bss-18bssa+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 eager tied": (
        "start=8T+8Th+8bss+8sd;kept=4T+16Th+16Ti+16Tq+4bssa;held=4T+16Th+16Ti+16Tq+4bssa;left=-4T-16Th-16Ti-16Tq-4b"
        "ssa+12hi+8hkv+8hq;forward=12T+8TV+8Th-8bss|-16Ti+8Tkv+4bssa;head=4T+4TV+12Th-8bss+4hV|4T+12TV+8Th-8bss;las"
        "t=4Th-16Ti-12Tq-8bss-4bssa+4hV+12hi+8hkv+8hq|-16Ti-4Tq-8bss+8bssa+4hV+12hi+4hq|4Th-12Ti-8bss+4hV+12hi|-4Th"
        "+8Ti-8bss+4hV+4hi|-16Ti+4Tq-8bss+4bssa+4hV+12hi+4hq|8Th-16Ti-8bss+4hV+12hi|8Th-16Ti-12Tq-8bss-4bssa+4hV+12"
        "hi+8hkv+4hq;embedding=-12T-56Th-48Ti-48Tq-8bss-12bssa+12hV+36hi+24hkv+24hq-8sd|-12T-52Th-48Ti-48Tq-8bss-12"
        "bssa+8hV+36hi+24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager": (
        "start=4T-4Th+4bss+4sd;kept=4T+18Th+8Ti+8Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=4T+18Th+8Ti+8Tq+14Tr+6bssa+14"
        "rh+6ri+4rkv+4rq;left=-4T-18Th-8Ti-8Tq-14Tr-6bssa+14rh+6ri+4rkv+4rq;forward=12T+10TV+6Th-4bss|-2Th-8Ti+4Tkv"
        "-8Tr+4bssa-8rh-6ri-2rq|10Th+6Ti;head=4T+12TV+4Th-4bss-10rh;last=-2Th+4Ti-2Tr-4bss-8rh+2ri|-4Th-8Ti-2Tq-8Tr"
        "-4bss+6bssa-2rh+6ri+2rq|2Th-2Ti-4Tr-4bss-6rh+4ri|4Th-8Ti-8Tq-14Tr-4bss-6bssa+4rh+6ri+4rkv+4rq|-4Th-8Ti+18T"
        "kv-4Tq-8Tr-4bss-6bssa-2rh+6ri+2rq|-4Th-8Ti+6Tkv+8Tq-8Tr-4bss-6bssa-2rh+6ri+2rq|-2Th-6Ti-4Tr-4bss-6rh+8ri;e"
        "mbedding="
    ),
    "lora fp32+amp eager": (
        "start=4T+8bss-4hi-4hkv-2hq+8sd;kept=4T+18Th+8Ti+8Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;held=4T+18Th"
        "+8Ti+8Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;left=-4T-18Th-8Ti-8Tq-14Tr-6bssa-6hi-4hkv-4hq+14rh+6ri+"
        "4rkv+4rq;forward=12T+10TV+4Th-8bss+2hV|-8Ti+4Tkv-8Tr+4bssa-6hi-2hq-8rh-6ri-2rq|12Th+6Ti;head=4T+12TV-8bss+"
        "2hV-10rh;last=4Ti-2Tr-8bss-8rh+2ri|-4Th-8Ti-2Tq-8Tr-8bss+6bssa-6hi-2hq-2rh+6ri+2rq|8Th-4Ti-4Tr-8bss-4hi-6r"
        "h+4ri|2Ti-2Tr-8bss-8rh+4ri;embedding="
    ),
    "lora nf4 eager": (
        "start=4T+8bss+8sd;kept=4T+18Th+14Ti+8Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=4T+18Th+14Ti+8Tq+14Tr+6bssa+14rh"
        "+6ri+4rkv+4rq;left=-4T-18Th-14Ti-8Tq-14Tr-6bssa+14rh+6ri+4rkv+4rq;forward=12T+10TV+4Th-8bss+2hV|-14Ti+8Tkv"
        "+8Tq-8Tr+2bssa-8rh-6ri-2rq|16Th+4Ti;head=4T+12TV-8bss+2hV-10rh;last=4Ti-2Tr-8bss+2hi-8rh+2ri|2Ti-2Tr-8bss+"
        "2.0625hi-8rh+2ri|-4Th-14Ti-8Tr-8bss+6bssa-2rh+6ri+2rq|-2Th+10Ti-2Tr-8bss-8rh+2ri|-2Th-14Ti-8Tr-8bss+2.0625"
        "hq-2rh+6ri+2rq|8Th-6Ti-4Tr-8bss-6rh+4ri|-2Th-14Ti+2Tq-8Tr-8bss+2hq-2rh+6ri+2rq|-10Th-14Ti-6Tq-14Tr-8bss-6b"
        "ssa+2.0625hq+4rh+6ri+4rkv+4rq|-4Th-14Ti+20Tkv-4Tq-8Tr-8bss-6bssa-2rh+6ri+2rq|-4Th-14Ti+8Tkv+8Tq-8Tr-8bss-6"
        "bssa-2rh+6ri+2rq|2Th-4Ti-4Tr-8bss+2hi-6rh+4ri;embedding="
    ),
    "lora nf4 raw eager": (
        "start=4T-4Th+4bss+4sd;kept=4T+10Th+8Ti+8Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=4T+10Th+8Ti+8Tq+14Tr+6bssa+14"
        "rh+6ri+4rkv+4rq;left=-4T-10Th-8Ti-8Tq-14Tr-6bssa+14rh+6ri+4rkv+4rq;forward=12T+10TV+6Th-4bss|-8Ti+4Tkv-8Tr"
        "+4bssa-8rh-6ri-2rq;head=4T+12TV+4Th-4bss-10rh;last=2Th-2Ti-4Tr-4bss+2hi-6rh+4ri|-2Ti-4Tr-4bss+2.0625hi-6rh"
        "+4ri|-8Ti-2Tq-8Tr-4bss+6bssa-2rh+6ri+2rq|-2Th+2Ti-2Tr-4bss+2hi-8rh+2ri|-2Th-2Tr-4bss+2.0625hi-8rh+2ri|-2Th"
        "+4Ti-2Tr-4bss-8rh+2ri|-8Ti-8Tr-4bss+2.0625hq-2rh+6ri+2rq|-8Ti+6Tkv+8Tq-8Tr-4bss-6bssa-2rh+6ri+2rq|12Th-8Ti"
        "-8Tq-14Tr-4bss-6bssa+4rh+6ri+4rkv+4rq|-8Ti+2Tq-8Tr-4bss+2hq-2rh+6ri+2rq|-6Ti-6Tr-4bss+2.0625hi-4rh+6ri|-2T"
        "h-8Ti-6Tq-14Tr-4bss-6bssa+2.0625hq+4rh+6ri+4rkv+4rq|-8Ti-6Tq-14Tr-4bss-6bssa+2hq+4rh+6ri+4rkv+4rq;embeddin"
        "g="
    ),
    "lora bf16 eager": (
        "start=4T-4Th+4bss+4sd;kept=4T+28Th+10Ti+10Tq+28Tr+6bssa;held=4T+28Th+10Ti+10Tq+28Tr+6bssa;left=-4T-28Th-10"
        "Ti-10Tq-28Tr-6bssa+28rh+12ri+8rkv+8rq;forward=12T+10TV+6Th-4bss|-6Th-10Ti+4Tkv-2Tq-16Tr+4bssa|4Th+4Ti-4Tr;"
        "head=4T+12TV+4Th-4bss;last=8Th-4bss|4Ti-4bss+4rh+4ri|-8Th-10Ti-4Tq-16Tr-4bss+6bssa+16rh+12ri+4rq|-6Th-10Ti"
        "-10Tq-28Tr-4bss-6bssa+28rh+12ri+8rkv+8rq|-8Th-10Ti+18Tkv-6Tq-16Tr-4bss-6bssa+16rh+12ri+4rq|-8Th-10Ti+6Tkv+"
        "6Tq-16Tr-4bss-6bssa+16rh+12ri+4rq|-6Th-10Ti+4Tq-12Tr-4bss+16rh+12ri+4rq;embedding="
    ),
    "lora fp32 eager": (
        "start=4T+8bss+8sd;kept=4T+12Th+16Ti+16Tq+28Tr+4bssa;held=4T+12Th+16Ti+16Tq+28Tr+4bssa;left=-4T-12Th-16Ti-1"
        "6Tq-28Tr-4bssa+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th-8bss|-16Ti+8Tkv-16Tr+4bssa|4Th+4Ti-4Tr;head=4T+12TV-"
        "8bss;last=-4Th+8Ti-4Tr-8bss+4rh+4ri|-16Ti-4Tq-16Tr-8bss+8bssa+16rh+12ri+4rq|-16Ti+8Tq-16Tr-8bss+16rh+12ri+"
        "4rq|8Th-8Ti-8Tr-8bss+8rh+8ri|4Th-16Ti-12Tq-24Tr-8bss-4bssa+28rh+12ri+8rkv+8rq|-16Ti+4Tq-16Tr-8bss+4bssa+16"
        "rh+12ri+4rq|8Th-12Ti-12Tr-8bss+12rh+12ri;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=4T+8bss+8sd;kept=4T+12Th+16Ti+16Tq+28Tr+4bssa;held=4T+12Th+16Ti+16Tq+28Tr+4bssa;left=-4T-12Th-16Ti-1"
        "6Tq-28Tr-4bssa+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th-8bss|-16Ti+8Tkv-16Tr+4bssa|4Th+4Ti-4Tr;head=4T+12TV-"
        "8bss;last=-2Th+2Ti-4Tr-8bss+2hi+4rh+4ri|-2Th-4Tr-8bss+2.0625hi+4rh+4ri|-16Ti-4Tq-16Tr-8bss+8bssa+16rh+12ri"
        "+4rq|-4Th+8Ti-4Tr-8bss+4rh+4ri|2Th-16Ti-16Tr-8bss+2.0625hq+16rh+12ri+4rq|8Th-8Ti-8Tr-8bss+8rh+8ri|-14Ti-12"
        "Tr-8bss+2.0625hi+12rh+12ri|-4Th-16Ti-14Tq-28Tr-8bss-4bssa+2.0625hq+28rh+12ri+8rkv+8rq|2Th-16Ti+2Tq-16Tr-8b"
        "ss+2hq+16rh+12ri+4rq|-16Ti+8Tq-16Tr-8bss+16rh+12ri+4rq|-6Ti-8Tr-8bss+2.0625hi+8rh+8ri;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=4T-4Th+4bss+4sd;kept=4T+28Th+10Ti+10Tq+28Tr+6bssa;held=4T+28Th+10Ti+10Tq+28Tr+6bssa;left=-4T-28Th-10"
        "Ti-10Tq-28Tr-6bssa+28rh+12ri+8rkv+8rq;forward=12T+10TV+6Th-4bss|-6Th-10Ti+4Tkv-2Tq-16Tr+4bssa|4Th+4Ti-4Tr;"
        "head=4T+12TV+4Th-4bss;last=-2Th-4Tr-4bss+2hi+4rh+4ri|-4Th-4Ti-8Tr-4bss+2.0625hi+8rh+8ri|-8Th-10Ti-4Tq-16Tr"
        "-4bss+6bssa+16rh+12ri+4rq|-2Th+4Ti-4bss+4rh+4ri|-2Th-2Ti-4Tr-4bss+2.0625hi+4rh+4ri|-8Th-10Ti-2Tq-16Tr-4bss"
        "+2.0625hq+16rh+12ri+4rq|6Th-4bss|-8Th-10Ti-16Tr-4bss+2hq+16rh+12ri+4rq|-8Th-8Ti-12Tr-4bss+2.0625hi+12rh+12"
        "ri|-20Th-10Ti-8Tq-28Tr-4bss-6bssa+2.0625hq+28rh+12ri+8rkv+8rq|-2Th-4Ti-8Tr-4bss+2hi+8rh+8ri;embedding="
    ),
    "full bf16 eager tied checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th;held=2Th+2bss;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+12Th-2bss|4Tkv+6Tq+10"
        "bssa|20Tkv+10Tq|2Th+6Ti+2bssa;head=4T+2TV+14Th-8bss+2hV|4T+22Th-8bss+2hV|4T+12TV+12Th-8bss;last=4T+24Th-8b"
        "ss+2hV+6hi+4hkv+4hq|4T+16Th+6Tq-8bss+12bssa+2hV+6hi+2hq|4T+14Th+12Ti+8Tq-8bss+6bssa+2hV+2hi|4T+16Th+6Tkv+1"
        "6Tq-8bss+2hV+6hi+2hq|4T+18Th+2Ti+8Tq-8bss+6bssa+2hV+6hi;embedding=-8Th-10bss+6hV+18hi+12hkv+12hq-4sd|-6Th-"
        "10bss+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager tied checkpointing": "@full bf16 eager tied checkpointing",
    "full fp32+amp eager tied checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th+4bss;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+14Th-4b"
        "ss+2hV|4Tkv+6Tq+10bssa-6hi-2hq|2Th+6Ti+2bssa-2hi;head=4T+12Th-16bss+6hV|4T+12TV+10Th-16bss+2hV;last=4T+16T"
        "h-16bss+4hV+12hi+8hkv+10hq|4T+24Th+8Tq-16bss+6bssa+4hV+14hi+4hkv+4hq|4T+22Th+6Tq-16bss+12bssa+4hV+12hi+4hk"
        "v+6hq|4T+24Th+12Ti+8Tq-16bss+6bssa+4hV+8hi+4hkv+4hq|4T+22Th+8Tq-16bss+6bssa+4hV+12hi+4hkv+8hq|4T+22Th+6Tkv"
        "+16Tq-16bss+4hV+12hi+4hkv+6hq|4T+32Th+8Ti+8Tq-16bss+6bssa+4hV+6hi+4hkv+4hq|4T+24Th-16bss+4hV+12hi+8hkv+8hq"
        "|4T+26Th+4Ti+8Tq-16bss+6bssa+4hV+12hi+4hkv+4hq;embedding=-16Th-20bss+12hV+36hi+24hkv+24hq-8sd|-12Th-20bss+"
        "8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 eager tied checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th;held=4Th+4bss;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+12Th-4bss|4Th+12Ti+4b"
        "ssa|8Tkv+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+4TV+16Th-16bss+4hV|4T+12TV+12Th-16bss;last=4T+24Th+4Tq-16bss+4"
        "hV+12hi+8hkv+8hq|4T+20Th+12Tq-16bss+12bssa+4hV+12hi+4hq|4T+24Th+4Ti+16Tq-16bss+4bssa+4hV+12hi|4T+16Th+24Ti"
        "+16Tq-16bss+4bssa+4hV+4hi|4T+20Th+20Tq-16bss+8bssa+4hV+12hi+4hq|4T+28Th+16Tq-16bss+4bssa+4hV+12hi|4T+28Th+"
        "4Tq-16bss+4hV+12hi+8hkv+4hq;embedding=-16Th-20bss+12hV+36hi+24hkv+24hq-8sd|-12Th-20bss+8hV+36hi+24hkv+24hq"
        "-8sd"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th+2bss;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10"
        "TV+8Th-2bss|4Th+8Ti+2Tr+2bssa-2rh|4Tkv+6Tq+10bssa-8rh-6ri-2rq|6Th+8Ti+2bssa-2rh-2ri|20Tkv+10Tq-8rh-6ri-2rq"
        "|8Tkv+18Tq-8rh-6ri-2rq;head=4T+12TV+6Th-8bss;last=4T+26Th+14Ti+8Tq+14Tr-8bss+6bssa+14rh+6ri+4rkv+4rq|4T+16"
        "Th+6Tq+6Tr-8bss+12bssa+22rh+12ri+4rkv+6rq|4T+24Th+4Tkv+16Tq+8Tr-8bss+6bssa+8rh+4rkv+4rq|4T+24Th-8bss+28rh+"
        "12ri+8rkv+8rq|4T+18Th+20Tkv+10Tq+6Tr-8bss+6rh+4rkv+2rq|4T+16Th+6Tkv+16Tq+6Tr-8bss+22rh+12ri+4rkv+6rq|4T+18"
        "Th+2Ti+8Tq+10Tr-8bss+6bssa+18rh+14ri+4rkv+4rq;embedding=-4Th-10bss+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th+4bss;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10"
        "TV+8Th-4bss+2hV|4Th+2Ti+2bssa+2hi-2rh-2ri|4Tkv+6Tq+10bssa-8rh-6ri-2rq|4Th+4Ti+2bssa+2hi-4rh-4ri|4Th+8Ti+2T"
        "r+2bssa-2rh;head=4T+12TV+4Th-16bss+2hV;last=4T+32Th+14Ti+8Tq+14Tr-16bss+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4"
        "rq|4T+18Th+6Tq+6Tr-16bss+12bssa+4hkv+2hq+22rh+12ri+4rkv+6rq|4T+22Th+10Ti+8Tq+12Tr-16bss+6bssa+6hi+4hkv+4hq"
        "+16rh+10ri+4rkv+4rq|4T+24Th+4Tkv+8Tq+6Tr-16bss+10bssa+4hkv+2hq+6rh+4rkv+2rq|4T+30Th+4Tkv+16Tq+8Tr-16bss+6b"
        "ssa+4hkv+4hq+8rh+4rkv+4rq;embedding=-8Th-20bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th+4bss;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10"
        "TV+8Th-4bss+2hV|8Tkv+12Tq+8bssa-8rh-6ri-2rq|2Th+14Ti+4bssa-2rh-2ri;head=4T+12TV+4Th-16bss+2hV;last=4T+34Th"
        "+18Ti+8Tq+12Tr-16bss+6bssa+12rh+4ri+4rkv+4rq|4T+22Th+18Ti+8Tq+12Tr-16bss+6bssa+2hi+16rh+8ri+4rkv+4rq|4T+22"
        "Th+16Ti+8Tq+12Tr-16bss+6bssa+2.0625hi+16rh+8ri+4rkv+4rq|4T+18Th+8Tq+6Tr-16bss+12bssa+22rh+12ri+4rkv+6rq|4T"
        "+20Th+24Ti+8Tq+12Tr-16bss+6bssa+16rh+8ri+4rkv+4rq|4T+20Th+8Tq+6Tr-16bss+6bssa+2.0625hq+22rh+12ri+4rkv+6rq|"
        "4T+36Th+16Ti+8Tq+12Tr-16bss+6bssa+12rh+4ri+4rkv+4rq|4T+20Th+10Tq+6Tr-16bss+6bssa+2hq+22rh+12ri+4rkv+6rq|4T"
        "+12Th+2Tq-16bss+2.0625hq+28rh+12ri+8rkv+8rq|4T+22Th+8Tkv+22Tq+6Tr-16bss+6bssa+6rh+4rkv+2rq|4T+24Th+10Ti+8T"
        "q+10Tr-16bss+6bssa+2hi+18rh+10ri+4rkv+4rq;embedding=-8Th-20bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th+2bss;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10"
        "TV+8Th-2bss|4Tkv+6Tq+10bssa-8rh-6ri-2rq|2Th+8Ti+2bssa-2rh-2ri|20Tkv+10Tq-8rh-6ri-2rq|8Tkv+18Tq-8rh-6ri-2rq"
        ";head=4T+12TV+6Th-8bss;last=4T+14Th+6Ti+8Tq+10Tr-8bss+6bssa+2hi+18rh+10ri+4rkv+4rq|4T+12Th+6Ti+8Tq+10Tr-8b"
        "ss+6bssa+2.0625hi+18rh+10ri+4rkv+4rq|4T+12Th+6Tq+6Tr-8bss+12bssa+22rh+12ri+4rkv+6rq|4T+10Th+10Ti+8Tq+12Tr-"
        "8bss+6bssa+2hi+16rh+8ri+4rkv+4rq|4T+10Th+8Ti+8Tq+12Tr-8bss+6bssa+2.0625hi+16rh+8ri+4rkv+4rq|4T+10Th+12Ti+8"
        "Tq+12Tr-8bss+6bssa+16rh+8ri+4rkv+4rq|4T+12Th+8Tq+6Tr-8bss+6bssa+2.0625hq+22rh+12ri+4rkv+6rq|4T+12Th+8Tkv+1"
        "8Tq+6Tr-8bss+6rh+4rkv+2rq|4T+18Th+8Ti+8Tq+12Tr-8bss+6bssa+12rh+4ri+4rkv+4rq|4T+12Th+10Tq+6Tr-8bss+6bssa+2h"
        "q+22rh+12ri+4rkv+6rq|4T+12Th+20Tkv+10Tq+6Tr-8bss+6rh+4rkv+2rq|4T+12Th+2Ti+8Tq+8Tr-8bss+6bssa+2.0625hi+20rh"
        "+12ri+4rkv+4rq|4T+10Th+2Tq-8bss+2.0625hq+28rh+12ri+8rkv+8rq|4T+12Th+2Tq-8bss+2hq+28rh+12ri+8rkv+8rq;embedd"
        "ing=-4Th-10bss+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th;held=2Th+2bss;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+8Th-2bss|6Th+12"
        "Ti+2bssa|4Tkv+6Tq+10bssa|20Tkv+10Tq;head=4T+12TV+6Th-8bss;last=4T+40Th+12Ti+10Tq+28Tr-8bss+6bssa|4T+30Th+1"
        "4Ti+10Tq+28Tr-8bss+6bssa+4rh+4ri|4T+22Th+6Tq+12Tr-8bss+12bssa+16rh+12ri+4rq|4T+38Th+14Ti+10Tq+24Tr-8bss+6b"
        "ssa|4T+24Th-8bss+28rh+12ri+8rkv+8rq|4T+28Th+20Tkv+10Tq+12Tr-8bss|4T+38Th+4Tkv+14Tq+16Tr-8bss+6bssa|4T+22Th"
        "+6Tkv+16Tq+12Tr-8bss+16rh+12ri+4rq|4T+24Th+14Tq+16Tr-8bss+6bssa+16rh+12ri+4rq;embedding=-4Th-10bss+84rh+36"
        "ri+24rkv+24rq-4sd"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th;held=4Th+4bss;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+8Th-4bss|4Th+16T"
        "i+4bssa|8Tkv+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+12TV+4Th-16bss;last=4T+24Th+16Ti+16Tq+28Tr-16bss+4bssa|4T+"
        "12Th+24Ti+16Tq+24Tr-16bss+4bssa+4rh+4ri|4T+16Th+12Tq+12Tr-16bss+12bssa+16rh+12ri+4rq|4T+16Th+24Tq+12Tr-16b"
        "ss+4bssa+16rh+12ri+4rq|4T+28Th+8Tkv+20Tq+16Tr-16bss+4bssa|4T+20Th+4Tq+4Tr-16bss+28rh+12ri+8rkv+8rq|4T+16Th"
        "+20Tq+12Tr-16bss+8bssa+16rh+12ri+4rq|4T+24Th+4Ti+16Tq+16Tr-16bss+4bssa+12rh+12ri;embedding=-8Th-20bss+84rh"
        "+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th;held=4Th+4bss;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+8Th-4bss|4Th+16T"
        "i+4bssa|8Tkv+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+12TV+4Th-16bss;last=4T+26Th+18Ti+16Tq+24Tr-16bss+4bssa|4T+"
        "14Th+18Ti+16Tq+24Tr-16bss+4bssa+2hi+4rh+4ri|4T+14Th+16Ti+16Tq+24Tr-16bss+4bssa+2.0625hi+4rh+4ri|4T+16Th+12"
        "Tq+12Tr-16bss+12bssa+16rh+12ri+4rq|4T+12Th+24Ti+16Tq+24Tr-16bss+4bssa+4rh+4ri|4T+18Th+16Tq+12Tr-16bss+4bss"
        "a+2.0625hq+16rh+12ri+4rq|4T+28Th+16Ti+16Tq+24Tr-16bss+4bssa|4T+28Th+8Tkv+20Tq+16Tr-16bss+4bssa|4T+16Th+2Ti"
        "+16Tq+16Tr-16bss+4bssa+2.0625hi+12rh+12ri|4T+12Th+2Tq-16bss+2.0625hq+28rh+12ri+8rkv+8rq|4T+18Th+18Tq+12Tr-"
        "16bss+4bssa+2hq+16rh+12ri+4rq|4T+16Th+10Ti+16Tq+20Tr-16bss+4bssa+2.0625hi+8rh+8ri;embedding=-8Th-20bss+84r"
        "h+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th;held=2Th+2bss;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+8Th-2bss|6Th+12"
        "Ti+2bssa|4Tkv+6Tq+10bssa|20Tkv+10Tq;head=4T+12TV+6Th-8bss;last=4T+38Th+12Ti+10Tq+28Tr-8bss+6bssa|4T+26Th+6"
        "Ti+10Tq+20Tr-8bss+6bssa+2.0625hi+8rh+8ri|4T+22Th+6Tq+12Tr-8bss+12bssa+16rh+12ri+4rq|4T+28Th+10Ti+10Tq+24Tr"
        "-8bss+6bssa+2hi+4rh+4ri|4T+36Th+14Ti+10Tq+24Tr-8bss+6bssa|4T+28Th+8Ti+10Tq+24Tr-8bss+6bssa+2.0625hi+4rh+4r"
        "i|4T+22Th+8Tq+12Tr-8bss+6bssa+2.0625hq+16rh+12ri+4rq|4T+22Th+10Tq+12Tr-8bss+6bssa+2hq+16rh+12ri+4rq|4T+22T"
        "h+2Ti+10Tq+16Tr-8bss+6bssa+2.0625hi+12rh+12ri|4T+10Th+2Tq-8bss+2.0625hq+28rh+12ri+8rkv+8rq|4T+26Th+20Tkv+1"
        "0Tq+12Tr-8bss|4T+36Th+4Tkv+14Tq+16Tr-8bss+6bssa|4T+28Th+6Ti+10Tq+20Tr-8bss+6bssa+2hi+8rh+8ri;embedding=-4T"
        "h-10bss+84rh+36ri+24rkv+24rq-4sd"
    ),
}
