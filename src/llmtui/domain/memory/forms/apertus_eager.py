"""What a apertus model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager": (
        "start=8T+4Th+2bss+4sd;kept=8T+4Ta+16Th+11Ti+4Tk+6Tkv+14Tq+6bssa;held=8T+4Ta+16Th+11Ti+4Tk+6Tkv+14Tq+6bssa;"
        "left=-8T-4Ta-16Th-11Ti-4Tk-6Tkv-14Tq-6bssa+4hi+4hkv+4hq;forward=12T+10TV+4Th-2bss|-4T-8Th-11Ti+4Tkv+4bssa|"
        "2Th+6Ti;head=20Th-2bss+2hV|4T+2TV+6Th-2bss+2hV|4T+12TV+4Th-2bss;last=-8T-4Ta+6Th-11Ti-4Tk-6Tkv-14Tq-2bss-6"
        "bssa+2hV+4hi+4hkv+4hq|-4T-10Th-11Ti-2Tq-2bss+6bssa+2hV+4hi+2hq|-2Th+7Ti-2bss+2hV+2hi|-4T+14Th-11Ti-2bss+2h"
        "V+4hi|-4T-10Th-11Ti-4Tk+20Tkv-6Tq-2bss-6bssa+2hV+4hi+2hq;embedding=-24T-12Ta-50Th-33Ti-12Tk-18Tkv-42Tq-2bs"
        "s-18bssa+4hV+12hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager": (
        "start=8T+4Th+2bss+4sd;kept=8T+4Ta+16Th+13Ti+4Tk+6Tkv+14Tq+6bssa;held=8T+4Ta+16Th+13Ti+4Tk+6Tkv+14Tq+6bssa;"
        "left=-8T-4Ta-16Th-13Ti-4Tk-6Tkv-14Tq-6bssa+4hi+4hkv+4hq;forward=12T+10TV+4Th-2bss|2Th+12Ti|-4T-8Th-13Ti+4T"
        "kv+4bssa;head=20Th-2bss+2hV|4T+2TV+6Th-2bss+2hV|4T+12TV+4Th-2bss;last=-8T-4Ta+6Th-13Ti-4Tk-6Tkv-14Tq-2bss-"
        "6bssa+2hV+4hi+4hkv+4hq|-4T-10Th-13Ti-2Tq-2bss+6bssa+2hV+4hi+2hq|-2Th+17Ti-2bss+2hV+2hi|-4T+14Th-13Ti-2bss+"
        "2hV+4hi|-4T-10Th-13Ti-4Tk+20Tkv-6Tq-2bss-6bssa+2hV+4hi+2hq;embedding=-24T-12Ta-50Th-39Ti-12Tk-18Tkv-42Tq-2"
        "bss-18bssa+4hV+12hi+12hkv+12hq-4sd"
    ),
    "full fp32+amp eager": (
        "start=8T+4Th+4bss+8sd;kept=8T+4Ta+24Th+13Ti+4Tk+6Tkv+14Tq+6bssa+4hi+4hkv+4hq;held=8T+4Ta+24Th+13Ti+4Tk+6Tk"
        "v+14Tq+6bssa+4hi+4hkv+4hq;left=-8T-4Ta-24Th-13Ti-4Tk-6Tkv-14Tq-6bssa+4hi+4hkv+4hq;forward=12T+10TV+10Th-4b"
        "ss+2hV|-4T-10Th-13Ti+6Tkv+6Tq+2bssa-4hi-2hq|12Ti-2hi;head=4T+8Th-4bss+6hV|4T+12TV+6Th-4bss+2hV;last=17Ti-4"
        "bss+4hV+2hi|2Th-13Ti-4bss+4hV+6hi|-4T-10Th-13Ti-2Tq-4bss+6bssa+4hV+4hi+2hq|-4T-4Ta-12Th-13Ti-4Tk-6Tkv-14Tq"
        "-4bss-6bssa+4hV+4hi+4hkv+6hq|-4T-10Th-13Ti-4bss+4hV+4hi+4hq|-4T-10Th-13Ti-4Tk+20Tkv-4Tq-4bss-6bssa+4hV+4hi"
        "+2hq|-4T-10Th-13Ti+6Tkv+8Tq-4bss-6bssa+4hV+4hi+2hq;embedding=-24T-12Ta-72Th-39Ti-12Tk-18Tkv-42Tq-4bss-18bs"
        "sa+8hV+12hi+12hkv+12hq-8sd"
    ),
    "full fp32 eager": (
        "start=8T+4Th+4bss+8sd;kept=8T+4Ta+24Th+21Ti+4Tk+8Tkv+24Tq+4bssa;held=8T+4Ta+24Th+21Ti+4Tk+8Tkv+24Tq+4bssa;"
        "left=-8T-4Ta-24Th-21Ti-4Tk-8Tkv-24Tq-4bssa+8hi+8hkv+8hq;forward=12T+8TV+8Th-4bss|-4Th+12Ti|-4T-16Th-21Ti+8"
        "Tkv+4bssa;head=4T+4TV+12Th-4bss+4hV|4T+12TV+8Th-4bss;last=-4T-4Ta-4Th-21Ti-4Tk-8Tkv-20Tq-4bss-4bssa+4hV+8h"
        "i+8hkv+8hq|-4T-12Th-21Ti-4Tq-4bss+8bssa+4hV+8hi+4hq|15Ti-4bss+4hV+4hi|-4T-12Th-21Ti+4Tq-4bss+4bssa+4hV+8hi"
        "+4hq;embedding=-24T-12Ta-72Th-63Ti-12Tk-24Tkv-72Tq-4bss-12bssa+8hV+24hi+24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager": (
        "start=4T+2bss+4sd;kept=8T+4Ta+16Th+11Ti+4Tk+4Tkv+12Tq+12Tr+6bssa+12rh+4ri+4rkv+4rq;held=8T+4Ta+16Th+11Ti+4"
        "Tk+4Tkv+12Tq+12Tr+6bssa+12rh+4ri+4rkv+4rq;left=-8T-4Ta-16Th-11Ti-4Tk-4Tkv-12Tq-12Tr-6bssa+12rh+4ri+4rkv+4r"
        "q;forward=12T+10TV+2Th-2bss|4Th+12Ti-2Tr-2rh-2ri|-4T-4Th-11Ti+4Tkv-6Tr+4bssa-6rh-4ri-2rq;head=4T+12TV-2bss"
        "-6rh;last=-2Th+13Ti-2Tr-2bss-4rh+2ri|-4T-8Th-11Ti-2Tq-6Tr-2bss+6bssa+4ri+2rq|-4T+16Th-11Ti-4Tr-2bss-2rh+4r"
        "i|-4T-8Th-11Ti-4Tk+22Tkv-6Tq-6Tr-2bss-6bssa+4ri+2rq;embedding="
    ),
    "lora fp32+amp eager": (
        "start=4T+4Th+4bss-4hkv-2hq+8sd;kept=8T+4Ta+16Th+11Ti+4Tk+4Tkv+12Tq+12Tr+6bssa+4hi+4hkv+4hq+12rh+4ri+4rkv+4"
        "rq;held=8T+4Ta+16Th+11Ti+4Tk+4Tkv+12Tq+12Tr+6bssa+4hi+4hkv+4hq+12rh+4ri+4rkv+4rq;left=-8T-4Ta-16Th-11Ti-4T"
        "k-4Tkv-12Tq-12Tr-6bssa-4hi-4hkv-4hq+12rh+4ri+4rkv+4rq;forward=12T+10TV-4bss+2hV|-4T-6Th-11Ti+6Tkv+6Tq-6Tr+"
        "2bssa-4hi-2hq-6rh-4ri-2rq|12Ti-2Tr-2hi-2rh-2ri;head=4T+12TV-4Th-4bss+2hV-6rh;last=-2Th+4Ti-2Tr-4bss-4rh+2r"
        "i|-4T-10Th-11Ti-2Tq-6Tr-4bss+6bssa-4hi-2hq+4ri+2rq|-4Th+13Ti-2Tr-4bss-2hi-4rh+2ri|-2Th+2Ti-2Tr-4bss-4rh+4r"
        "i|-4T+10Th-11Ti-4Tr-4bss-4hi-2rh+4ri;embedding="
    ),
    "lora nf4 eager": (
        "start=4T+4Th+4bss+8sd;kept=8T+4Ta+16Th+15Ti+4Tk+4Tkv+12Tq+12Tr+6bssa+12rh+4ri+4rkv+4rq;held=8T+4Ta+16Th+15"
        "Ti+4Tk+4Tkv+12Tq+12Tr+6bssa+12rh+4ri+4rkv+4rq;left=-8T-4Ta-16Th-15Ti-4Tk-4Tkv-12Tq-12Tr-6bssa+12rh+4ri+4rk"
        "v+4rq;forward=12T+10TV-4bss+2hV|-4T-6Th-15Ti+8Tkv+8Tq-6Tr+2bssa-6rh-4ri-2rq|14Ti-2Tr-2rh-2ri;head=4T+12TV-"
        "4Th-4bss+2hV-6rh;last=-4Th+17Ti-2Tr-4bss-4rh+2ri|-2Th+4Ti-2Tr-4bss+2hi-4rh+2ri|-2Th+2Ti-2Tr-4bss+2.0625hi-"
        "4rh+2ri|-4T-10Th-15Ti-6Tr-4bss+6bssa+4ri+2rq|-4T-8Th-15Ti-6Tr-4bss+2.0625hq+4ri+2rq|-4T-8Th-15Ti+2Tq-6Tr-4"
        "bss+2hq+4ri+2rq|-4T-10Th-15Ti-4Tk+24Tkv-4Tq-6Tr-4bss-6bssa+4ri+2rq;embedding="
    ),
    "lora nf4 raw eager": (
        "start=4T-2Th-4Ti+2bss+4sd;kept=8T+4Ta+16Th+15Ti+4Tk+4Tkv+12Tq+12Tr+6bssa+12rh+4ri+4rkv+4rq;held=8T+4Ta+16T"
        "h+15Ti+4Tk+4Tkv+12Tq+12Tr+6bssa+12rh+4ri+4rkv+4rq;left=-8T-4Ta-16Th-15Ti-4Tk-4Tkv-12Tq-12Tr-6bssa+12rh+4ri"
        "+4rkv+4rq;forward=12T+10TV+2Th-2bss|14Ti-2Tr-2rh-2ri|-4T-6Th-15Ti+8Tkv+8Tq-6Tr+4bssa-6rh-4ri-2rq;head=4T+1"
        "2TV-2Th-2bss-6rh;last=-2Th+17Ti-2Tr-2bss-4rh+2ri|4Ti-2Tr-2bss+2hi-4rh+2ri|2Ti-2Tr-2bss+2.0625hi-4rh+2ri|-4"
        "T-8Th-15Ti-6Tr-2bss+6bssa+4ri+2rq|-4T-6Th-15Ti-6Tr-2bss+2.0625hq+4ri+2rq|-4T-6Th-15Ti+2Tq-6Tr-2bss+2hq+4ri"
        "+2rq|-4T-8Th-15Ti-4Tk+24Tkv-4Tq-6Tr-2bss-6bssa+4ri+2rq;embedding="
    ),
    "lora bf16 eager": (
        "start=4T+2bss+4sd;kept=8T+4Ta+24Th+11Ti+4Tk+4Tkv+14Tq+24Tr+6bssa;held=8T+4Ta+24Th+11Ti+4Tk+4Tkv+14Tq+24Tr+"
        "6bssa;left=-8T-4Ta-24Th-11Ti-4Tk-4Tkv-14Tq-24Tr-6bssa+24rh+8ri+8rkv+8rq;forward=12T+10TV+2Th-2bss|-4T-6Th-"
        "11Ti+4Tkv-2Tq-12Tr+4bssa|4Th+4Ti-4Tr;head=4T+12TV-2bss;last=8Th-2bss|-2Th+5Ti-4Tr-2bss+4rh+4ri|-4T-10Th-11"
        "Ti-4Tq-12Tr-2bss+6bssa+12rh+8ri+4rq|-4T+14Th-11Ti-8Tr-2bss+8rh+8ri|-8T-4Ta-2Th-11Ti-4Tk-4Tkv-14Tq-24Tr-2bs"
        "s-6bssa+24rh+8ri+8rkv+8rq;embedding="
    ),
    "lora fp32 eager": (
        "start=4T+4Th+4bss+8sd;kept=8T+4Ta+16Th+17Ti+4Tk+4Tkv+20Tq+24Tr+4bssa;held=8T+4Ta+16Th+17Ti+4Tk+4Tkv+20Tq+2"
        "4Tr+4bssa;left=-8T-4Ta-16Th-17Ti-4Tk-4Tkv-20Tq-24Tr-4bssa+24rh+8ri+8rkv+8rq;forward=12T+8TV-4bss|-4Th+12Ti"
        "-4Tr|-4T-12Th-17Ti+8Tkv-12Tr+4bssa;head=4T+12TV-4Th-4bss;last=-4Th+15Ti-4Tr-4bss+4rh+4ri|-4T-12Th-17Ti-4Tq"
        "-12Tr-4bss+8bssa+12rh+8ri+4rq|-4T-4Ta-4Th-17Ti-4Tk-4Tkv-16Tq-20Tr-4bss-4bssa+24rh+8ri+8rkv+8rq|-4T+8Th-17T"
        "i-8Tr-4bss+8rh+8ri;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=4T+4Th+4bss+8sd;kept=8T+4Ta+16Th+17Ti+4Tk+4Tkv+20Tq+24Tr+4bssa;held=8T+4Ta+16Th+17Ti+4Tk+4Tkv+20Tq+2"
        "4Tr+4bssa;left=-8T-4Ta-16Th-17Ti-4Tk-4Tkv-20Tq-24Tr-4bssa+24rh+8ri+8rkv+8rq;forward=12T+8TV-4bss|-4Th+12Ti"
        "-4Tr|-4T-12Th-17Ti+8Tkv-12Tr+4bssa;head=4T+12TV-4Th-4bss;last=-4Th+15Ti-4Tr-4bss+4rh+4ri|-2Th+2Ti-4Tr-4bss"
        "+2hi+4rh+4ri|-2Th-4Tr-4bss+2.0625hi+4rh+4ri|-4T-12Th-17Ti-4Tq-12Tr-4bss+8bssa+12rh+8ri+4rq|-4T-10Th-17Ti-1"
        "2Tr-4bss+2.0625hq+12rh+8ri+4rq|-4T-4Ta-12Th-17Ti-4Tk-4Tkv-18Tq-24Tr-4bss-4bssa+2.0625hq+24rh+8ri+8rkv+8rq|"
        "-4T-10Th-17Ti+2Tq-12Tr-4bss+2hq+12rh+8ri+4rq;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=4T+2bss+4sd;kept=8T+4Ta+24Th+11Ti+4Tk+4Tkv+14Tq+24Tr+6bssa;held=8T+4Ta+24Th+11Ti+4Tk+4Tkv+14Tq+24Tr+"
        "6bssa;left=-8T-4Ta-24Th-11Ti-4Tk-4Tkv-14Tq-24Tr-6bssa+24rh+8ri+8rkv+8rq;forward=12T+10TV+2Th-2bss|-4T-6Th-"
        "11Ti+4Tkv-2Tq-12Tr+4bssa|4Th+4Ti-4Tr;head=4T+12TV-2bss;last=-2Th-4Tr-2bss+2hi+4rh+4ri|-2Th-2Ti-4Tr-2bss+2."
        "0625hi+4rh+4ri|-4T-10Th-11Ti-4Tq-12Tr-2bss+6bssa+12rh+8ri+4rq|-2Th+5Ti-4Tr-2bss+4rh+4ri|-4T-10Th-11Ti-2Tq-"
        "12Tr-2bss+2.0625hq+12rh+8ri+4rq|6Th-2bss|-4T+14Th-11Ti-8Tr-2bss+8rh+8ri|-4T-10Th-11Ti-12Tr-2bss+2hq+12rh+8"
        "ri+4rq|-4Th-9Ti-8Tr-2bss+2.0625hi+8rh+8ri|-4T-4Ta-20Th-11Ti-4Tk-4Tkv-12Tq-24Tr-2bss-6bssa+2.0625hq+24rh+8r"
        "i+8rkv+8rq|-2Th-9Ti-8Tr-2bss+2hi+8rh+8ri;embedding="
    ),
    "full bf16 eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+4hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+11Ti+2bssa|4Tkv+6T"
        "q+10bssa;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+4hi+4hkv+4hq|4T+4Ta+8Th+4Tk+6Tkv+12Tq+12bs"
        "sa+2hV+4hi+2hq|8T+4Ta+16Th+18Ti+4Tk+6Tkv+14Tq+6bssa+2hV+2hi|4T+4Ta+32Th+4Tk+6Tkv+14Tq+6bssa+2hV+4hi|8T+4Ta"
        "+18Th+17Ti+4Tk+6Tkv+14Tq+6bssa+2hV|4T+4Ta+8Th+26Tkv+8Tq+2hV+4hi+2hq;embedding=-6Th-2bss+4hV+12hi+12hkv+12h"
        "q-4sd"
    ),
    "full bf16+amp eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+4hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+17Ti+2bssa|4Tkv+6T"
        "q+10bssa;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+4hi+4hkv+4hq|4T+4Ta+8Th+4Tk+6Tkv+12Tq+12bs"
        "sa+2hV+4hi+2hq|8T+4Ta+16Th+28Ti+4Tk+6Tkv+14Tq+6bssa+2hV+2hi|4T+4Ta+32Th+4Tk+6Tkv+14Tq+6bssa+2hV+4hi|4T+4Ta"
        "+8Th+26Tkv+8Tq+2hV+4hi+2hq;embedding=-6Th-2bss+4hV+12hi+12hkv+12hq-4sd"
    ),
    "full fp32+amp eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th+4hi+4hkv+4hq;held=4Th;left=-4Th+8hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|6Tkv"
        "+10Tq+8bssa-4hi-2hq|4Th+17Ti+4bssa-2hi|6Th+6Ti+4bssa;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=8T+4Ta+20Th+28Ti"
        "+4Tk+6Tkv+14Tq+6bssa+4hV+6hi+4hkv+4hq|8T+4Ta+22Th+4Tk+6Tkv+14Tq+6bssa+4hV+10hi+4hkv+4hq|4T+4Ta+10Th+4Tk+6T"
        "kv+12Tq+12bssa+4hV+8hi+4hkv+6hq|4T+8Th+4hV+8hi+8hkv+10hq|8T+4Ta+26Th+25Ti+4Tk+6Tkv+14Tq+6bssa+4hV+2hi+4hkv"
        "+4hq|4T+4Ta+10Th+4Tk+6Tkv+14Tq+6bssa+4hV+8hi+4hkv+8hq|8T+4Ta+20Th+15Ti+4Tk+6Tkv+14Tq+6bssa+4hV+8hi+4hkv+4h"
        "q|4T+4Ta+10Th+26Tkv+10Tq+4hV+8hi+4hkv+6hq|4T+4Ta+10Th+4Tk+12Tkv+22Tq+4hV+8hi+4hkv+6hq;embedding=-12Th-4bss"
        "+8hV+24hi+24hkv+24hq-8sd"
    ),
    "full fp32 eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+8hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+21Ti+4bssa|8Tkv+12T"
        "q+8bssa|8Tkv+20Tq+4bssa;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+8hi+8hkv+8hq|4T+4Ta+8Th+4Tk+"
        "8Tkv+20Tq+12bssa+4hV+8hi+4hq|8T+4Ta+20Th+36Ti+4Tk+8Tkv+24Tq+4bssa+4hV+4hi|4T+4Ta+8Th+4Tk+8Tkv+28Tq+8bssa+4"
        "hV+8hi+4hq;embedding=-12Th-4bss+8hV+24hi+24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th+12rh+4ri+4rkv+4rq;held=2Th;left=-2Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th"
        "|2Th+17Ti+2bssa-2rh-2ri|4Tkv+6Tq+10bssa-6rh-4ri-2rq;head=4T+12TV+2Th;last=8T+4Ta+22Th+23Ti+4Tk+4Tkv+12Tq+1"
        "0Tr+6bssa+10rh+2ri+4rkv+4rq|8T+4Ta+16Th+24Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+14rh+6ri+4rkv+4rq|4T+4Ta+10Th+4Tk+4T"
        "kv+10Tq+6Tr+12bssa+18rh+8ri+4rkv+6rq|4T+4Ta+34Th+4Tk+4Tkv+12Tq+8Tr+6bssa+16rh+8ri+4rkv+4rq|4T+4Ta+20Th+4Tk"
        "+8Tkv+20Tq+8Tr+6bssa+8rh+4rkv+4rq;embedding=-4Th-2bss+72rh+24ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th+12rh+4ri+4rkv+4rq;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th"
        "+2hV|6Th+6Ti+4bssa+2hi-2rh-2ri|6Tkv+10Tq+8bssa-6rh-4ri-2rq|4Th+17Ti+4bssa-2rh-2ri;head=4T+12TV+2hV;last=8T"
        "+4Ta+22Th+15Ti+4Tk+4Tkv+12Tq+12Tr+6bssa+4hi+4hkv+4hq+12rh+4ri+4rkv+4rq|8T+4Ta+14Th+15Ti+4Tk+4Tkv+12Tq+10Tr"
        "+6bssa+4hi+4hkv+4hq+14rh+6ri+4rkv+4rq|4T+4Ta+6Th+4Tk+4Tkv+10Tq+6Tr+12bssa+4hkv+2hq+18rh+8ri+4rkv+6rq|8T+4T"
        "a+20Th+23Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+2hi+4hkv+4hq+10rh+2ri+4rkv+4rq|8T+4Ta+12Th+24Ti+4Tk+4Tkv+12Tq+10Tr+6b"
        "ssa+2hi+4hkv+4hq+14rh+6ri+4rkv+4rq|8T+4Ta+14Th+13Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+4hi+4hkv+4hq+14rh+8ri+4rkv+4r"
        "q|4T+4Ta+20Th+4Tk+10Tkv+22Tq+8Tr+6bssa+4hkv+4hq+8rh+4rkv+4rq;embedding=-8Th-4bss+72rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th+12rh+4ri+4rkv+4rq;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th"
        "+2hV|8Tkv+12Tq+8bssa-6rh-4ri-2rq|4Th+21Ti+4bssa-2rh-2ri;head=4T+12TV+2hV;last=8T+4Ta+18Th+29Ti+4Tk+4Tkv+12"
        "Tq+10Tr+6bssa+10rh+2ri+4rkv+4rq|8T+4Ta+14Th+19Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+2hi+14rh+6ri+4rkv+4rq|8T+4Ta+14T"
        "h+17Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+2.0625hi+14rh+6ri+4rkv+4rq|4T+4Ta+6Th+4Tk+4Tkv+12Tq+6Tr+12bssa+18rh+8ri+4r"
        "kv+6rq|8T+4Ta+12Th+32Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+14rh+6ri+4rkv+4rq|4T+4Ta+8Th+4Tk+4Tkv+12Tq+6Tr+6bssa+2.06"
        "25hq+18rh+8ri+4rkv+6rq|8T+4Ta+26Th+17Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+10rh+2ri+4rkv+4rq|4T+4Ta+8Th+4Tk+4Tkv+14T"
        "q+6Tr+6bssa+2hq+18rh+8ri+4rkv+6rq|4T+4Ta+12Th+4Tk+12Tkv+26Tq+6Tr+6bssa+6rh+4rkv+2rq;embedding=-8Th-4bss+72"
        "rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=4Th+12rh+4ri+4rkv+4rq;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th"
        "|4Th+21Ti+4bssa-2rh-2ri|8Tkv+12Tq+10bssa-6rh-4ri-2rq|8Tkv+16Tq+6bssa-6rh-4ri-2rq;head=4T+12TV;last=8T+4Ta+"
        "18Th+29Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+10rh+2ri+4rkv+4rq|8T+4Ta+14Th+19Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+2hi+14rh+6r"
        "i+4rkv+4rq|8T+4Ta+14Th+17Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+2.0625hi+14rh+6ri+4rkv+4rq|4T+4Ta+6Th+4Tk+4Tkv+12Tq+6"
        "Tr+12bssa+18rh+8ri+4rkv+6rq|8T+4Ta+12Th+32Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+14rh+6ri+4rkv+4rq|4T+4Ta+8Th+4Tk+4Tk"
        "v+12Tq+6Tr+6bssa+2.0625hq+18rh+8ri+4rkv+6rq|8T+4Ta+26Th+17Ti+4Tk+4Tkv+12Tq+10Tr+6bssa+10rh+2ri+4rkv+4rq|4T"
        "+4Ta+12Th+4Tk+12Tkv+20Tq+6Tr+10bssa+6rh+4rkv+2rq|4T+4Ta+8Th+4Tk+4Tkv+14Tq+6Tr+6bssa+2hq+18rh+8ri+4rkv+6rq|"
        "4T+4Ta+12Th+4Tk+12Tkv+26Tq+6Tr+6bssa+6rh+4rkv+2rq;embedding=-10Th-2bss+72rh+24ri+24rkv+24rq-4sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th|2Th+11Ti+2bssa|4T"
        "kv+6Tq+10bssa|6Th+10Ti+2bssa;head=4T+12TV+2Th;last=8T+4Ta+36Th+13Ti+4Tk+4Tkv+14Tq+24Tr+6bssa|8T+4Ta+24Th+1"
        "6Ti+4Tk+4Tkv+14Tq+20Tr+6bssa+4rh+4ri|4T+4Ta+16Th+4Tk+4Tkv+10Tq+12Tr+12bssa+12rh+8ri+4rq|8T+4Ta+34Th+15Ti+4"
        "Tk+4Tkv+14Tq+20Tr+6bssa|4T+4Ta+40Th+4Tk+4Tkv+14Tq+16Tr+6bssa+8rh+8ri|24Th+24rh+8ri+8rkv+8rq|4T+4Ta+34Th+4T"
        "k+8Tkv+18Tq+16Tr+6bssa;embedding=-4Th-2bss+72rh+24ri+24rkv+24rq-4sd"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+21Ti+4bssa|8Tk"
        "v+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+12TV;last=8T+4Ta+16Th+29Ti+4Tk+4Tkv+20Tq+20Tr+4bssa|8T+4Ta+12Th+32Ti+"
        "4Tk+4Tkv+20Tq+20Tr+4bssa+4rh+4ri|4T+4Ta+4Th+4Tk+4Tkv+16Tq+12Tr+12bssa+12rh+8ri+4rq|4T+4Ta+20Th+4Tk+12Tkv+2"
        "4Tq+16Tr+4bssa|4T+12Th+4Tq+4Tr+24rh+8ri+8rkv+8rq|4T+4Ta+24Th+4Tk+4Tkv+20Tq+16Tr+4bssa+8rh+8ri;embedding=-8"
        "Th-4bss+72rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+4Th+4bss+8sd;kept=4Th;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+21Ti+4bssa|8Tk"
        "v+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+12TV;last=8T+4Ta+16Th+29Ti+4Tk+4Tkv+20Tq+20Tr+4bssa|8T+4Ta+14Th+19Ti+"
        "4Tk+4Tkv+20Tq+20Tr+4bssa+2hi+4rh+4ri|8T+4Ta+14Th+17Ti+4Tk+4Tkv+20Tq+20Tr+4bssa+2.0625hi+4rh+4ri|4T+4Ta+4Th"
        "+4Tk+4Tkv+16Tq+12Tr+12bssa+12rh+8ri+4rq|8T+4Ta+12Th+32Ti+4Tk+4Tkv+20Tq+20Tr+4bssa+4rh+4ri|4T+4Ta+6Th+4Tk+4"
        "Tkv+20Tq+12Tr+4bssa+2.0625hq+12rh+8ri+4rq|8T+4Ta+24Th+17Ti+4Tk+4Tkv+20Tq+20Tr+4bssa|4T+4Th+2Tq+2.0625hq+24"
        "rh+8ri+8rkv+8rq|4T+4Ta+6Th+4Tk+4Tkv+22Tq+12Tr+4bssa+2hq+12rh+8ri+4rq|4T+4Ta+20Th+4Tk+12Tkv+24Tq+16Tr+4bssa"
        ";embedding=-8Th-4bss+72rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th|2Th+11Ti+2bssa|4T"
        "kv+6Tq+10bssa|6Th+10Ti+2bssa;head=4T+12TV+2Th;last=8T+4Ta+34Th+13Ti+4Tk+4Tkv+14Tq+24Tr+6bssa|8T+4Ta+24Th+1"
        "1Ti+4Tk+4Tkv+14Tq+20Tr+6bssa+2hi+4rh+4ri|8T+4Ta+24Th+9Ti+4Tk+4Tkv+14Tq+20Tr+6bssa+2.0625hi+4rh+4ri|4T+4Ta+"
        "16Th+4Tk+4Tkv+10Tq+12Tr+12bssa+12rh+8ri+4rq|8T+4Ta+32Th+15Ti+4Tk+4Tkv+14Tq+20Tr+6bssa|4T+4Ta+16Th+4Tk+4Tkv"
        "+12Tq+12Tr+6bssa+2.0625hq+12rh+8ri+4rq|8T+4Ta+24Th+16Ti+4Tk+4Tkv+14Tq+20Tr+6bssa+4rh+4ri|4T+4Ta+16Th+4Tk+4"
        "Tkv+14Tq+12Tr+6bssa+2hq+12rh+8ri+4rq|8T+4Ta+22Th+2Ti+4Tk+4Tkv+14Tq+16Tr+6bssa+2.0625hi+8rh+8ri|4T+6Th+2Tq+"
        "2.0625hq+24rh+8ri+8rkv+8rq|4T+4Ta+32Th+4Tk+8Tkv+18Tq+16Tr+6bssa|8T+4Ta+24Th+2Ti+4Tk+4Tkv+14Tq+16Tr+6bssa+2"
        "hi+8rh+8ri;embedding=-4Th-2bss+72rh+24ri+24rkv+24rq-4sd"
    ),
}
