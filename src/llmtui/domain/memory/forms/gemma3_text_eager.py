"""What a gemma3_text model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager tied": (
        "start=8T+4Th+4bss+4sd;kept=16T+4Ta+36Th+8Ti+4Tk+8Tkv+16Tq+6bssa;held=16T+4Ta+36Th+8Ti+4Tk+8Tkv+16Tq+6bssa;"
        "left=-16T-4Ta-36Th-8Ti-4Tk-8Tkv-16Tq-6bssa+6hi+4hkv+4hq;forward=12T+10TV+6Th-4bss|-12T-26Th-8Ti+4Tkv+4bssa"
        ";head=20Th-4bss+2hV|4T+2TV+8Th-4bss+2hV|4T+12TV+6Th-4bss;last=-8T+4Th-8Ti-4bss+2hV+6hi|-16T-4Ta-14Th-8Ti-4"
        "Tk-8Tkv-16Tq-4bss-6bssa+2hV+6hi+4hkv+4hq|-12T-28Th-8Ti-2Tq-4bss+6bssa+2hV+6hi+2hq|-4T-6Th-6Ti-4bss+2hV+6hi"
        "|-4T+14Th-4bss+2hV|-4T-10Th+4Ti-4bss+2hV+2hi|-12T-4Ta-28Th-8Ti-4Tk-4Tkv+8Tq-4bss-6bssa+2hV+6hi+2hq;embeddi"
        "ng=-48T-12Ta-112Th-24Ti-12Tk-24Tkv-48Tq-4bss-18bssa+6hV+18hi+12hkv+12hq-4sd|-48T-12Ta-108Th-24Ti-12Tk-24Tk"
        "v-48Tq-4bss-18bssa+2hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager tied": "@full bf16 eager tied",
    "full fp32+amp eager tied": (
        "start=8T+4Th+8bss+8sd;kept=16T+4Ta+42Th+8Ti+4Tk+8Tkv+16Tq+6bssa+6hi+4hkv+4hq;held=16T+4Ta+42Th+8Ti+4Tk+8Tk"
        "v+16Tq+6bssa+6hi+4hkv+4hq;left=-16T-4Ta-42Th-8Ti-4Tk-8Tkv-16Tq-6bssa+6hi+4hkv+4hq;forward=12T+10TV+10Th-8b"
        "ss+2hV|-12T-28Th-8Ti+6Tkv+6Tq+2bssa-6hi-2hq;head=4T+8Th-8bss+6hV|4T+12TV+6Th-8bss+2hV;last=-4T-8Th-8Ti-8bs"
        "s+4hV+8hi|-12T-28Th-8Ti-2Tq-8bss+6bssa+4hV+6hi+2hq|-12T-4Ta-30Th-8Ti-4Tk-8Tkv-16Tq-8bss-6bssa+4hV+6hi+4hkv"
        "+6hq|-4T+16Th-8bss+4hV|-4T-8Th+4Ti-8bss+4hV+2hi|-12T-28Th-8Ti-8bss+4hV+6hi+4hq|-4T-6Th-4Ti-8bss+4hV+6hi;em"
        "bedding=-48T-12Ta-130Th-24Ti-12Tk-24Tkv-48Tq-8bss-18bssa+12hV+18hi+12hkv+12hq-8sd|-48T-12Ta-122Th-24Ti-12T"
        "k-24Tkv-48Tq-8bss-18bssa+4hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 eager tied": (
        "start=8T+4Th+8bss+8sd;kept=16T+4Ta+40Th+16Ti+4Tk+8Tkv+24Tq+4bssa;held=16T+4Ta+40Th+16Ti+4Tk+8Tkv+24Tq+4bss"
        "a;left=-16T-4Ta-40Th-16Ti-4Tk-8Tkv-24Tq-4bssa+12hi+8hkv+8hq;forward=12T+8TV+8Th-8bss|-12T-32Th-16Ti+8Tkv+4"
        "bssa;head=4T+4TV+12Th-8bss+4hV|4T+12TV+8Th-8bss;last=-12T-4Ta-20Th-16Ti-4Tk-8Tkv-20Tq-8bss-4bssa+4hV+12hi+"
        "8hkv+8hq|-12T-28Th-16Ti-4Tq-8bss+8bssa+4hV+12hi+4hq|-4T-12Ti-8bss+4hV+12hi|-4T-8Th+8Ti-8bss+4hV+4hi|-4T+16"
        "Th-8bss+4hV|-12T-28Th-16Ti+4Tq-8bss+4bssa+4hV+12hi+4hq;embedding=-48T-12Ta-124Th-48Ti-12Tk-24Tkv-72Tq-8bss"
        "-12bssa+12hV+36hi+24hkv+24hq-8sd|-48T-12Ta-116Th-48Ti-12Tk-24Tkv-72Tq-8bss-12bssa+4hV+36hi+24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager": (
        "start=4T+4bss+4sd;kept=16T+4Ta+26Th+8Ti+4Tk+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=16T+4Ta+26Th+8Ti+4"
        "Tk+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;left=-16T-4Ta-26Th-8Ti-4Tk-4Tkv-12Tq-14Tr-6bssa+14rh+6ri+4rkv+4r"
        "q;forward=12T+10TV+2Th-4bss|-12T-14Th-8Ti+4Tkv-8Tr+4bssa-8rh-6ri-2rq|-4T+6Th+6Ti;head=4T+12TV-4bss-6rh;las"
        "t=-4T+18Th-4bss-6rh|-4T-4Th+2Ti-2Tr-4bss-4rh+4ri|-12T-18Th-8Ti-2Tq-8Tr-4bss+6bssa+2rh+6ri+2rq|-4T-4Th+4Ti-"
        "2Tr-4bss-4rh+2ri|-4T-6Th-6Ti-4Tr-4bss-2rh+8ri|-8T+10Th-8Ti-6Tr-4bss+6ri;embedding="
    ),
    "lora fp32+amp eager": (
        "start=4T+4Th+8bss-4hkv-2hq+8sd;kept=16T+4Ta+26Th+8Ti+4Tk+4Tkv+12Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4"
        "rq;held=16T+4Ta+26Th+8Ti+4Tk+4Tkv+12Tq+14Tr+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;left=-16T-4Ta-26Th-8Ti-4T"
        "k-4Tkv-12Tq-14Tr-6bssa-6hi-4hkv-4hq+14rh+6ri+4rkv+4rq;forward=12T+10TV-8bss+2hV|-12T-16Th-8Ti+6Tkv+6Tq-8Tr"
        "+2bssa-6hi-2hq-8rh-6ri-2rq|-4T+2Th+6Ti;head=4T+12TV-4Th-8bss+2hV-6rh;last=-4T+16Th-8bss-6rh|-4T-6Th+2Ti-2T"
        "r-8bss-4rh+4ri|-12T-20Th-8Ti-2Tq-8Tr-8bss+6bssa-6hi-2hq+2rh+6ri+2rq|-4T-6Th+4Ti-2Tr-8bss-4rh+2ri;embedding"
        "="
    ),
    "lora nf4 eager": (
        "start=4T+4Th+8bss+8sd;kept=16T+4Ta+26Th+14Ti+4Tk+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=16T+4Ta+26Th+"
        "14Ti+4Tk+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;left=-16T-4Ta-26Th-14Ti-4Tk-4Tkv-12Tq-14Tr-6bssa+14rh+6ri+"
        "4rkv+4rq;forward=12T+10TV-8bss+2hV|-12T-16Th-14Ti+8Tkv+8Tq-8Tr+2bssa-8rh-6ri-2rq|-4T+6Th+4Ti;head=4T+12TV-"
        "4Th-8bss+2hV-6rh;last=-4T+16Th-8bss-6rh|-4T-6Th+4Ti-2Tr-8bss+2hi-4rh+2ri|-4T-6Th+2Ti-2Tr-8bss+2.0625hi-4rh"
        "+2ri|-12T-20Th-14Ti-8Tr-8bss+6bssa+2rh+6ri+2rq|-4T-8Th+10Ti-2Tr-8bss-4rh+2ri|-12T-18Th-14Ti-8Tr-8bss+2.062"
        "5hq+2rh+6ri+2rq|-12T-18Th-14Ti+2Tq-8Tr-8bss+2hq+2rh+6ri+2rq|-4T-4Th-4Ti-4Tr-8bss+2hi-2rh+4ri;embedding="
    ),
    "lora nf4 raw eager": (
        "start=4T+4bss+4sd;kept=16T+4Ta+20Th+8Ti+4Tk+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;held=16T+4Ta+20Th+8Ti+4"
        "Tk+4Tkv+12Tq+14Tr+6bssa+14rh+6ri+4rkv+4rq;left=-16T-4Ta-20Th-8Ti-4Tk-4Tkv-12Tq-14Tr-6bssa+14rh+6ri+4rkv+4r"
        "q;forward=12T+10TV+2Th-4bss|-12T-14Th-8Ti+4Tkv-8Tr+4bssa-8rh-6ri-2rq;head=4T+12TV-4bss-6rh;last=-4T+18Th-4"
        "bss-6rh|-4T-4Th-2Ti-4Tr-4bss+2.0625hi-2rh+4ri|-12T-16Th-8Ti-2Tq-8Tr-4bss+6bssa+2rh+6ri+2rq|-4T-4Th+2Ti-2Tr"
        "-4bss+2hi-4rh+2ri|-4T-4Th-2Tr-4bss+2.0625hi-4rh+2ri|-4T-6Th+4Ti-2Tr-4bss-4rh+2ri|-12T-14Th-8Ti-8Tr-4bss+2."
        "0625hq+2rh+6ri+2rq|-12T-14Th-8Ti+2Tq-8Tr-4bss+2hq+2rh+6ri+2rq|-4T-6Th-6Ti-6Tr-4bss+2.0625hi+6ri|-12T-4Ta-1"
        "6Th-8Ti-4Tk-4Tkv-10Tq-14Tr-4bss-6bssa+2.0625hq+8rh+6ri+4rkv+4rq|-4T-2Th-2Ti-4Tr-4bss+2hi-2rh+4ri;embedding"
        "="
    ),
    "lora bf16 eager": (
        "start=4T+4bss+4sd;kept=16T+4Ta+36Th+10Ti+4Tk+4Tkv+14Tq+28Tr+6bssa;held=16T+4Ta+36Th+10Ti+4Tk+4Tkv+14Tq+28T"
        "r+6bssa;left=-16T-4Ta-36Th-10Ti-4Tk-4Tkv-14Tq-28Tr-6bssa+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-4bss|-12T"
        "-18Th-10Ti+4Tkv-2Tq-16Tr+4bssa|-4T+4Ti-4Tr;head=4T+12TV-4bss;last=-4T+18Th-4bss|-4T-4Th+4Ti-4bss+4rh+4ri|-"
        "12T-22Th-10Ti-4Tq-16Tr-4bss+6bssa+16rh+12ri+4rq|-16T-4Ta-14Th-10Ti-4Tk-4Tkv-14Tq-28Tr-4bss-6bssa+28rh+12ri"
        "+8rkv+8rq|-8T+6Th-10Ti-12Tr-4bss+12rh+12ri;embedding="
    ),
    "lora fp32 eager": (
        "start=4T+4Th+8bss+8sd;kept=16T+4Ta+24Th+16Ti+4Tk+4Tkv+20Tq+28Tr+4bssa;held=16T+4Ta+24Th+16Ti+4Tk+4Tkv+20Tq"
        "+28Tr+4bssa;left=-16T-4Ta-24Th-16Ti-4Tk-4Tkv-20Tq-28Tr-4bssa+28rh+12ri+8rkv+8rq;forward=12T+8TV-8bss|-12T-"
        "20Th-16Ti+8Tkv-16Tr+4bssa|-4T-8Th+4Ti-4Tr;head=4T+12TV-4Th-8bss;last=-4T+16Th-8bss|-4T-8Th+8Ti-4Tr-8bss+4r"
        "h+4ri|-12T-20Th-16Ti-4Tq-16Tr-8bss+8bssa+16rh+12ri+4rq|-12T-4Ta-12Th-16Ti-4Tk-4Tkv-16Tq-24Tr-8bss-4bssa+28"
        "rh+12ri+8rkv+8rq|-4T-4Th-8Ti-4Tr-8bss+8rh+12ri;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=4T+4Th+8bss+8sd;kept=16T+4Ta+24Th+16Ti+4Tk+4Tkv+20Tq+28Tr+4bssa;held=16T+4Ta+24Th+16Ti+4Tk+4Tkv+20Tq"
        "+28Tr+4bssa;left=-16T-4Ta-24Th-16Ti-4Tk-4Tkv-20Tq-28Tr-4bssa+28rh+12ri+8rkv+8rq;forward=12T+8TV-8bss|-12T-"
        "20Th-16Ti+8Tkv-16Tr+4bssa|-4T-8Th+4Ti-4Tr;head=4T+12TV-4Th-8bss;last=-4T+16Th-8bss|-4T-6Th+2Ti-4Tr-8bss+2h"
        "i+4rh+4ri|-4T-6Th-4Tr-8bss+2.0625hi+4rh+4ri|-12T-20Th-16Ti-4Tq-16Tr-8bss+8bssa+16rh+12ri+4rq|-4T-8Th+8Ti-4"
        "Tr-8bss+4rh+4ri|-12T-18Th-16Ti-16Tr-8bss+2.0625hq+16rh+12ri+4rq|-4T-8Th-14Ti-12Tr-8bss+2.0625hi+12rh+12ri|"
        "-12T-4Ta-20Th-16Ti-4Tk-4Tkv-18Tq-28Tr-8bss-4bssa+2.0625hq+28rh+12ri+8rkv+8rq|-12T-18Th-16Ti+2Tq-16Tr-8bss+"
        "2hq+16rh+12ri+4rq|-4T-2Th-6Ti-8Tr-8bss+2hi+8rh+8ri|-4T-4Th-6Ti-8Tr-8bss+2.0625hi+8rh+8ri;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=4T+4bss+4sd;kept=16T+4Ta+36Th+10Ti+4Tk+4Tkv+14Tq+28Tr+6bssa;held=16T+4Ta+36Th+10Ti+4Tk+4Tkv+14Tq+28T"
        "r+6bssa;left=-16T-4Ta-36Th-10Ti-4Tk-4Tkv-14Tq-28Tr-6bssa+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-4bss|-12T"
        "-18Th-10Ti+4Tkv-2Tq-16Tr+4bssa|-4T+4Ti-4Tr;head=4T+12TV-4bss;last=-4T+18Th-4bss|-4T-8Th-4Ti-8Tr-4bss+2.062"
        "5hi+8rh+8ri|-12T-22Th-10Ti-4Tq-16Tr-4bss+6bssa+16rh+12ri+4rq|-4T-4Th-4Tr-4bss+2hi+4rh+4ri|-4T-4Th-2Ti-4Tr-"
        "4bss+2.0625hi+4rh+4ri|-4T-4Th+4Ti-4bss+4rh+4ri|-12T-20Th-10Ti-2Tq-16Tr-4bss+2.0625hq+16rh+12ri+4rq|-12T-20"
        "Th-10Ti-16Tr-4bss+2hq+16rh+12ri+4rq|-4T-12Th-8Ti-12Tr-4bss+2.0625hi+12rh+12ri|-12T-4Ta-32Th-10Ti-4Tk-4Tkv-"
        "12Tq-28Tr-4bss-6bssa+2.0625hq+28rh+12ri+8rkv+8rq|-4T-6Th-4Ti-8Tr-4bss+2hi+8rh+8ri;embedding="
    ),
    "full bf16 eager tied checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+8Th-2bss|4Tkv+6Tq+10bssa|2"
        "Th+6Ti+2bssa;head=22Th-2bss+2hV|4T+2TV+10Th-2bss+2hV|4T+12TV+8Th-2bss;last=8T+4Ta+42Th+4Tk+8Tkv+16Tq-2bss+"
        "6bssa+2hV+6hi|24Th-2bss+2hV+6hi+4hkv+4hq|4T+4Ta+10Th+4Tk+8Tkv+14Tq-2bss+12bssa+2hV+6hi+2hq|12T+4Ta+32Th+2T"
        "i+4Tk+8Tkv+16Tq-2bss+6bssa+2hV+6hi|12T+4Ta+52Th+8Ti+4Tk+8Tkv+16Tq-2bss+6bssa+2hV|12T+4Ta+28Th+12Ti+4Tk+8Tk"
        "v+16Tq-2bss+6bssa+2hV+2hi|4T+10Th+4Tkv+24Tq-2bss+2hV+6hi+2hq;embedding=-8Th-4bss+6hV+18hi+12hkv+12hq-4sd|-"
        "4Th-4bss+2hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager tied checkpointing": "@full bf16 eager tied checkpointing",
    "full fp32+amp eager tied checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th-4bss+2h"
        "V|6Tkv+10Tq+8bssa-6hi-2hq|4Th+6Ti+4bssa-2hi|6Th+2Ti+4bssa;head=4T+8Th-4bss+6hV|4T+12TV+6Th-4bss+2hV;last=1"
        "2T+4Ta+30Th+4Tk+8Tkv+16Tq-4bss+6bssa+4hV+14hi+4hkv+4hq|4T+4Ta+10Th+4Tk+8Tkv+14Tq-4bss+12bssa+4hV+12hi+4hkv"
        "+6hq|4T+8Th-4bss+4hV+12hi+8hkv+10hq|12T+4Ta+54Th+8Ti+4Tk+8Tkv+16Tq-4bss+6bssa+4hV+6hi+4hkv+4hq|12T+4Ta+30T"
        "h+12Ti+4Tk+8Tkv+16Tq-4bss+6bssa+4hV+8hi+4hkv+4hq|4T+4Ta+10Th+4Tk+8Tkv+16Tq-4bss+6bssa+4hV+12hi+4hkv+8hq|12"
        "T+4Ta+32Th+4Ti+4Tk+8Tkv+16Tq-4bss+6bssa+4hV+12hi+4hkv+4hq;embedding=-16Th-8bss+12hV+36hi+24hkv+24hq-8sd|-8"
        "Th-8bss+4hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 eager tied checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th-4bss|4Th+12Ti+4bssa|8T"
        "kv+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+4TV+12Th-4bss+4hV|4T+12TV+8Th-4bss;last=4T+16Th+4Tq-4bss+4hV+12hi+8h"
        "kv+8hq|4T+4Ta+8Th+4Tk+8Tkv+20Tq-4bss+12bssa+4hV+12hi+4hq|12T+4Ta+36Th+4Ti+4Tk+8Tkv+24Tq-4bss+4bssa+4hV+12h"
        "i|12T+4Ta+28Th+24Ti+4Tk+8Tkv+24Tq-4bss+4bssa+4hV+4hi|12T+4Ta+52Th+16Ti+4Tk+8Tkv+24Tq-4bss+4bssa+4hV|4T+4Ta"
        "+8Th+4Tk+8Tkv+28Tq-4bss+8bssa+4hV+12hi+4hq;embedding=-16Th-8bss+12hV+36hi+24hkv+24hq-8sd|-8Th-8bss+4hV+36h"
        "i+24hkv+24hq-8sd"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h-2bss|4Th+8Ti+2Tr+2bssa-2rh|4Tkv+6Tq+10bssa-8rh-6ri-2rq|6Th+8Ti+2bssa-2rh-2ri;head=4T+12TV+2Th-2bss;last="
        "12T+4Ta+46Th+8Ti+4Tk+4Tkv+12Tq+14Tr-2bss+6bssa+14rh+6ri+4rkv+4rq|12T+4Ta+36Th+14Ti+4Tk+4Tkv+12Tq+14Tr-2bss"
        "+6bssa+14rh+6ri+4rkv+4rq|4T+4Ta+10Th+4Tk+4Tkv+10Tq+6Tr-2bss+12bssa+22rh+12ri+4rkv+6rq|12T+4Ta+22Th+2Ti+4Tk"
        "+4Tkv+12Tq+10Tr-2bss+6bssa+18rh+14ri+4rkv+4rq|8T+4Ta+38Th+4Tk+4Tkv+12Tq+8Tr-2bss+6bssa+20rh+12ri+4rkv+4rq;"
        "embedding=-4Th-4bss+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h-4bss+2hV|6Th+2Ti+4bssa+2hi-2rh-2ri|6Tkv+10Tq+8bssa-8rh-6ri-2rq|6Th+4Ti+4bssa+2hi-4rh-4ri|6Th+8Ti+2Tr+4bs"
        "sa-2rh;head=4T+12TV-4bss+2hV;last=12T+4Ta+42Th+8Ti+4Tk+4Tkv+12Tq+14Tr-4bss+6bssa+6hi+4hkv+4hq+14rh+6ri+4rk"
        "v+4rq|12T+4Ta+32Th+14Ti+4Tk+4Tkv+12Tq+14Tr-4bss+6bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|4T+4Ta+6Th+4Tk+4Tkv+1"
        "0Tq+6Tr-4bss+12bssa+4hkv+2hq+22rh+12ri+4rkv+6rq|12T+4Ta+20Th+10Ti+4Tk+4Tkv+12Tq+12Tr-4bss+6bssa+6hi+4hkv+4"
        "hq+16rh+10ri+4rkv+4rq;embedding=-8Th-8bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h-4bss+2hV|8Tkv+12Tq+8bssa-8rh-6ri-2rq|4Th+14Ti+4bssa-2rh-2ri;head=4T+12TV-4bss+2hV;last=12T+4Ta+42Th+14Ti"
        "+4Tk+4Tkv+12Tq+14Tr-4bss+6bssa+14rh+6ri+4rkv+4rq|12T+4Ta+20Th+18Ti+4Tk+4Tkv+12Tq+12Tr-4bss+6bssa+2hi+16rh+"
        "8ri+4rkv+4rq|12T+4Ta+20Th+16Ti+4Tk+4Tkv+12Tq+12Tr-4bss+6bssa+2.0625hi+16rh+8ri+4rkv+4rq|4T+4Ta+6Th+4Tk+4Tk"
        "v+12Tq+6Tr-4bss+12bssa+22rh+12ri+4rkv+6rq|12T+4Ta+18Th+24Ti+4Tk+4Tkv+12Tq+12Tr-4bss+6bssa+16rh+8ri+4rkv+4r"
        "q|4T+4Ta+8Th+4Tk+4Tkv+12Tq+6Tr-4bss+6bssa+2.0625hq+22rh+12ri+4rkv+6rq|4T+4Ta+8Th+4Tk+4Tkv+14Tq+6Tr-4bss+6b"
        "ssa+2hq+22rh+12ri+4rkv+6rq|4T+4Ta+10Th+4Tk+12Tkv+26Tq+6Tr-4bss+6bssa+6rh+4rkv+2rq|12T+4Ta+22Th+10Ti+4Tk+4T"
        "kv+12Tq+10Tr-4bss+6bssa+2hi+18rh+10ri+4rkv+4rq;embedding=-8Th-8bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h-2bss|4Tkv+6Tq+10bssa-8rh-6ri-2rq|2Th+8Ti+2bssa-2rh-2ri;head=4T+12TV+2Th-2bss;last=12T+4Ta+40Th+8Ti+4Tk+4"
        "Tkv+12Tq+14Tr-2bss+6bssa+14rh+6ri+4rkv+4rq|12T+4Ta+18Th+6Ti+4Tk+4Tkv+12Tq+10Tr-2bss+6bssa+2.0625hi+18rh+10"
        "ri+4rkv+4rq|4T+4Ta+6Th+4Tk+4Tkv+10Tq+6Tr-2bss+12bssa+22rh+12ri+4rkv+6rq|12T+4Ta+18Th+10Ti+4Tk+4Tkv+12Tq+12"
        "Tr-2bss+6bssa+2hi+16rh+8ri+4rkv+4rq|12T+4Ta+18Th+8Ti+4Tk+4Tkv+12Tq+12Tr-2bss+6bssa+2.0625hi+16rh+8ri+4rkv+"
        "4rq|12T+4Ta+16Th+12Ti+4Tk+4Tkv+12Tq+12Tr-2bss+6bssa+16rh+8ri+4rkv+4rq|4T+4Ta+8Th+4Tk+4Tkv+12Tq+6Tr-2bss+6b"
        "ssa+2.0625hq+22rh+12ri+4rkv+6rq|4T+4Ta+8Th+4Tk+4Tkv+14Tq+6Tr-2bss+6bssa+2hq+22rh+12ri+4rkv+6rq|12T+4Ta+16T"
        "h+2Ti+4Tk+4Tkv+12Tq+8Tr-2bss+6bssa+2.0625hi+20rh+12ri+4rkv+4rq|4T+6Th+2Tq-2bss+2.0625hq+28rh+12ri+8rkv+8rq"
        "|12T+4Ta+20Th+6Ti+4Tk+4Tkv+12Tq+10Tr-2bss+6bssa+2hi+18rh+10ri+4rkv+4rq;embedding=-4Th-4bss+84rh+36ri+24rkv"
        "+24rq-4sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th-2bss|6Th+12Ti+2b"
        "ssa|4Tkv+6Tq+10bssa;head=4T+12TV+2Th-2bss;last=12T+4Ta+56Th+10Ti+4Tk+4Tkv+14Tq+28Tr-2bss+6bssa|12T+4Ta+34T"
        "h+14Ti+4Tk+4Tkv+14Tq+28Tr-2bss+6bssa+4rh+4ri|4T+4Ta+16Th+4Tk+4Tkv+10Tq+12Tr-2bss+12bssa+16rh+12ri+4rq|12T+"
        "4Ta+40Th+14Ti+4Tk+4Tkv+14Tq+24Tr-2bss+6bssa|12T+4Ta+50Th+12Ti+4Tk+4Tkv+14Tq+28Tr-2bss+6bssa|24Th-2bss+28rh"
        "+12ri+8rkv+8rq|8T+4Ta+44Th+4Tk+4Tkv+14Tq+16Tr-2bss+6bssa+12rh+12ri;embedding=-4Th-4bss+84rh+36ri+24rkv+24r"
        "q-4sd"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th-4bss|4Th+16Ti+4bs"
        "sa|8Tkv+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+12TV-4bss;last=12T+4Ta+40Th+16Ti+4Tk+4Tkv+20Tq+28Tr-4bss+4bssa|"
        "12T+4Ta+16Th+24Ti+4Tk+4Tkv+20Tq+24Tr-4bss+4bssa+4rh+4ri|4T+4Ta+4Th+4Tk+4Tkv+16Tq+12Tr-4bss+12bssa+16rh+12r"
        "i+4rq|4T+12Th+4Tq+4Tr-4bss+28rh+12ri+8rkv+8rq|12T+4Ta+20Th+8Ti+4Tk+4Tkv+20Tq+24Tr-4bss+4bssa+8rh+12ri;embe"
        "dding=-8Th-8bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th-4bss|4Th+16Ti+4bs"
        "sa|8Tkv+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+12TV-4bss;last=12T+4Ta+40Th+16Ti+4Tk+4Tkv+20Tq+28Tr-4bss+4bssa|"
        "12T+4Ta+18Th+18Ti+4Tk+4Tkv+20Tq+24Tr-4bss+4bssa+2hi+4rh+4ri|12T+4Ta+18Th+16Ti+4Tk+4Tkv+20Tq+24Tr-4bss+4bss"
        "a+2.0625hi+4rh+4ri|4T+4Ta+4Th+4Tk+4Tkv+16Tq+12Tr-4bss+12bssa+16rh+12ri+4rq|12T+4Ta+16Th+24Ti+4Tk+4Tkv+20Tq"
        "+24Tr-4bss+4bssa+4rh+4ri|4T+4Ta+6Th+4Tk+4Tkv+20Tq+12Tr-4bss+4bssa+2.0625hq+16rh+12ri+4rq|12T+4Ta+16Th+2Ti+"
        "4Tk+4Tkv+20Tq+16Tr-4bss+4bssa+2.0625hi+12rh+12ri|4T+4Th+2Tq-4bss+2.0625hq+28rh+12ri+8rkv+8rq|4T+4Ta+6Th+4T"
        "k+4Tkv+22Tq+12Tr-4bss+4bssa+2hq+16rh+12ri+4rq|12T+4Ta+22Th+10Ti+4Tk+4Tkv+20Tq+20Tr-4bss+4bssa+2hi+8rh+8ri|"
        "12T+4Ta+20Th+10Ti+4Tk+4Tkv+20Tq+20Tr-4bss+4bssa+2.0625hi+8rh+8ri;embedding=-8Th-8bss+84rh+36ri+24rkv+24rq-"
        "8sd"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th-2bss|6Th+12Ti+2b"
        "ssa|4Tkv+6Tq+10bssa;head=4T+12TV+2Th-2bss;last=12T+4Ta+56Th+10Ti+4Tk+4Tkv+14Tq+28Tr-2bss+6bssa|12T+4Ta+30T"
        "h+6Ti+4Tk+4Tkv+14Tq+20Tr-2bss+6bssa+2.0625hi+8rh+8ri|4T+4Ta+16Th+4Tk+4Tkv+10Tq+12Tr-2bss+12bssa+16rh+12ri+"
        "4rq|12T+4Ta+34Th+10Ti+4Tk+4Tkv+14Tq+24Tr-2bss+6bssa+2hi+4rh+4ri|12T+4Ta+34Th+8Ti+4Tk+4Tkv+14Tq+24Tr-2bss+6"
        "bssa+2.0625hi+4rh+4ri|12T+4Ta+40Th+14Ti+4Tk+4Tkv+14Tq+24Tr-2bss+6bssa|4T+4Ta+18Th+4Tk+4Tkv+12Tq+12Tr-2bss+"
        "6bssa+2.0625hq+16rh+12ri+4rq|12T+4Ta+50Th+12Ti+4Tk+4Tkv+14Tq+28Tr-2bss+6bssa|4T+4Ta+18Th+4Tk+4Tkv+14Tq+12T"
        "r-2bss+6bssa+2hq+16rh+12ri+4rq|12T+4Ta+26Th+2Ti+4Tk+4Tkv+14Tq+16Tr-2bss+6bssa+2.0625hi+12rh+12ri|4T+6Th+2T"
        "q-2bss+2.0625hq+28rh+12ri+8rkv+8rq|12T+4Ta+32Th+6Ti+4Tk+4Tkv+14Tq+20Tr-2bss+6bssa+2hi+8rh+8ri;embedding=-4"
        "Th-4bss+84rh+36ri+24rkv+24rq-4sd"
    ),
}
