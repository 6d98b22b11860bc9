"""What a phi3 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp plain": (
        "start=4T+4sd;kept=8T+4Ta+12Th+8Ti+6Tkv+8Tq+8Tr+8rh+6ri+4rkv+4rq;held=8T+4Ta+12Th+8Ti+6Tkv+8Tq+8Tr+8rh+6ri+"
        "4rkv+4rq;left=-8T-4Ta-12Th-8Ti-6Tkv-8Tq-8Tr+8rh+6ri+4rkv+4rq;forward=12T+10TV+2Th|10Th+6Ti;head=4T+12TV-2r"
        "h;last=-4T+16Th-8Ti-4Tr+2rh+6ri|-2Th+6ri|-2Th+4Ti-2Tr+2ri|-2Th-4Ti-2Tr+10ri|-8T-4Ta+10Th-8Ti-6Tkv-8Tq-8Tr+"
        "6rh+6ri+4rkv+4rq;embedding="
    ),
    "lora fp32+amp plain": (
        "start=4T+4Th-4hkv-2hq+8sd;kept=8T+4Ta+12Th+8Ti+6Tkv+8Tq+8Tr+6hi+4hkv+4hq+8rh+6ri+4rkv+4rq;held=8T+4Ta+12Th"
        "+8Ti+6Tkv+8Tq+8Tr+6hi+4hkv+4hq+8rh+6ri+4rkv+4rq;left=-8T-4Ta-12Th-8Ti-6Tkv-8Tq-8Tr-6hi-4hkv-4hq+8rh+6ri+4r"
        "kv+4rq;forward=12T+10TV+2hV|6Th+6Ti;head=4T+12TV-4Th+2hV-2rh;last=-2Th+4Ti-2Tr+2ri|-4T+10Th-8Ti-4Tr-6hi+2r"
        "h+6ri|-2Th+2Ti-2Tr+4ri;embedding="
    ),
    "lora nf4 plain": (
        "start=4T+4Th+8sd;kept=8T+4Ta+12Th+14Ti+4Tkv+6Tq+8Tr+8rh+6ri+4rkv+4rq;held=8T+4Ta+12Th+14Ti+4Tkv+6Tq+8Tr+8r"
        "h+6ri+4rkv+4rq;left=-8T-4Ta-12Th-14Ti-4Tkv-6Tq-8Tr+8rh+6ri+4rkv+4rq;forward=12T+10TV+2hV|6Ti-2Tr-2rh-2ri;h"
        "ead=4T+12TV-4Th+2hV-2rh;last=-2Th+4Ti-2Tr+2hi+2ri|-2Th-10Ti-4Tr+4.125hi+2rh+6ri|-4Th+10Ti-2Tr+2ri|-4T-4Ta-"
        "6Th-14Ti-4Tq-8Tr+4hkv+2hq+6rh+6ri+4rkv+4rq|-4T-4Ta-8Th-14Ti-4Tq-8Tr+4.125hkv+2.0625hq+6rh+6ri+4rkv+4rq|-4T"
        "-4Ta-10Th-14Ti+20Tkv+10Tq-6Tr+4rh+6ri+2rq|-4T+10Th-14Ti-4Tr+2rh+6ri|-10Ti-4Tr+4hi+2rh+6ri|-4T-8Th-14Ti+2Tq"
        "-6Tr+2hq+4rh+6ri+2rq;embedding="
    ),
    "lora nf4 raw plain": (
        "start=4T+4sd;kept=8T+4Ta+12Th+8Ti+6Tkv+8Tq+8Tr+8rh+6ri+4rkv+4rq;held=8T+4Ta+12Th+8Ti+6Tkv+8Tq+8Tr+8rh+6ri+"
        "4rkv+4rq;left=-8T-4Ta-12Th-8Ti-6Tkv-8Tq-8Tr+8rh+6ri+4rkv+4rq;forward=12T+10TV+2Th|2Th+4Ti-2Tr-2rh-2ri;head"
        "=4T+12TV-2rh;last=-4Ti-4Tr+4hi+2rh+6ri|-2Th-4Ti-4Tr+4.125hi+2rh+6ri|-2Th+4Ti-2Tr+2ri|-4T-4Ta-6Th-8Ti-2Tkv-"
        "6Tq-8Tr+4hkv+2hq+6rh+6ri+4rkv+4rq|-4T-4Ta-8Th-8Ti-2Tkv-6Tq-8Tr+4.125hkv+2.0625hq+6rh+6ri+4rkv+4rq|-4T+16Th"
        "-8Ti-4Tr+2rh+6ri|-4T-8Th-8Ti+2Tq-6Tr+2hq+4rh+6ri+2rq|-2Th+2Ti-2Tr+2hi+2ri;embedding="
    ),
    "lora bf16 plain": (
        "start=4T+4sd;kept=8T+4Ta+16Th+10Ti+6Tkv+10Tq+16Tr;held=8T+4Ta+16Th+10Ti+6Tkv+10Tq+16Tr;left=-8T-4Ta-16Th-1"
        "0Ti-6Tkv-10Tq-16Tr+16rh+12ri+8rkv+8rq;forward=12T+10TV+2Th|4Th+10Ti-4Tr;head=4T+12TV;last=-2Th+10Ti-4Tr+4r"
        "h+4ri|-4T+14Th-10Ti-8Tr+8rh+12ri|-2Th+2Ti+4rh+12ri|-8T-4Ta+6Th-10Ti-6Tkv-10Tq-16Tr+16rh+12ri+8rkv+8rq|-4T-"
        "4Ta-10Th-10Ti+14Tkv-12Tr+12rh+12ri+4rq|8Th;embedding="
    ),
    "lora fp32 plain": (
        "start=4T+4Th+8sd;kept=8T+4Ta+16Th+16Ti+12Tkv+16Tq+16Tr;held=8T+4Ta+16Th+16Ti+12Tkv+16Tq+16Tr;left=-8T-4Ta-"
        "16Th-16Ti-12Tkv-16Tq-16Tr+16rh+12ri+8rkv+8rq;forward=12T+8TV|-4Th+8Ti-4Tr;head=4T+12TV-4Th;last=-4Th+8Ti-4"
        "Tr+4rh+4ri|-4T+8Th-16Ti-8Tr+8rh+12ri|-4Th+4rh+12ri|-4T-4Ta-8Th-16Ti-4Tkv-12Tq-12Tr+16rh+12ri+8rkv+8rq|-4T-"
        "12Th-16Ti+8Tkv+4Tq-12Tr+12rh+12ri+4rq|4Tr+4rh|-8T-4Ta-16Ti-12Tkv-16Tq-16Tr+16rh+12ri+8rkv+8rq;embedding="
    ),
    "lora nf4 no amp plain": (
        "start=4T+4Th+8sd;kept=8T+4Ta+16Th+16Ti+12Tkv+16Tq+16Tr;held=8T+4Ta+16Th+16Ti+12Tkv+16Tq+16Tr;left=-8T-4Ta-"
        "16Th-16Ti-12Tkv-16Tq-16Tr+16rh+12ri+8rkv+8rq;forward=12T+8TV|-4Th+8Ti-4Tr;head=4T+12TV-4Th;last=-2Th+2Ti-4"
        "Tr+2hi+4rh+4ri|-4Th-12Ti-8Tr+4.125hi+8rh+12ri|-4Th+8Ti-4Tr+4rh+4ri|-2Th-12Ti-8Tr+4hi+8rh+12ri|-4T-4Ta-12Th"
        "-16Ti-8Tkv-14Tq-16Tr+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|-4T-10Th-16Ti+2Tq-12Tr+2hq+12rh+12ri+4rq|4Tr+4rh"
        "|-4T-12Th-16Ti+8Tkv+4Tq-12Tr+12rh+12ri+4rq;embedding="
    ),
    "lora nf4 raw no amp plain": (
        "start=4T+4sd;kept=8T+4Ta+16Th+10Ti+6Tkv+10Tq+16Tr;held=8T+4Ta+16Th+10Ti+6Tkv+10Tq+16Tr;left=-8T-4Ta-16Th-1"
        "0Ti-6Tkv-10Tq-16Tr+16rh+12ri+8rkv+8rq;forward=12T+10TV+2Th|4Th+10Ti-4Tr;head=4T+12TV;last=-2Th-6Ti-8Tr+4hi"
        "+8rh+12ri|-4Th-6Ti-8Tr+4.125hi+8rh+12ri|-2Th+10Ti-4Tr+4rh+4ri|-4T-4Ta-12Th-10Ti-2Tkv-8Tq-16Tr+4.125hkv+2.0"
        "625hq+16rh+12ri+8rkv+8rq|-4T+14Th-10Ti-8Tr+8rh+12ri|-4T-10Th-10Ti-12Tr+2hq+12rh+12ri+4rq|-4T-4Ta-10Th-10Ti"
        "-2Tkv-8Tq-16Tr+4hkv+2hq+16rh+12ri+8rkv+8rq|-4T-4Ta-10Th-10Ti+14Tkv-12Tr+12rh+12ri+4rq;embedding="
    ),
    "lora bf16+amp plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th+8rh+6ri+4rkv+4rq;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|4Th+"
        "12Ti+2Tr-2rh|6Th+12Ti-2rh-2ri|6Th+6Tkv+10Tq-4rh-6ri|4Th+12Tkv+6Tq-6rh-6ri-2rq;head=4T+12TV+2Th;last=8T+4Ta"
        "+20Th+14Ti+6Tkv+8Tq+8Tr+8rh+6ri+4rkv+4rq|4T+4Ta+30Th+6Tkv+8Tq+4Tr+12rh+12ri+4rkv+4rq|8T+4Ta+12Th+4Ti+6Tkv+"
        "8Tq+6Tr+10rh+16ri+4rkv+4rq|24Th+16rh+12ri+8rkv+8rq;embedding=-4Th+48rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+8rh+6ri+4rkv+4rq;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th+2hV|"
        "6Th+4Ti+4hi-4rh-6ri|6Th+12Ti+2Tr-2rh|2Th+4Tkv+2Tq+4hkv+2hq-8rh-6ri-4rkv-4rq|2Th+8Tkv+14Tq+2Tr-6rh-6ri;head"
        "=4T+12TV+2hV;last=8T+4Ta+18Th+14Ti+6Tkv+8Tq+8Tr+6hi+4hkv+4hq+8rh+6ri+4rkv+4rq|4T+4Ta+16Th+10Tkv+18Tq+4Tr+4"
        "hkv+4hq+4rh+4rkv+4rq|8T+4Ta+10Th+10Ti+6Tkv+8Tq+6Tr+6hi+4hkv+4hq+10rh+10ri+4rkv+4rq;embedding=-8Th+48rh+36r"
        "i+24rkv+24rq-8sd"
    ),
    "lora nf4 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+8rh+6ri+4rkv+4rq;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th+2hV|"
        "4Th+20Ti-2rh-2ri|4Ta+16Tkv+12Tq-6rh-6ri-2rq|20Tkv+10Tq-6rh-6ri-2rq;head=4T+12TV+2hV;last=8T+4Ta+10Th+18Ti+"
        "4Tkv+6Tq+6Tr+2hi+10rh+8ri+4rkv+4rq|8T+4Ta+10Th+4Ti+4Tkv+6Tq+4Tr+4.125hi+12rh+12ri+4rkv+4rq|8T+4Ta+8Th+24Ti"
        "+4Tkv+6Tq+6Tr+10rh+8ri+4rkv+4rq|4T+6Th+4Tkv+2Tq+4hkv+2hq+16rh+12ri+8rkv+8rq|4T+4Th+4Tkv+2Tq+4.125hkv+2.062"
        "5hq+16rh+12ri+8rkv+8rq|8T+4Ta+22Th+16Ti+4Tkv+6Tq+6Tr+6rh+4ri+4rkv+4rq|4T+2Th+24Tkv+16Tq+2Tr+14rh+12ri+4rkv"
        "+6rq|8T+4Ta+12Th+4Ti+4Tkv+6Tq+4Tr+4hi+12rh+12ri+4rkv+4rq|4T+4Ta+14Th+16Tkv+14Tq+4Tr+4rh+4rkv+4rq|4T+4Ta+4T"
        "h+4Tkv+8Tq+2Tr+2hq+14rh+12ri+4rkv+6rq;embedding=-8Th+48rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th+8rh+6ri+4rkv+4rq;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|2Th+"
        "12Ti-2rh-2ri|12Tkv+6Tq-6rh-6ri-2rq;head=4T+12TV+2Th;last=8T+4Ta+14Th+4Ti+6Tkv+8Tq+4Tr+4hi+12rh+12ri+4rkv+4"
        "rq|8T+4Ta+12Th+4Ti+6Tkv+8Tq+4Tr+4.125hi+12rh+12ri+4rkv+4rq|8T+4Ta+16Th+12Ti+6Tkv+8Tq+6Tr+6rh+4ri+4rkv+4rq|"
        "4T+8Th+4Tkv+2Tq+4hkv+2hq+16rh+12ri+8rkv+8rq|4T+6Th+4Tkv+2Tq+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|4T+4Ta+30"
        "Th+6Tkv+8Tq+4Tr+12rh+12ri+4rkv+4rq|4T+4Ta+6Th+6Tkv+10Tq+2Tr+2hq+14rh+12ri+4rkv+6rq|8T+4Ta+12Th+10Ti+6Tkv+8"
        "Tq+6Tr+2hi+10rh+8ri+4rkv+4rq;embedding=-4Th+48rh+36ri+24rkv+24rq-4sd"
    ),
    "lora bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+20Ti|4Th+20Tkv+10"
        "Tq;head=4T+12TV+2Th;last=8T+4Ta+26Th+20Ti+6Tkv+10Tq+12Tr|8T+4Ta+16Th+12Ti+6Tkv+10Tq+16Tr+4rh+12ri|4T+4Ta+3"
        "2Th+6Tkv+10Tq+8Tr+8rh+12ri|24Th+16rh+12ri+8rkv+8rq|4T+16Th+20Tkv+10Tq+4Tr|8T+4Ta+16Th+20Ti+6Tkv+10Tq+12Tr+"
        "4rh+4ri|4T+8Th+12Tkv+6Tq+8Tr+12rh+12ri+8rkv+8rq;embedding=-4Th+48rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+24Ti|24Tkv+12Tq|12"
        "Th+12Tkv+12Tq;head=4T+12TV;last=8T+4Ta+16Th+24Ti+12Tkv+16Tq+12Tr|8T+4Ta+12Th+16Ti+12Tkv+16Tq+16Tr+4rh+12ri"
        "|4T+4Ta+24Th+12Tkv+16Tq+8Tr+8rh+12ri|8T+4Ta+12Th+24Ti+12Tkv+16Tq+12Tr+4rh+4ri|4T+8Th+8Tkv+4Tq+4Tr+16rh+12r"
        "i+8rkv+8rq|4T+4Ta+4Th+20Tkv+20Tq+4Tr+12rh+12ri+4rq|8T+4Ta+20Th+16Ti+12Tkv+16Tq+16Tr|16Th+16rh+12ri+8rkv+8r"
        "q;embedding=-8Th+48rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+24Ti|24Tkv+12Tq|12"
        "Th+12Tkv+12Tq;head=4T+12TV;last=8T+4Ta+14Th+18Ti+12Tkv+16Tq+12Tr+2hi+4rh+4ri|8T+4Ta+12Th+4Ti+12Tkv+16Tq+8T"
        "r+4.125hi+8rh+12ri|8T+4Ta+16Th+24Ti+12Tkv+16Tq+12Tr|8T+4Ta+14Th+4Ti+12Tkv+16Tq+8Tr+4hi+8rh+12ri|4T+4Th+4Tk"
        "v+2Tq+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|8T+4Ta+24Th+16Ti+12Tkv+16Tq+12Tr|4T+4Ta+6Th+12Tkv+18Tq+4Tr+2hq+"
        "12rh+12ri+4rq;embedding=-8Th+48rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+20Ti|4Th+20Tkv+10"
        "Tq;head=4T+12TV+2Th;last=8T+4Ta+24Th+20Ti+6Tkv+10Tq+12Tr|8T+4Ta+14Th+4Ti+6Tkv+10Tq+8Tr+4.125hi+8rh+12ri|8T"
        "+4Ta+16Th+4Ti+6Tkv+10Tq+8Tr+4hi+8rh+12ri|4T+6Th+4Tkv+2Tq+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|4T+4Ta+8Th+6"
        "Tkv+10Tq+4Tr+2hq+12rh+12ri+4rq|4T+14Th+20Tkv+10Tq+4Tr;embedding=-4Th+48rh+36ri+24rkv+24rq-4sd"
    ),
    "lora bf16+amp masked": (
        "start=12T+1bss+4sd;kept=8T+4Ta+12Th+8Ti+10Tq+8Tr+2bss+8rh+6ri+4rkv+4rq;held=8T+4Ta+12Th+8Ti+10Tq+8Tr+2bss+"
        "8rh+6ri+4rkv+4rq;left=-8T-4Ta-12Th-8Ti-10Tq-8Tr-2bss+8rh+6ri+4rkv+4rq;forward=12T+10TV+2Th-1bss|10Th+6Ti;h"
        "ead=4T+12TV-1bss-2rh;last=-4T+16Th-8Ti-4Tr-1bss+2rh+6ri|-2Th-1bss+6ri|-2Th+4Ti-2Tr-1bss+2ri|-2Th-4Ti-2Tr-1"
        "bss+10ri|-8T-4Ta+10Th-8Ti-10Tq-8Tr-3bss+6rh+6ri+4rkv+4rq|-4T-4Ta-8Th-8Ti+12Tkv-2Tq-6Tr-3bss+4rh+6ri+2rq;em"
        "bedding="
    ),
    "lora fp32+amp masked": (
        "start=12T+4Th+1bss-4hkv-2hq+8sd;kept=8T+4Ta+12Th+8Ti+10Tq+8Tr+2bss+6hi+4hkv+4hq+8rh+6ri+4rkv+4rq;held=8T+4"
        "Ta+12Th+8Ti+10Tq+8Tr+2bss+6hi+4hkv+4hq+8rh+6ri+4rkv+4rq;left=-8T-4Ta-12Th-8Ti-10Tq-8Tr-2bss-6hi-4hkv-4hq+8"
        "rh+6ri+4rkv+4rq;forward=12T+10TV-1bss+2hV|6Th+6Ti|-4T-8Ti+8Tkv+12Tq-4Tr-6hi-4rh-6ri;head=4T+12TV-4Th-1bss+"
        "2hV-2rh;last=-2Th+4Ti-2Tr-1bss+2ri|-4T+10Th-8Ti-4Tr-1bss-6hi+2rh+6ri|-2Th+2Ti-2Tr-1bss+4ri;embedding="
    ),
    "lora nf4 masked": (
        "start=12T+4Th+1bss+8sd;kept=8T+4Ta+12Th+14Ti+10Tq+8Tr+2bss+8rh+6ri+4rkv+4rq;held=8T+4Ta+12Th+14Ti+10Tq+8Tr"
        "+2bss+8rh+6ri+4rkv+4rq;left=-8T-4Ta-12Th-14Ti-10Tq-8Tr-2bss+8rh+6ri+4rkv+4rq;forward=12T+10TV-1bss+2hV|6Ti"
        "-2Tr-2rh-2ri|-4T-6Th-14Ti+12Tkv+16Tq-6Tr-6rh-6ri-2rq;head=4T+12TV-4Th-1bss+2hV-2rh;last=-2Th+4Ti-2Tr-1bss+"
        "2hi+2ri|-2Th-10Ti-4Tr-1bss+4.125hi+2rh+6ri|-4Th+10Ti-2Tr-1bss+2ri|-4T-4Ta-6Th-14Ti+4Tkv-8Tq-8Tr-3bss+4hkv+"
        "2hq+6rh+6ri+4rkv+4rq|-4T-4Ta-8Th-14Ti+4Tkv-8Tq-8Tr-3bss+4.125hkv+2.0625hq+6rh+6ri+4rkv+4rq|-4T+10Th-14Ti-4"
        "Tr-1bss+2rh+6ri|-4T-8Th-14Ti+2Tq-6Tr-1bss+2hq+4rh+6ri+2rq|-4T-4Ta-10Th-14Ti+24Tkv+6Tq-6Tr-3bss+4rh+6ri+2rq"
        "|-10Ti-4Tr-1bss+4hi+2rh+6ri;embedding="
    ),
    "lora nf4 raw masked": (
        "start=12T+1bss+4sd;kept=8T+4Ta+12Th+8Ti+10Tq+8Tr+2bss+8rh+6ri+4rkv+4rq;held=8T+4Ta+12Th+8Ti+10Tq+8Tr+2bss+"
        "8rh+6ri+4rkv+4rq;left=-8T-4Ta-12Th-8Ti-10Tq-8Tr-2bss+8rh+6ri+4rkv+4rq;forward=12T+10TV+2Th-1bss|2Th+4Ti-2T"
        "r-2rh-2ri;head=4T+12TV-1bss-2rh;last=-4Ti-4Tr-1bss+4hi+2rh+6ri|-2Th-4Ti-4Tr-1bss+4.125hi+2rh+6ri|-2Th+4Ti-"
        "2Tr-1bss+2ri|-4T-4Ta-6Th-8Ti+4Tkv-8Tq-8Tr-3bss+4hkv+2hq+6rh+6ri+4rkv+4rq|-4T-4Ta-8Th-8Ti+4Tkv-8Tq-8Tr-3bss"
        "+4.125hkv+2.0625hq+6rh+6ri+4rkv+4rq|-4T+16Th-8Ti-4Tr-1bss+2rh+6ri|-4T-8Th-8Ti+2Tq-6Tr-1bss+2hq+4rh+6ri+2rq"
        "|-2Th+2Ti-2Tr-1bss+2hi+2ri;embedding="
    ),
    "lora bf16 masked": (
        "start=12T+1bss+4sd;kept=8T+4Ta+16Th+10Ti+12Tq+16Tr+2bss;held=8T+4Ta+16Th+10Ti+12Tq+16Tr+2bss;left=-8T-4Ta-"
        "16Th-10Ti-12Tq-16Tr-2bss+16rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-1bss|4Th+10Ti-4Tr;head=4T+12TV-1bss;last="
        "-2Th+10Ti-4Tr-1bss+4rh+4ri|-4T+14Th-10Ti-8Tr-1bss+8rh+12ri|-4T-4Ta-10Th-10Ti+20Tkv-2Tq-12Tr-3bss+12rh+12ri"
        "+4rq|-2Th+2Ti-1bss+4rh+12ri|-8T-4Ta+6Th-10Ti-12Tq-16Tr-3bss+16rh+12ri+8rkv+8rq|8Th-1bss;embedding="
    ),
    "lora fp32 masked": (
        "start=12T+4Th+1bss+8sd;kept=8T+4Ta+16Th+16Ti+20Tq+16Tr+4bss;held=8T+4Ta+16Th+16Ti+20Tq+16Tr+4bss;left=-8T-"
        "4Ta-16Th-16Ti-20Tq-16Tr-4bss+16rh+12ri+8rkv+8rq;forward=12T+8TV-1bss|-4Th+8Ti-4Tr|-4T-16Ti+12Tkv+4Tq-8Tr;h"
        "ead=4T+12TV-4Th-1bss;last=-4Th+8Ti-4Tr-1bss+4rh+4ri|-4T+8Th-16Ti-8Tr-1bss+8rh+12ri|-4T-12Th-16Ti+12Tq-12Tr"
        "-1bss+12rh+12ri+4rq|-4Th-1bss+4rh+12ri|-4T-4Ta-8Th-16Ti+8Tkv-16Tq-12Tr-5bss+16rh+12ri+8rkv+8rq|-4T-4Ta-12T"
        "h-16Ti+24Tkv-4Tq-12Tr-5bss+12rh+12ri+4rq|4Tr-1bss+4rh;embedding="
    ),
    "lora nf4 no amp masked": (
        "start=12T+4Th+1bss+8sd;kept=8T+4Ta+16Th+16Ti+20Tq+16Tr+4bss;held=8T+4Ta+16Th+16Ti+20Tq+16Tr+4bss;left=-8T-"
        "4Ta-16Th-16Ti-20Tq-16Tr-4bss+16rh+12ri+8rkv+8rq;forward=12T+8TV-1bss|-4Th+8Ti-4Tr|-4T-16Ti+12Tkv+4Tq-8Tr;h"
        "ead=4T+12TV-4Th-1bss;last=-2Th+2Ti-4Tr-1bss+2hi+4rh+4ri|-4Th-12Ti-8Tr-1bss+4.125hi+8rh+12ri|-4Th+8Ti-4Tr-1"
        "bss+4rh+4ri|-2Th-12Ti-8Tr-1bss+4hi+8rh+12ri|-4T-4Ta-12Th-16Ti+4Tkv-18Tq-16Tr-5bss+4.125hkv+2.0625hq+16rh+1"
        "2ri+8rkv+8rq|-4T-10Th-16Ti+2Tq-12Tr-1bss+2hq+12rh+12ri+4rq|-4T-12Th-16Ti+12Tq-12Tr-1bss+12rh+12ri+4rq|4Tr-"
        "1bss+4rh|-4T-4Ta-12Th-16Ti+24Tkv-4Tq-12Tr-5bss+12rh+12ri+4rq;embedding="
    ),
    "lora nf4 raw no amp masked": (
        "start=12T+1bss+4sd;kept=8T+4Ta+16Th+10Ti+12Tq+16Tr+2bss;held=8T+4Ta+16Th+10Ti+12Tq+16Tr+2bss;left=-8T-4Ta-"
        "16Th-10Ti-12Tq-16Tr-2bss+16rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-1bss|4Th+10Ti-4Tr;head=4T+12TV-1bss;last="
        "-2Th-6Ti-8Tr-1bss+4hi+8rh+12ri|-4Th-6Ti-8Tr-1bss+4.125hi+8rh+12ri|-2Th+10Ti-4Tr-1bss+4rh+4ri|-4T-4Ta-10Th-"
        "10Ti+4Tkv-10Tq-16Tr-3bss+4hkv+2hq+16rh+12ri+8rkv+8rq|-4T-4Ta-12Th-10Ti+4Tkv-10Tq-16Tr-3bss+4.125hkv+2.0625"
        "hq+16rh+12ri+8rkv+8rq|-4T+14Th-10Ti-8Tr-1bss+8rh+12ri|-4T-10Th-10Ti-12Tr-1bss+2hq+12rh+12ri+4rq|-4T-4Ta-10"
        "Th-10Ti+20Tkv-2Tq-12Tr-3bss+12rh+12ri+4rq;embedding="
    ),
    "lora bf16+amp masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th+8rh+6ri+4rkv+4rq;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h|4Th+12Ti+2Tr-2rh|6Th+12Ti-2rh-2ri|6Th+6Tkv+10Tq-4rh-6ri|4Th+12Tkv+6Tq-6rh-6ri-2rq;head=4T+12TV+2Th;last="
        "8T+4Ta+20Th+14Ti+10Tq+8Tr+2bss+8rh+6ri+4rkv+4rq|4T+4Ta+30Th+10Tq+4Tr+2bss+12rh+12ri+4rkv+4rq|4T+4Ta+16Th+6"
        "Tkv+18Tq+4Tr+2bss+4rh+4rkv+4rq|8T+4Ta+12Th+4Ti+10Tq+6Tr+2bss+10rh+16ri+4rkv+4rq|24Th+16rh+12ri+8rkv+8rq;em"
        "bedding=-4Th-1bss+48rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+8rh+6ri+4rkv+4rq;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h+2hV|6Th+4Ti+4hi-4rh-6ri|4Ta+8Tkv+18Tq+2bss-6rh-6ri-2rq|6Th+12Ti+2Tr-2rh|2Th+4Tkv+2Tq+4hkv+2hq-8rh-6ri-4r"
        "kv-4rq;head=4T+12TV+2hV;last=8T+4Ta+18Th+14Ti+10Tq+8Tr+2bss+6hi+4hkv+4hq+8rh+6ri+4rkv+4rq|4T+4Ta+16Th+8Tkv"
        "+22Tq+4Tr+2bss+4hkv+4hq+4rh+4rkv+4rq|8T+4Ta+10Th+10Ti+10Tq+6Tr+2bss+6hi+4hkv+4hq+10rh+10ri+4rkv+4rq;embedd"
        "ing=-8Th-1bss+48rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+8rh+6ri+4rkv+4rq;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h+2hV|4Ta+12Tkv+24Tq+2bss-6rh-6ri-2rq|4Th+20Ti-2rh-2ri;head=4T+12TV+2hV;last=8T+4Ta+10Th+18Ti+10Tq+6Tr+2bs"
        "s+2hi+10rh+8ri+4rkv+4rq|8T+4Ta+10Th+4Ti+10Tq+4Tr+2bss+4.125hi+12rh+12ri+4rkv+4rq|8T+4Ta+8Th+24Ti+10Tq+6Tr+"
        "2bss+10rh+8ri+4rkv+4rq|4T+6Th+4Tkv+2Tq+4hkv+2hq+16rh+12ri+8rkv+8rq|4T+4Th+4Tkv+2Tq+4.125hkv+2.0625hq+16rh+"
        "12ri+8rkv+8rq|4T+4Ta+8Th+12Tkv+26Tq+2Tr+2bss+2rh+4rkv+2rq|8T+4Ta+20Th+18Ti+10Tq+6Tr+2bss+6rh+4ri+4rkv+4rq|"
        "4T+4Ta+4Th+12Tq+2Tr+2bss+2hq+14rh+12ri+4rkv+6rq|8T+4Ta+22Th+16Ti+10Tq+6Tr+2bss+6rh+4ri+4rkv+4rq|8T+4Ta+12T"
        "h+4Ti+10Tq+4Tr+2bss+4hi+12rh+12ri+4rkv+4rq;embedding=-8Th-1bss+48rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th+8rh+6ri+4rkv+4rq;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4T"
        "h|2Th+12Ti-2rh-2ri|6Tkv+12Tq-6rh-6ri-2rq;head=4T+12TV+2Th;last=8T+4Ta+14Th+4Ti+10Tq+4Tr+2bss+4hi+12rh+12ri"
        "+4rkv+4rq|8T+4Ta+12Th+4Ti+10Tq+4Tr+2bss+4.125hi+12rh+12ri+4rkv+4rq|8T+4Ta+16Th+12Ti+10Tq+6Tr+2bss+6rh+4ri+"
        "4rkv+4rq|4T+8Th+4Tkv+2Tq+4hkv+2hq+16rh+12ri+8rkv+8rq|4T+6Th+4Tkv+2Tq+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|"
        "4T+4Ta+30Th+10Tq+4Tr+2bss+12rh+12ri+4rkv+4rq|4T+4Ta+6Th+12Tq+2Tr+2bss+2hq+14rh+12ri+4rkv+6rq|8T+4Ta+12Th+1"
        "0Ti+10Tq+6Tr+2bss+2hi+10rh+8ri+4rkv+4rq;embedding=-4Th-1bss+48rh+36ri+24rkv+24rq-4sd"
    ),
    "lora bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+20Ti|4Th+20"
        "Tkv+10Tq;head=4T+12TV+2Th;last=8T+4Ta+26Th+20Ti+12Tq+12Tr+2bss|8T+4Ta+16Th+12Ti+12Tq+16Tr+2bss+4rh+12ri|4T"
        "+4Ta+32Th+12Tq+8Tr+2bss+8rh+12ri|4T+16Th+20Tkv+10Tq+4Tr|4T+4Ta+26Th+6Tkv+16Tq+8Tr+2bss|24Th+16rh+12ri+8rkv"
        "+8rq|8T+4Ta+16Th+20Ti+12Tq+12Tr+2bss+4rh+4ri|4T+8Th+12Tkv+6Tq+8Tr+12rh+12ri+8rkv+8rq;embedding=-4Th-1bss+4"
        "8rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+24Ti|24Tkv+1"
        "2Tq|12Tkv+24Tq;head=4T+12TV;last=8T+4Ta+16Th+24Ti+20Tq+12Tr+4bss|8T+4Ta+12Th+16Ti+20Tq+16Tr+4bss+4rh+12ri|"
        "4T+4Ta+24Th+20Tq+8Tr+4bss+8rh+12ri|4T+4Ta+20Th+12Tkv+24Tq+8Tr+4bss|8T+4Ta+12Th+24Ti+20Tq+12Tr+4bss+4rh+4ri"
        "|4T+8Th+8Tkv+4Tq+4Tr+16rh+12ri+8rkv+8rq|8T+4Ta+20Th+16Ti+20Tq+16Tr+4bss|4T+4Ta+4Th+32Tq+4Tr+4bss+12rh+12ri"
        "+4rq|4T+4Th+24Tkv+16Tq+4Tr+12rh+12ri+4rq;embedding=-8Th-1bss+48rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+16rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+24Ti|24Tkv+1"
        "2Tq|12Tkv+24Tq;head=4T+12TV;last=8T+4Ta+14Th+18Ti+20Tq+12Tr+4bss+2hi+4rh+4ri|8T+4Ta+12Th+4Ti+20Tq+8Tr+4bss"
        "+4.125hi+8rh+12ri|8T+4Ta+16Th+24Ti+20Tq+12Tr+4bss|8T+4Ta+14Th+4Ti+20Tq+8Tr+4bss+4hi+8rh+12ri|4T+4Th+4Tkv+2"
        "Tq+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|8T+4Ta+24Th+16Ti+20Tq+12Tr+4bss|4T+4Ta+6Th+22Tq+4Tr+4bss+2hq+12rh+"
        "12ri+4rq|4T+4Ta+20Th+12Tkv+24Tq+8Tr+4bss;embedding=-8Th-1bss+48rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+16rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+20Ti|4Th+20"
        "Tkv+10Tq;head=4T+12TV+2Th;last=8T+4Ta+24Th+20Ti+12Tq+12Tr+2bss|8T+4Ta+14Th+4Ti+12Tq+8Tr+2bss+4.125hi+8rh+1"
        "2ri|4T+8Th+4Tkv+2Tq+4hkv+2hq+16rh+12ri+8rkv+8rq|4T+6Th+4Tkv+2Tq+4.125hkv+2.0625hq+16rh+12ri+8rkv+8rq|8T+4T"
        "a+16Th+4Ti+12Tq+8Tr+2bss+4hi+8rh+12ri|4T+4Ta+8Th+12Tq+4Tr+2bss+2hq+12rh+12ri+4rq|4T+14Th+20Tkv+10Tq+4Tr|4T"
        "+4Ta+24Th+6Tkv+16Tq+8Tr+2bss;embedding=-4Th-1bss+48rh+36ri+24rkv+24rq-4sd"
    ),
}

ADAPTERS = {
    "bf16+amp": (
        "o_proj=2Tq+2Tr+2rh+2rq;qkv_proj=2Th+2Tr+2rh+4rkv+2rq;gate_up_proj=2Th+2Tr+2rh+4ri;down_proj=2Ti+2Tr+2rh+2ri"
    ),
    "bf16+amp eager": "@bf16+amp",
    "fp32+amp": "@bf16+amp",
    "fp32+amp eager": "@bf16+amp",
    "nf4": "@bf16+amp",
    "nf4 eager": "@bf16+amp",
    "nf4 raw": "@bf16+amp",
    "nf4 raw eager": "@bf16+amp",
    "bf16": "o_proj=4Tq+4Tr;qkv_proj=4Th+4Tr;gate_up_proj=4Th+4Tr;down_proj=4Ti+4Tr",
    "bf16 eager": "@bf16",
    "fp32": "@bf16",
    "fp32 eager": "@bf16",
    "nf4 no amp": "@bf16",
    "nf4 no amp eager": "@bf16",
    "nf4 raw no amp": "@bf16",
    "nf4 raw no amp eager": "@bf16",
}

DROPOUT = {
    "bf16+amp": "2Th+1Ti+1Tq",
    "fp32+amp": "@bf16+amp",
    "nf4": "@bf16+amp",
    "nf4 raw": "@bf16+amp",
    "bf16": "@bf16+amp",
    "fp32": "@bf16+amp",
    "nf4 no amp": "@bf16+amp",
    "nf4 raw no amp": "@bf16+amp",
}
