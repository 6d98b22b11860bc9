"""What a gemma2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp eager": (
        "start=4T+4bss+4sd;kept=16T+26Th+8Ti+8Tq+14Tr+8bssa+14rh+6ri+4rkv+4rq;held=16T+26Th+8Ti+8Tq+14Tr+8bssa+14rh"
        "+6ri+4rkv+4rq;left=-16T-26Th-8Ti-8Tq-14Tr-8bssa+14rh+6ri+4rkv+4rq;forward=12T+12TV+2Th-4bss|-12T-14Th-8Ti+"
        "4Tkv-8Tr+4bssa-8rh-6ri-2rq|-4T+6Th+6Ti;head=4T+14TV-4bss-6rh;last=-4T+18Th-4bss-6rh|-4T-4Th+2Ti-2Tr-4bss-4"
        "rh+4ri|-12T-18Th-8Ti-2Tq-8Tr-4bss+6bssa+2rh+6ri+2rq|-4T-4Th+4Ti-2Tr-4bss-4rh+2ri|-4T-6Th-6Ti-4Tr-4bss-2rh+"
        "8ri|-8T+10Th-8Ti-6Tr-4bss+6ri;embedding="
    ),
    "lora fp32+amp eager": (
        "start=4T+4Th+8bss-4hkv-2hq+8sd;kept=16T+26Th+8Ti+8Tq+14Tr+8bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;held=16T+26"
        "Th+8Ti+8Tq+14Tr+8bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;left=-16T-26Th-8Ti-8Tq-14Tr-8bssa-6hi-4hkv-4hq+14rh+6"
        "ri+4rkv+4rq;forward=12T+12TV-8bss+2hV|-12T-16Th-8Ti+6Tkv+6Tq-8Tr+2bssa-6hi-2hq-8rh-6ri-2rq|-4T+2Th+6Ti;hea"
        "d=4T+14TV-4Th-8bss+2hV-6rh;last=-4T+16Th-8bss-6rh|-4T-6Th+2Ti-2Tr-8bss-4rh+4ri|-12T-20Th-8Ti-2Tq-8Tr-8bss+"
        "6bssa-6hi-2hq+2rh+6ri+2rq|-4T-6Th+4Ti-2Tr-8bss-4rh+2ri;embedding="
    ),
    "lora nf4 eager": (
        "start=4T+4Th+8bss+8sd;kept=16T+26Th+14Ti+8Tq+14Tr+8bssa+14rh+6ri+4rkv+4rq;held=16T+26Th+14Ti+8Tq+14Tr+8bss"
        "a+14rh+6ri+4rkv+4rq;left=-16T-26Th-14Ti-8Tq-14Tr-8bssa+14rh+6ri+4rkv+4rq;forward=12T+12TV-8bss+2hV|-12T-16"
        "Th-14Ti+8Tkv+8Tq-8Tr+2bssa-8rh-6ri-2rq|-4T+6Th+4Ti;head=4T+14TV-4Th-8bss+2hV-6rh;last=-4T+16Th-8bss-6rh|-4"
        "T-6Th+4Ti-2Tr-8bss+2hi-4rh+2ri|-4T-6Th+2Ti-2Tr-8bss+2.0625hi-4rh+2ri|-12T-20Th-14Ti-8Tr-8bss+6bssa+2rh+6ri"
        "+2rq|-4T-8Th+10Ti-2Tr-8bss-4rh+2ri|-12T-18Th-14Ti-8Tr-8bss+2.0625hq+2rh+6ri+2rq|-12T-18Th-14Ti+2Tq-8Tr-8bs"
        "s+2hq+2rh+6ri+2rq|-12T-22Th-14Ti-6Tq-14Tr-8bss-8bssa+2.0625hq+8rh+6ri+4rkv+4rq|-4T-4Th-4Ti-4Tr-8bss+2hi-2r"
        "h+4ri;embedding="
    ),
    "lora nf4 raw eager": (
        "start=4T+4bss+4sd;kept=16T+20Th+8Ti+8Tq+14Tr+8bssa+14rh+6ri+4rkv+4rq;held=16T+20Th+8Ti+8Tq+14Tr+8bssa+14rh"
        "+6ri+4rkv+4rq;left=-16T-20Th-8Ti-8Tq-14Tr-8bssa+14rh+6ri+4rkv+4rq;forward=12T+12TV+2Th-4bss|-12T-14Th-8Ti+"
        "4Tkv-8Tr+4bssa-8rh-6ri-2rq;head=4T+14TV-4bss-6rh;last=-4T+18Th-4bss-6rh|-4T-4Th-2Ti-4Tr-4bss+2.0625hi-2rh+"
        "4ri|-12T-16Th-8Ti-2Tq-8Tr-4bss+6bssa+2rh+6ri+2rq|-4T-4Th+2Ti-2Tr-4bss+2hi-4rh+2ri|-4T-4Th-2Tr-4bss+2.0625h"
        "i-4rh+2ri|-4T-6Th+4Ti-2Tr-4bss-4rh+2ri|-12T-14Th-8Ti-8Tr-4bss+2.0625hq+2rh+6ri+2rq|-12T-14Th-8Ti+2Tq-8Tr-4"
        "bss+2hq+2rh+6ri+2rq|-4T-6Th-6Ti-6Tr-4bss+2.0625hi+6ri|-12T-16Th-8Ti-6Tq-14Tr-4bss-8bssa+2.0625hq+8rh+6ri+4"
        "rkv+4rq|-4T-2Th-2Ti-4Tr-4bss+2hi-2rh+4ri;embedding="
    ),
    "lora bf16 eager": (
        "start=4T+4bss+4sd;kept=16T+36Th+10Ti+10Tq+28Tr+8bssa;held=16T+36Th+10Ti+10Tq+28Tr+8bssa;left=-16T-36Th-10T"
        "i-10Tq-28Tr-8bssa+28rh+12ri+8rkv+8rq;forward=12T+12TV+2Th-4bss|-12T-18Th-10Ti+4Tkv-2Tq-16Tr+4bssa|-4T+4Ti-"
        "4Tr;head=4T+14TV-4bss;last=-4T+18Th-4bss|-4T-4Th+4Ti-4bss+4rh+4ri|-12T-22Th-10Ti-4Tq-16Tr-4bss+6bssa+16rh+"
        "12ri+4rq|-16T-14Th-10Ti-10Tq-28Tr-4bss-8bssa+28rh+12ri+8rkv+8rq|-8T+6Th-10Ti-12Tr-4bss+12rh+12ri;embedding"
        "="
    ),
    "lora fp32 eager": (
        "start=4T+4Th+8bss+8sd;kept=16T+24Th+16Ti+16Tq+28Tr+8bssa;held=16T+24Th+16Ti+16Tq+28Tr+8bssa;left=-16T-24Th"
        "-16Ti-16Tq-28Tr-8bssa+28rh+12ri+8rkv+8rq;forward=12T+12TV-8bss|-12T-20Th-16Ti+8Tkv-16Tr+4bssa|-4T-8Th+4Ti-"
        "4Tr;head=4T+16TV-4Th-8bss;last=-4T+16Th-8bss|-4T-8Th+8Ti-4Tr-8bss+4rh+4ri|-12T-20Th-16Ti-4Tq-16Tr-8bss+8bs"
        "sa+16rh+12ri+4rq|-12T-12Th-16Ti-12Tq-24Tr-8bss-8bssa+28rh+12ri+8rkv+8rq|-4T-4Th-8Ti-4Tr-8bss+8rh+12ri;embe"
        "dding="
    ),
    "lora nf4 no amp eager": (
        "start=4T+4Th+8bss+8sd;kept=16T+24Th+16Ti+16Tq+28Tr+8bssa;held=16T+24Th+16Ti+16Tq+28Tr+8bssa;left=-16T-24Th"
        "-16Ti-16Tq-28Tr-8bssa+28rh+12ri+8rkv+8rq;forward=12T+12TV-8bss|-12T-20Th-16Ti+8Tkv-16Tr+4bssa|-4T-8Th+4Ti-"
        "4Tr;head=4T+16TV-4Th-8bss;last=-4T+16Th-8bss|-4T-6Th+2Ti-4Tr-8bss+2hi+4rh+4ri|-4T-6Th-4Tr-8bss+2.0625hi+4r"
        "h+4ri|-12T-20Th-16Ti-4Tq-16Tr-8bss+8bssa+16rh+12ri+4rq|-4T-8Th+8Ti-4Tr-8bss+4rh+4ri|-12T-18Th-16Ti-16Tr-8b"
        "ss+2.0625hq+16rh+12ri+4rq|-4T-8Th-14Ti-12Tr-8bss+2.0625hi+12rh+12ri|-12T-20Th-16Ti-14Tq-28Tr-8bss-8bssa+2."
        "0625hq+28rh+12ri+8rkv+8rq|-12T-18Th-16Ti+2Tq-16Tr-8bss+2hq+16rh+12ri+4rq|-4T-2Th-6Ti-8Tr-8bss+2hi+8rh+8ri|"
        "-4T-4Th-6Ti-8Tr-8bss+2.0625hi+8rh+8ri;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=4T+4bss+4sd;kept=16T+36Th+10Ti+10Tq+28Tr+8bssa;held=16T+36Th+10Ti+10Tq+28Tr+8bssa;left=-16T-36Th-10T"
        "i-10Tq-28Tr-8bssa+28rh+12ri+8rkv+8rq;forward=12T+12TV+2Th-4bss|-12T-18Th-10Ti+4Tkv-2Tq-16Tr+4bssa|-4T+4Ti-"
        "4Tr;head=4T+14TV-4bss;last=-4T+18Th-4bss|-4T-8Th-4Ti-8Tr-4bss+2.0625hi+8rh+8ri|-12T-22Th-10Ti-4Tq-16Tr-4bs"
        "s+6bssa+16rh+12ri+4rq|-4T-4Th-4Tr-4bss+2hi+4rh+4ri|-4T-4Th-2Ti-4Tr-4bss+2.0625hi+4rh+4ri|-4T-4Th+4Ti-4bss+"
        "4rh+4ri|-12T-20Th-10Ti-2Tq-16Tr-4bss+2.0625hq+16rh+12ri+4rq|-12T-20Th-10Ti-16Tr-4bss+2hq+16rh+12ri+4rq|-4T"
        "-12Th-8Ti-12Tr-4bss+2.0625hi+12rh+12ri|-12T-32Th-10Ti-8Tq-28Tr-4bss-8bssa+2.0625hq+28rh+12ri+8rkv+8rq|-4T-"
        "6Th-4Ti-8Tr-4bss+2hi+8rh+8ri;embedding="
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+12TV+4T"
        "h|4Th+8Ti+2Tr+2bssa-2rh|4Tkv+6Tq+10bssa-8rh-6ri-2rq|6Th+8Ti+2bssa-2rh-2ri;head=4T+14TV+2Th;last=12T+46Th+8"
        "Ti+8Tq+14Tr+8bssa+14rh+6ri+4rkv+4rq|12T+36Th+14Ti+8Tq+14Tr+8bssa+14rh+6ri+4rkv+4rq|4T+10Th+6Tq+6Tr+14bssa+"
        "22rh+12ri+4rkv+6rq|12T+22Th+2Ti+8Tq+10Tr+8bssa+18rh+14ri+4rkv+4rq|8T+38Th+8Tq+8Tr+8bssa+20rh+12ri+4rkv+4rq"
        ";embedding=-4Th-4bss+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+12TV+4T"
        "h+2hV|6Th+2Ti+4bssa+2hi-2rh-2ri|6Tkv+10Tq+8bssa-8rh-6ri-2rq|6Th+4Ti+4bssa+2hi-4rh-4ri|6Th+8Ti+2Tr+4bssa-2r"
        "h;head=4T+14TV+2hV;last=12T+42Th+8Ti+8Tq+14Tr+8bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|12T+32Th+14Ti+8Tq+14Tr+"
        "8bssa+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|4T+6Th+6Tq+6Tr+14bssa+4hkv+2hq+22rh+12ri+4rkv+6rq|12T+20Th+10Ti+8Tq+1"
        "2Tr+8bssa+6hi+4hkv+4hq+16rh+10ri+4rkv+4rq;embedding=-8Th-8bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+12TV+4T"
        "h+2hV|8Tkv+12Tq+8bssa-8rh-6ri-2rq|4Th+14Ti+4bssa-2rh-2ri;head=4T+14TV+2hV;last=12T+42Th+14Ti+8Tq+14Tr+8bss"
        "a+14rh+6ri+4rkv+4rq|12T+20Th+18Ti+8Tq+12Tr+8bssa+2hi+16rh+8ri+4rkv+4rq|12T+20Th+16Ti+8Tq+12Tr+8bssa+2.0625"
        "hi+16rh+8ri+4rkv+4rq|4T+6Th+8Tq+6Tr+14bssa+22rh+12ri+4rkv+6rq|12T+18Th+24Ti+8Tq+12Tr+8bssa+16rh+8ri+4rkv+4"
        "rq|4T+8Th+8Tq+6Tr+8bssa+2.0625hq+22rh+12ri+4rkv+6rq|4T+8Th+10Tq+6Tr+8bssa+2hq+22rh+12ri+4rkv+6rq|4T+4Th+2T"
        "q+2.0625hq+28rh+12ri+8rkv+8rq|4T+10Th+8Tkv+22Tq+6Tr+8bssa+6rh+4rkv+2rq|12T+22Th+10Ti+8Tq+10Tr+8bssa+2hi+18"
        "rh+10ri+4rkv+4rq;embedding=-8Th-8bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+12TV+4T"
        "h|4Tkv+6Tq+10bssa-8rh-6ri-2rq|2Th+8Ti+2bssa-2rh-2ri;head=4T+14TV+2Th;last=12T+40Th+8Ti+8Tq+14Tr+8bssa+14rh"
        "+6ri+4rkv+4rq|12T+18Th+6Ti+8Tq+10Tr+8bssa+2.0625hi+18rh+10ri+4rkv+4rq|4T+6Th+6Tq+6Tr+14bssa+22rh+12ri+4rkv"
        "+6rq|12T+18Th+10Ti+8Tq+12Tr+8bssa+2hi+16rh+8ri+4rkv+4rq|12T+18Th+8Ti+8Tq+12Tr+8bssa+2.0625hi+16rh+8ri+4rkv"
        "+4rq|12T+16Th+12Ti+8Tq+12Tr+8bssa+16rh+8ri+4rkv+4rq|4T+8Th+8Tq+6Tr+8bssa+2.0625hq+22rh+12ri+4rkv+6rq|4T+8T"
        "h+10Tq+6Tr+8bssa+2hq+22rh+12ri+4rkv+6rq|12T+16Th+2Ti+8Tq+8Tr+8bssa+2.0625hi+20rh+12ri+4rkv+4rq|4T+6Th+2Tq+"
        "2.0625hq+28rh+12ri+8rkv+8rq|12T+20Th+6Ti+8Tq+10Tr+8bssa+2hi+18rh+10ri+4rkv+4rq;embedding=-4Th-4bss+84rh+36"
        "ri+24rkv+24rq-4sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+12TV+4Th|6Th+12Ti+2bssa|4"
        "Tkv+6Tq+10bssa;head=4T+14TV+2Th;last=12T+56Th+10Ti+10Tq+28Tr+8bssa|12T+34Th+14Ti+10Tq+28Tr+8bssa+4rh+4ri|4"
        "T+16Th+6Tq+12Tr+14bssa+16rh+12ri+4rq|12T+40Th+14Ti+10Tq+24Tr+8bssa|12T+50Th+12Ti+10Tq+28Tr+8bssa|24Th+28rh"
        "+12ri+8rkv+8rq|8T+44Th+10Tq+16Tr+8bssa+12rh+12ri;embedding=-4Th-4bss+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+12TV+4Th|4Th+16Ti+4bssa|8"
        "Tkv+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+16TV;last=12T+40Th+16Ti+16Tq+28Tr+8bssa|12T+16Th+24Ti+16Tq+24Tr+8bs"
        "sa+4rh+4ri|4T+4Th+12Tq+12Tr+16bssa+16rh+12ri+4rq|4T+12Th+4Tq+4Tr+28rh+12ri+8rkv+8rq|12T+20Th+8Ti+16Tq+24Tr"
        "+8bssa+8rh+12ri;embedding=-8Th-8bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+4Th+8bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+12TV+4Th|4Th+16Ti+4bssa|8"
        "Tkv+12Tq+8bssa|8Tkv+20Tq+4bssa;head=4T+16TV;last=12T+40Th+16Ti+16Tq+28Tr+8bssa|12T+18Th+18Ti+16Tq+24Tr+8bs"
        "sa+2hi+4rh+4ri|12T+18Th+16Ti+16Tq+24Tr+8bssa+2.0625hi+4rh+4ri|4T+4Th+12Tq+12Tr+16bssa+16rh+12ri+4rq|12T+16"
        "Th+24Ti+16Tq+24Tr+8bssa+4rh+4ri|4T+6Th+16Tq+12Tr+8bssa+2.0625hq+16rh+12ri+4rq|12T+16Th+2Ti+16Tq+16Tr+8bssa"
        "+2.0625hi+12rh+12ri|4T+4Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|4T+6Th+18Tq+12Tr+8bssa+2hq+16rh+12ri+4rq|12T+22"
        "Th+10Ti+16Tq+20Tr+8bssa+2hi+8rh+8ri|12T+20Th+10Ti+16Tq+20Tr+8bssa+2.0625hi+8rh+8ri;embedding=-8Th-8bss+84r"
        "h+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+2Th+4bss+4sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+12TV+4Th|6Th+12Ti+2bssa|4"
        "Tkv+6Tq+10bssa;head=4T+14TV+2Th;last=12T+56Th+10Ti+10Tq+28Tr+8bssa|12T+30Th+6Ti+10Tq+20Tr+8bssa+2.0625hi+8"
        "rh+8ri|4T+16Th+6Tq+12Tr+14bssa+16rh+12ri+4rq|12T+34Th+10Ti+10Tq+24Tr+8bssa+2hi+4rh+4ri|12T+34Th+8Ti+10Tq+2"
        "4Tr+8bssa+2.0625hi+4rh+4ri|12T+40Th+14Ti+10Tq+24Tr+8bssa|4T+18Th+8Tq+12Tr+8bssa+2.0625hq+16rh+12ri+4rq|12T"
        "+50Th+12Ti+10Tq+28Tr+8bssa|4T+18Th+10Tq+12Tr+8bssa+2hq+16rh+12ri+4rq|12T+26Th+2Ti+10Tq+16Tr+8bssa+2.0625hi"
        "+12rh+12ri|4T+6Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|12T+32Th+6Ti+10Tq+20Tr+8bssa+2hi+8rh+8ri;embedding=-4Th-"
        "4bss+84rh+36ri+24rkv+24rq-4sd"
    ),
}

ADAPTERS = {
    "bf16+amp": (
        "q_proj=2Th+2Tr+2rh+2rq;k_proj=2Th+2Tr+2rh+2rkv;v_proj=2Th+2Tr+2rh+2rkv;o_proj=2Tq+2Tr+2rh+2rq;gate_proj=2T"
        "h+2Tr+2rh+2ri;up_proj=2Th+2Tr+2rh+2ri;down_proj=2Ti+2Tr+2rh+2ri;q_proj+k_proj+v_proj=6Th+6Tr+6rh+4rkv+2rq;"
        "gate_proj+up_proj=4Th+4Tr+4rh+4ri"
    ),
    "fp32+amp": "@bf16+amp",
    "nf4": "@bf16+amp",
    "nf4 raw": (
        "q_proj=2Tr+2rh+2rq;k_proj=2Tr+2rh+2rkv;v_proj=2Tr+2rh+2rkv;o_proj=2Tq+2Tr+2rh+2rq;gate_proj=2Tr+2rh+2ri;up"
        "_proj=2Tr+2rh+2ri;down_proj=2Ti+2Tr+2rh+2ri;q_proj+k_proj+v_proj=2Th+6Tr+6rh+4rkv+2rq;gate_proj+up_proj=2T"
        "h+4Tr+4rh+4ri"
    ),
    "bf16": (
        "q_proj=4Th+4Tr;k_proj=4Th+4Tr;v_proj=4Th+4Tr;o_proj=4Tq+4Tr;gate_proj=4Th+4Tr;up_proj=4Th+4Tr;down_proj=4T"
        "i+4Tr;q_proj+k_proj+v_proj=12Th+12Tr;gate_proj+up_proj=8Th+8Tr"
    ),
    "fp32": (
        "q_proj=4Tr;k_proj=4Tr;v_proj=4Tr;o_proj=4Tq+4Tr;gate_proj=4Tr;up_proj=4Tr;down_proj=4Ti+4Tr;q_proj+k_proj+"
        "v_proj=4Th+12Tr;gate_proj+up_proj=4Th+8Tr"
    ),
    "nf4 no amp": "@fp32",
    "nf4 raw no amp": "@bf16",
}

DROPOUT = {
    "bf16+amp": "5Th+1Ti+1Tq",
    "fp32+amp": "@bf16+amp",
    "nf4": "@bf16+amp",
    "nf4 raw": "11Th+1Ti+1Tq",
    "bf16": "@bf16+amp",
    "fp32": "17Th+1Ti+1Tq",
    "nf4 no amp": "@fp32",
    "nf4 raw no amp": "@bf16+amp",
}
