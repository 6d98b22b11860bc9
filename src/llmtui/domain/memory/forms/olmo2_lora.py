"""What a olmo2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp plain": (
        "start=8T+4Th+8sd;kept=16T+4Ta+18Th+8Ti+8Tkv+10Tq+14Tr+14rh+6ri+4rkv+4rq;held=16T+4Ta+18Th+8Ti+8Tkv+10Tq+14"
        "Tr+14rh+6ri+4rkv+4rq;left=-16T-4Ta-18Th-8Ti-8Tkv-10Tq-14Tr+14rh+6ri+4rkv+4rq;forward=12T+10TV+2Th|-4T+4Th+"
        "6Ti;head=4T+12TV-6rh;last=-4T+18Th-6rh|-4T-4Th+2Ti-2Tr-4rh+4ri|-4T-4Th+4Ti-2Tr-4rh+2ri|-16T-4Ta-18Th-8Ti-8"
        "Tkv+14Tq-12Tr+6rh+6ri+4rkv+2rq|-12T-4Ta-16Th-8Ti+16Tkv-4Tq-10Tr+4rh+6ri+2rkv+2rq;embedding="
    ),
    "lora fp32+amp plain": (
        "start=8T+8Th-4hkv-2hq+8sd;kept=16T+4Ta+18Th+8Ti+8Tkv+10Tq+14Tr+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;held=16T+4Ta"
        "+18Th+8Ti+8Tkv+10Tq+14Tr+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;left=-16T-4Ta-18Th-8Ti-8Tkv-10Tq-14Tr-6hi-4hkv-4hq"
        "+14rh+6ri+4rkv+4rq;forward=12T+10TV+2hV|-4T+6Th+6Ti;head=4T+12TV-4Th+2hV-6rh;last=-4T+16Th-6rh|-4T-6Th+2Ti"
        "-2Tr-4rh+4ri|-4T-6Th+4Ti-2Tr-4rh+2ri;embedding="
    ),
    "lora nf4 plain": (
        "start=8T+8Th+8sd;kept=16T+4Ta+18Th+14Ti+8Tkv+8Tq+14Tr+14rh+6ri+4rkv+4rq;held=16T+4Ta+18Th+14Ti+8Tkv+8Tq+14"
        "Tr+14rh+6ri+4rkv+4rq;left=-16T-4Ta-18Th-14Ti-8Tkv-8Tq-14Tr+14rh+6ri+4rkv+4rq;forward=12T+10TV+2hV|-4T+10Th"
        "+4Ti;head=4T+12TV-4Th+2hV-6rh;last=-4T+16Th-6rh|-4T-6Th+4Ti-2Tr+2hi-4rh+2ri|-4T-6Th+2Ti-2Tr+2.0625hi-4rh+2"
        "ri|-4T-8Th+10Ti-2Tr-4rh+2ri|-8T-14Th-14Ti+2Tq-8Tr+2.0625hq+2rh+6ri+2rq|-8T-14Th-14Ti+4Tq-8Tr+2hq+2rh+6ri+2"
        "rq;embedding="
    ),
    "lora nf4 raw plain": (
        "start=8T+2Th+8sd;kept=16T+4Ta+12Th+8Ti+8Tkv+8Tq+14Tr+14rh+6ri+4rkv+4rq;held=16T+4Ta+12Th+8Ti+8Tkv+8Tq+14Tr"
        "+14rh+6ri+4rkv+4rq;left=-16T-4Ta-12Th-8Ti-8Tkv-8Tq-14Tr+14rh+6ri+4rkv+4rq;forward=12T+10TV+4Th;head=4T+12T"
        "V+2Th-6rh;last=-4T+20Th-6rh|-4T-2Th+2Ti-2Tr+2hi-4rh+2ri|-4T-2Th-2Tr+2.0625hi-4rh+2ri|-4T-4Th+4Ti-2Tr-4rh+2"
        "ri|-8T-8Th-8Ti+2Tq-8Tr+2.0625hq+2rh+6ri+2rq|-8T-8Th-8Ti+4Tq-8Tr+2hq+2rh+6ri+2rq|-4T-6Th-6Ti-6Tr+2.0625hi+6"
        "ri|-16T-4Ta-12Th-8Ti-8Tkv-6Tq-14Tr+2.0625hq+8rh+6ri+4rkv+4rq;embedding="
    ),
    "lora bf16 plain": (
        "start=8T+4Th+8sd;kept=16T+4Ta+28Th+10Ti+8Tkv+12Tq+28Tr;held=16T+4Ta+28Th+10Ti+8Tkv+12Tq+28Tr;left=-16T-4Ta"
        "-28Th-10Ti-8Tkv-12Tq-28Tr+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th|-4T-2Th+4Ti-4Tr;head=4T+12TV;last=-4T+18"
        "Th|-4T-4Th+4Ti+4rh+4ri|-16T-4Ta-26Th-10Ti-8Tkv+12Tq-24Tr+24rh+12ri+8rkv+4rq|-8T+6Th-10Ti-12Tr+12rh+12ri|-1"
        "2T-4Ta-22Th-10Ti+16Tkv-6Tq-20Tr+20rh+12ri+4rkv+4rq;embedding="
    ),
    "lora fp32 plain": (
        "start=8T+4Th+8sd;kept=16T+4Ta+16Th+16Ti+12Tkv+12Tq+28Tr;held=16T+4Ta+16Th+16Ti+12Tkv+12Tq+28Tr;left=-16T-4"
        "Ta-16Th-16Ti-12Tkv-12Tq-28Tr+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|-4T-8Th+4Ti-4Tr;head=4T+12TV;last=-4T+"
        "20Th|-4T-4Th+8Ti-4Tr+4rh+4ri|-16T-4Ta-12Th-16Ti-12Tkv+12Tq-24Tr+24rh+12ri+8rkv+4rq|-8T+12Th-16Ti-12Tr+12rh"
        "+12ri|-8T-12Th-16Ti+8Tkv+8Tq-16Tr+16rh+12ri+4rq;embedding="
    ),
    "lora nf4 no amp plain": (
        "start=8T+4Th+8sd;kept=16T+4Ta+16Th+16Ti+12Tkv+12Tq+28Tr;held=16T+4Ta+16Th+16Ti+12Tkv+12Tq+28Tr;left=-16T-4"
        "Ta-16Th-16Ti-12Tkv-12Tq-28Tr+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|-4T-8Th+4Ti-4Tr;head=4T+12TV;last=-4T+"
        "20Th|-4T-2Th+2Ti-4Tr+2hi+4rh+4ri|-4T-2Th-4Tr+2.0625hi+4rh+4ri|-4T-4Th+8Ti-4Tr+4rh+4ri|-8T-10Th-16Ti+4Tq-16"
        "Tr+2.0625hq+16rh+12ri+4rq|-8T-10Th-16Ti+6Tq-16Tr+2hq+16rh+12ri+4rq|-4T-8Th-14Ti-12Tr+2.0625hi+12rh+12ri|-1"
        "6T-4Ta-16Th-16Ti-12Tkv-10Tq-28Tr+2.0625hq+28rh+12ri+8rkv+8rq|-16T-4Ta-14Th-16Ti-12Tkv-10Tq-28Tr+2hq+28rh+1"
        "2ri+8rkv+8rq;embedding="
    ),
    "lora nf4 raw no amp plain": (
        "start=8T+4Th+8sd;kept=16T+4Ta+28Th+10Ti+8Tkv+12Tq+28Tr;held=16T+4Ta+28Th+10Ti+8Tkv+12Tq+28Tr;left=-16T-4Ta"
        "-28Th-10Ti-8Tkv-12Tq-28Tr+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th|-4T-2Th+4Ti-4Tr;head=4T+12TV;last=-4T+18"
        "Th|-4T-10Th-4Ti-8Tr+2.0625hi+8rh+8ri|-4T-4Th-4Tr+2hi+4rh+4ri|-4T-4Th+4Ti+4rh+4ri|-4T-4Th-2Ti-4Tr+2.0625hi+"
        "4rh+4ri|-8T-16Th-10Ti-2Tq-16Tr+2.0625hq+16rh+12ri+4rq|-8T-16Th-10Ti-16Tr+2hq+16rh+12ri+4rq|-4T-14Th-8Ti-12"
        "Tr+2.0625hi+12rh+12ri|-16T-4Ta-30Th-10Ti-8Tkv-10Tq-28Tr+2.0625hq+28rh+12ri+8rkv+8rq;embedding="
    ),
    "lora bf16+amp plain checkpointing": (
        "start=8T+2Th+8sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|2Th"
        "+8Ti+2Tr-2rh|4Th+8Ti-2rh-2ri|-2Th+16Tkv+6Tq-8rh-6ri-2rq|-2Th+4Tkv+14Tq-8rh-6ri-2rq;head=4T+12TV+2Th;last=1"
        "2T+4Ta+38Th+8Ti+8Tkv+10Tq+14Tr+14rh+6ri+4rkv+4rq|12T+4Ta+26Th+14Ti+8Tkv+10Tq+14Tr+14rh+6ri+4rkv+4rq|2Th+24"
        "Tq+2Tr+26rh+12ri+8rkv+6rq|4T+4Th+24Tkv+6Tq+4Tr+24rh+12ri+6rkv+6rq;embedding=-4Th+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora fp32+amp plain checkpointing": (
        "start=8T+6Th+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th+2hV"
        "|2Th+2Ti+2hi-2rh-2ri|2Th+8Ti+2Tr-2rh|2Th+4Ti+2hi-4rh-4ri|-4Th+4Tkv+14Tq-8rh-6ri-2rq;head=4T+12TV-2Th+2hV;l"
        "ast=12T+4Ta+36Th+8Ti+8Tkv+10Tq+14Tr+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|12T+4Ta+26Th+14Ti+8Tkv+10Tq+14Tr+6hi+4h"
        "kv+4hq+14rh+6ri+4rkv+4rq|12T+4Ta+14Th+10Ti+8Tkv+10Tq+12Tr+6hi+4hkv+4hq+16rh+10ri+4rkv+4rq;embedding=-10Th+"
        "84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 plain checkpointing": (
        "start=8T+6Th+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th+2hV"
        "|-4Th+20Tkv+8Tq-8rh-6ri-2rq|14Ti-2rh-2ri|-4Th+8Tkv+16Tq-8rh-6ri-2rq;head=4T+12TV-2Th+2hV;last=12T+4Ta+36Th"
        "+14Ti+8Tkv+8Tq+14Tr+14rh+6ri+4rkv+4rq|12T+4Ta+14Th+18Ti+8Tkv+8Tq+12Tr+2hi+16rh+8ri+4rkv+4rq|12T+4Ta+14Th+1"
        "6Ti+8Tkv+8Tq+12Tr+2.0625hi+16rh+8ri+4rkv+4rq|12T+4Ta+12Th+24Ti+8Tkv+8Tq+12Tr+16rh+8ri+4rkv+4rq|8T+4Ta+6Th+"
        "8Tkv+10Tq+6Tr+2.0625hq+22rh+12ri+4rkv+6rq|8T+4Ta+6Th+8Tkv+12Tq+6Tr+2hq+22rh+12ri+4rkv+6rq|8T+4Th+24Tkv+12T"
        "q+6Tr+6rh+4rkv+2rq;embedding=-10Th+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw plain checkpointing": (
        "start=8T+2Th+8sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|8Ti"
        "-2rh-2ri|-2Th+16Tkv+6Tq-8rh-6ri-2rq|-2Th+4Tkv+14Tq-8rh-6ri-2rq;head=4T+12TV+2Th;last=12T+4Ta+30Th+8Ti+8Tkv"
        "+8Tq+14Tr+14rh+6ri+4rkv+4rq|12T+4Ta+8Th+10Ti+8Tkv+8Tq+12Tr+2hi+16rh+8ri+4rkv+4rq|12T+4Ta+8Th+8Ti+8Tkv+8Tq+"
        "12Tr+2.0625hi+16rh+8ri+4rkv+4rq|12T+4Ta+6Th+12Ti+8Tkv+8Tq+12Tr+16rh+8ri+4rkv+4rq|8T+4Ta+2Th+8Tkv+10Tq+6Tr+"
        "2.0625hq+22rh+12ri+4rkv+6rq|8T+4Ta+2Th+8Tkv+12Tq+6Tr+2hq+22rh+12ri+4rkv+6rq|12T+4Ta+4Th+2Ti+8Tkv+8Tq+8Tr+2"
        ".0625hi+20rh+12ri+4rkv+4rq|-2Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq;embedding=-4Th+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora bf16 plain checkpointing": (
        "start=8T+2Th+8sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|4Th+12Ti|-2Th+16Tkv+6"
        "Tq|-2Th+4Tkv+14Tq;head=4T+12TV+2Th;last=12T+4Ta+48Th+10Ti+8Tkv+12Tq+28Tr|12T+4Ta+26Th+14Ti+8Tkv+12Tq+28Tr+"
        "4rh+4ri|12T+4Ta+30Th+14Ti+8Tkv+12Tq+24Tr|4Th+24Tq+4Tr+24rh+12ri+8rkv+4rq|8T+4Ta+36Th+8Tkv+12Tq+16Tr+12rh+1"
        "2ri|4T+8Th+24Tkv+6Tq+8Tr+20rh+12ri+4rkv+4rq;embedding=-4Th+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora fp32 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|16Ti|-4Th+20Tkv+8Tq|-4"
        "Th+8Tkv+16Tq;head=4T+12TV;last=12T+4Ta+32Th+16Ti+12Tkv+12Tq+28Tr|12T+4Ta+8Th+24Ti+12Tkv+12Tq+24Tr+4rh+4ri|"
        "8Th+4Tq+28rh+12ri+8rkv+8rq|24Tq+4Tr+24rh+12ri+8rkv+4rq|8T+4Ta+24Th+12Tkv+12Tq+16Tr+12rh+12ri|8T+4Ta+20Tkv+"
        "20Tq+12Tr+16rh+12ri+4rq;embedding=-8Th+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|16Ti|-4Th+20Tkv+8Tq|-4"
        "Th+8Tkv+16Tq;head=4T+12TV;last=12T+4Ta+32Th+16Ti+12Tkv+12Tq+28Tr|12T+4Ta+10Th+18Ti+12Tkv+12Tq+24Tr+2hi+4rh"
        "+4ri|12T+4Ta+10Th+16Ti+12Tkv+12Tq+24Tr+2.0625hi+4rh+4ri|12T+4Ta+8Th+24Ti+12Tkv+12Tq+24Tr+4rh+4ri|8T+4Ta+2T"
        "h+12Tkv+16Tq+12Tr+2.0625hq+16rh+12ri+4rq|8T+4Ta+2Th+12Tkv+18Tq+12Tr+2hq+16rh+12ri+4rq|12T+4Ta+4Th+2Ti+12Tk"
        "v+12Tq+16Tr+2.0625hi+12rh+12ri|-4Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|-2Th+2Tq+2hq+28rh+12ri+8rkv+8rq;embedd"
        "ing=-8Th+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp plain checkpointing": (
        "start=8T+2Th+8sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|4Th+12Ti|-2Th+16Tkv+6"
        "Tq|-2Th+4Tkv+14Tq;head=4T+12TV+2Th;last=12T+4Ta+48Th+10Ti+8Tkv+12Tq+28Tr|12T+4Ta+20Th+6Ti+8Tkv+12Tq+20Tr+2"
        ".0625hi+8rh+8ri|12T+4Ta+26Th+10Ti+8Tkv+12Tq+24Tr+2hi+4rh+4ri|12T+4Ta+30Th+14Ti+8Tkv+12Tq+24Tr|12T+4Ta+26Th"
        "+8Ti+8Tkv+12Tq+24Tr+2.0625hi+4rh+4ri|8T+4Ta+14Th+8Tkv+10Tq+12Tr+2.0625hq+16rh+12ri+4rq|8T+4Ta+14Th+8Tkv+12"
        "Tq+12Tr+2hq+16rh+12ri+4rq|12T+4Ta+16Th+2Ti+8Tkv+12Tq+16Tr+2.0625hi+12rh+12ri|-2Th+2Tq+2.0625hq+28rh+12ri+8"
        "rkv+8rq;embedding=-4Th+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora bf16+amp masked": (
        "start=16T+4Th+1bss+8sd;kept=16T+4Ta+18Th+8Ti+4Tkv+14Tq+14Tr+2bss+14rh+6ri+4rkv+4rq;held=16T+4Ta+18Th+8Ti+4"
        "Tkv+14Tq+14Tr+2bss+14rh+6ri+4rkv+4rq;left=-16T-4Ta-18Th-8Ti-4Tkv-14Tq-14Tr-2bss+14rh+6ri+4rkv+4rq;forward="
        "12T+10TV+2Th-1bss|-4T+4Th+6Ti;head=4T+12TV-1bss-6rh;last=-4T+18Th-1bss-6rh|-4T-4Th+2Ti-2Tr-1bss-4rh+4ri|-4"
        "T-4Th+4Ti-2Tr-1bss-4rh+2ri|-8T+10Th-8Ti-6Tr-1bss+6ri|-12T-4Ta-16Th-8Ti+20Tkv-8Tq-10Tr-3bss+4rh+6ri+2rkv+2r"
        "q;embedding="
    ),
    "lora fp32+amp masked": (
        "start=16T+8Th+1bss-4hkv-2hq+8sd;kept=16T+4Ta+18Th+8Ti+4Tkv+14Tq+14Tr+2bss+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;h"
        "eld=16T+4Ta+18Th+8Ti+4Tkv+14Tq+14Tr+2bss+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;left=-16T-4Ta-18Th-8Ti-4Tkv-14Tq-1"
        "4Tr-2bss-6hi-4hkv-4hq+14rh+6ri+4rkv+4rq;forward=12T+10TV-1bss+2hV|-4T+6Th+6Ti;head=4T+12TV-4Th-1bss+2hV-6r"
        "h;last=-4T+16Th-1bss-6rh|-4T-6Th+2Ti-2Tr-1bss-4rh+4ri|-4T-6Th+4Ti-2Tr-1bss-4rh+2ri;embedding="
    ),
    "lora nf4 masked": (
        "start=16T+8Th+1bss+8sd;kept=16T+4Ta+18Th+14Ti+4Tkv+12Tq+14Tr+2bss+14rh+6ri+4rkv+4rq;held=16T+4Ta+18Th+14Ti"
        "+4Tkv+12Tq+14Tr+2bss+14rh+6ri+4rkv+4rq;left=-16T-4Ta-18Th-14Ti-4Tkv-12Tq-14Tr-2bss+14rh+6ri+4rkv+4rq;forwa"
        "rd=12T+10TV-1bss+2hV|-4T+10Th+4Ti;head=4T+12TV-4Th-1bss+2hV-6rh;last=-4T+16Th-1bss-6rh|-4T-6Th+4Ti-2Tr-1bs"
        "s+2hi-4rh+2ri|-4T-6Th+2Ti-2Tr-1bss+2.0625hi-4rh+2ri|-4T-8Th+10Ti-2Tr-1bss-4rh+2ri|-8T-14Th-14Ti+2Tq-8Tr-1b"
        "ss+2.0625hq+2rh+6ri+2rq|-8T-14Th-14Ti+4Tq-8Tr-1bss+2hq+2rh+6ri+2rq;embedding="
    ),
    "lora nf4 raw masked": (
        "start=16T+2Th+1bss+8sd;kept=16T+4Ta+12Th+8Ti+4Tkv+12Tq+14Tr+2bss+14rh+6ri+4rkv+4rq;held=16T+4Ta+12Th+8Ti+4"
        "Tkv+12Tq+14Tr+2bss+14rh+6ri+4rkv+4rq;left=-16T-4Ta-12Th-8Ti-4Tkv-12Tq-14Tr-2bss+14rh+6ri+4rkv+4rq;forward="
        "12T+10TV+4Th-1bss;head=4T+12TV+2Th-1bss-6rh;last=-4T+20Th-1bss-6rh|-4T-2Th+2Ti-2Tr-1bss+2hi-4rh+2ri|-4T-2T"
        "h-2Tr-1bss+2.0625hi-4rh+2ri|-4T-4Th+4Ti-2Tr-1bss-4rh+2ri|-8T-8Th-8Ti+2Tq-8Tr-1bss+2.0625hq+2rh+6ri+2rq|-8T"
        "-8Th-8Ti+4Tq-8Tr-1bss+2hq+2rh+6ri+2rq|-4T-6Th-6Ti-6Tr-1bss+2.0625hi+6ri|-16T-4Ta-12Th-8Ti-4Tkv-10Tq-14Tr-3"
        "bss+2.0625hq+8rh+6ri+4rkv+4rq;embedding="
    ),
    "lora bf16 masked": (
        "start=16T+4Th+1bss+8sd;kept=16T+4Ta+28Th+10Ti+4Tkv+16Tq+28Tr+2bss;held=16T+4Ta+28Th+10Ti+4Tkv+16Tq+28Tr+2b"
        "ss;left=-16T-4Ta-28Th-10Ti-4Tkv-16Tq-28Tr-2bss+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-1bss|-4T-2Th+4Ti-4T"
        "r;head=4T+12TV-1bss;last=-4T+18Th-1bss|-4T-4Th+4Ti-1bss+4rh+4ri|-16T-4Ta-26Th-10Ti-4Tkv+8Tq-24Tr-3bss+24rh"
        "+12ri+8rkv+4rq|-8T+6Th-10Ti-12Tr-1bss+12rh+12ri|-12T-4Ta-22Th-10Ti+20Tkv-10Tq-20Tr-3bss+20rh+12ri+4rkv+4rq"
        ";embedding="
    ),
    "lora fp32 masked": (
        "start=16T+4Th+1bss+8sd;kept=16T+4Ta+16Th+16Ti+4Tkv+20Tq+28Tr+4bss;held=16T+4Ta+16Th+16Ti+4Tkv+20Tq+28Tr+4b"
        "ss;left=-16T-4Ta-16Th-16Ti-4Tkv-20Tq-28Tr-4bss+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th-1bss|-4T-8Th+4Ti-4Tr"
        ";head=4T+12TV-1bss;last=-4T+20Th-1bss|-4T-4Th+8Ti-4Tr-1bss+4rh+4ri|-16T-4Ta-12Th-16Ti-4Tkv+4Tq-24Tr-5bss+2"
        "4rh+12ri+8rkv+4rq|-8T+12Th-16Ti-12Tr-1bss+12rh+12ri|-8T-12Th-16Ti+16Tq-16Tr-1bss+16rh+12ri+4rq;embedding="
    ),
    "lora nf4 no amp masked": (
        "start=16T+4Th+1bss+8sd;kept=16T+4Ta+16Th+16Ti+4Tkv+20Tq+28Tr+4bss;held=16T+4Ta+16Th+16Ti+4Tkv+20Tq+28Tr+4b"
        "ss;left=-16T-4Ta-16Th-16Ti-4Tkv-20Tq-28Tr-4bss+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th-1bss|-4T-8Th+4Ti-4Tr"
        ";head=4T+12TV-1bss;last=-4T+20Th-1bss|-4T-2Th+2Ti-4Tr-1bss+2hi+4rh+4ri|-4T-2Th-4Tr-1bss+2.0625hi+4rh+4ri|-"
        "4T-4Th+8Ti-4Tr-1bss+4rh+4ri|-8T-10Th-16Ti+4Tq-16Tr-1bss+2.0625hq+16rh+12ri+4rq|-8T-10Th-16Ti+6Tq-16Tr-1bss"
        "+2hq+16rh+12ri+4rq|-4T-8Th-14Ti-12Tr-1bss+2.0625hi+12rh+12ri|-16T-4Ta-16Th-16Ti-4Tkv-18Tq-28Tr-5bss+2.0625"
        "hq+28rh+12ri+8rkv+8rq;embedding="
    ),
    "lora nf4 raw no amp masked": (
        "start=16T+4Th+1bss+8sd;kept=16T+4Ta+28Th+10Ti+4Tkv+16Tq+28Tr+2bss;held=16T+4Ta+28Th+10Ti+4Tkv+16Tq+28Tr+2b"
        "ss;left=-16T-4Ta-28Th-10Ti-4Tkv-16Tq-28Tr-2bss+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-1bss|-4T-2Th+4Ti-4T"
        "r;head=4T+12TV-1bss;last=-4T+18Th-1bss|-4T-10Th-4Ti-8Tr-1bss+2.0625hi+8rh+8ri|-4T-4Th-4Tr-1bss+2hi+4rh+4ri"
        "|-4T-4Th+4Ti-1bss+4rh+4ri|-4T-4Th-2Ti-4Tr-1bss+2.0625hi+4rh+4ri|-8T-16Th-10Ti-2Tq-16Tr-1bss+2.0625hq+16rh+"
        "12ri+4rq|-8T-16Th-10Ti-16Tr-1bss+2hq+16rh+12ri+4rq|-4T-14Th-8Ti-12Tr-1bss+2.0625hi+12rh+12ri|-16T-4Ta-30Th"
        "-10Ti-4Tkv-14Tq-28Tr-3bss+2.0625hq+28rh+12ri+8rkv+8rq;embedding="
    ),
    "lora bf16+amp masked checkpointing": (
        "start=16T+2Th+1bss+8sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4"
        "Th|2Th+8Ti+2Tr-2rh|4Th+8Ti-2rh-2ri|-2Th+16Tkv+6Tq-8rh-6ri-2rq|-2Th+4Tkv+14Tq-8rh-6ri-2rq;head=4T+12TV+2Th;"
        "last=12T+4Ta+38Th+8Ti+4Tkv+14Tq+14Tr+2bss+14rh+6ri+4rkv+4rq|12T+4Ta+26Th+14Ti+4Tkv+14Tq+14Tr+2bss+14rh+6ri"
        "+4rkv+4rq|8T+4Ta+30Th+4Tkv+14Tq+8Tr+2bss+20rh+12ri+4rkv+4rq|12T+4Ta+16Th+10Ti+4Tkv+14Tq+12Tr+2bss+16rh+10r"
        "i+4rkv+4rq|4T+4Th+24Tkv+6Tq+4Tr+24rh+12ri+6rkv+6rq;embedding=-4Th-1bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora fp32+amp masked checkpointing": (
        "start=16T+6Th+1bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4"
        "Th+2hV|2Th+2Ti+2hi-2rh-2ri|2Th+8Ti+2Tr-2rh|2Th+4Ti+2hi-4rh-4ri|-4Th+4Tkv+14Tq-8rh-6ri-2rq;head=4T+12TV-2Th"
        "+2hV;last=12T+4Ta+36Th+8Ti+4Tkv+14Tq+14Tr+2bss+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|12T+4Ta+26Th+14Ti+4Tkv+14Tq+"
        "14Tr+2bss+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|12T+4Ta+14Th+10Ti+4Tkv+14Tq+12Tr+2bss+6hi+4hkv+4hq+16rh+10ri+4rkv"
        "+4rq;embedding=-10Th-1bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 masked checkpointing": (
        "start=16T+6Th+1bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4"
        "Th+2hV|4Ta-4Th+8Tkv+20Tq+2bss-8rh-6ri-2rq|14Ti-2rh-2ri;head=4T+12TV-2Th+2hV;last=12T+4Ta+36Th+14Ti+4Tkv+12"
        "Tq+14Tr+2bss+14rh+6ri+4rkv+4rq|12T+4Ta+14Th+18Ti+4Tkv+12Tq+12Tr+2bss+2hi+16rh+8ri+4rkv+4rq|12T+4Ta+14Th+16"
        "Ti+4Tkv+12Tq+12Tr+2bss+2.0625hi+16rh+8ri+4rkv+4rq|12T+4Ta+12Th+24Ti+4Tkv+12Tq+12Tr+2bss+16rh+8ri+4rkv+4rq|"
        "8T+4Ta+6Th+4Tkv+14Tq+6Tr+2bss+2.0625hq+22rh+12ri+4rkv+6rq|8T+4Ta+6Th+4Tkv+16Tq+6Tr+2bss+2hq+22rh+12ri+4rkv"
        "+6rq|8T+4Ta+4Th+12Tkv+24Tq+6Tr+2bss+6rh+4rkv+2rq;embedding=-10Th-1bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw masked checkpointing": (
        "start=16T+2Th+1bss+8sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4"
        "Th|8Ti-2rh-2ri|-2Th+16Tkv+6Tq-8rh-6ri-2rq|-2Th+4Tkv+14Tq-8rh-6ri-2rq;head=4T+12TV+2Th;last=12T+4Ta+30Th+8T"
        "i+4Tkv+12Tq+14Tr+2bss+14rh+6ri+4rkv+4rq|12T+4Ta+8Th+10Ti+4Tkv+12Tq+12Tr+2bss+2hi+16rh+8ri+4rkv+4rq|12T+4Ta"
        "+8Th+8Ti+4Tkv+12Tq+12Tr+2bss+2.0625hi+16rh+8ri+4rkv+4rq|12T+4Ta+6Th+12Ti+4Tkv+12Tq+12Tr+2bss+16rh+8ri+4rkv"
        "+4rq|8T+4Ta+2Th+4Tkv+14Tq+6Tr+2bss+2.0625hq+22rh+12ri+4rkv+6rq|8T+4Ta+2Th+4Tkv+16Tq+6Tr+2bss+2hq+22rh+12ri"
        "+4rkv+6rq|12T+4Ta+4Th+2Ti+4Tkv+12Tq+8Tr+2bss+2.0625hi+20rh+12ri+4rkv+4rq|-2Th+2Tq+2.0625hq+28rh+12ri+8rkv+"
        "8rq;embedding=-4Th-1bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora bf16 masked checkpointing": (
        "start=16T+2Th+1bss+8sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|4Th+12Ti|-2Th+1"
        "6Tkv+6Tq|-2Th+4Tkv+14Tq;head=4T+12TV+2Th;last=12T+4Ta+48Th+10Ti+4Tkv+16Tq+28Tr+2bss|12T+4Ta+26Th+14Ti+4Tkv"
        "+16Tq+28Tr+2bss+4rh+4ri|12T+4Ta+30Th+14Ti+4Tkv+16Tq+24Tr+2bss|4Th+24Tq+4Tr+24rh+12ri+8rkv+4rq|8T+4Ta+36Th+"
        "4Tkv+16Tq+16Tr+2bss+12rh+12ri|4T+8Th+24Tkv+6Tq+8Tr+20rh+12ri+4rkv+4rq;embedding=-4Th-1bss+84rh+36ri+24rkv+"
        "24rq-8sd"
    ),
    "lora fp32 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|16Ti|-4Th+20Tkv+"
        "8Tq|4Ta-4Th+8Tkv+16Tq+4bss;head=4T+12TV;last=12T+4Ta+32Th+16Ti+4Tkv+20Tq+28Tr+4bss|12T+4Ta+8Th+24Ti+4Tkv+2"
        "0Tq+24Tr+4bss+4rh+4ri|8Th+4Tq+28rh+12ri+8rkv+8rq|8T+4Ta+24Th+4Tkv+20Tq+16Tr+4bss+12rh+12ri|8T+4Ta+4Tkv+36T"
        "q+12Tr+4bss+16rh+12ri+4rq;embedding=-8Th-1bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|16Ti|-4Th+20Tkv+"
        "8Tq|4Ta-4Th+8Tkv+16Tq+4bss;head=4T+12TV;last=12T+4Ta+32Th+16Ti+4Tkv+20Tq+28Tr+4bss|12T+4Ta+10Th+18Ti+4Tkv+"
        "20Tq+24Tr+4bss+2hi+4rh+4ri|12T+4Ta+10Th+16Ti+4Tkv+20Tq+24Tr+4bss+2.0625hi+4rh+4ri|12T+4Ta+8Th+24Ti+4Tkv+20"
        "Tq+24Tr+4bss+4rh+4ri|8T+4Ta+2Th+4Tkv+24Tq+12Tr+4bss+2.0625hq+16rh+12ri+4rq|8T+4Ta+2Th+4Tkv+26Tq+12Tr+4bss+"
        "2hq+16rh+12ri+4rq|12T+4Ta+4Th+2Ti+4Tkv+20Tq+16Tr+4bss+2.0625hi+12rh+12ri|-4Th+2Tq+2.0625hq+28rh+12ri+8rkv+"
        "8rq;embedding=-8Th-1bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp masked checkpointing": (
        "start=16T+2Th+1bss+8sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|4Th+12Ti|-2Th+1"
        "6Tkv+6Tq|-2Th+4Tkv+14Tq;head=4T+12TV+2Th;last=12T+4Ta+48Th+10Ti+4Tkv+16Tq+28Tr+2bss|12T+4Ta+20Th+6Ti+4Tkv+"
        "16Tq+20Tr+2bss+2.0625hi+8rh+8ri|12T+4Ta+26Th+10Ti+4Tkv+16Tq+24Tr+2bss+2hi+4rh+4ri|12T+4Ta+30Th+14Ti+4Tkv+1"
        "6Tq+24Tr+2bss|12T+4Ta+26Th+8Ti+4Tkv+16Tq+24Tr+2bss+2.0625hi+4rh+4ri|8T+4Ta+14Th+4Tkv+14Tq+12Tr+2bss+2.0625"
        "hq+16rh+12ri+4rq|8T+4Ta+14Th+4Tkv+16Tq+12Tr+2bss+2hq+16rh+12ri+4rq|12T+4Ta+16Th+2Ti+4Tkv+16Tq+16Tr+2bss+2."
        "0625hi+12rh+12ri|-2Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq;embedding=-4Th-1bss+84rh+36ri+24rkv+24rq-8sd"
    ),
}

ADAPTERS = {
    "bf16+amp": (
        "q_proj=2Th+2Tr+2rh+2rq;k_proj=2Th+2Tr+2rh+2rkv;v_proj=2Th+2Tr+2rh+2rkv;o_proj=2Tq+2Tr+2rh+2rq;gate_proj=2T"
        "h+2Tr+2rh+2ri;up_proj=2Th+2Tr+2rh+2ri;down_proj=2Ti+2Tr+2rh+2ri;q_proj+k_proj+v_proj=6Th+6Tr+6rh+4rkv+2rq;"
        "gate_proj+up_proj=4Th+4Tr+4rh+4ri"
    ),
    "bf16+amp eager": "@bf16+amp",
    "fp32+amp": "@bf16+amp",
    "fp32+amp eager": "@bf16+amp",
    "nf4": (
        "q_proj=2Th+2Tr+2rh+2rq;k_proj=2Th+2Tr+2rh+2rkv;v_proj=2Th+2Tr+2rh+2rkv;o_proj=2Tr+2rh+2rq;gate_proj=2Th+2T"
        "r+2rh+2ri;up_proj=2Th+2Tr+2rh+2ri;down_proj=2Ti+2Tr+2rh+2ri;q_proj+k_proj+v_proj=6Th+6Tr+6rh+4rkv+2rq;gate"
        "_proj+up_proj=4Th+4Tr+4rh+4ri"
    ),
    "nf4 eager": "@bf16+amp",
    "nf4 raw": (
        "q_proj=2Tr+2rh+2rq;k_proj=2Tr+2rh+2rkv;v_proj=2Tr+2rh+2rkv;o_proj=2Tr+2rh+2rq;gate_proj=2Tr+2rh+2ri;up_pro"
        "j=2Tr+2rh+2ri;down_proj=2Ti+2Tr+2rh+2ri;q_proj+k_proj+v_proj=2Th+6Tr+6rh+4rkv+2rq;gate_proj+up_proj=2Th+4T"
        "r+4rh+4ri"
    ),
    "nf4 raw eager": (
        "q_proj=2Tr+2rh+2rq;k_proj=2Tr+2rh+2rkv;v_proj=2Tr+2rh+2rkv;o_proj=2Tq+2Tr+2rh+2rq;gate_proj=2Tr+2rh+2ri;up"
        "_proj=2Tr+2rh+2ri;down_proj=2Ti+2Tr+2rh+2ri;q_proj+k_proj+v_proj=2Th+6Tr+6rh+4rkv+2rq;gate_proj+up_proj=2T"
        "h+4Tr+4rh+4ri"
    ),
    "bf16": (
        "q_proj=4Th+4Tr;k_proj=4Th+4Tr;v_proj=4Th+4Tr;o_proj=4Tq+4Tr;gate_proj=4Th+4Tr;up_proj=4Th+4Tr;down_proj=4T"
        "i+4Tr;q_proj+k_proj+v_proj=12Th+12Tr;gate_proj+up_proj=8Th+8Tr"
    ),
    "bf16 eager": "@bf16",
    "fp32": (
        "q_proj=4Tr;k_proj=4Tr;v_proj=4Tr;o_proj=4Tr;gate_proj=4Tr;up_proj=4Tr;down_proj=4Ti+4Tr;q_proj+k_proj+v_pr"
        "oj=4Th+12Tr;gate_proj+up_proj=4Th+8Tr"
    ),
    "fp32 eager": (
        "q_proj=4Tr;k_proj=4Tr;v_proj=4Tr;o_proj=4Tq+4Tr;gate_proj=4Tr;up_proj=4Tr;down_proj=4Ti+4Tr;q_proj+k_proj+"
        "v_proj=4Th+12Tr;gate_proj+up_proj=4Th+8Tr"
    ),
    "nf4 no amp": "@fp32",
    "nf4 no amp eager": "@fp32 eager",
    "nf4 raw no amp": "@bf16",
    "nf4 raw no amp eager": "@bf16",
}

DROPOUT = {
    "bf16+amp": "5Th+1Ti+1Tq",
    "fp32+amp": "@bf16+amp",
    "nf4": "5Th+1Ti+3Tq",
    "nf4 raw": "11Th+1Ti+3Tq",
    "bf16": "@bf16+amp",
    "fp32": "17Th+1Ti+5Tq",
    "nf4 no amp": "@fp32",
    "nf4 raw no amp": "@bf16+amp",
}
