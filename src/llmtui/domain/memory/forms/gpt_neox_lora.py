"""What a gpt_neox model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp plain": (
        "start=-8T-4Th+1sd;kept=16T+4Ta+26Th+4Ti+8Tr+16rh+4ri;held=16T+4Ta+26Th+4Ti+8Tr+16rh+4ri;left=-16T-4Ta-26Th"
        "-4Ti-8Tr+16rh+4ri;forward=16T+10TV+4Th|12Th+6Ti;head=8T+12TV-4rh;last=-2Th+4Ti-2Tr-2rh+2ri|8Th-4Ti-4Tr+4ri"
        "|-8T-4Ta-16Th-4Ti-6Tr+16rh+4ri|-2Th+2Ti-2Tr-2rh+4ri;embedding="
    ),
    "lora fp32+amp plain": (
        "start=-8T+4Th-6hh-2hi+2sd;kept=16T+4Ta+22Th+4Ti+8Tr+8hh+4hi+16rh+4ri;held=16T+4Ta+22Th+4Ti+8Tr+8hh+4hi+16r"
        "h+4ri;left=-16T-4Ta-22Th-4Ti-8Tr-8hh-4hi+16rh+4ri;forward=16T+10TV+2hV|8Th+6Ti;head=8T+12TV-4Th+2hV-4rh;la"
        "st=-2Th+4Ti-2Tr-2rh+2ri|8Th-4Ti-4Tr-4hi+4ri|-2Th+2Ti-2Tr-2rh+4ri;embedding="
    ),
    "lora nf4 plain": (
        "start=-8T+4Th+2sd;kept=16T+4Ta+18Th+6Ti+8Tr+16rh+4ri;held=16T+4Ta+18Th+6Ti+8Tr+16rh+4ri;left=-16T-4Ta-18Th"
        "-6Ti-8Tr+16rh+4ri;forward=16T+10TV+2hV|12Th+4Ti;head=8T+12TV-4Th+2hV-4rh;last=-2Th+10Ti-2Tr-2rh+2ri|-8T-4T"
        "a-8Th-6Ti-8Tr+6.1875hh+12rh+4ri|-8T-4Ta+8Th-6Ti-6Tr+4rh+4ri|4Ti-2Tr+2hi-2rh+2ri|2Ti-2Tr+2.0625hi-2rh+2ri|-"
        "8T-4Ta-6Th-6Ti-8Tr+6hh+12rh+4ri|8Th-6Ti-4Tr+4ri;embedding="
    ),
    "lora nf4 raw plain": (
        "start=-8T+2Th+1sd;kept=16T+4Ta+18Th+6Ti+8Tr+16rh+4ri;held=16T+4Ta+18Th+6Ti+8Tr+16rh+4ri;left=-16T-4Ta-18Th"
        "-6Ti-8Tr+16rh+4ri;forward=16T+10TV+2Th|12Th+4Ti;head=8T+12TV-2Th-4rh;last=10Ti-2Tr-2rh+2ri|-8T-4Ta-6Th-6Ti"
        "-8Tr+6.1875hh+12rh+4ri|-8T-4Ta+10Th-6Ti-6Tr+4rh+4ri|2Th+4Ti-2Tr+2hi-2rh+2ri|2Th+2Ti-2Tr+2.0625hi-2rh+2ri|-"
        "8T-4Ta-4Th-6Ti-8Tr+6hh+12rh+4ri|10Th-6Ti-4Tr+4ri;embedding="
    ),
    "lora bf16 plain": (
        "start=2Th+1sd;kept=8T+4Ta+26Th+6Ti+16Tr;held=8T+4Ta+26Th+6Ti+16Tr;left=-8T-4Ta-26Th-6Ti-16Tr+32rh+8ri;forw"
        "ard=12T+10TV|2Th+4Ti-4Tr;head=4T+12TV-2Th;last=4Ti+4rh+4ri|-4T-4Ta-4Th-6Ti-8Tr+28rh+8ri|8Th|-4T-4Ta+8Th-6T"
        "i-12Tr+16rh+8ri|-2Th+4rh+8ri;embedding="
    ),
    "lora fp32 plain": (
        "start=-8T+4Th+2sd;kept=16T+4Ta+40Th+8Ti+16Tr;held=16T+4Ta+40Th+8Ti+16Tr;left=-16T-4Ta-40Th-8Ti-16Tr+32rh+8"
        "ri;forward=16T+8TV|4Ti-4Tr;head=8T+12TV-4Th;last=-4Th+8Ti-4Tr+4rh+4ri|-8T+4Th-8Ti-12Tr+16rh+8ri|-8T-4Ta-12"
        "Th-8Ti-8Tr+28rh+8ri|4Tr+4rh;embedding="
    ),
    "lora nf4 no amp plain": (
        "start=-8T+4Th+2sd;kept=16T+4Ta+40Th+8Ti+16Tr;held=16T+4Ta+40Th+8Ti+16Tr;left=-16T-4Ta-40Th-8Ti-16Tr+32rh+8"
        "ri;forward=16T+8TV|4Ti-4Tr;head=8T+12TV-4Th;last=-4Th+8Ti-4Tr+4rh+4ri|-8T-4Ta-30Th-8Ti-16Tr+6.1875hh+32rh+"
        "8ri|-8T+4Th-8Ti-12Tr+16rh+8ri|-2Th+2Ti-4Tr+2hi+4rh+4ri|-2Th-4Tr+2.0625hi+4rh+4ri|-8T-4Ta-28Th-8Ti-16Tr+6hh"
        "+32rh+8ri|-4Th-6Ti-8Tr+2.0625hi+8rh+8ri|4Tr+4rh;embedding="
    ),
    "lora nf4 raw no amp plain": (
        "start=2Th+1sd;kept=8T+4Ta+26Th+6Ti+16Tr;held=8T+4Ta+26Th+6Ti+16Tr;left=-8T-4Ta-26Th-6Ti-16Tr+32rh+8ri;forw"
        "ard=12T+10TV|2Th+4Ti-4Tr;head=4T+12TV-2Th;last=-2Th-4Tr+2hi+4rh+4ri|-4T-4Ta-18Th-6Ti-16Tr+6.1875hh+32rh+8r"
        "i|-4T-4Ta+8Th-6Ti-12Tr+16rh+8ri|-2Th+4Ti+4rh+4ri|6Th|-2Th-2Ti-4Tr+2.0625hi+4rh+4ri|-4T-4Ta-16Th-6Ti-16Tr+6"
        "hh+32rh+8ri|-4Th-4Ti-8Tr+2.0625hi+8rh+8ri;embedding="
    ),
    "lora bf16+amp plain checkpointing": (
        "start=8T+2Th+1sd;kept=2Th+16rh+4ri;held=2Th;left=-2Th+32rh+8ri;forward=16T+10TV+6Th|6Th+8Ti+2Tr-2rh;head=8"
        "T+12TV+2Th;last=16T+4Ta+36Th+10Ti+8Tr+16rh+4ri|16T+4Ta+36Th+4Tr+20rh+8ri|8T+12Th+2Tr+36rh+8ri|16T+4Ta+26Th"
        "+6Ti+6Tr+18rh+8ri;embedding=-4Th+96rh+24ri-1sd"
    ),
    "lora fp32+amp plain checkpointing": (
        "start=8T+4Th+2sd;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV|4Th+2Ti+2hi-2rh-2r"
        "i|4Th+8Ti+2Tr-2rh|8Th+6hh-16rh-4ri;head=8T+12TV+2hV;last=16T+4Ta+30Th+10Ti+8Tr+8hh+4hi+16rh+4ri|8T+4Ta+44T"
        "h+4Tr+8hh+12rh|16T+4Ta+20Th+6Ti+6Tr+8hh+4hi+18rh+8ri;embedding=-8Th+96rh+24ri-2sd"
    ),
    "lora nf4 plain checkpointing": (
        "start=8T+4Th+2sd;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV|2Th+10Ti-2rh-2ri|3"
        "0Th-8rh-4ri;head=8T+12TV+2hV;last=16T+4Ta+16Th+16Ti+6Tr+18rh+6ri|8T+10Th+6.1875hh+32rh+8ri|8T+4Ta+46Th+4Tr"
        "+12rh|16T+4Ta+18Th+10Ti+6Tr+2hi+18rh+6ri|16T+4Ta+30Th+10Ti+6Tr+14rh+2ri|16T+4Ta+18Th+8Ti+6Tr+2.0625hi+18rh"
        "+6ri|8T+12Th+6hh+32rh+8ri;embedding=-8Th+96rh+24ri-2sd"
    ),
    "lora nf4 raw plain checkpointing": (
        "start=8T+2Th+1sd;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th|2Th+10Ti-2rh-2ri|30Th-"
        "8rh-4ri|6Th+6Ti+2Tr-2rh;head=8T+12TV;last=16T+4Ta+16Th+16Ti+6Tr+18rh+6ri|8T+10Th+6.1875hh+32rh+8ri|8T+4Ta+"
        "46Th+4Tr+12rh|16T+4Ta+18Th+10Ti+6Tr+2hi+18rh+6ri|16T+4Ta+30Th+10Ti+6Tr+14rh+2ri|16T+4Ta+18Th+8Ti+6Tr+2.062"
        "5hi+18rh+6ri|8T+12Th+6hh+32rh+8ri;embedding=-10Th+96rh+24ri-1sd"
    ),
    "lora bf16 plain checkpointing": (
        "start=8T+2Th+1sd;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=12T+10TV+2Th|6Th+10Ti|34Th;head=4T+12TV;last"
        "=8T+4Ta+34Th+10Ti+12Tr|4T+22Th+8Tr+28rh+8ri|4T+42Th+4Tr|8T+4Ta+26Th+10Ti+16Tr+4rh+4ri|4T+34Th+4Tr+16rh+8ri"
        "|8T+4Ta+36Th+8Ti+16Tr|8T+4Ta+24Th+6Ti+16Tr+4rh+8ri;embedding=-4Th+96rh+24ri-1sd"
    ),
    "lora fp32 plain checkpointing": (
        "start=8T+4Th+2sd;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=4Th+12Ti|16T+8TV+4Th|36Th;head=8T+12TV;last="
        "16T+4Ta+36Th+16Ti+12Tr+4rh+4ri|16T+4Ta+48Th+8Ti+16Tr|8T+4Ta+44Th+4Tr+16rh+8ri|8T+28Th+8Tr+28rh+8ri;embeddi"
        "ng=-8Th+96rh+24ri-2sd"
    ),
    "lora nf4 no amp plain checkpointing": (
        "start=8T+4Th+2sd;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=4Th+12Ti|16T+8TV+4Th|36Th;head=8T+12TV;last="
        "16T+4Ta+36Th+16Ti+12Tr+4rh+4ri|8T+10Th+6.1875hh+32rh+8ri|16T+4Ta+52Th+8Ti+12Tr|16T+4Ta+38Th+10Ti+12Tr+2hi+"
        "4rh+4ri|16T+4Ta+50Th+10Ti+12Tr|16T+4Ta+38Th+8Ti+12Tr+2.0625hi+4rh+4ri|8T+12Th+6hh+32rh+8ri|16T+4Ta+36Th+2T"
        "i+8Tr+2.0625hi+8rh+8ri;embedding=-8Th+96rh+24ri-2sd"
    ),
    "lora nf4 raw no amp plain checkpointing": (
        "start=8T+2Th+1sd;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=12T+10TV+2Th|6Th+10Ti|34Th;head=4T+12TV;last"
        "=8T+4Ta+24Th+6Ti+12Tr+2hi+4rh+4ri|4T+8Th+6.1875hh+32rh+8ri|4T+40Th+4Tr|8T+4Ta+32Th+10Ti+12Tr|8T+4Ta+24Th+4"
        "Ti+12Tr+2.0625hi+4rh+4ri|4T+10Th+6hh+32rh+8ri|4T+34Th+4Tr+16rh+8ri|8T+4Ta+22Th+2Ti+8Tr+2.0625hi+8rh+8ri|8T"
        "+4Ta+34Th+8Ti+16Tr;embedding=-4Th+96rh+24ri-1sd"
    ),
    "lora bf16+amp masked": (
        "start=-4Th+1bss+1sd;kept=16T+4Ta+26Th+4Ti+8Tr+2bss+16rh+4ri;held=16T+4Ta+26Th+4Ti+8Tr+2bss+16rh+4ri;left=-"
        "16T-4Ta-26Th-4Ti-8Tr-2bss+16rh+4ri;forward=16T+10TV+4Th-1bss|12Th+6Ti;head=8T+12TV-1bss-4rh;last=-2Th+4Ti-"
        "2Tr-1bss-2rh+2ri|8Th-4Ti-4Tr-1bss+4ri|-8T-4Ta-16Th-4Ti-6Tr-3bss+16rh+4ri|-2Th+2Ti-2Tr-1bss-2rh+4ri;embeddi"
        "ng="
    ),
    "lora fp32+amp masked": (
        "start=4Th+1bss-6hh-2hi+2sd;kept=16T+4Ta+22Th+4Ti+8Tr+2bss+8hh+4hi+16rh+4ri;held=16T+4Ta+22Th+4Ti+8Tr+2bss+"
        "8hh+4hi+16rh+4ri;left=-16T-4Ta-22Th-4Ti-8Tr-2bss-8hh-4hi+16rh+4ri;forward=16T+10TV-1bss+2hV|8Th+6Ti;head=8"
        "T+12TV-4Th-1bss+2hV-4rh;last=-2Th+4Ti-2Tr-1bss-2rh+2ri|8Th-4Ti-4Tr-1bss-4hi+4ri|-2Th+2Ti-2Tr-1bss-2rh+4ri;"
        "embedding="
    ),
    "lora nf4 masked": (
        "start=4Th+1bss+2sd;kept=16T+4Ta+18Th+6Ti+8Tr+2bss+16rh+4ri;held=16T+4Ta+18Th+6Ti+8Tr+2bss+16rh+4ri;left=-1"
        "6T-4Ta-18Th-6Ti-8Tr-2bss+16rh+4ri;forward=16T+10TV-1bss+2hV|12Th+4Ti;head=8T+12TV-4Th-1bss+2hV-4rh;last=-2"
        "Th+10Ti-2Tr-1bss-2rh+2ri|-8T-4Ta-8Th-6Ti-8Tr-3bss+6.1875hh+12rh+4ri|-8T-4Ta+8Th-6Ti-6Tr-3bss+4rh+4ri|4Ti-2"
        "Tr-1bss+2hi-2rh+2ri|8Th-6Ti-4Tr-1bss+4ri|2Ti-2Tr-1bss+2.0625hi-2rh+2ri|-8T-4Ta-6Th-6Ti-8Tr-3bss+6hh+12rh+4"
        "ri;embedding="
    ),
    "lora nf4 raw masked": (
        "start=2Th+1bss+1sd;kept=16T+4Ta+18Th+6Ti+8Tr+2bss+16rh+4ri;held=16T+4Ta+18Th+6Ti+8Tr+2bss+16rh+4ri;left=-1"
        "6T-4Ta-18Th-6Ti-8Tr-2bss+16rh+4ri;forward=16T+10TV+2Th-1bss|12Th+4Ti;head=8T+12TV-2Th-1bss-4rh;last=10Ti-2"
        "Tr-1bss-2rh+2ri|-8T-4Ta-6Th-6Ti-8Tr-3bss+6.1875hh+12rh+4ri|-8T-4Ta+10Th-6Ti-6Tr-3bss+4rh+4ri|2Th+4Ti-2Tr-1"
        "bss+2hi-2rh+2ri|10Th-6Ti-4Tr-1bss+4ri|2Th+2Ti-2Tr-1bss+2.0625hi-2rh+2ri|-8T-4Ta-4Th-6Ti-8Tr-3bss+6hh+12rh+"
        "4ri;embedding="
    ),
    "lora bf16 masked": (
        "start=8T+2Th+1bss+1sd;kept=8T+4Ta+26Th+6Ti+16Tr+2bss;held=8T+4Ta+26Th+6Ti+16Tr+2bss;left=-8T-4Ta-26Th-6Ti-"
        "16Tr-2bss+32rh+8ri;forward=12T+10TV-1bss|2Th+4Ti-4Tr;head=4T+12TV-2Th-1bss;last=4Ti-1bss+4rh+4ri|-4T-4Ta-4"
        "Th-6Ti-8Tr-3bss+28rh+8ri|8Th-1bss|-4T-4Ta+8Th-6Ti-12Tr-3bss+16rh+8ri|-2Th-1bss+4rh+8ri;embedding="
    ),
    "lora fp32 masked": (
        "start=4Th+1bss+2sd;kept=16T+4Ta+40Th+8Ti+16Tr+4bss;held=16T+4Ta+40Th+8Ti+16Tr+4bss;left=-16T-4Ta-40Th-8Ti-"
        "16Tr-4bss+32rh+8ri;forward=16T+8TV-1bss|4Ti-4Tr;head=8T+12TV-4Th-1bss;last=-4Th+8Ti-4Tr-1bss+4rh+4ri|-8T+4"
        "Th-8Ti-12Tr-1bss+16rh+8ri|-8T-4Ta-12Th-8Ti-8Tr-5bss+28rh+8ri|4Tr-1bss+4rh;embedding="
    ),
    "lora nf4 no amp masked": (
        "start=4Th+1bss+2sd;kept=16T+4Ta+40Th+8Ti+16Tr+4bss;held=16T+4Ta+40Th+8Ti+16Tr+4bss;left=-16T-4Ta-40Th-8Ti-"
        "16Tr-4bss+32rh+8ri;forward=16T+8TV-1bss|4Ti-4Tr;head=8T+12TV-4Th-1bss;last=-4Th+8Ti-4Tr-1bss+4rh+4ri|-8T-4"
        "Ta-30Th-8Ti-16Tr-5bss+6.1875hh+32rh+8ri|-8T+4Th-8Ti-12Tr-1bss+16rh+8ri|-2Th+2Ti-4Tr-1bss+2hi+4rh+4ri|-2Th-"
        "4Tr-1bss+2.0625hi+4rh+4ri|-8T-4Ta-28Th-8Ti-16Tr-5bss+6hh+32rh+8ri|-4Th-6Ti-8Tr-1bss+2.0625hi+8rh+8ri|4Tr-1"
        "bss+4rh;embedding="
    ),
    "lora nf4 raw no amp masked": (
        "start=8T+2Th+1bss+1sd;kept=8T+4Ta+26Th+6Ti+16Tr+2bss;held=8T+4Ta+26Th+6Ti+16Tr+2bss;left=-8T-4Ta-26Th-6Ti-"
        "16Tr-2bss+32rh+8ri;forward=12T+10TV-1bss|2Th+4Ti-4Tr;head=4T+12TV-2Th-1bss;last=-2Th-4Tr-1bss+2hi+4rh+4ri|"
        "-4T-4Ta-18Th-6Ti-16Tr-3bss+6.1875hh+32rh+8ri|-4T-4Ta+8Th-6Ti-12Tr-3bss+16rh+8ri|-2Th+4Ti-1bss+4rh+4ri|6Th-"
        "1bss|-2Th-2Ti-4Tr-1bss+2.0625hi+4rh+4ri|-4T-4Ta-16Th-6Ti-16Tr-3bss+6hh+32rh+8ri|-4Th-4Ti-8Tr-1bss+2.0625hi"
        "+8rh+8ri;embedding="
    ),
    "lora bf16+amp masked checkpointing": (
        "start=16T+2Th+1bss+1sd;kept=2Th+16rh+4ri;held=2Th;left=-2Th+32rh+8ri;forward=16T+10TV+6Th|6Th+8Ti+2Tr-2rh;"
        "head=8T+12TV+2Th;last=16T+4Ta+36Th+10Ti+8Tr+2bss+16rh+4ri|16T+4Ta+36Th+4Tr+2bss+20rh+8ri|8T+12Th+2Tr+36rh+"
        "8ri|16T+4Ta+26Th+6Ti+6Tr+2bss+18rh+8ri;embedding=-4Th-1bss+96rh+24ri-1sd"
    ),
    "lora fp32+amp masked checkpointing": (
        "start=16T+4Th+1bss+2sd;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV|4Th+2Ti+2hi-"
        "2rh-2ri|4Th+8Ti+2Tr-2rh|8Th+6hh-16rh-4ri;head=8T+12TV+2hV;last=16T+4Ta+30Th+10Ti+8Tr+2bss+8hh+4hi+16rh+4ri"
        "|8T+4Ta+44Th+4Tr+2bss+8hh+12rh|16T+4Ta+20Th+6Ti+6Tr+2bss+8hh+4hi+18rh+8ri;embedding=-8Th-1bss+96rh+24ri-2s"
        "d"
    ),
    "lora nf4 masked checkpointing": (
        "start=16T+4Th+1bss+2sd;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV|2Th+10Ti-2rh"
        "-2ri|30Th-8rh-4ri;head=8T+12TV+2hV;last=16T+4Ta+16Th+16Ti+6Tr+2bss+18rh+6ri|8T+10Th+6.1875hh+32rh+8ri|8T+4"
        "Ta+46Th+4Tr+2bss+12rh|16T+4Ta+18Th+10Ti+6Tr+2bss+2hi+18rh+6ri|16T+4Ta+30Th+10Ti+6Tr+2bss+14rh+2ri|16T+4Ta+"
        "18Th+8Ti+6Tr+2bss+2.0625hi+18rh+6ri|8T+12Th+6hh+32rh+8ri;embedding=-8Th-1bss+96rh+24ri-2sd"
    ),
    "lora nf4 raw masked checkpointing": (
        "start=16T+2Th+1bss+1sd;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th|2Th+10Ti-2rh-2ri"
        "|30Th-8rh-4ri|6Th+6Ti+2Tr-2rh;head=8T+12TV;last=16T+4Ta+16Th+16Ti+6Tr+2bss+18rh+6ri|8T+10Th+6.1875hh+32rh+"
        "8ri|8T+4Ta+46Th+4Tr+2bss+12rh|16T+4Ta+18Th+10Ti+6Tr+2bss+2hi+18rh+6ri|16T+4Ta+30Th+10Ti+6Tr+2bss+14rh+2ri|"
        "16T+4Ta+18Th+8Ti+6Tr+2bss+2.0625hi+18rh+6ri|8T+12Th+6hh+32rh+8ri;embedding=-10Th-1bss+96rh+24ri-1sd"
    ),
    "lora bf16 masked checkpointing": (
        "start=16T+2Th+1bss+1sd;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=12T+10TV+2Th|6Th+10Ti|34Th;head=4T+12T"
        "V;last=8T+4Ta+34Th+10Ti+12Tr+2bss|4T+22Th+8Tr+28rh+8ri|4T+42Th+4Tr|8T+4Ta+26Th+10Ti+16Tr+2bss+4rh+4ri|4T+3"
        "4Th+4Tr+16rh+8ri|8T+4Ta+36Th+8Ti+16Tr+2bss|8T+4Ta+24Th+6Ti+16Tr+2bss+4rh+8ri;embedding=-4Th-1bss+96rh+24ri"
        "-1sd"
    ),
    "lora fp32 masked checkpointing": (
        "start=16T+4Th+1bss+2sd;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=4Th+12Ti|16T+8TV+4Th|36Th;head=8T+12TV"
        ";last=16T+4Ta+36Th+16Ti+12Tr+4bss+4rh+4ri|16T+4Ta+48Th+8Ti+16Tr+4bss|8T+4Ta+44Th+4Tr+4bss+16rh+8ri|8T+28Th"
        "+8Tr+28rh+8ri;embedding=-8Th-1bss+96rh+24ri-2sd"
    ),
    "lora nf4 no amp masked checkpointing": (
        "start=16T+4Th+1bss+2sd;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=4Th+12Ti|16T+8TV+4Th|36Th;head=8T+12TV"
        ";last=16T+4Ta+36Th+16Ti+12Tr+4bss+4rh+4ri|8T+10Th+6.1875hh+32rh+8ri|16T+4Ta+52Th+8Ti+12Tr+4bss|16T+4Ta+38T"
        "h+10Ti+12Tr+4bss+2hi+4rh+4ri|16T+4Ta+50Th+10Ti+12Tr+4bss|16T+4Ta+38Th+8Ti+12Tr+4bss+2.0625hi+4rh+4ri|8T+12"
        "Th+6hh+32rh+8ri|16T+4Ta+36Th+2Ti+8Tr+4bss+2.0625hi+8rh+8ri;embedding=-8Th-1bss+96rh+24ri-2sd"
    ),
    "lora nf4 raw no amp masked checkpointing": (
        "start=16T+2Th+1bss+1sd;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=12T+10TV+2Th|6Th+10Ti|34Th;head=4T+12T"
        "V;last=8T+4Ta+24Th+6Ti+12Tr+2bss+2hi+4rh+4ri|4T+8Th+6.1875hh+32rh+8ri|4T+40Th+4Tr|8T+4Ta+32Th+10Ti+12Tr+2b"
        "ss|8T+4Ta+24Th+4Ti+12Tr+2bss+2.0625hi+4rh+4ri|4T+10Th+6hh+32rh+8ri|8T+4Ta+34Th+8Ti+16Tr+2bss|4T+34Th+4Tr+1"
        "6rh+8ri|8T+4Ta+22Th+2Ti+8Tr+2bss+2.0625hi+8rh+8ri;embedding=-4Th-1bss+96rh+24ri-1sd"
    ),
}

ADAPTERS = {
    "bf16+amp": (
        "query_key_value=2Th+2Tr+8rh;dense=2Th+2Tr+4rh;dense_h_to_4h=2Th+2Tr+2rh+2ri;dense_4h_to_h=2Ti+2Tr+2rh+2ri"
    ),
    "bf16+amp eager": "@bf16+amp",
    "fp32+amp": "@bf16+amp",
    "fp32+amp eager": "@bf16+amp",
    "nf4": "@bf16+amp",
    "nf4 eager": "@bf16+amp",
    "nf4 raw": "@bf16+amp",
    "nf4 raw eager": "@bf16+amp",
    "bf16": "query_key_value=4Th+4Tr;dense=4Th+4Tr;dense_h_to_4h=4Th+4Tr;dense_4h_to_h=4Ti+4Tr",
    "bf16 eager": "@bf16",
    "fp32": "@bf16",
    "fp32 eager": "@bf16",
    "nf4 no amp": "@bf16",
    "nf4 no amp eager": "@bf16",
    "nf4 raw no amp": "@bf16",
    "nf4 raw no amp eager": "@bf16",
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
