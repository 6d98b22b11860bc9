"""What a llama model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp plain": (
        "start=4T+4sd;kept=8T+4Ta+18Th+8Ti+4Tkv+6Tq+14Tr+14rh+6ri+4rkv+4rq;held=8T+4Ta+18Th+8Ti+4Tkv+6Tq+14Tr+14rh+"
        "6ri+4rkv+4rq;left=-8T-4Ta-18Th-8Ti-4Tkv-6Tq-14Tr+14rh+6ri+4rkv+4rq;forward=12T+10TV+2Th|10Th+6Ti;head=4T+1"
        "2TV-6rh;last=-4T+14Th-8Ti-6Tr+6ri|-2Th+2Ti-2Tr-4rh+4ri|-2Th+4Ti-2Tr-4rh+2ri|-8T-4Ta+4Th-8Ti-4Tkv-6Tq-14Tr+"
        "8rh+6ri+4rkv+4rq;embedding="
    ),
    "lora fp32+amp plain": (
        "start=4T+4Th-4hkv-2hq+8sd;kept=8T+4Ta+18Th+8Ti+4Tkv+6Tq+14Tr+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;held=8T+4Ta+18"
        "Th+8Ti+4Tkv+6Tq+14Tr+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;left=-8T-4Ta-18Th-8Ti-4Tkv-6Tq-14Tr-6hi-4hkv-4hq+14rh+"
        "6ri+4rkv+4rq;forward=12T+10TV+2hV|6Th+6Ti;head=4T+12TV-4Th+2hV-6rh;last=-2Th+4Ti-2Tr-4rh+2ri|6Th-4Ti-4Tr-4"
        "hi-2rh+4ri|-2Th+2Ti-2Tr-4rh+4ri;embedding="
    ),
    "lora nf4 plain": (
        "start=4T+4Th+8sd;kept=8T+4Ta+18Th+14Ti+4Tkv+4Tq+14Tr+14rh+6ri+4rkv+4rq;held=8T+4Ta+18Th+14Ti+4Tkv+4Tq+14Tr"
        "+14rh+6ri+4rkv+4rq;left=-8T-4Ta-18Th-14Ti-4Tkv-4Tq-14Tr+14rh+6ri+4rkv+4rq;forward=12T+10TV+2hV|10Th+4Ti;he"
        "ad=4T+12TV-4Th+2hV-6rh;last=-2Th+4Ti-2Tr+2hi-4rh+2ri|-2Th+2Ti-2Tr+2.0625hi-4rh+2ri|-4Th+10Ti-2Tr-4rh+2ri|-"
        "4T-10Th-14Ti+2Tq-8Tr+2.0625hq+2rh+6ri+2rq|6Th-6Ti-4Tr-2rh+4ri|-4T-10Th-14Ti+4Tq-8Tr+2hq+2rh+6ri+2rq|-4T-4T"
        "a-12Th-14Ti+4Tkv+12Tq-8Tr+2rh+6ri+2rq|-4T-4Ta-14Th-14Ti-4Tkv-2Tq-14Tr+2.0625hq+8rh+6ri+4rkv+4rq|-4T-4Ta-10"
        "Th-14Ti+2Tkv-10Tr+2.0625hkv+4rh+6ri+2rkv+2rq|-4Ti-4Tr+2hi-2rh+4ri;embedding="
    ),
    "lora nf4 raw plain": (
        "start=4T+4sd;kept=8T+4Ta+12Th+8Ti+4Tkv+4Tq+14Tr+14rh+6ri+4rkv+4rq;held=8T+4Ta+12Th+8Ti+4Tkv+4Tq+14Tr+14rh+"
        "6ri+4rkv+4rq;left=-8T-4Ta-12Th-8Ti-4Tkv-4Tq-14Tr+14rh+6ri+4rkv+4rq;forward=12T+10TV+2Th;head=4T+12TV-6rh;l"
        "ast=2Th-2Ti-4Tr+2hi-2rh+4ri|-2Ti-4Tr+2.0625hi-2rh+4ri|-2Th+4Ti-2Tr-4rh+2ri|-2Th+2Ti-2Tr+2hi-4rh+2ri|-2Th-2"
        "Tr+2.0625hi-4rh+2ri|-4T-8Th-8Ti+2Tq-8Tr+2.0625hq+2rh+6ri+2rq|-4T+16Th-8Ti-6Tr+6ri|-4T-8Th-8Ti+4Tq-8Tr+2hq+"
        "2rh+6ri+2rq|-2Th-6Ti-6Tr+2.0625hi+6ri|-4T-4Ta-8Th-8Ti-4Tkv-2Tq-14Tr+2.0625hq+8rh+6ri+4rkv+4rq|-4T-4Ta-6Th-"
        "8Ti-4Tkv-2Tq-14Tr+2hq+8rh+6ri+4rkv+4rq;embedding="
    ),
    "lora bf16 plain": (
        "start=4T+4sd;kept=8T+4Ta+28Th+10Ti+4Tkv+8Tq+28Tr;held=8T+4Ta+28Th+10Ti+4Tkv+8Tq+28Tr;left=-8T-4Ta-28Th-10T"
        "i-4Tkv-8Tq-28Tr+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th|4Th+4Ti-4Tr;head=4T+12TV;last=8Th|4Ti+4rh+4ri|-4T+"
        "10Th-10Ti-12Tr+12rh+12ri|-8T-4Ta-6Th-10Ti-4Tkv-8Tq-28Tr+28rh+12ri+8rkv+8rq;embedding="
    ),
    "lora fp32 plain": (
        "start=4T+4Th+8sd;kept=8T+4Ta+16Th+16Ti+8Tkv+8Tq+28Tr;held=8T+4Ta+16Th+16Ti+8Tkv+8Tq+28Tr;left=-8T-4Ta-16Th"
        "-16Ti-8Tkv-8Tq-28Tr+28rh+12ri+8rkv+8rq;forward=12T+8TV|-4Th+4Ti-4Tr;head=4T+12TV-4Th;last=-4Th+8Ti-4Tr+4rh"
        "+4ri|8Th-8Ti-8Tr+8rh+8ri|-4T-12Th-16Ti+12Tq-16Tr+16rh+12ri+4rq|-4T-4Ta-4Th-16Ti-8Tkv-4Tq-24Tr+28rh+12ri+8r"
        "kv+8rq|-4T-12Th-16Ti+8Tkv+8Tq-16Tr+16rh+12ri+4rq|-8T-4Ta-16Ti-8Tkv-8Tq-28Tr+28rh+12ri+8rkv+8rq;embedding="
    ),
    "lora nf4 no amp plain": (
        "start=4T+4Th+8sd;kept=8T+4Ta+16Th+16Ti+8Tkv+8Tq+28Tr;held=8T+4Ta+16Th+16Ti+8Tkv+8Tq+28Tr;left=-8T-4Ta-16Th"
        "-16Ti-8Tkv-8Tq-28Tr+28rh+12ri+8rkv+8rq;forward=12T+8TV|-4Th+4Ti-4Tr;head=4T+12TV-4Th;last=-2Th+2Ti-4Tr+2hi"
        "+4rh+4ri|-2Th-4Tr+2.0625hi+4rh+4ri|-4Th+8Ti-4Tr+4rh+4ri|-4T-10Th-16Ti+4Tq-16Tr+2.0625hq+16rh+12ri+4rq|8Th-"
        "8Ti-8Tr+8rh+8ri|-4T-10Th-16Ti+6Tq-16Tr+2hq+16rh+12ri+4rq|-4Th-14Ti-12Tr+2.0625hi+12rh+12ri|-4T-4Ta-12Th-16"
        "Ti-8Tkv-6Tq-28Tr+2.0625hq+28rh+12ri+8rkv+8rq|-4T-12Th-16Ti+8Tkv+8Tq-16Tr+16rh+12ri+4rq|-4T-4Ta-10Th-16Ti-8"
        "Tkv-6Tq-28Tr+2hq+28rh+12ri+8rkv+8rq|2Th-6Ti-8Tr+2hi+8rh+8ri|-6Ti-8Tr+2.0625hi+8rh+8ri;embedding="
    ),
    "lora nf4 raw no amp plain": (
        "start=4T+4sd;kept=8T+4Ta+28Th+10Ti+4Tkv+8Tq+28Tr;held=8T+4Ta+28Th+10Ti+4Tkv+8Tq+28Tr;left=-8T-4Ta-28Th-10T"
        "i-4Tkv-8Tq-28Tr+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th|4Th+4Ti-4Tr;head=4T+12TV;last=-2Th-4Tr+2hi+4rh+4ri"
        "|-4Th-4Ti-8Tr+2.0625hi+8rh+8ri|-2Th+4Ti+4rh+4ri|-2Th-2Ti-4Tr+2.0625hi+4rh+4ri|-4T-14Th-10Ti-2Tq-16Tr+2.062"
        "5hq+16rh+12ri+4rq|6Th|-4T-14Th-10Ti-16Tr+2hq+16rh+12ri+4rq|-8Th-8Ti-12Tr+2.0625hi+12rh+12ri|-4T-4Ta-24Th-1"
        "0Ti-4Tkv-6Tq-28Tr+2.0625hq+28rh+12ri+8rkv+8rq|-4T-4Ta-22Th-10Ti-4Tkv-6Tq-28Tr+2hq+28rh+12ri+8rkv+8rq|-2Th-"
        "4Ti-8Tr+2hi+8rh+8ri;embedding="
    ),
    "lora bf16+amp plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|4Th"
        "+8Ti+2Tr-2rh|6Th+8Ti-2rh-2ri;head=4T+12TV+2Th;last=8T+4Ta+26Th+14Ti+4Tkv+6Tq+14Tr+14rh+6ri+4rkv+4rq|4T+4Ta"
        "+34Th+4Tkv+6Tq+8Tr+20rh+12ri+4rkv+4rq|24Th+28rh+12ri+8rkv+8rq;embedding=-4Th+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th+2hV"
        "|6Th+2Ti+2hi-2rh-2ri|6Th+8Ti+2Tr-2rh|6Th+4Ti+2hi-4rh-4ri|2Th+6Tkv+12Tq+2Tr-8rh-6ri;head=4T+12TV+2hV;last=8"
        "T+4Ta+24Th+14Ti+4Tkv+6Tq+14Tr+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|4T+4Ta+20Th+8Tkv+14Tq+8Tr+4hkv+4hq+8rh+4rkv+4"
        "rq|8T+4Ta+16Th+10Ti+4Tkv+6Tq+12Tr+6hi+4hkv+4hq+16rh+10ri+4rkv+4rq;embedding=-8Th+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th+2hV"
        "|20Tkv+8Tq-8rh-6ri-2rq|4Th+14Ti-2rh-2ri|8Tkv+16Tq-8rh-6ri-2rq;head=4T+12TV+2hV;last=8T+4Ta+16Th+18Ti+4Tkv+"
        "4Tq+12Tr+2hi+16rh+8ri+4rkv+4rq|8T+4Ta+16Th+16Ti+4Tkv+4Tq+12Tr+2.0625hi+16rh+8ri+4rkv+4rq|8T+4Ta+14Th+24Ti+"
        "4Tkv+4Tq+12Tr+16rh+8ri+4rkv+4rq|4T+4Ta+8Th+4Tkv+6Tq+6Tr+2.0625hq+22rh+12ri+4rkv+6rq|8T+4Ta+28Th+16Ti+4Tkv+"
        "4Tq+12Tr+12rh+4ri+4rkv+4rq|4T+4Ta+8Th+4Tkv+8Tq+6Tr+2hq+22rh+12ri+4rkv+6rq|4T+12Th+20Tkv+8Tq+6Tr+6rh+4rkv+2"
        "rq|4T+12Th+8Tkv+16Tq+6Tr+6rh+4rkv+2rq|4T+4Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|4T+8Th+6Tkv+4Tq+4Tr+2.0625hkv"
        "+24rh+12ri+6rkv+6rq|8T+4Ta+18Th+10Ti+4Tkv+4Tq+10Tr+2hi+18rh+10ri+4rkv+4rq;embedding=-8Th+84rh+36ri+24rkv+2"
        "4rq-8sd"
    ),
    "lora nf4 raw plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|2Th"
        "+8Ti-2rh-2ri;head=4T+12TV+2Th;last=8T+4Ta+16Th+6Ti+4Tkv+4Tq+10Tr+2hi+18rh+10ri+4rkv+4rq|8T+4Ta+14Th+6Ti+4T"
        "kv+4Tq+10Tr+2.0625hi+18rh+10ri+4rkv+4rq|8T+4Ta+12Th+12Ti+4Tkv+4Tq+12Tr+16rh+8ri+4rkv+4rq|8T+4Ta+12Th+10Ti+"
        "4Tkv+4Tq+12Tr+2hi+16rh+8ri+4rkv+4rq|8T+4Ta+12Th+8Ti+4Tkv+4Tq+12Tr+2.0625hi+16rh+8ri+4rkv+4rq|4T+4Ta+6Th+4T"
        "kv+6Tq+6Tr+2.0625hq+22rh+12ri+4rkv+6rq|4T+4Ta+30Th+4Tkv+4Tq+8Tr+20rh+12ri+4rkv+4rq|4T+4Ta+6Th+4Tkv+8Tq+6Tr"
        "+2hq+22rh+12ri+4rkv+6rq|8T+4Ta+12Th+2Ti+4Tkv+4Tq+8Tr+2.0625hi+20rh+12ri+4rkv+4rq|4T+6Th+2Tq+2.0625hq+28rh+"
        "12ri+8rkv+8rq|4T+8Th+2Tq+2hq+28rh+12ri+8rkv+8rq;embedding=-4Th+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+12Ti|10Th+4Tkv+8T"
        "q;head=4T+12TV+2Th;last=8T+4Ta+40Th+12Ti+4Tkv+8Tq+28Tr|8T+4Ta+30Th+14Ti+4Tkv+8Tq+28Tr+4rh+4ri|8T+4Ta+38Th+"
        "14Ti+4Tkv+8Tq+24Tr|4T+4Ta+40Th+4Tkv+8Tq+16Tr+12rh+12ri|24Th+28rh+12ri+8rkv+8rq;embedding=-4Th+84rh+36ri+24"
        "rkv+24rq-4sd"
    ),
    "lora fp32 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+16Ti|20Tkv+8Tq|8Tk"
        "v+16Tq|12Th+8Tkv+8Tq;head=4T+12TV;last=8T+4Ta+12Th+24Ti+8Tkv+8Tq+24Tr+4rh+4ri|8T+4Ta+24Th+8Ti+8Tkv+8Tq+20T"
        "r+8rh+8ri|4T+4Ta+4Th+8Tkv+20Tq+12Tr+16rh+12ri+4rq|4T+12Th+4Tq+4Tr+28rh+12ri+8rkv+8rq|4T+4Ta+4Th+16Tkv+16Tq"
        "+12Tr+16rh+12ri+4rq|8T+4Ta+20Th+16Ti+8Tkv+8Tq+28Tr|16Th+28rh+12ri+8rkv+8rq;embedding=-8Th+84rh+36ri+24rkv+"
        "24rq-8sd"
    ),
    "lora nf4 no amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+16Ti|20Tkv+8Tq|8Tk"
        "v+16Tq|12Th+8Tkv+8Tq;head=4T+12TV;last=8T+4Ta+14Th+18Ti+8Tkv+8Tq+24Tr+2hi+4rh+4ri|8T+4Ta+14Th+16Ti+8Tkv+8T"
        "q+24Tr+2.0625hi+4rh+4ri|8T+4Ta+12Th+24Ti+8Tkv+8Tq+24Tr+4rh+4ri|4T+4Ta+6Th+8Tkv+12Tq+12Tr+2.0625hq+16rh+12r"
        "i+4rq|8T+4Ta+24Th+16Ti+8Tkv+8Tq+24Tr|4T+4Ta+6Th+8Tkv+14Tq+12Tr+2hq+16rh+12ri+4rq|8T+4Ta+12Th+2Ti+8Tkv+8Tq+"
        "16Tr+2.0625hi+12rh+12ri|4T+4Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|4T+4Ta+4Th+16Tkv+16Tq+12Tr+16rh+12ri+4rq|4T"
        "+6Th+2Tq+2hq+28rh+12ri+8rkv+8rq|8T+4Ta+18Th+10Ti+8Tkv+8Tq+20Tr+2hi+8rh+8ri|8T+4Ta+16Th+10Ti+8Tkv+8Tq+20Tr+"
        "2.0625hi+8rh+8ri;embedding=-8Th+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+12Ti|10Th+4Tkv+8T"
        "q;head=4T+12TV+2Th;last=8T+4Ta+38Th+12Ti+4Tkv+8Tq+28Tr|8T+4Ta+26Th+6Ti+4Tkv+8Tq+20Tr+2.0625hi+8rh+8ri|8T+4"
        "Ta+36Th+14Ti+4Tkv+8Tq+24Tr|8T+4Ta+28Th+10Ti+4Tkv+8Tq+24Tr+2hi+4rh+4ri|8T+4Ta+28Th+8Ti+4Tkv+8Tq+24Tr+2.0625"
        "hi+4rh+4ri|4T+4Ta+16Th+4Tkv+6Tq+12Tr+2.0625hq+16rh+12ri+4rq|4T+4Ta+16Th+4Tkv+8Tq+12Tr+2hq+16rh+12ri+4rq|8T"
        "+4Ta+22Th+2Ti+4Tkv+8Tq+16Tr+2.0625hi+12rh+12ri|4T+6Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|4T+8Th+2Tq+2hq+28rh+"
        "12ri+8rkv+8rq|8T+4Ta+28Th+6Ti+4Tkv+8Tq+20Tr+2hi+8rh+8ri;embedding=-4Th+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora bf16+amp masked": (
        "start=12T+1bss+4sd;kept=8T+4Ta+18Th+8Ti+10Tq+14Tr+2bss+14rh+6ri+4rkv+4rq;held=8T+4Ta+18Th+8Ti+10Tq+14Tr+2b"
        "ss+14rh+6ri+4rkv+4rq;left=-8T-4Ta-18Th-8Ti-10Tq-14Tr-2bss+14rh+6ri+4rkv+4rq;forward=12T+10TV+2Th-1bss|10Th"
        "+6Ti;head=4T+12TV-1bss-6rh;last=-4T+14Th-8Ti-6Tr-1bss+6ri|-2Th+2Ti-2Tr-1bss-4rh+4ri|-2Th+4Ti-2Tr-1bss-4rh+"
        "2ri|-8T-4Ta+4Th-8Ti-10Tq-14Tr-3bss+8rh+6ri+4rkv+4rq;embedding="
    ),
    "lora fp32+amp masked": (
        "start=12T+4Th+1bss-4hkv-2hq+8sd;kept=8T+4Ta+18Th+8Ti+10Tq+14Tr+2bss+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;held=8T"
        "+4Ta+18Th+8Ti+10Tq+14Tr+2bss+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq;left=-8T-4Ta-18Th-8Ti-10Tq-14Tr-2bss-6hi-4hkv-"
        "4hq+14rh+6ri+4rkv+4rq;forward=12T+10TV-1bss+2hV|6Th+6Ti;head=4T+12TV-4Th-1bss+2hV-6rh;last=-2Th+4Ti-2Tr-1b"
        "ss-4rh+2ri|6Th-4Ti-4Tr-1bss-4hi-2rh+4ri|-2Th+2Ti-2Tr-1bss-4rh+4ri;embedding="
    ),
    "lora nf4 masked": (
        "start=12T+4Th+1bss+8sd;kept=8T+4Ta+18Th+14Ti+8Tq+14Tr+2bss+14rh+6ri+4rkv+4rq;held=8T+4Ta+18Th+14Ti+8Tq+14T"
        "r+2bss+14rh+6ri+4rkv+4rq;left=-8T-4Ta-18Th-14Ti-8Tq-14Tr-2bss+14rh+6ri+4rkv+4rq;forward=12T+10TV-1bss+2hV|"
        "10Th+4Ti;head=4T+12TV-4Th-1bss+2hV-6rh;last=-2Th+4Ti-2Tr-1bss+2hi-4rh+2ri|-2Th+2Ti-2Tr-1bss+2.0625hi-4rh+2"
        "ri|-4Th+10Ti-2Tr-1bss-4rh+2ri|-4T-10Th-14Ti+2Tq-8Tr-1bss+2.0625hq+2rh+6ri+2rq|6Th-6Ti-4Tr-1bss-2rh+4ri|-4T"
        "-10Th-14Ti+4Tq-8Tr-1bss+2hq+2rh+6ri+2rq|-4T-4Ta-12Th-14Ti+8Tkv+8Tq-8Tr-3bss+2rh+6ri+2rq|-4T-4Ta-14Th-14Ti-"
        "6Tq-14Tr-3bss+2.0625hq+8rh+6ri+4rkv+4rq|-4T-4Ta-10Th-14Ti+6Tkv-4Tq-10Tr-3bss+2.0625hkv+4rh+6ri+2rkv+2rq|-4"
        "Ti-4Tr-1bss+2hi-2rh+4ri;embedding="
    ),
    "lora nf4 raw masked": (
        "start=12T+1bss+4sd;kept=8T+4Ta+12Th+8Ti+8Tq+14Tr+2bss+14rh+6ri+4rkv+4rq;held=8T+4Ta+12Th+8Ti+8Tq+14Tr+2bss"
        "+14rh+6ri+4rkv+4rq;left=-8T-4Ta-12Th-8Ti-8Tq-14Tr-2bss+14rh+6ri+4rkv+4rq;forward=12T+10TV+2Th-1bss;head=4T"
        "+12TV-1bss-6rh;last=2Th-2Ti-4Tr-1bss+2hi-2rh+4ri|-2Ti-4Tr-1bss+2.0625hi-2rh+4ri|-2Th+4Ti-2Tr-1bss-4rh+2ri|"
        "-2Th+2Ti-2Tr-1bss+2hi-4rh+2ri|-2Th-2Tr-1bss+2.0625hi-4rh+2ri|-4T-8Th-8Ti+2Tq-8Tr-1bss+2.0625hq+2rh+6ri+2rq"
        "|-4T+16Th-8Ti-6Tr-1bss+6ri|-4T-8Th-8Ti+4Tq-8Tr-1bss+2hq+2rh+6ri+2rq|-2Th-6Ti-6Tr-1bss+2.0625hi+6ri|-4T-4Ta"
        "-8Th-8Ti-6Tq-14Tr-3bss+2.0625hq+8rh+6ri+4rkv+4rq;embedding="
    ),
    "lora bf16 masked": (
        "start=12T+1bss+4sd;kept=8T+4Ta+28Th+10Ti+12Tq+28Tr+2bss;held=8T+4Ta+28Th+10Ti+12Tq+28Tr+2bss;left=-8T-4Ta-"
        "28Th-10Ti-12Tq-28Tr-2bss+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-1bss|4Th+4Ti-4Tr;head=4T+12TV-1bss;last=8"
        "Th-1bss|4Ti-1bss+4rh+4ri|-4T+10Th-10Ti-12Tr-1bss+12rh+12ri|-8T-4Ta-6Th-10Ti-12Tq-28Tr-3bss+28rh+12ri+8rkv+"
        "8rq;embedding="
    ),
    "lora fp32 masked": (
        "start=12T+4Th+1bss+8sd;kept=8T+4Ta+16Th+16Ti+16Tq+28Tr+4bss;held=8T+4Ta+16Th+16Ti+16Tq+28Tr+4bss;left=-8T-"
        "4Ta-16Th-16Ti-16Tq-28Tr-4bss+28rh+12ri+8rkv+8rq;forward=12T+8TV-1bss|-4Th+4Ti-4Tr;head=4T+12TV-4Th-1bss;la"
        "st=-4Th+8Ti-4Tr-1bss+4rh+4ri|8Th-8Ti-8Tr-1bss+8rh+8ri|-4T-12Th-16Ti+16Tq-16Tr-1bss+16rh+12ri+4rq|-4T-4Ta-4"
        "Th-16Ti-12Tq-24Tr-5bss+28rh+12ri+8rkv+8rq|-8T-4Ta-16Ti-16Tq-28Tr-5bss+28rh+12ri+8rkv+8rq;embedding="
    ),
    "lora nf4 no amp masked": (
        "start=12T+4Th+1bss+8sd;kept=8T+4Ta+16Th+16Ti+16Tq+28Tr+4bss;held=8T+4Ta+16Th+16Ti+16Tq+28Tr+4bss;left=-8T-"
        "4Ta-16Th-16Ti-16Tq-28Tr-4bss+28rh+12ri+8rkv+8rq;forward=12T+8TV-1bss|-4Th+4Ti-4Tr;head=4T+12TV-4Th-1bss;la"
        "st=-2Th+2Ti-4Tr-1bss+2hi+4rh+4ri|-2Th-4Tr-1bss+2.0625hi+4rh+4ri|-4Th+8Ti-4Tr-1bss+4rh+4ri|-4T-10Th-16Ti+4T"
        "q-16Tr-1bss+2.0625hq+16rh+12ri+4rq|8Th-8Ti-8Tr-1bss+8rh+8ri|-4T-10Th-16Ti+6Tq-16Tr-1bss+2hq+16rh+12ri+4rq|"
        "-4T-12Th-16Ti+16Tq-16Tr-1bss+16rh+12ri+4rq|-4Th-14Ti-12Tr-1bss+2.0625hi+12rh+12ri|-4T-4Ta-12Th-16Ti-14Tq-2"
        "8Tr-5bss+2.0625hq+28rh+12ri+8rkv+8rq|-4T-4Ta-10Th-16Ti-14Tq-28Tr-5bss+2hq+28rh+12ri+8rkv+8rq|2Th-6Ti-8Tr-1"
        "bss+2hi+8rh+8ri|-6Ti-8Tr-1bss+2.0625hi+8rh+8ri;embedding="
    ),
    "lora nf4 raw no amp masked": (
        "start=12T+1bss+4sd;kept=8T+4Ta+28Th+10Ti+12Tq+28Tr+2bss;held=8T+4Ta+28Th+10Ti+12Tq+28Tr+2bss;left=-8T-4Ta-"
        "28Th-10Ti-12Tq-28Tr-2bss+28rh+12ri+8rkv+8rq;forward=12T+10TV+2Th-1bss|4Th+4Ti-4Tr;head=4T+12TV-1bss;last=-"
        "2Th-4Tr-1bss+2hi+4rh+4ri|-4Th-4Ti-8Tr-1bss+2.0625hi+8rh+8ri|-2Th+4Ti-1bss+4rh+4ri|-2Th-2Ti-4Tr-1bss+2.0625"
        "hi+4rh+4ri|-4T-14Th-10Ti-2Tq-16Tr-1bss+2.0625hq+16rh+12ri+4rq|6Th-1bss|-4T-14Th-10Ti-16Tr-1bss+2hq+16rh+12"
        "ri+4rq|-8Th-8Ti-12Tr-1bss+2.0625hi+12rh+12ri|-4T-4Ta-24Th-10Ti-10Tq-28Tr-3bss+2.0625hq+28rh+12ri+8rkv+8rq|"
        "-2Th-4Ti-8Tr-1bss+2hi+8rh+8ri;embedding="
    ),
    "lora bf16+amp masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4"
        "Th|4Th+8Ti+2Tr-2rh|6Th+8Ti-2rh-2ri;head=4T+12TV+2Th;last=8T+4Ta+26Th+14Ti+10Tq+14Tr+2bss+14rh+6ri+4rkv+4rq"
        "|4T+4Ta+34Th+10Tq+8Tr+2bss+20rh+12ri+4rkv+4rq|24Th+28rh+12ri+8rkv+8rq|4T+4Ta+20Th+4Tkv+14Tq+8Tr+2bss+8rh+4"
        "rkv+4rq;embedding=-4Th-1bss+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4"
        "Th+2hV|6Th+2Ti+2hi-2rh-2ri|6Th+8Ti+2Tr-2rh|6Th+4Ti+2hi-4rh-4ri|4Ta+6Tkv+16Tq+2bss-8rh-6ri-2rq;head=4T+12TV"
        "+2hV;last=8T+4Ta+24Th+14Ti+10Tq+14Tr+2bss+6hi+4hkv+4hq+14rh+6ri+4rkv+4rq|4T+4Ta+20Th+6Tkv+18Tq+8Tr+2bss+4h"
        "kv+4hq+8rh+4rkv+4rq|8T+4Ta+16Th+10Ti+10Tq+12Tr+2bss+6hi+4hkv+4hq+16rh+10ri+4rkv+4rq;embedding=-8Th-1bss+84"
        "rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+14rh+6ri+4rkv+4rq;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4"
        "Th+2hV|4Ta+8Tkv+20Tq+2bss-8rh-6ri-2rq|4Th+14Ti-2rh-2ri;head=4T+12TV+2hV;last=8T+4Ta+16Th+18Ti+8Tq+12Tr+2bs"
        "s+2hi+16rh+8ri+4rkv+4rq|8T+4Ta+16Th+16Ti+8Tq+12Tr+2bss+2.0625hi+16rh+8ri+4rkv+4rq|8T+4Ta+14Th+24Ti+8Tq+12T"
        "r+2bss+16rh+8ri+4rkv+4rq|4T+4Ta+8Th+10Tq+6Tr+2bss+2.0625hq+22rh+12ri+4rkv+6rq|8T+4Ta+28Th+16Ti+8Tq+12Tr+2b"
        "ss+12rh+4ri+4rkv+4rq|4T+4Ta+8Th+12Tq+6Tr+2bss+2hq+22rh+12ri+4rkv+6rq|4T+4Ta+12Th+8Tkv+20Tq+6Tr+2bss+6rh+4r"
        "kv+2rq|4T+4Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|4T+8Th+6Tkv+4Tq+4Tr+2.0625hkv+24rh+12ri+6rkv+6rq|8T+4Ta+18Th"
        "+10Ti+8Tq+10Tr+2bss+2hi+18rh+10ri+4rkv+4rq;embedding=-8Th-1bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th+14rh+6ri+4rkv+4rq;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4"
        "Th|2Th+8Ti-2rh-2ri;head=4T+12TV+2Th;last=8T+4Ta+16Th+6Ti+8Tq+10Tr+2bss+2hi+18rh+10ri+4rkv+4rq|8T+4Ta+14Th+"
        "6Ti+8Tq+10Tr+2bss+2.0625hi+18rh+10ri+4rkv+4rq|8T+4Ta+12Th+12Ti+8Tq+12Tr+2bss+16rh+8ri+4rkv+4rq|8T+4Ta+12Th"
        "+10Ti+8Tq+12Tr+2bss+2hi+16rh+8ri+4rkv+4rq|8T+4Ta+12Th+8Ti+8Tq+12Tr+2bss+2.0625hi+16rh+8ri+4rkv+4rq|4T+4Ta+"
        "6Th+10Tq+6Tr+2bss+2.0625hq+22rh+12ri+4rkv+6rq|4T+4Ta+30Th+8Tq+8Tr+2bss+20rh+12ri+4rkv+4rq|4T+4Ta+6Th+12Tq+"
        "6Tr+2bss+2hq+22rh+12ri+4rkv+6rq|8T+4Ta+12Th+2Ti+8Tq+8Tr+2bss+2.0625hi+20rh+12ri+4rkv+4rq|4T+6Th+2Tq+2.0625"
        "hq+28rh+12ri+8rkv+8rq;embedding=-4Th-1bss+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+12Ti|10Th+4"
        "Tkv+8Tq;head=4T+12TV+2Th;last=8T+4Ta+40Th+12Ti+12Tq+28Tr+2bss|8T+4Ta+30Th+14Ti+12Tq+28Tr+2bss+4rh+4ri|8T+4"
        "Ta+38Th+14Ti+12Tq+24Tr+2bss|4T+4Ta+40Th+12Tq+16Tr+2bss+12rh+12ri|24Th+28rh+12ri+8rkv+8rq;embedding=-4Th-1b"
        "ss+84rh+36ri+24rkv+24rq-4sd"
    ),
    "lora fp32 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+16Ti|20Tkv+8"
        "Tq|4Ta+8Tkv+16Tq+4bss|12Th+8Tkv+8Tq;head=4T+12TV;last=8T+4Ta+12Th+24Ti+16Tq+24Tr+4bss+4rh+4ri|8T+4Ta+24Th+"
        "8Ti+16Tq+20Tr+4bss+8rh+8ri|4T+4Ta+4Th+32Tq+12Tr+4bss+16rh+12ri+4rq|4T+12Th+4Tq+4Tr+28rh+12ri+8rkv+8rq|8T+4"
        "Ta+20Th+16Ti+16Tq+28Tr+4bss|16Th+28rh+12ri+8rkv+8rq;embedding=-8Th-1bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+28rh+12ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+16Ti|20Tkv+8"
        "Tq|4Ta+8Tkv+16Tq+4bss|12Th+8Tkv+8Tq;head=4T+12TV;last=8T+4Ta+14Th+18Ti+16Tq+24Tr+4bss+2hi+4rh+4ri|8T+4Ta+1"
        "4Th+16Ti+16Tq+24Tr+4bss+2.0625hi+4rh+4ri|8T+4Ta+12Th+24Ti+16Tq+24Tr+4bss+4rh+4ri|4T+4Ta+6Th+20Tq+12Tr+4bss"
        "+2.0625hq+16rh+12ri+4rq|8T+4Ta+24Th+16Ti+16Tq+24Tr+4bss|4T+4Ta+6Th+22Tq+12Tr+4bss+2hq+16rh+12ri+4rq|4T+4Ta"
        "+4Th+32Tq+12Tr+4bss+16rh+12ri+4rq|8T+4Ta+12Th+2Ti+16Tq+16Tr+4bss+2.0625hi+12rh+12ri|4T+4Th+2Tq+2.0625hq+28"
        "rh+12ri+8rkv+8rq|4T+6Th+2Tq+2hq+28rh+12ri+8rkv+8rq|8T+4Ta+18Th+10Ti+16Tq+20Tr+4bss+2hi+8rh+8ri|8T+4Ta+16Th"
        "+10Ti+16Tq+20Tr+4bss+2.0625hi+8rh+8ri;embedding=-8Th-1bss+84rh+36ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+28rh+12ri+8rkv+8rq;forward=12T+10TV+4Th|6Th+12Ti|10Th+4"
        "Tkv+8Tq;head=4T+12TV+2Th;last=8T+4Ta+38Th+12Ti+12Tq+28Tr+2bss|8T+4Ta+26Th+6Ti+12Tq+20Tr+2bss+2.0625hi+8rh+"
        "8ri|8T+4Ta+36Th+14Ti+12Tq+24Tr+2bss|8T+4Ta+28Th+10Ti+12Tq+24Tr+2bss+2hi+4rh+4ri|8T+4Ta+28Th+8Ti+12Tq+24Tr+"
        "2bss+2.0625hi+4rh+4ri|4T+4Ta+16Th+10Tq+12Tr+2bss+2.0625hq+16rh+12ri+4rq|4T+4Ta+16Th+12Tq+12Tr+2bss+2hq+16r"
        "h+12ri+4rq|8T+4Ta+22Th+2Ti+12Tq+16Tr+2bss+2.0625hi+12rh+12ri|4T+6Th+2Tq+2.0625hq+28rh+12ri+8rkv+8rq|8T+4Ta"
        "+28Th+6Ti+12Tq+20Tr+2bss+2hi+8rh+8ri;embedding=-4Th-1bss+84rh+36ri+24rkv+24rq-4sd"
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
