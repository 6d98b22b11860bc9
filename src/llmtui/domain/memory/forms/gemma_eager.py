"""What a gemma model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager tied": (
        "start=8T+4Th+2bss+4sd;kept=8T+20Th+8Ti+8Tq+6bssa;held=8T+20Th+8Ti+8Tq+6bssa;left=-8T-20Th-8Ti-8Tq-6bssa+6h"
        "i+4hkv+4hq;forward=12T+10TV+6Th-2bss|-4T-10Th-8Ti+4Tkv+4bssa;head=20Th-2bss+2hV|4T+2TV+8Th-2bss+2hV|4T+12T"
        "V+6Th-2bss;last=-8T+2Th-8Ti-8Tq-2bss-6bssa+2hV+6hi+4hkv+4hq|-4T-12Th-8Ti-2Tq-2bss+6bssa+2hV+6hi+2hq|2Th-6T"
        "i-2bss+2hV+6hi|-2Th+4Ti-2bss+2hV+2hi|-4T+12Th-8Ti-2bss+2hV+6hi;embedding=-24T-64Th-24Ti-24Tq-2bss-18bssa+6"
        "hV+18hi+12hkv+12hq-4sd|-24T-60Th-24Ti-24Tq-2bss-18bssa+2hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager tied": "@full bf16 eager tied",
    "full fp32+amp eager tied": (
        "start=8T+4Th+4bss+8sd;kept=8T+26Th+8Ti+8Tq+6bssa+6hi+4hkv+4hq;held=8T+26Th+8Ti+8Tq+6bssa+6hi+4hkv+4hq;left"
        "=-8T-26Th-8Ti-8Tq-6bssa+6hi+4hkv+4hq;forward=12T+10TV+10Th-4bss+2hV|-4T-12Th-8Ti+6Tkv+6Tq+2bssa-6hi-2hq;he"
        "ad=4T+8Th-4bss+6hV|4T+12TV+6Th-4bss+2hV;last=-4T-14Th-8Ti-8Tq-4bss-6bssa+4hV+6hi+4hkv+6hq|-8Ti-4bss+4hV+8h"
        "i|-4T-12Th-8Ti-2Tq-4bss+6bssa+4hV+6hi+2hq|4Ti-4bss+4hV+2hi|8Th-8Ti-4bss+4hV+6hi|-4T-12Th-8Ti-4bss+4hV+6hi+"
        "4hq|2Th-4Ti-4bss+4hV+6hi;embedding=-24T-82Th-24Ti-24Tq-4bss-18bssa+12hV+18hi+12hkv+12hq-8sd|-24T-74Th-24Ti"
        "-24Tq-4bss-18bssa+4hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 eager tied": (
        "start=8T+4Th+4bss+8sd;kept=8T+24Th+16Ti+16Tq+4bssa;held=8T+24Th+16Ti+16Tq+4bssa;left=-8T-24Th-16Ti-16Tq-4b"
        "ssa+12hi+8hkv+8hq;forward=12T+8TV+8Th-4bss|-4T-16Th-16Ti+8Tkv+4bssa;head=4T+4TV+12Th-4bss+4hV|4T+12TV+8Th-"
        "4bss;last=-4T-4Th-16Ti-12Tq-4bss-4bssa+4hV+12hi+8hkv+8hq|-4T-12Th-16Ti-4Tq-4bss+8bssa+4hV+12hi+4hq|8Th-12T"
        "i-4bss+4hV+12hi|8Ti-4bss+4hV+4hi|-4T-12Th-16Ti+4Tq-4bss+4bssa+4hV+12hi+4hq;embedding=-24T-76Th-48Ti-48Tq-4"
        "bss-12bssa+12hV+36hi+24hkv+24hq-8sd|-24T-68Th-48Ti-48Tq-4bss-12bssa+4hV+36hi+24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager": (
        "start=4T+2bss+4sd;kept=8T+18Th+8Ti+8Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=8T+18Th+8Ti+8Tq+14Tr+6bssa+14rh+6"
        "ri+4rkv+4rq;left=-8T-18Th-8Ti-8Tq-14Tr-6bssa+14rh+6ri+4rkv+4rq;forward=12T+10TV+2Th-2bss|10Th+6Ti|-4T-6Th-"
        "8Ti+4Tkv-8Tr+4bssa-8rh-6ri-2rq;head=4T+12TV-2bss-6rh;last=-4T+14Th-8Ti-6Tr-2bss+6ri|-2Th+2Ti-2Tr-2bss-4rh+"
        "4ri|-4T-10Th-8Ti-2Tq-8Tr-2bss+6bssa+2rh+6ri+2rq|-2Th+4Ti-2Tr-2bss-4rh+2ri|-8T+4Th-8Ti-8Tq-14Tr-2bss-6bssa+"
        "8rh+6ri+4rkv+4rq|-2Th-6Ti-4Tr-2bss-2rh+8ri;embedding="
    ),
    "lora fp32+amp eager": (
        "start=4T+4Th+4bss-4hkv-2hq+8sd;kept=8T+18Th+8Ti+8Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;held=8T+18Th"
        "+8Ti+8Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;left=-8T-18Th-8Ti-8Tq-14Tr-6bssa-6hi-4hkv-4hq+14rh+6ri+"
        "4rkv+4rq;forward=12T+10TV-4bss+2hV|-4T-8Th-8Ti+6Tkv+6Tq-8Tr+2bssa-6hi-2hq-8rh-6ri-2rq|6Th+6Ti;head=4T+12TV"
        "-4Th-4bss+2hV-6rh;last=-2Th+4Ti-2Tr-4bss-4rh+2ri|-4T-12Th-8Ti-2Tq-8Tr-4bss+6bssa-6hi-2hq+2rh+6ri+2rq|6Th-4"
        "Ti-4Tr-4bss-4hi-2rh+4ri|-2Th+2Ti-2Tr-4bss-4rh+4ri;embedding="
    ),
    "lora nf4 eager": (
        "start=4T+4Th+4bss+8sd;kept=8T+18Th+14Ti+8Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=8T+18Th+14Ti+8Tq+14Tr+6bssa+"
        "14rh+6ri+4rkv+4rq;left=-8T-18Th-14Ti-8Tq-14Tr-6bssa+14rh+6ri+4rkv+4rq;forward=12T+10TV-4bss+2hV|-4T-8Th-14"
        "Ti+8Tkv+8Tq-8Tr+2bssa-8rh-6ri-2rq|10Th+4Ti;head=4T+12TV-4Th-4bss+2hV-6rh;last=-2Th+4Ti-2Tr-4bss+2hi-4rh+2r"
        "i|-2Th+2Ti-2Tr-4bss+2.0625hi-4rh+2ri|-4T-12Th-14Ti-8Tr-4bss+6bssa+2rh+6ri+2rq|-4Th+10Ti-2Tr-4bss-4rh+2ri|-"
        "4T-10Th-14Ti-8Tr-4bss+2.0625hq+2rh+6ri+2rq|6Th-6Ti-4Tr-4bss-2rh+4ri|-4T-10Th-14Ti+2Tq-8Tr-4bss+2hq+2rh+6ri"
        "+2rq|-4T-14Th-14Ti-6Tq-14Tr-4bss-6bssa+2.0625hq+8rh+6ri+4rkv+4rq|-4Ti-4Tr-4bss+2hi-2rh+4ri;embedding="
    ),
    "lora nf4 raw eager": (
        "start=4T+2bss+4sd;kept=8T+12Th+8Ti+8Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=8T+12Th+8Ti+8Tq+14Tr+6bssa+14rh+6"
        "ri+4rkv+4rq;left=-8T-12Th-8Ti-8Tq-14Tr-6bssa+14rh+6ri+4rkv+4rq;forward=12T+10TV+2Th-2bss|-4T-6Th-8Ti+4Tkv-"
        "8Tr+4bssa-8rh-6ri-2rq;head=4T+12TV-2bss-6rh;last=2Th-2Ti-4Tr-2bss+2hi-2rh+4ri|-2Ti-4Tr-2bss+2.0625hi-2rh+4"
        "ri|-4T-8Th-8Ti-2Tq-8Tr-2bss+6bssa+2rh+6ri+2rq|-2Th+2Ti-2Tr-2bss+2hi-4rh+2ri|-2Th-2Tr-2bss+2.0625hi-4rh+2ri"
        "|-2Th+4Ti-2Tr-2bss-4rh+2ri|-4T-8Th-8Ti-8Tr-2bss+2.0625hq+2rh+6ri+2rq|-4T+16Th-8Ti-6Tr-2bss+6ri|-4T-8Th-8Ti"
        "+2Tq-8Tr-2bss+2hq+2rh+6ri+2rq|-2Th-6Ti-6Tr-2bss+2.0625hi+6ri|-4T-8Th-8Ti-6Tq-14Tr-2bss-6bssa+2.0625hq+8rh+"
        "6ri+4rkv+4rq;embedding="
    ),
    "lora bf16 eager": (
        "start=4T+2bss+4sd;kept=8T+28Th+10Ti+10Tq+28Tr+6bssa;held=8T+28Th+10Ti+10Tq+28Tr+6bssa;left=-8T-28Th-10Ti-1"
        "0Tq-28Tr-6bssa+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-2bss|-4T-10Th-10Ti+4Tkv-2Tq-16Tr+4bssa|4Th+4Ti-4Tr;"
        "head=4T+12TV-2bss;last=8Th-2bss|4Ti-2bss+4rh+4ri|-4T-14Th-10Ti-4Tq-16Tr-2bss+6bssa+16rh+12ri+4rq|-4T+10Th-"
        "10Ti-12Tr-2bss+12rh+12ri|-8T-6Th-10Ti-10Tq-28Tr-2bss-6bssa+28rh+12ri+8rkv+8rq;embedding="
    ),
    "lora fp32 eager": (
        "start=4T+4Th+4bss+8sd;kept=8T+16Th+16Ti+16Tq+28Tr+4bssa;held=8T+16Th+16Ti+16Tq+28Tr+4bssa;left=-8T-16Th-16"
        "Ti-16Tq-28Tr-4bssa+28rh+12ri+8rkv+8rq;forward=12T+8TV-4bss|-4T-12Th-16Ti+8Tkv-16Tr+4bssa|-4Th+4Ti-4Tr;head"
        "=4T+12TV-4Th-4bss;last=-4Th+8Ti-4Tr-4bss+4rh+4ri|-4T-12Th-16Ti-4Tq-16Tr-4bss+8bssa+16rh+12ri+4rq|8Th-8Ti-8"
        "Tr-4bss+8rh+8ri|-4T-4Th-16Ti-12Tq-24Tr-4bss-4bssa+28rh+12ri+8rkv+8rq|-4T+8Th-16Ti-12Tr-4bss+12rh+12ri|-8T-"
        "16Ti-16Tq-28Tr-4bss-4bssa+28rh+12ri+8rkv+8rq;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=4T+4Th+4bss+8sd;kept=8T+16Th+16Ti+16Tq+28Tr+4bssa;held=8T+16Th+16Ti+16Tq+28Tr+4bssa;left=-8T-16Th-16"
        "Ti-16Tq-28Tr-4bssa+28rh+12ri+8rkv+8rq;forward=12T+8TV-4bss|-4T-12Th-16Ti+8Tkv-16Tr+4bssa|-4Th+4Ti-4Tr;head"
        "=4T+12TV-4Th-4bss;last=-2Th+2Ti-4Tr-4bss+2hi+4rh+4ri|-2Th-4Tr-4bss+2.0625hi+4rh+4ri|-4T-12Th-16Ti-4Tq-16Tr"
        "-4bss+8bssa+16rh+12ri+4rq|-4Th+8Ti-4Tr-4bss+4rh+4ri|-4T-10Th-16Ti-16Tr-4bss+2.0625hq+16rh+12ri+4rq|8Th-8Ti"
        "-8Tr-4bss+8rh+8ri|-4Th-14Ti-12Tr-4bss+2.0625hi+12rh+12ri|-4T-12Th-16Ti-14Tq-28Tr-4bss-4bssa+2.0625hq+28rh+"
        "12ri+8rkv+8rq|-4T-10Th-16Ti+2Tq-16Tr-4bss+2hq+16rh+12ri+4rq|-4T-10Th-16Ti-14Tq-28Tr-4bss-4bssa+2hq+28rh+12"
        "ri+8rkv+8rq|2Th-6Ti-8Tr-4bss+2hi+8rh+8ri|-6Ti-8Tr-4bss+2.0625hi+8rh+8ri;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=4T+2bss+4sd;kept=8T+28Th+10Ti+10Tq+28Tr+6bssa;held=8T+28Th+10Ti+10Tq+28Tr+6bssa;left=-8T-28Th-10Ti-1"
        "0Tq-28Tr-6bssa+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-2bss|-4T-10Th-10Ti+4Tkv-2Tq-16Tr+4bssa|4Th+4Ti-4Tr;"
        "head=4T+12TV-2bss;last=-2Th-4Tr-2bss+2hi+4rh+4ri|-4Th-4Ti-8Tr-2bss+2.0625hi+8rh+8ri|-4T-14Th-10Ti-4Tq-16Tr"
        "-2bss+6bssa+16rh+12ri+4rq|-2Th+4Ti-2bss+4rh+4ri|-2Th-2Ti-4Tr-2bss+2.0625hi+4rh+4ri|-4T-14Th-10Ti-2Tq-16Tr-"
        "2bss+2.0625hq+16rh+12ri+4rq|6Th-2bss|-4T-14Th-10Ti-16Tr-2bss+2hq+16rh+12ri+4rq|-8Th-8Ti-12Tr-2bss+2.0625hi"
        "+12rh+12ri|-4T-24Th-10Ti-8Tq-28Tr-2bss-6bssa+2.0625hq+28rh+12ri+8rkv+8rq|-2Th-4Ti-8Tr-2bss+2hi+8rh+8ri;emb"
        "edding="
    ),
    "full bf16 eager tied checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+8Th|4Tkv+6Tq+10bssa|2Th+6T"
        "i+2bssa;head=22Th+2hV|4T+2TV+10Th+2hV|4T+12TV+8Th;last=24Th+2hV+6hi+4hkv+4hq|4T+10Th+6Tq+12bssa+2hV+6hi+2h"
        "q|8T+24Th+2Ti+8Tq+6bssa+2hV+6hi|8T+20Th+12Ti+8Tq+6bssa+2hV+2hi|4T+34Th+8Tq+6bssa+2hV+6hi;embedding=-8Th-2b"
        "ss+6hV+18hi+12hkv+12hq-4sd|-4Th-2bss+2hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager tied checkpointing": "@full bf16 eager tied checkpointing",
    "full fp32+amp eager tied checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|6Tk"
        "v+10Tq+8bssa-6hi-2hq|4Th+6Ti+4bssa-2hi|6Th+2Ti+4bssa;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+8Th+4hV+12hi+"
        "8hkv+10hq|8T+22Th+8Tq+6bssa+4hV+14hi+4hkv+4hq|4T+10Th+6Tq+12bssa+4hV+12hi+4hkv+6hq|8T+22Th+12Ti+8Tq+6bssa+"
        "4hV+8hi+4hkv+4hq|8T+30Th+8Tq+6bssa+4hV+12hi+4hkv+4hq|4T+10Th+8Tq+6bssa+4hV+12hi+4hkv+8hq|8T+28Th+8Ti+8Tq+6"
        "bssa+4hV+6hi+4hkv+4hq|8T+24Th+4Ti+8Tq+6bssa+4hV+12hi+4hkv+4hq;embedding=-16Th-4bss+12hV+36hi+24hkv+24hq-8s"
        "d|-8Th-4bss+4hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 eager tied checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+12Ti+4bssa|8Tkv+12"
        "Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|4T+8Th+12Tq+1"
        "2bssa+4hV+12hi+4hq|8T+28Th+4Ti+16Tq+4bssa+4hV+12hi|8T+20Th+24Ti+16Tq+4bssa+4hV+4hi|4T+8Th+20Tq+8bssa+4hV+1"
        "2hi+4hq;embedding=-16Th-4bss+12hV+36hi+24hkv+24hq-8sd|-8Th-4bss+4hV+36hi+24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h|4Th+8Ti+2Tr+2bssa-2rh|4Tkv+6Tq+10bssa-8rh-6ri-2rq|6Th+8Ti+2bssa-2rh-2ri;head=4T+12TV+2Th;last=8T+26Th+14"
        "Ti+8Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq|4T+10Th+6Tq+6Tr+12bssa+22rh+12ri+4rkv+6rq|4T+34Th+8Tq+8Tr+6bssa+20rh+1"
        "2ri+4rkv+4rq|24Th+28rh+12ri+8rkv+8rq|4T+20Th+4Tkv+16Tq+8Tr+6bssa+8rh+4rkv+4rq|8T+18Th+2Ti+8Tq+10Tr+6bssa+1"
        "8rh+14ri+4rkv+4rq;embedding=-4Th-2bss+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h+2hV|6Th+2Ti+4bssa+2hi-2rh-2ri|6Tkv+10Tq+8bssa-8rh-6ri-2rq|6Th+4Ti+4bssa+2hi-4rh-4ri|6Th+8Ti+2Tr+4bssa-2r"
        "h;head=4T+12TV+2hV;last=8T+24Th+14Ti+8Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|4T+6Th+6Tq+6Tr+12bssa+4"
        "hkv+2hq+22rh+12ri+4rkv+6rq|8T+16Th+10Ti+8Tq+12Tr+6bssa+6hi+4hkv+4hq+16rh+10ri+4rkv+4rq|4T+20Th+6Tkv+18Tq+8"
        "Tr+6bssa+4hkv+4hq+8rh+4rkv+4rq;embedding=-8Th-4bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h+2hV|8Tkv+12Tq+8bssa-8rh-6ri-2rq|4Th+14Ti+4bssa-2rh-2ri;head=4T+12TV+2hV;last=8T+16Th+18Ti+8Tq+12Tr+6bssa"
        "+2hi+16rh+8ri+4rkv+4rq|8T+16Th+16Ti+8Tq+12Tr+6bssa+2.0625hi+16rh+8ri+4rkv+4rq|4T+6Th+8Tq+6Tr+12bssa+22rh+1"
        "2ri+4rkv+6rq|8T+14Th+24Ti+8Tq+12Tr+6bssa+16rh+8ri+4rkv+4rq|4T+8Th+8Tq+6Tr+6bssa+2.0625hq+22rh+12ri+4rkv+6r"
        "q|8T+26Th+18Ti+8Tq+12Tr+6bssa+12rh+4ri+4rkv+4rq|8T+28Th+16Ti+8Tq+12Tr+6bssa+12rh+4ri+4rkv+4rq|4T+8Th+10Tq+"
        "6Tr+6bssa+2hq+22rh+12ri+4rkv+6rq|4T+4Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|4T+12Th+8Tkv+22Tq+6Tr+6bssa+6rh+4r"
        "kv+2rq|8T+18Th+10Ti+8Tq+10Tr+6bssa+2hi+18rh+10ri+4rkv+4rq;embedding=-8Th-4bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h|4Tkv+6Tq+10bssa-8rh-6ri-2rq|2Th+8Ti+2bssa-2rh-2ri;head=4T+12TV+2Th;last=8T+16Th+6Ti+8Tq+10Tr+6bssa+2hi+1"
        "8rh+10ri+4rkv+4rq|8T+14Th+6Ti+8Tq+10Tr+6bssa+2.0625hi+18rh+10ri+4rkv+4rq|4T+6Th+6Tq+6Tr+12bssa+22rh+12ri+4"
        "rkv+6rq|8T+12Th+10Ti+8Tq+12Tr+6bssa+2hi+16rh+8ri+4rkv+4rq|8T+12Th+8Ti+8Tq+12Tr+6bssa+2.0625hi+16rh+8ri+4rk"
        "v+4rq|8T+12Th+12Ti+8Tq+12Tr+6bssa+16rh+8ri+4rkv+4rq|4T+6Th+8Tq+6Tr+6bssa+2.0625hq+22rh+12ri+4rkv+6rq|4T+30"
        "Th+8Tq+8Tr+6bssa+20rh+12ri+4rkv+4rq|4T+6Th+10Tq+6Tr+6bssa+2hq+22rh+12ri+4rkv+6rq|8T+12Th+2Ti+8Tq+8Tr+6bssa"
        "+2.0625hi+20rh+12ri+4rkv+4rq|4T+6Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq;embedding=-4Th-2bss+84rh+36ri+24rkv+24"
        "rq-4sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+12Ti+2bssa|4"
        "Tkv+6Tq+10bssa;head=4T+12TV+2Th;last=8T+40Th+12Ti+10Tq+28Tr+6bssa|8T+30Th+14Ti+10Tq+28Tr+6bssa+4rh+4ri|4T+"
        "16Th+6Tq+12Tr+12bssa+16rh+12ri+4rq|8T+38Th+14Ti+10Tq+24Tr+6bssa|4T+40Th+10Tq+16Tr+6bssa+12rh+12ri|24Th+28r"
        "h+12ri+8rkv+8rq|4T+34Th+4Tkv+14Tq+16Tr+6bssa;embedding=-4Th-2bss+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+16Ti+4bssa|8T"
        "kv+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+12TV;last=8T+12Th+24Ti+16Tq+24Tr+4bssa+4rh+4ri|4T+4Th+12Tq+12Tr+12bs"
        "sa+16rh+12ri+4rq|8T+24Th+8Ti+16Tq+20Tr+4bssa+8rh+8ri|4T+20Th+8Tkv+20Tq+16Tr+4bssa|4T+12Th+4Tq+4Tr+28rh+12r"
        "i+8rkv+8rq|4T+24Th+16Tq+16Tr+4bssa+12rh+12ri|16Th+28rh+12ri+8rkv+8rq;embedding=-8Th-4bss+84rh+36ri+24rkv+2"
        "4rq-8sd"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+16Ti+4bssa|8T"
        "kv+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+12TV;last=8T+14Th+18Ti+16Tq+24Tr+4bssa+2hi+4rh+4ri|8T+14Th+16Ti+16Tq"
        "+24Tr+4bssa+2.0625hi+4rh+4ri|4T+4Th+12Tq+12Tr+12bssa+16rh+12ri+4rq|8T+12Th+24Ti+16Tq+24Tr+4bssa+4rh+4ri|4T"
        "+6Th+16Tq+12Tr+4bssa+2.0625hq+16rh+12ri+4rq|8T+22Th+18Ti+16Tq+24Tr+4bssa|8T+24Th+16Ti+16Tq+24Tr+4bssa|8T+1"
        "2Th+2Ti+16Tq+16Tr+4bssa+2.0625hi+12rh+12ri|4T+4Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|4T+6Th+18Tq+12Tr+4bssa+2"
        "hq+16rh+12ri+4rq|4T+20Th+8Tkv+20Tq+16Tr+4bssa|4T+6Th+2Tq+2hq+28rh+12ri+8rkv+8rq|8T+18Th+10Ti+16Tq+20Tr+4bs"
        "sa+2hi+8rh+8ri|8T+16Th+10Ti+16Tq+20Tr+4bssa+2.0625hi+8rh+8ri;embedding=-8Th-4bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+12Ti+2bssa|4"
        "Tkv+6Tq+10bssa;head=4T+12TV+2Th;last=8T+38Th+12Ti+10Tq+28Tr+6bssa|8T+26Th+6Ti+10Tq+20Tr+6bssa+2.0625hi+8rh"
        "+8ri|4T+16Th+6Tq+12Tr+12bssa+16rh+12ri+4rq|8T+28Th+10Ti+10Tq+24Tr+6bssa+2hi+4rh+4ri|8T+36Th+14Ti+10Tq+24Tr"
        "+6bssa|8T+28Th+8Ti+10Tq+24Tr+6bssa+2.0625hi+4rh+4ri|4T+16Th+8Tq+12Tr+6bssa+2.0625hq+16rh+12ri+4rq|4T+16Th+"
        "10Tq+12Tr+6bssa+2hq+16rh+12ri+4rq|8T+22Th+2Ti+10Tq+16Tr+6bssa+2.0625hi+12rh+12ri|4T+6Th+2Tq+2.0625hq+28rh+"
        "12ri+8rkv+8rq|4T+32Th+4Tkv+14Tq+16Tr+6bssa|8T+28Th+6Ti+10Tq+20Tr+6bssa+2hi+8rh+8ri;embedding=-4Th-2bss+84r"
        "h+36ri+24rkv+24rq-4sd"
    ),
}
