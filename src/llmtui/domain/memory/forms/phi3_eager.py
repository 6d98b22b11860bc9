"""What a phi3 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager": (
        "start=8T+4Th+2bss+4sd;kept=8T+16Th+8Ti+8Tq+6bssa;held=8T+16Th+8Ti+8Tq+6bssa;left=-8T-16Th-8Ti-8Tq-6bssa+6h"
        "i+4hkv+4hq;forward=12T+10TV+4Th-2bss|-4T-8Th-8Ti+6Tkv+4bssa;head=20Th-2bss+2hV|4T+2TV+6Th-2bss+2hV|4T+12TV"
        "+4Th-2bss;last=-8T+6Th-8Ti-8Tq-2bss-6bssa+2hV+6hi+4hkv+4hq|-4T-10Th-8Ti-2Tq-2bss+6bssa+2hV+6hi+2hq|-4Ti-2b"
        "ss+2hV+6hi|-2Th+4Ti-2bss+2hV+2hi|-4T+14Th-8Ti-2bss+2hV+6hi;embedding=-24T-50Th-24Ti-24Tq-2bss-18bssa+4hV+1"
        "8hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager": "@full bf16 eager",
    "full fp32+amp eager": (
        "start=8T+4Th+4bss+8sd;kept=8T+20Th+8Ti+8Tq+6bssa+6hi+4hkv+4hq;held=8T+20Th+8Ti+8Tq+6bssa+6hi+4hkv+4hq;left"
        "=-8T-20Th-8Ti-8Tq-6bssa+6hi+4hkv+4hq;forward=12T+10TV+10Th-4bss+2hV|-4T-10Th-8Ti+8Tkv+8Tq+2bssa-6hi-2hq;he"
        "ad=4T+8Th-4bss+6hV|4T+12TV+6Th-4bss+2hV;last=-4T-8Th-8Ti-8Tq-4bss-6bssa+4hV+6hi+8hkv+6hq|2Th-8Ti-4bss+4hV+"
        "10hi|-4T-10Th-8Ti-2Tq-4bss+6bssa+4hV+6hi+2hq|4Ti-4bss+4hV+2hi|10Th-8Ti-4bss+4hV+6hi;embedding=-24T-60Th-24"
        "Ti-24Tq-4bss-18bssa+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 eager": (
        "start=8T+4Th+4bss+8sd;kept=8T+24Th+16Ti+16Tq+4bssa;held=8T+24Th+16Ti+16Tq+4bssa;left=-8T-24Th-16Ti-16Tq-4b"
        "ssa+12hi+8hkv+8hq;forward=12T+8TV+8Th-4bss|-4T-16Th-16Ti+12Tkv+4bssa;head=4T+4TV+12Th-4bss+4hV|4T+12TV+8Th"
        "-4bss;last=-4T-8Th-16Ti+8Tkv-12Tq-4bss-4bssa+4hV+12hi+8hkv+8hq|-4T-4Th-16Ti-16Tq-4bss-4bssa+4hV+12hi+8hkv+"
        "8hq|-4T-12Th-16Ti-4Tq-4bss+8bssa+4hV+12hi+4hq|4Th-8Ti-4bss+4hV+12hi|8Ti-4bss+4hV+4hi|-4T-12Th-16Ti+24Tkv-4"
        "bss-4bssa+4hV+12hi+4hq;embedding=-24T-72Th-48Ti-48Tq-4bss-12bssa+8hV+36hi+24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager": (
        "start=4T+2bss+4sd;kept=8T+12Th+8Ti+8Tq+8Tr+6bssa+8rh+6ri+4rkv+4rq;held=8T+12Th+8Ti+8Tq+8Tr+6bssa+8rh+6ri+4"
        "rkv+4rq;left=-8T-12Th-8Ti-8Tq-8Tr-6bssa+8rh+6ri+4rkv+4rq;forward=12T+10TV+2Th-2bss|10Th+6Ti|-4T-4Th-8Ti+6T"
        "kv-6Tr+4bssa-6rh-6ri-2rq;head=4T+12TV-2bss-2rh;last=-4T+16Th-8Ti-4Tr-2bss+2rh+6ri|-2Th-2bss+6ri|-4T-8Th-8T"
        "i-2Tq-6Tr-2bss+6bssa+4rh+6ri+2rq|-2Th+4Ti-2Tr-2bss+2ri|-2Th-4Ti-2Tr-2bss+10ri|-8T+10Th-8Ti-8Tq-8Tr-2bss-6b"
        "ssa+6rh+6ri+4rkv+4rq;embedding="
    ),
    "lora fp32+amp eager": (
        "start=4T+4Th+4bss-4hkv-2hq+8sd;kept=8T+12Th+8Ti+8Tq+8Tr+6bssa+6hi+4hkv+4hq+8rh+6ri+4rkv+4rq;held=8T+12Th+8"
        "Ti+8Tq+8Tr+6bssa+6hi+4hkv+4hq+8rh+6ri+4rkv+4rq;left=-8T-12Th-8Ti-8Tq-8Tr-6bssa-6hi-4hkv-4hq+8rh+6ri+4rkv+4"
        "rq;forward=12T+10TV-4bss+2hV|-4T-6Th-8Ti+8Tkv+8Tq-6Tr+2bssa-6hi-2hq-6rh-6ri-2rq|6Th+6Ti;head=4T+12TV-4Th-4"
        "bss+2hV-2rh;last=-2Th+4Ti-2Tr-4bss+2ri|-4T-10Th-8Ti-2Tq-6Tr-4bss+6bssa-6hi-2hq+4rh+6ri+2rq|-4T+10Th-8Ti-4T"
        "r-4bss-6hi+2rh+6ri|-2Th+2Ti-2Tr-4bss+4ri;embedding="
    ),
    "lora nf4 eager": (
        "start=4T+4Th+4bss+8sd;kept=8T+12Th+14Ti+8Tq+8Tr+6bssa+8rh+6ri+4rkv+4rq;held=8T+12Th+14Ti+8Tq+8Tr+6bssa+8rh"
        "+6ri+4rkv+4rq;left=-8T-12Th-14Ti-8Tq-8Tr-6bssa+8rh+6ri+4rkv+4rq;forward=12T+10TV-4bss+2hV|-4T-6Th-14Ti+12T"
        "kv+12Tq-6Tr+2bssa-6rh-6ri-2rq|6Ti-2Tr-2rh-2ri;head=4T+12TV-4Th-4bss+2hV-2rh;last=-2Th+4Ti-2Tr-4bss+2hi+2ri"
        "|-2Th-10Ti-4Tr-4bss+4.125hi+2rh+6ri|-4T-10Th-14Ti-6Tr-4bss+6bssa+4rh+6ri+2rq|-4T-6Th-14Ti+4Tkv-6Tq-8Tr-4bs"
        "s-6bssa+4hkv+2hq+6rh+6ri+4rkv+4rq|-4Th+10Ti-2Tr-4bss+2ri|-4T-8Th-14Ti+4Tkv-6Tq-8Tr-4bss-6bssa+4.125hkv+2.0"
        "625hq+6rh+6ri+4rkv+4rq|-4T+10Th-14Ti-4Tr-4bss+2rh+6ri|-4T-8Th-14Ti+2Tq-6Tr-4bss+2hq+4rh+6ri+2rq|-10Ti-4Tr-"
        "4bss+4hi+2rh+6ri|-4T-10Th-14Ti+24Tkv+8Tq-6Tr-4bss-6bssa+4rh+6ri+2rq;embedding="
    ),
    "lora nf4 raw eager": (
        "start=4T+2bss+4sd;kept=8T+12Th+8Ti+8Tq+8Tr+6bssa+8rh+6ri+4rkv+4rq;held=8T+12Th+8Ti+8Tq+8Tr+6bssa+8rh+6ri+4"
        "rkv+4rq;left=-8T-12Th-8Ti-8Tq-8Tr-6bssa+8rh+6ri+4rkv+4rq;forward=12T+10TV+2Th-2bss|-4T-6Th-8Ti+6Tkv-6Tr+4b"
        "ssa-6rh-6ri-2rq|2Th+4Ti-2Tr-2rh-2ri;head=4T+12TV-2bss-2rh;last=-4Ti-4Tr-2bss+4hi+2rh+6ri|-2Th-4Ti-4Tr-2bss"
        "+4.125hi+2rh+6ri|-4T-8Th-8Ti-2Tq-6Tr-2bss+6bssa+4rh+6ri+2rq|-4T-6Th-8Ti+4Tkv-6Tq-8Tr-2bss-6bssa+4hkv+2hq+6"
        "rh+6ri+4rkv+4rq|-2Th+2Ti-2Tr-2bss+2hi+2ri|-2Th+4Ti-2Tr-2bss+2ri|-4T-8Th-8Ti+4Tkv-6Tq-8Tr-2bss-6bssa+4.125h"
        "kv+2.0625hq+6rh+6ri+4rkv+4rq|-4T+16Th-8Ti-4Tr-2bss+2rh+6ri|-4T-8Th-8Ti+2Tq-6Tr-2bss+2hq+4rh+6ri+2rq;embedd"
        "ing="
    ),
    "lora bf16 eager": (
        "start=4T+2bss+4sd;kept=8T+16Th+10Ti+10Tq+16Tr+6bssa;held=8T+16Th+10Ti+10Tq+16Tr+6bssa;left=-8T-16Th-10Ti-1"
        "0Tq-16Tr-6bssa+16rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-2bss|4Th+10Ti-4Tr|-4T-6Th-10Ti+6Tkv-2Tq-12Tr+4bssa;"
        "head=4T+12TV-2bss;last=-2Th+10Ti-4Tr-2bss+4rh+4ri|-4T-10Th-10Ti-4Tq-12Tr-2bss+6bssa+12rh+12ri+4rq|-4T+14Th"
        "-10Ti-8Tr-2bss+8rh+12ri|-2Th+2Ti-2bss+4rh+12ri|-8T+6Th-10Ti-10Tq-16Tr-2bss-6bssa+16rh+12ri+8rkv+8rq|-4T-10"
        "Th-10Ti+20Tkv-12Tr-2bss-6bssa+12rh+12ri+4rq;embedding="
    ),
    "lora fp32 eager": (
        "start=4T+4Th+4bss+8sd;kept=8T+16Th+16Ti+16Tq+16Tr+4bssa;held=8T+16Th+16Ti+16Tq+16Tr+4bssa;left=-8T-16Th-16"
        "Ti-16Tq-16Tr-4bssa+16rh+12ri+8rkv+8rq;forward=12T+8TV-4bss|-4Th+8Ti-4Tr|-4T-12Th-16Ti+12Tkv-12Tr+4bssa;hea"
        "d=4T+12TV-4Th-4bss;last=-4Th+8Ti-4Tr-4bss+4rh+4ri|-4T-12Th-16Ti-4Tq-12Tr-4bss+8bssa+12rh+12ri+4rq|-4T+8Th-"
        "16Ti-8Tr-4bss+8rh+12ri|-4Th-4bss+4rh+12ri|-4T-8Th-16Ti+8Tkv-12Tq-12Tr-4bss-4bssa+16rh+12ri+8rkv+8rq|-4T-12"
        "Th-16Ti+24Tkv-12Tr-4bss-4bssa+12rh+12ri+4rq|-8T-16Ti-16Tq-16Tr-4bss-4bssa+16rh+12ri+8rkv+8rq|-4T-12Th-16Ti"
        "+4Tq-12Tr-4bss+4bssa+12rh+12ri+4rq;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=4T+4Th+4bss+8sd;kept=8T+16Th+16Ti+16Tq+16Tr+4bssa;held=8T+16Th+16Ti+16Tq+16Tr+4bssa;left=-8T-16Th-16"
        "Ti-16Tq-16Tr-4bssa+16rh+12ri+8rkv+8rq;forward=12T+8TV-4bss|-4Th+8Ti-4Tr|-4T-12Th-16Ti+12Tkv-12Tr+4bssa;hea"
        "d=4T+12TV-4Th-4bss;last=-2Th+2Ti-4Tr-4bss+2hi+4rh+4ri|-4Th-12Ti-8Tr-4bss+4.125hi+8rh+12ri|-4T-12Th-16Ti-4T"
        "q-12Tr-4bss+8bssa+12rh+12ri+4rq|-2Th-12Ti-8Tr-4bss+4hi+8rh+12ri|-4Th+8Ti-4Tr-4bss+4rh+4ri|-4T-12Th-16Ti+4T"
        "kv-14Tq-16Tr-4bss-4bssa+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|-4T-10Th-16Ti+2Tq-12Tr-4bss+2hq+12rh+12ri+4rq"
        "|-4T-12Th-16Ti+24Tkv-12Tr-4bss-4bssa+12rh+12ri+4rq;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=4T+2bss+4sd;kept=8T+16Th+10Ti+10Tq+16Tr+6bssa;held=8T+16Th+10Ti+10Tq+16Tr+6bssa;left=-8T-16Th-10Ti-1"
        "0Tq-16Tr-6bssa+16rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-2bss|4Th+10Ti-4Tr|-4T-6Th-10Ti+6Tkv-2Tq-12Tr+4bssa;"
        "head=4T+12TV-2bss;last=-2Th-6Ti-8Tr-2bss+4hi+8rh+12ri|-4Th-6Ti-8Tr-2bss+4.125hi+8rh+12ri|-4T-10Th-10Ti-4Tq"
        "-12Tr-2bss+6bssa+12rh+12ri+4rq|-2Th+10Ti-4Tr-2bss+4rh+4ri|-4T-12Th-10Ti+4Tkv-8Tq-16Tr-2bss-6bssa+4.125hkv+"
        "2.0625hq+16rh+12ri+8rkv+8rq|-4T+14Th-10Ti-8Tr-2bss+8rh+12ri|-4T-10Th-10Ti-12Tr-2bss+2hq+12rh+12ri+4rq|-4T-"
        "10Th-10Ti+20Tkv-12Tr-2bss-6bssa+12rh+12ri+4rq;embedding="
    ),
    "full bf16 eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+8Ti+2bssa|6Tkv+8Tq"
        "+10bssa;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|4T+8Th+6Tq+12bssa+2hV+6hi+2hq|"
        "8T+18Th+4Ti+8Tq+6bssa+2hV+6hi|8T+16Th+12Ti+8Tq+6bssa+2hV+2hi|4T+32Th+8Tq+6bssa+2hV+6hi;embedding=-6Th-2bss"
        "+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager checkpointing": "@full bf16 eager checkpointing",
    "full fp32+amp eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|8Tk"
        "v+12Tq+8bssa-6hi-2hq|4Th+8Ti+4bssa-2hi|6Th+6Ti+4bssa;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+8Th+4hV+12hi+"
        "12hkv+10hq|8T+18Th+8Tq+6bssa+4hV+16hi+4hkv+4hq|4T+6Th+6Tq+12bssa+4hV+12hi+4hkv+6hq|8T+16Th+12Ti+8Tq+6bssa+"
        "4hV+8hi+4hkv+4hq|8T+26Th+8Tq+6bssa+4hV+12hi+4hkv+4hq|8T+22Th+8Ti+8Tq+6bssa+4hV+6hi+4hkv+4hq|4T+12Th+8Tkv+1"
        "6Tq+8bssa+4hV+4hkv+2hq;embedding=-12Th-4bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+16Ti+4bssa|12Tkv+1"
        "6Tq+8bssa|12Tkv+24Tq+4bssa;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+12Th+8Tkv+4Tq+4hV+12hi+8hkv+8hq|4T+16T"
        "h+4hV+12hi+8hkv+8hq|4T+8Th+12Tq+12bssa+4hV+12hi+4hq|8T+24Th+8Ti+16Tq+4bssa+4hV+12hi|8T+20Th+24Ti+16Tq+4bss"
        "a+4hV+4hi|4T+8Th+24Tkv+16Tq+4hV+12hi+4hq;embedding=-12Th-4bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th+8rh+6ri+4rkv+4rq;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th"
        "|4Th+12Ti+2Tr+2bssa-2rh|6Tkv+8Tq+10bssa-6rh-6ri-2rq|6Th+12Ti+2bssa-2rh-2ri;head=4T+12TV+2Th;last=8T+20Th+1"
        "4Ti+8Tq+8Tr+6bssa+8rh+6ri+4rkv+4rq|4T+6Th+6Tq+2Tr+12bssa+14rh+12ri+4rkv+6rq|4T+30Th+8Tq+4Tr+6bssa+12rh+12r"
        "i+4rkv+4rq|8T+12Th+4Ti+8Tq+6Tr+6bssa+10rh+16ri+4rkv+4rq|24Th+16rh+12ri+8rkv+8rq|4T+16Th+6Tkv+16Tq+4Tr+6bss"
        "a+4rh+4rkv+4rq|4T+10Th+6Tkv+8Tq+2Tr+10bssa+2rh+4rkv+2rq;embedding=-4Th-2bss+48rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th+8rh+6ri+4rkv+4rq;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th"
        "+2hV|6Th+4Ti+4bssa+4hi-4rh-6ri|8Tkv+12Tq+8bssa-6rh-6ri-2rq|6Th+12Ti+2Tr+4bssa-2rh|2Th+4Tkv+2Tq+4hkv+2hq-8r"
        "h-6ri-4rkv-4rq;head=4T+12TV+2hV;last=8T+18Th+14Ti+8Tq+8Tr+6bssa+6hi+4hkv+4hq+8rh+6ri+4rkv+4rq|4T+2Th+6Tq+2"
        "Tr+12bssa+4hkv+2hq+14rh+12ri+4rkv+6rq|4T+16Th+8Tkv+20Tq+4Tr+6bssa+4hkv+4hq+4rh+4rkv+4rq|8T+10Th+10Ti+8Tq+6"
        "Tr+6bssa+6hi+4hkv+4hq+10rh+10ri+4rkv+4rq;embedding=-8Th-4bss+48rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th+8rh+6ri+4rkv+4rq;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th"
        "+2hV|12Tkv+16Tq+8bssa-6rh-6ri-2rq|4Th+20Ti+4bssa-2rh-2ri;head=4T+12TV+2hV;last=8T+10Th+18Ti+8Tq+6Tr+6bssa+"
        "2hi+10rh+8ri+4rkv+4rq|8T+10Th+4Ti+8Tq+4Tr+6bssa+4.125hi+12rh+12ri+4rkv+4rq|4T+2Th+8Tq+2Tr+12bssa+14rh+12ri"
        "+4rkv+6rq|4T+6Th+4Tkv+2Tq+4hkv+2hq+16rh+12ri+8rkv+8rq|8T+8Th+24Ti+8Tq+6Tr+6bssa+10rh+8ri+4rkv+4rq|4T+4Th+4"
        "Tkv+2Tq+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|8T+20Th+18Ti+8Tq+6Tr+6bssa+6rh+4ri+4rkv+4rq|4T+8Th+12Tkv+26Tq"
        "+2Tr+6bssa+2rh+4rkv+2rq|8T+22Th+16Ti+8Tq+6Tr+6bssa+6rh+4ri+4rkv+4rq|4T+4Th+10Tq+2Tr+6bssa+2hq+14rh+12ri+4r"
        "kv+6rq|8T+12Th+4Ti+8Tq+4Tr+6bssa+4hi+12rh+12ri+4rkv+4rq|4T+8Th+12Tkv+20Tq+2Tr+8bssa+2rh+4rkv+2rq;embedding"
        "=-8Th-4bss+48rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th+8rh+6ri+4rkv+4rq;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th"
        "|2Th+12Ti+2bssa-2rh-2ri|6Tkv+8Tq+10bssa-6rh-6ri-2rq;head=4T+12TV+2Th;last=8T+14Th+4Ti+8Tq+4Tr+6bssa+4hi+12"
        "rh+12ri+4rkv+4rq|8T+12Th+4Ti+8Tq+4Tr+6bssa+4.125hi+12rh+12ri+4rkv+4rq|4T+6Th+6Tq+2Tr+12bssa+14rh+12ri+4rkv"
        "+6rq|4T+8Th+4Tkv+2Tq+4hkv+2hq+16rh+12ri+8rkv+8rq|8T+16Th+12Ti+8Tq+6Tr+6bssa+6rh+4ri+4rkv+4rq|4T+6Th+4Tkv+2"
        "Tq+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|4T+30Th+8Tq+4Tr+6bssa+12rh+12ri+4rkv+4rq|8T+12Th+10Ti+8Tq+6Tr+6bss"
        "a+2hi+10rh+8ri+4rkv+4rq|4T+6Th+10Tq+2Tr+6bssa+2hq+14rh+12ri+4rkv+6rq;embedding=-4Th-2bss+48rh+36ri+24rkv+2"
        "4rq-4sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+20Ti+2bssa|6"
        "Tkv+8Tq+10bssa|4Th+20Tkv+10Tq;head=4T+12TV+2Th;last=8T+26Th+20Ti+10Tq+12Tr+6bssa|8T+16Th+12Ti+10Tq+16Tr+6b"
        "ssa+4rh+12ri|4T+8Th+6Tq+4Tr+12bssa+12rh+12ri+4rq|4T+32Th+10Tq+8Tr+6bssa+8rh+12ri|24Th+16rh+12ri+8rkv+8rq|4"
        "T+16Th+20Tkv+10Tq+4Tr|4T+26Th+6Tkv+14Tq+8Tr+6bssa|8T+16Th+20Ti+10Tq+12Tr+6bssa+4rh+4ri|4T+8Th+12Tkv+6Tq+8T"
        "r+12rh+12ri+8rkv+8rq;embedding=-4Th-2bss+48rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+24Ti+4bssa|12"
        "Tkv+16Tq+8bssa|12Tkv+24Tq+4bssa;head=4T+12TV;last=8T+16Th+24Ti+16Tq+12Tr+4bssa|8T+12Th+16Ti+16Tq+16Tr+4bss"
        "a+4rh+12ri|4T+4Th+12Tq+4Tr+12bssa+12rh+12ri+4rq|4T+24Th+16Tq+8Tr+4bssa+8rh+12ri|8T+12Th+24Ti+16Tq+12Tr+4bs"
        "sa+4rh+4ri|4T+20Th+12Tkv+20Tq+8Tr+4bssa|4T+8Th+8Tkv+4Tq+4Tr+16rh+12ri+8rkv+8rq|16Th+16rh+12ri+8rkv+8rq|4T+"
        "4Th+24Tkv+16Tq+4Tr+12rh+12ri+4rq;embedding=-8Th-4bss+48rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+24Ti+4bssa|12"
        "Tkv+16Tq+8bssa|12Tkv+24Tq+4bssa;head=4T+12TV;last=8T+14Th+18Ti+16Tq+12Tr+4bssa+2hi+4rh+4ri|8T+12Th+4Ti+16T"
        "q+8Tr+4bssa+4.125hi+8rh+12ri|4T+4Th+12Tq+4Tr+12bssa+12rh+12ri+4rq|8T+14Th+4Ti+16Tq+8Tr+4bssa+4hi+8rh+12ri|"
        "8T+16Th+24Ti+16Tq+12Tr+4bssa|4T+4Th+4Tkv+2Tq+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|8T+24Th+16Ti+16Tq+12Tr+4"
        "bssa|4T+20Th+12Tkv+20Tq+8Tr+4bssa|4T+6Th+18Tq+4Tr+4bssa+2hq+12rh+12ri+4rq;embedding=-8Th-4bss+48rh+36ri+24"
        "rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+20Ti+2bssa|6"
        "Tkv+8Tq+10bssa|4Th+20Tkv+10Tq;head=4T+12TV+2Th;last=8T+24Th+20Ti+10Tq+12Tr+6bssa|8T+14Th+4Ti+10Tq+8Tr+6bss"
        "a+4.125hi+8rh+12ri|4T+8Th+6Tq+4Tr+12bssa+12rh+12ri+4rq|8T+16Th+4Ti+10Tq+8Tr+6bssa+4hi+8rh+12ri|4T+6Th+4Tkv"
        "+2Tq+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|4T+8Th+10Tq+4Tr+6bssa+2hq+12rh+12ri+4rq|4T+24Th+6Tkv+14Tq+8Tr+6b"
        "ssa;embedding=-4Th-2bss+48rh+36ri+24rkv+24rq-4sd"
    ),
}
