"""What a olmo2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager": (
        "start=8T+2Th+2bss+8sd;kept=16T+20Th+8Ti+8Tkv+16Tq+6bssa;held=16T+20Th+8Ti+8Tkv+16Tq+6bssa;left=-16T-20Th-8"
        "Ti-8Tkv-16Tq-6bssa+6hi+4hkv+4hq;forward=12T+10TV+8Th-2bss|-8T-20Th-8Ti+4Tkv+4bssa;head=22Th-2bss+2hV|4T+2T"
        "V+10Th-2bss+2hV|4T+12TV+8Th-2bss;last=-16T-18Th-8Ti-8Tkv+8Tq-2bss-6bssa+2hV+6hi+4hkv+2hq|-16T-16Th-8Ti-8Tk"
        "v-14Tq-2bss-6bssa+2hV+6hi+4hkv+4hq|-8T-18Th-8Ti-2Tq-2bss+6bssa+2hV+6hi+2hq|-4T-6Th-6Ti-2bss+2hV+6hi|-4T+16"
        "Th-2bss+2hV|-4T-8Th+4Ti-2bss+2hV+2hi|-8T+6Th-8Ti-2bss+2hV+6hi|-12T-18Th-8Ti+16Tkv-6Tq-2bss-6bssa+2hV+6hi+2"
        "hkv+2hq;embedding=-48T-60Th-24Ti-24Tkv-48Tq-2bss-18bssa+4hV+18hi+12hkv+12hq-8sd"
    ),
    "full bf16+amp eager": "@full bf16 eager",
    "full fp32+amp eager": (
        "start=8T+8Th+4bss+8sd;kept=16T+26Th+8Ti+8Tkv+16Tq+6bssa+6hi+4hkv+4hq;held=16T+26Th+8Ti+8Tkv+16Tq+6bssa+6hi"
        "+4hkv+4hq;left=-16T-26Th-8Ti-8Tkv-16Tq-6bssa+6hi+4hkv+4hq;forward=12T+10TV+6Th-4bss+2hV|-8T-20Th-8Ti+4Tkv+"
        "4bssa-6hi-2hq;head=4T+4Th-4bss+6hV|4T+12TV+2Th-4bss+2hV;last=-12T-26Th-8Ti+16Tkv-6Tq-4bss-6bssa+4hV+6hi+2h"
        "kv+2hq|-4T-16Th-8Ti-4bss+4hV+8hi|-8T-24Th-8Ti-2Tq-4bss+6bssa+4hV+6hi+2hq|-16T-30Th-8Ti-8Tkv-16Tq-4bss-6bss"
        "a+4hV+6hi+4hkv+6hq|-4T+12Th-4bss+4hV|-4T-12Th+4Ti-4bss+4hV+2hi|-8T-8Ti-4bss+4hV+6hi|-8T-24Th-8Ti-4bss+4hV+"
        "6hi+4hq|-4T-12Th-4bss+4hV+4hi;embedding=-48T-82Th-24Ti-24Tkv-48Tq-4bss-18bssa+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 eager": (
        "start=8T+4Th+4bss+8sd;kept=16T+24Th+16Ti+8Tkv+24Tq+4bssa;held=16T+24Th+16Ti+8Tkv+24Tq+4bssa;left=-16T-24Th"
        "-16Ti-8Tkv-24Tq-4bssa+12hi+8hkv+8hq;forward=12T+8TV+8Th-4bss|-8T-24Th-16Ti+8Tkv+4bssa;head=4T+4TV+12Th-4bs"
        "s+4hV|4T+12TV+8Th-4bss;last=-16T-16Th-16Ti-8Tkv-20Tq-4bss-4bssa+4hV+12hi+8hkv+8hq|-8T-20Th-16Ti-4Tq-4bss+8"
        "bssa+4hV+12hi+4hq|-4T-4Th-12Ti-4bss+4hV+12hi|-4T-8Th+8Ti-4bss+4hV+4hi|-8T+4Th-16Ti-4bss+4hV+12hi|-4T+16Th-"
        "4bss+4hV|-16T-20Th-16Ti-8Tkv-4bss-4bssa+4hV+12hi+8hkv+4hq|-8T-16Th-16Ti+4Tq-4bss+4hV+12hi+4hq|-12T-20Th-16"
        "Ti+16Tkv-12Tq-4bss-4bssa+4hV+12hi+4hkv+4hq|-8T-20Th-16Ti+4Tq-4bss+4bssa+4hV+12hi+4hq;embedding=-48T-72Th-4"
        "8Ti-24Tkv-72Tq-4bss-12bssa+8hV+36hi+24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager": (
        "start=8T+4Th+2bss+8sd;kept=16T+18Th+8Ti+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=16T+18Th+8Ti+4Tkv+12Tq"
        "+14Tr+6bssa+14rh+6ri+4rkv+4rq;left=-16T-18Th-8Ti-4Tkv-12Tq-14Tr-6bssa+14rh+6ri+4rkv+4rq;forward=12T+10TV+2"
        "Th-2bss|-8T-12Th-8Ti+4Tkv-8Tr+4bssa-8rh-6ri-2rq|-4T+4Th+6Ti;head=4T+12TV-2bss-6rh;last=-4T+18Th-2bss-6rh|-"
        "4T-4Th+2Ti-2Tr-2bss-4rh+4ri|-8T-14Th-8Ti-2Tq-8Tr-2bss+6bssa+2rh+6ri+2rq|-4T-4Th+4Ti-2Tr-2bss-4rh+2ri|-8T+1"
        "0Th-8Ti-6Tr-2bss+6ri;embedding="
    ),
    "lora fp32+amp eager": (
        "start=8T+8Th+4bss-4hkv-2hq+8sd;kept=16T+18Th+8Ti+4Tkv+12Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;held="
        "16T+18Th+8Ti+4Tkv+12Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;left=-16T-18Th-8Ti-4Tkv-12Tq-14Tr-6bssa-6"
        "hi-4hkv-4hq+14rh+6ri+4rkv+4rq;forward=12T+10TV-4bss+2hV|-8T-12Th-8Ti+4Tkv-8Tr+4bssa-6hi-2hq-8rh-6ri-2rq|-4"
        "T+6Th+6Ti;head=4T+12TV-4Th-4bss+2hV-6rh;last=-4T+16Th-4bss-6rh|-4T-6Th+2Ti-2Tr-4bss-4rh+4ri|-8T-16Th-8Ti-2"
        "Tq-8Tr-4bss+6bssa-6hi-2hq+2rh+6ri+2rq|-4T-6Th+4Ti-2Tr-4bss-4rh+2ri;embedding="
    ),
    "lora nf4 eager": (
        "start=8T+8Th+4bss+8sd;kept=16T+18Th+14Ti+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=16T+18Th+14Ti+4Tkv+12"
        "Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;left=-16T-18Th-14Ti-4Tkv-12Tq-14Tr-6bssa+14rh+6ri+4rkv+4rq;forward=12T+10T"
        "V-4bss+2hV|-8T-12Th-14Ti+8Tkv+8Tq-8Tr+2bssa-8rh-6ri-2rq|-4T+10Th+4Ti;head=4T+12TV-4Th-4bss+2hV-6rh;last=-4"
        "T+16Th-4bss-6rh|-4T-6Th+4Ti-2Tr-4bss+2hi-4rh+2ri|-4T-6Th+2Ti-2Tr-4bss+2.0625hi-4rh+2ri|-8T-16Th-14Ti-8Tr-4"
        "bss+6bssa+2rh+6ri+2rq|-4T-8Th+10Ti-2Tr-4bss-4rh+2ri|-8T-14Th-14Ti-8Tr-4bss+2.0625hq+2rh+6ri+2rq|-8T-14Th-1"
        "4Ti+2Tq-8Tr-4bss+2hq+2rh+6ri+2rq;embedding="
    ),
    "lora nf4 raw eager": (
        "start=8T+2Th+2bss+8sd;kept=16T+12Th+8Ti+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=16T+12Th+8Ti+4Tkv+12Tq"
        "+14Tr+6bssa+14rh+6ri+4rkv+4rq;left=-16T-12Th-8Ti-4Tkv-12Tq-14Tr-6bssa+14rh+6ri+4rkv+4rq;forward=12T+10TV+4"
        "Th-2bss|-8T-12Th-8Ti+4Tkv-8Tr+4bssa-8rh-6ri-2rq;head=4T+12TV+2Th-2bss-6rh;last=-4T+20Th-2bss-6rh|-4T-2Th+2"
        "Ti-2Tr-2bss+2hi-4rh+2ri|-4T-2Th-2Tr-2bss+2.0625hi-4rh+2ri|-8T-10Th-8Ti-2Tq-8Tr-2bss+6bssa+2rh+6ri+2rq|-4T-"
        "4Th+4Ti-2Tr-2bss-4rh+2ri|-8T-8Th-8Ti-8Tr-2bss+2.0625hq+2rh+6ri+2rq|-8T-8Th-8Ti+2Tq-8Tr-2bss+2hq+2rh+6ri+2r"
        "q|-4T-6Th-6Ti-6Tr-2bss+2.0625hi+6ri|-4T-2Th-2Ti-4Tr-2bss+2hi-2rh+4ri;embedding="
    ),
    "lora bf16 eager": (
        "start=8T+4Th+2bss+8sd;kept=16T+28Th+10Ti+4Tkv+14Tq+28Tr+6bssa;held=16T+28Th+10Ti+4Tkv+14Tq+28Tr+6bssa;left"
        "=-16T-28Th-10Ti-4Tkv-14Tq-28Tr-6bssa+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-2bss|-8T-16Th-10Ti+4Tkv-2Tq-1"
        "6Tr+4bssa|-4T-2Th+4Ti-4Tr;head=4T+12TV-2bss;last=-4T+18Th-2bss|-4T-4Th+4Ti-2bss+4rh+4ri|-8T-18Th-10Ti-4Tq-"
        "16Tr-2bss+6bssa+16rh+12ri+4rq|-16T-26Th-10Ti-4Tkv+10Tq-24Tr-2bss-6bssa+24rh+12ri+8rkv+4rq|-8T+6Th-10Ti-12T"
        "r-2bss+12rh+12ri|-12T-22Th-10Ti+20Tkv-8Tq-20Tr-2bss-6bssa+20rh+12ri+4rkv+4rq;embedding="
    ),
    "lora fp32 eager": (
        "start=8T+4Th+4bss+8sd;kept=16T+16Th+16Ti+4Tkv+20Tq+28Tr+4bssa;held=16T+16Th+16Ti+4Tkv+20Tq+28Tr+4bssa;left"
        "=-16T-16Th-16Ti-4Tkv-20Tq-28Tr-4bssa+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th-4bss|-8T-16Th-16Ti+8Tkv-16Tr+4"
        "bssa|-4T-8Th+4Ti-4Tr;head=4T+12TV-4bss;last=-4T+20Th-4bss|-4T-4Th+8Ti-4Tr-4bss+4rh+4ri|-8T-12Th-16Ti-4Tq-1"
        "6Tr-4bss+8bssa+16rh+12ri+4rq|-16T-12Th-16Ti-4Tkv+4Tq-24Tr-4bss-4bssa+24rh+12ri+8rkv+4rq|-8T+12Th-16Ti-12Tr"
        "-4bss+12rh+12ri;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=8T+4Th+4bss+8sd;kept=16T+16Th+16Ti+4Tkv+20Tq+28Tr+4bssa;held=16T+16Th+16Ti+4Tkv+20Tq+28Tr+4bssa;left"
        "=-16T-16Th-16Ti-4Tkv-20Tq-28Tr-4bssa+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th-4bss|-8T-16Th-16Ti+8Tkv-16Tr+4"
        "bssa|-4T-8Th+4Ti-4Tr;head=4T+12TV-4bss;last=-4T+20Th-4bss|-4T-2Th+2Ti-4Tr-4bss+2hi+4rh+4ri|-4T-2Th-4Tr-4bs"
        "s+2.0625hi+4rh+4ri|-8T-12Th-16Ti-4Tq-16Tr-4bss+8bssa+16rh+12ri+4rq|-4T-4Th+8Ti-4Tr-4bss+4rh+4ri|-8T-10Th-1"
        "6Ti-16Tr-4bss+2.0625hq+16rh+12ri+4rq|-4T-8Th-14Ti-12Tr-4bss+2.0625hi+12rh+12ri|-16T-16Th-16Ti-4Tkv-18Tq-28"
        "Tr-4bss-4bssa+2.0625hq+28rh+12ri+8rkv+8rq|-8T-10Th-16Ti+2Tq-16Tr-4bss+2hq+16rh+12ri+4rq;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=8T+4Th+2bss+8sd;kept=16T+28Th+10Ti+4Tkv+14Tq+28Tr+6bssa;held=16T+28Th+10Ti+4Tkv+14Tq+28Tr+6bssa;left"
        "=-16T-28Th-10Ti-4Tkv-14Tq-28Tr-6bssa+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-2bss|-8T-16Th-10Ti+4Tkv-2Tq-1"
        "6Tr+4bssa|-4T-2Th+4Ti-4Tr;head=4T+12TV-2bss;last=-4T+18Th-2bss|-4T-10Th-4Ti-8Tr-2bss+2.0625hi+8rh+8ri|-8T-"
        "18Th-10Ti-4Tq-16Tr-2bss+6bssa+16rh+12ri+4rq|-4T-4Th-4Tr-2bss+2hi+4rh+4ri|-4T-4Th-2Ti-4Tr-2bss+2.0625hi+4rh"
        "+4ri|-4T-4Th+4Ti-2bss+4rh+4ri|-8T-16Th-10Ti-2Tq-16Tr-2bss+2.0625hq+16rh+12ri+4rq|-8T-16Th-10Ti-16Tr-2bss+2"
        "hq+16rh+12ri+4rq|-4T-14Th-8Ti-12Tr-2bss+2.0625hi+12rh+12ri|-16T-30Th-10Ti-4Tkv-12Tq-28Tr-2bss-6bssa+2.0625"
        "hq+28rh+12ri+8rkv+8rq;embedding="
    ),
    "full bf16 eager checkpointing": (
        "start=8T+2Th+2bss+8sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+8Th|-2Th+4Tkv+6Tq+10bssa|6"
        "Ti+2bssa;head=22Th+2hV|4T+2TV+10Th+2hV|4T+12TV+8Th;last=24Tq+2hV+6hi+4hkv+2hq|2Th+2Tq+2hV+6hi+4hkv+4hq|8T+"
        "8Tkv+14Tq+12bssa+2hV+6hi+2hq|12T+12Th+2Ti+8Tkv+16Tq+6bssa+2hV+6hi|12T+34Th+8Ti+8Tkv+16Tq+6bssa+2hV|12T+10T"
        "h+12Ti+8Tkv+16Tq+6bssa+2hV+2hi|8T+24Th+8Tkv+16Tq+6bssa+2hV+6hi|4T+24Tkv+10Tq+2hV+6hi+2hkv+2hq;embedding=-6"
        "Th-2bss+4hV+18hi+12hkv+12hq-8sd"
    ),
    "full bf16+amp eager checkpointing": "@full bf16 eager checkpointing",
    "full fp32+amp eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|-4T"
        "h+4Tkv+6Tq+10bssa-6hi-2hq|6Ti+2bssa-2hi;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+4Th+24Tkv+10Tq+4hV+12hi+6h"
        "kv+6hq|12T+14Th+8Tkv+16Tq+6bssa+4hV+14hi+4hkv+4hq|8T+6Th+8Tkv+14Tq+12bssa+4hV+12hi+4hkv+6hq|-4Th+4hV+12hi+"
        "8hkv+10hq|12T+42Th+8Ti+8Tkv+16Tq+6bssa+4hV+6hi+4hkv+4hq|12T+18Th+12Ti+8Tkv+16Tq+6bssa+4hV+8hi+4hkv+4hq|8T+"
        "30Th+8Tkv+16Tq+6bssa+4hV+12hi+4hkv+4hq|8T+6Th+8Tkv+16Tq+6bssa+4hV+12hi+4hkv+8hq|12T+18Th+8Ti+8Tkv+16Tq+6bs"
        "sa+4hV+10hi+4hkv+4hq;embedding=-12Th-4bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|12Ti+4bssa|-4Th+8Tkv+1"
        "2Tq+8bssa|-4Th+8Tkv+20Tq+4bssa;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4Th+4Tq+4hV+12hi+8hkv+8hq|8T+8Tkv+20T"
        "q+12bssa+4hV+12hi+4hq|12T+16Th+4Ti+8Tkv+24Tq+4bssa+4hV+12hi|12T+12Th+24Ti+8Tkv+24Tq+4bssa+4hV+4hi|8T+24Th+"
        "8Tkv+24Tq+4bssa+4hV+12hi|12T+36Th+16Ti+8Tkv+24Tq+4bssa+4hV|24Tq+4hV+12hi+8hkv+4hq|8T+4Th+8Tkv+28Tq+4bssa+4"
        "hV+12hi+4hq|4T+24Tkv+12Tq+4hV+12hi+4hkv+4hq|8T+8Tkv+28Tq+8bssa+4hV+12hi+4hq;embedding=-12Th-4bss+8hV+36hi+"
        "24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+2bss+8sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h|2Th+8Ti+2Tr+2bssa-2rh|-2Th+4Tkv+6Tq+10bssa-8rh-6ri-2rq|4Th+8Ti+2bssa-2rh-2ri;head=4T+12TV+2Th;last=12T+3"
        "8Th+8Ti+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq|12T+26Th+14Ti+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq|8T+6Th"
        "+4Tkv+10Tq+6Tr+12bssa+22rh+12ri+4rkv+6rq|8T+30Th+4Tkv+12Tq+8Tr+6bssa+20rh+12ri+4rkv+4rq|12T+16Th+10Ti+4Tkv"
        "+12Tq+12Tr+6bssa+16rh+10ri+4rkv+4rq;embedding=-4Th-2bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+6Th+4bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h+2hV|2Th+2Ti+2bssa+2hi-2rh-2ri|-4Th+4Tkv+6Tq+10bssa-8rh-6ri-2rq|2Th+4Ti+2bssa+2hi-4rh-4ri|2Th+8Ti+2Tr+2bs"
        "sa-2rh;head=4T+12TV-2Th+2hV;last=12T+36Th+8Ti+4Tkv+12Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|12T+26Th"
        "+14Ti+4Tkv+12Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|8T+4Th+4Tkv+10Tq+6Tr+12bssa+4hkv+2hq+22rh+12ri+4"
        "rkv+6rq|12T+14Th+10Ti+4Tkv+12Tq+12Tr+6bssa+6hi+4hkv+4hq+16rh+10ri+4rkv+4rq;embedding=-10Th-4bss+84rh+36ri+"
        "24rkv+24rq-8sd"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+6Th+4bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h+2hV|-4Th+8Tkv+12Tq+8bssa-8rh-6ri-2rq|14Ti+4bssa-2rh-2ri;head=4T+12TV-2Th+2hV;last=12T+36Th+14Ti+4Tkv+12T"
        "q+14Tr+6bssa+14rh+6ri+4rkv+4rq|12T+14Th+18Ti+4Tkv+12Tq+12Tr+6bssa+2hi+16rh+8ri+4rkv+4rq|12T+14Th+16Ti+4Tkv"
        "+12Tq+12Tr+6bssa+2.0625hi+16rh+8ri+4rkv+4rq|8T+4Th+4Tkv+12Tq+6Tr+12bssa+22rh+12ri+4rkv+6rq|12T+12Th+24Ti+4"
        "Tkv+12Tq+12Tr+6bssa+16rh+8ri+4rkv+4rq|8T+6Th+4Tkv+12Tq+6Tr+6bssa+2.0625hq+22rh+12ri+4rkv+6rq|8T+6Th+4Tkv+1"
        "4Tq+6Tr+6bssa+2hq+22rh+12ri+4rkv+6rq|8T+4Th+12Tkv+26Tq+6Tr+6bssa+6rh+4rkv+2rq;embedding=-10Th-4bss+84rh+36"
        "ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+2Th+2bss+8sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h|-2Th+4Tkv+6Tq+10bssa-8rh-6ri-2rq|8Ti+2bssa-2rh-2ri;head=4T+12TV+2Th;last=12T+30Th+8Ti+4Tkv+12Tq+14Tr+6bs"
        "sa+14rh+6ri+4rkv+4rq|12T+8Th+10Ti+4Tkv+12Tq+12Tr+6bssa+2hi+16rh+8ri+4rkv+4rq|12T+8Th+8Ti+4Tkv+12Tq+12Tr+6b"
        "ssa+2.0625hi+16rh+8ri+4rkv+4rq|8T+4Tkv+10Tq+6Tr+12bssa+22rh+12ri+4rkv+6rq|12T+6Th+12Ti+4Tkv+12Tq+12Tr+6bss"
        "a+16rh+8ri+4rkv+4rq|8T+2Th+4Tkv+12Tq+6Tr+6bssa+2.0625hq+22rh+12ri+4rkv+6rq|8T+2Th+4Tkv+14Tq+6Tr+6bssa+2hq+"
        "22rh+12ri+4rkv+6rq|12T+4Th+2Ti+4Tkv+12Tq+8Tr+6bssa+2.0625hi+20rh+12ri+4rkv+4rq|12T+8Th+6Ti+4Tkv+12Tq+10Tr+"
        "6bssa+2hi+18rh+10ri+4rkv+4rq;embedding=-4Th-2bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+2bss+8sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|4Th+12Ti+2bssa|-"
        "2Th+4Tkv+6Tq+10bssa;head=4T+12TV+2Th;last=12T+48Th+10Ti+4Tkv+14Tq+28Tr+6bssa|12T+26Th+14Ti+4Tkv+14Tq+28Tr+"
        "6bssa+4rh+4ri|8T+12Th+4Tkv+10Tq+12Tr+12bssa+16rh+12ri+4rq|12T+30Th+14Ti+4Tkv+14Tq+24Tr+6bssa|4Th+24Tq+4Tr+"
        "24rh+12ri+8rkv+4rq|8T+36Th+4Tkv+14Tq+16Tr+6bssa+12rh+12ri|4T+8Th+24Tkv+6Tq+8Tr+20rh+12ri+4rkv+4rq;embeddin"
        "g=-4Th-2bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|16Ti+4bssa|-4Th+8"
        "Tkv+12Tq+8bssa|-4Th+8Tkv+20Tq+4bssa;head=4T+12TV;last=12T+32Th+16Ti+4Tkv+20Tq+28Tr+4bssa|12T+8Th+24Ti+4Tkv"
        "+20Tq+24Tr+4bssa+4rh+4ri|8T+4Tkv+16Tq+12Tr+12bssa+16rh+12ri+4rq|8Th+4Tq+28rh+12ri+8rkv+8rq|8T+24Th+4Tkv+20"
        "Tq+16Tr+4bssa+12rh+12ri;embedding=-8Th-4bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|16Ti+4bssa|-4Th+8"
        "Tkv+12Tq+8bssa|-4Th+8Tkv+20Tq+4bssa;head=4T+12TV;last=12T+32Th+16Ti+4Tkv+20Tq+28Tr+4bssa|12T+10Th+18Ti+4Tk"
        "v+20Tq+24Tr+4bssa+2hi+4rh+4ri|12T+10Th+16Ti+4Tkv+20Tq+24Tr+4bssa+2.0625hi+4rh+4ri|8T+4Tkv+16Tq+12Tr+12bssa"
        "+16rh+12ri+4rq|12T+8Th+24Ti+4Tkv+20Tq+24Tr+4bssa+4rh+4ri|8T+2Th+4Tkv+20Tq+12Tr+4bssa+2.0625hq+16rh+12ri+4r"
        "q|12T+4Th+2Ti+4Tkv+20Tq+16Tr+4bssa+2.0625hi+12rh+12ri|-4Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|8T+2Th+4Tkv+22T"
        "q+12Tr+4bssa+2hq+16rh+12ri+4rq;embedding=-8Th-4bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+2Th+2bss+8sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|4Th+12Ti+2bssa|-"
        "2Th+4Tkv+6Tq+10bssa;head=4T+12TV+2Th;last=12T+48Th+10Ti+4Tkv+14Tq+28Tr+6bssa|12T+20Th+6Ti+4Tkv+14Tq+20Tr+6"
        "bssa+2.0625hi+8rh+8ri|8T+12Th+4Tkv+10Tq+12Tr+12bssa+16rh+12ri+4rq|12T+26Th+10Ti+4Tkv+14Tq+24Tr+6bssa+2hi+4"
        "rh+4ri|12T+26Th+8Ti+4Tkv+14Tq+24Tr+6bssa+2.0625hi+4rh+4ri|12T+30Th+14Ti+4Tkv+14Tq+24Tr+6bssa|8T+14Th+4Tkv+"
        "12Tq+12Tr+6bssa+2.0625hq+16rh+12ri+4rq|8T+14Th+4Tkv+14Tq+12Tr+6bssa+2hq+16rh+12ri+4rq|12T+16Th+2Ti+4Tkv+14"
        "Tq+16Tr+6bssa+2.0625hi+12rh+12ri|-2Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq;embedding=-4Th-2bss+84rh+36ri+24rkv+"
        "24rq-8sd"
    ),
}
