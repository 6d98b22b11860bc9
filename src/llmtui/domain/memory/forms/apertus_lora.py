"""What a apertus model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp plain": (
        "start=4T+4sd;kept=8T+8Ta+16Th+11Ti+4Tk+8Tkv+10Tq+12Tr+12rh+4ri+4rkv+4rq;held=8T+8Ta+16Th+11Ti+4Tk+8Tkv+10T"
        "q+12Tr+12rh+4ri+4rkv+4rq;left=-8T-8Ta-16Th-11Ti-4Tk-8Tkv-10Tq-12Tr+12rh+4ri+4rkv+4rq;forward=12T+10TV+2Th|"
        "4Th+12Ti-2Tr-2rh-2ri;head=4T+12TV-6rh;last=-2Th+13Ti-2Tr-4rh+2ri|-4T+16Th-11Ti-4Tr-2rh+4ri|-4T-8Ta-8Th-11T"
        "i-4Tk-4Tkv+14Tq-6Tr+4ri+2rq|-8T-8Ta+6Th-11Ti-4Tk-8Tkv-10Tq-12Tr+6rh+4ri+4rkv+4rq|-4T-4Ta-8Th-11Ti-4Tk+18Tk"
        "v-4Tq-6Tr+4ri+2rq;embedding="
    ),
    "lora fp32+amp plain": (
        "start=4T+4Th-4hkv-2hq+8sd;kept=8T+8Ta+16Th+11Ti+4Tk+8Tkv+10Tq+12Tr+4hi+4hkv+4hq+12rh+4ri+4rkv+4rq;held=8T+"
        "8Ta+16Th+11Ti+4Tk+8Tkv+10Tq+12Tr+4hi+4hkv+4hq+12rh+4ri+4rkv+4rq;left=-8T-8Ta-16Th-11Ti-4Tk-8Tkv-10Tq-12Tr-"
        "4hi-4hkv-4hq+12rh+4ri+4rkv+4rq;forward=12T+10TV+2hV|12Ti-2Tr-2hi-2rh-2ri;head=4T+12TV-4Th+2hV-6rh;last=-2T"
        "h+4Ti-2Tr-4rh+2ri|-4Th+13Ti-2Tr-2hi-4rh+2ri|-4T+10Th-11Ti-4Tr-4hi-2rh+4ri|-4T-4Ta-10Th-11Ti-4Tk+18Tkv-2Tq-"
        "6Tr-4hi-2hq+4ri+2rq|-4T-8Ta-10Th-11Ti-4Tk-4Tkv+14Tq-6Tr-4hi-2hq+4ri+2rq|-2Th+2Ti-2Tr-4rh+4ri;embedding="
    ),
    "lora nf4 plain": (
        "start=4T+4Th+8sd;kept=8T+8Ta+16Th+15Ti+4Tk+8Tkv+8Tq+12Tr+12rh+4ri+4rkv+4rq;held=8T+8Ta+16Th+15Ti+4Tk+8Tkv+"
        "8Tq+12Tr+12rh+4ri+4rkv+4rq;left=-8T-8Ta-16Th-15Ti-4Tk-8Tkv-8Tq-12Tr+12rh+4ri+4rkv+4rq;forward=12T+10TV+2hV"
        "|14Ti-2Tr-2rh-2ri;head=4T+12TV-4Th+2hV-6rh;last=-4Th+17Ti-2Tr-4rh+2ri|-2Th+4Ti-2Tr+2hi-4rh+2ri|-2Th+2Ti-2T"
        "r+2.0625hi-4rh+2ri|-4T-8Th-15Ti+2Tq-6Tr+2.0625hq+4ri+2rq|-4T-8Th-15Ti+4Tq-6Tr+2hq+4ri+2rq|-4T-4Ta-10Th-15T"
        "i-4Tk+20Tkv-6Tr+4ri+2rq|-4T-8Ta-10Th-15Ti-4Tk+16Tq-6Tr+4ri+2rq|-4T-8Ta-12Th-15Ti-4Tk-8Tkv-6Tq-12Tr+2.0625h"
        "q+6rh+4ri+4rkv+4rq;embedding="
    ),
    "lora nf4 raw plain": (
        "start=4T-2Th-4Ti+4sd;kept=8T+8Ta+16Th+15Ti+4Tk+8Tkv+8Tq+12Tr+12rh+4ri+4rkv+4rq;held=8T+8Ta+16Th+15Ti+4Tk+8"
        "Tkv+8Tq+12Tr+12rh+4ri+4rkv+4rq;left=-8T-8Ta-16Th-15Ti-4Tk-8Tkv-8Tq-12Tr+12rh+4ri+4rkv+4rq;forward=12T+10TV"
        "+2Th|14Ti-2Tr-2rh-2ri;head=4T+12TV-2Th-6rh;last=-2Th+17Ti-2Tr-4rh+2ri|4Ti-2Tr+2hi-4rh+2ri|2Ti-2Tr+2.0625hi"
        "-4rh+2ri|-4T-6Th-15Ti+2Tq-6Tr+2.0625hq+4ri+2rq|-4T-6Th-15Ti+4Tq-6Tr+2hq+4ri+2rq|-4T-4Ta-8Th-15Ti-4Tk+20Tkv"
        "-6Tr+4ri+2rq|-4T-8Ta-8Th-15Ti-4Tk+16Tq-6Tr+4ri+2rq|-4T-8Ta-10Th-15Ti-4Tk-8Tkv-6Tq-12Tr+2.0625hq+6rh+4ri+4r"
        "kv+4rq;embedding="
    ),
    "lora bf16 plain": (
        "start=4T+4sd;kept=8T+8Ta+24Th+11Ti+4Tk+8Tkv+12Tq+24Tr;held=8T+8Ta+24Th+11Ti+4Tk+8Tkv+12Tq+24Tr;left=-8T-8T"
        "a-24Th-11Ti-4Tk-8Tkv-12Tq-24Tr+24rh+8ri+8rkv+8rq;forward=12T+10TV+2Th|4Th+4Ti-4Tr;head=4T+12TV;last=8Th|-2"
        "Th+5Ti-4Tr+4rh+4ri|-4T+14Th-11Ti-8Tr+8rh+8ri|-8T-8Ta-2Th-11Ti-4Tk-8Tkv-12Tq-24Tr+24rh+8ri+8rkv+8rq|-4T-4Ta"
        "-10Th-11Ti-4Tk+18Tkv-6Tq-12Tr+12rh+8ri+4rq;embedding="
    ),
    "lora fp32 plain": (
        "start=4T+4Th+8sd;kept=8T+8Ta+16Th+17Ti+4Tk+12Tkv+12Tq+24Tr;held=8T+8Ta+16Th+17Ti+4Tk+12Tkv+12Tq+24Tr;left="
        "-8T-8Ta-16Th-17Ti-4Tk-12Tkv-12Tq-24Tr+24rh+8ri+8rkv+8rq;forward=12T+8TV|-4Th+12Ti-4Tr;head=4T+12TV-4Th;las"
        "t=-4Th+15Ti-4Tr+4rh+4ri|-4T-12Th-17Ti+12Tq-12Tr+12rh+8ri+4rq|-4T-8Ta-4Th-17Ti-4Tk-12Tkv-8Tq-20Tr+24rh+8ri+"
        "8rkv+8rq|-4T-12Th-17Ti+8Tkv+8Tq-12Tr+12rh+8ri+4rq|-8T-8Ta-17Ti-4Tk-12Tkv-12Tq-24Tr+24rh+8ri+8rkv+8rq;embed"
        "ding="
    ),
    "lora nf4 no amp plain": (
        "start=4T+4Th+8sd;kept=8T+8Ta+16Th+17Ti+4Tk+12Tkv+12Tq+24Tr;held=8T+8Ta+16Th+17Ti+4Tk+12Tkv+12Tq+24Tr;left="
        "-8T-8Ta-16Th-17Ti-4Tk-12Tkv-12Tq-24Tr+24rh+8ri+8rkv+8rq;forward=12T+8TV|-4Th+12Ti-4Tr;head=4T+12TV-4Th;las"
        "t=-4Th+15Ti-4Tr+4rh+4ri|-2Th+2Ti-4Tr+2hi+4rh+4ri|-2Th-4Tr+2.0625hi+4rh+4ri|-4T-10Th-17Ti+4Tq-12Tr+2.0625hq"
        "+12rh+8ri+4rq|-4T-10Th-17Ti+6Tq-12Tr+2hq+12rh+8ri+4rq|-4T-8Ta-12Th-17Ti-4Tk-12Tkv-10Tq-24Tr+2.0625hq+24rh+"
        "8ri+8rkv+8rq|-4T-12Th-17Ti+8Tkv+8Tq-12Tr+12rh+8ri+4rq|-4T-8Ta-10Th-17Ti-4Tk-12Tkv-10Tq-24Tr+2hq+24rh+8ri+8"
        "rkv+8rq;embedding="
    ),
    "lora nf4 raw no amp plain": (
        "start=4T+4sd;kept=8T+8Ta+24Th+11Ti+4Tk+8Tkv+12Tq+24Tr;held=8T+8Ta+24Th+11Ti+4Tk+8Tkv+12Tq+24Tr;left=-8T-8T"
        "a-24Th-11Ti-4Tk-8Tkv-12Tq-24Tr+24rh+8ri+8rkv+8rq;forward=12T+10TV+2Th|4Th+4Ti-4Tr;head=4T+12TV;last=-2Th-4"
        "Tr+2hi+4rh+4ri|-2Th-2Ti-4Tr+2.0625hi+4rh+4ri|-2Th+5Ti-4Tr+4rh+4ri|-4T-10Th-11Ti-2Tq-12Tr+2.0625hq+12rh+8ri"
        "+4rq|-4T+14Th-11Ti-8Tr+8rh+8ri|6Th|-4T-10Th-11Ti-12Tr+2hq+12rh+8ri+4rq|-4Th-9Ti-8Tr+2.0625hi+8rh+8ri|-4T-8"
        "Ta-20Th-11Ti-4Tk-8Tkv-10Tq-24Tr+2.0625hq+24rh+8ri+8rkv+8rq|-2Th-9Ti-8Tr+2hi+8rh+8ri;embedding="
    ),
    "lora bf16+amp plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th+12rh+4ri+4rkv+4rq;held=2Th;left=-2Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th|2Th+"
        "17Ti-2rh-2ri;head=4T+12TV+2Th;last=8T+8Ta+22Th+23Ti+4Tk+8Tkv+10Tq+10Tr+10rh+2ri+4rkv+4rq|8T+8Ta+16Th+24Ti+"
        "4Tk+8Tkv+10Tq+10Tr+14rh+6ri+4rkv+4rq|4T+8Ta+34Th+4Tk+8Tkv+10Tq+8Tr+16rh+8ri+4rkv+4rq|4T+10Th+4Tkv+24Tq+6Tr"
        "+18rh+8ri+4rkv+6rq|24Th+24rh+8ri+8rkv+8rq|4T+4Ta+10Th+26Tkv+6Tq+6Tr+18rh+8ri+4rkv+6rq;embedding=-4Th+72rh+"
        "24ri+24rkv+24rq-4sd"
    ),
    "lora fp32+amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+12rh+4ri+4rkv+4rq;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th+2hV|"
        "6Th+6Ti+2hi-2rh-2ri|4Th+17Ti-2rh-2ri|6Tkv+16Tq-6rh-4ri-2rq|18Tkv+8Tq-6rh-4ri-2rq;head=4T+12TV+2hV;last=8T+"
        "8Ta+22Th+15Ti+4Tk+8Tkv+10Tq+12Tr+4hi+4hkv+4hq+12rh+4ri+4rkv+4rq|8T+8Ta+14Th+15Ti+4Tk+8Tkv+10Tq+10Tr+4hi+4h"
        "kv+4hq+14rh+6ri+4rkv+4rq|8T+8Ta+20Th+23Ti+4Tk+8Tkv+10Tq+10Tr+2hi+4hkv+4hq+10rh+2ri+4rkv+4rq|4T+4Ta+14Th+4T"
        "k+22Tkv+12Tq+6Tr+4hkv+2hq+6rh+4rkv+2rq|4T+8Ta+20Th+4Tk+12Tkv+18Tq+8Tr+4hkv+4hq+8rh+4rkv+4rq|8T+8Ta+12Th+24"
        "Ti+4Tk+8Tkv+10Tq+10Tr+2hi+4hkv+4hq+14rh+6ri+4rkv+4rq|8T+8Ta+14Th+13Ti+4Tk+8Tkv+10Tq+10Tr+4hi+4hkv+4hq+14rh"
        "+8ri+4rkv+4rq;embedding=-8Th+72rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+12rh+4ri+4rkv+4rq;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th+2hV|"
        "4Th+21Ti-2rh-2ri|8Tkv+16Tq-6rh-4ri-2rq|20Tkv+8Tq-6rh-4ri-2rq;head=4T+12TV+2hV;last=8T+8Ta+18Th+29Ti+4Tk+8T"
        "kv+8Tq+10Tr+10rh+2ri+4rkv+4rq|8T+8Ta+14Th+19Ti+4Tk+8Tkv+8Tq+10Tr+2hi+14rh+6ri+4rkv+4rq|8T+8Ta+14Th+17Ti+4T"
        "k+8Tkv+8Tq+10Tr+2.0625hi+14rh+6ri+4rkv+4rq|8T+8Ta+12Th+32Ti+4Tk+8Tkv+8Tq+10Tr+14rh+6ri+4rkv+4rq|4T+8Ta+8Th"
        "+4Tk+8Tkv+10Tq+6Tr+2.0625hq+18rh+8ri+4rkv+6rq|8T+8Ta+26Th+17Ti+4Tk+8Tkv+8Tq+10Tr+10rh+2ri+4rkv+4rq|4T+8Ta+"
        "8Th+4Tk+8Tkv+12Tq+6Tr+2hq+18rh+8ri+4rkv+6rq|4T+4Ta+12Th+4Tk+24Tkv+12Tq+6Tr+6rh+4rkv+2rq|4T+4Ta+12Th+4Tk+12"
        "Tkv+20Tq+6Tr+6rh+4rkv+2rq|4T+4Th+2Tq+2.0625hq+24rh+8ri+8rkv+8rq|4T+6Th+8Tkv+24Tq+6Tr+18rh+8ri+4rkv+6rq;emb"
        "edding=-8Th+72rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw plain checkpointing": (
        "start=8T+2Th+4sd;kept=4Th+12rh+4ri+4rkv+4rq;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th|4Th+"
        "21Ti-2rh-2ri|20Tkv+8Tq-6rh-4ri-2rq|8Tkv+16Tq-6rh-4ri-2rq;head=4T+12TV;last=8T+8Ta+18Th+29Ti+4Tk+8Tkv+8Tq+1"
        "0Tr+10rh+2ri+4rkv+4rq|8T+8Ta+14Th+19Ti+4Tk+8Tkv+8Tq+10Tr+2hi+14rh+6ri+4rkv+4rq|8T+8Ta+14Th+17Ti+4Tk+8Tkv+8"
        "Tq+10Tr+2.0625hi+14rh+6ri+4rkv+4rq|8T+8Ta+12Th+32Ti+4Tk+8Tkv+8Tq+10Tr+14rh+6ri+4rkv+4rq|4T+8Ta+8Th+4Tk+8Tk"
        "v+10Tq+6Tr+2.0625hq+18rh+8ri+4rkv+6rq|8T+8Ta+26Th+17Ti+4Tk+8Tkv+8Tq+10Tr+10rh+2ri+4rkv+4rq|4T+8Ta+8Th+4Tk+"
        "8Tkv+12Tq+6Tr+2hq+18rh+8ri+4rkv+6rq|4T+4Ta+12Th+4Tk+24Tkv+12Tq+6Tr+6rh+4rkv+2rq|4T+4Ta+12Th+4Tk+12Tkv+20Tq"
        "+6Tr+6rh+4rkv+2rq|4T+4Th+2Tq+2.0625hq+24rh+8ri+8rkv+8rq|4T+6Th+8Tkv+24Tq+6Tr+18rh+8ri+4rkv+6rq;embedding=-"
        "10Th+72rh+24ri+24rkv+24rq-4sd"
    ),
    "lora bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th|2Th+11Ti|10Th+4Tkv+8Tq"
        "|6Th+10Ti;head=4T+12TV+2Th;last=8T+8Ta+36Th+13Ti+4Tk+8Tkv+12Tq+24Tr|8T+8Ta+24Th+16Ti+4Tk+8Tkv+12Tq+20Tr+4r"
        "h+4ri|8T+8Ta+34Th+15Ti+4Tk+8Tkv+12Tq+20Tr|4T+8Ta+40Th+4Tk+8Tkv+12Tq+16Tr+8rh+8ri|24Th+24rh+8ri+8rkv+8rq|4T"
        "+4Ta+16Th+26Tkv+6Tq+12Tr+12rh+8ri+4rq;embedding=-4Th+72rh+24ri+24rkv+24rq-4sd"
    ),
    "lora fp32 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+21Ti|20Tkv+8Tq|8Tkv"
        "+16Tq|12Th+8Tkv+8Tq;head=4T+12TV;last=8T+8Ta+16Th+29Ti+4Tk+12Tkv+12Tq+20Tr|8T+8Ta+12Th+32Ti+4Tk+12Tkv+12Tq"
        "+20Tr+4rh+4ri|4T+12Th+4Tq+4Tr+24rh+8ri+8rkv+8rq|4T+8Ta+4Th+4Tk+20Tkv+20Tq+12Tr+12rh+8ri+4rq|16Th+24rh+8ri+"
        "8rkv+8rq;embedding=-8Th+72rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+21Ti|20Tkv+8Tq|8Tkv"
        "+16Tq|12Th+8Tkv+8Tq;head=4T+12TV;last=8T+8Ta+16Th+29Ti+4Tk+12Tkv+12Tq+20Tr|8T+8Ta+14Th+19Ti+4Tk+12Tkv+12Tq"
        "+20Tr+2hi+4rh+4ri|8T+8Ta+14Th+17Ti+4Tk+12Tkv+12Tq+20Tr+2.0625hi+4rh+4ri|8T+8Ta+12Th+32Ti+4Tk+12Tkv+12Tq+20"
        "Tr+4rh+4ri|4T+8Ta+6Th+4Tk+12Tkv+16Tq+12Tr+2.0625hq+12rh+8ri+4rq|8T+8Ta+24Th+17Ti+4Tk+12Tkv+12Tq+20Tr|4T+8T"
        "a+6Th+4Tk+12Tkv+18Tq+12Tr+2hq+12rh+8ri+4rq|4T+4Th+2Tq+2.0625hq+24rh+8ri+8rkv+8rq|4T+8Ta+4Th+4Tk+20Tkv+20Tq"
        "+12Tr+12rh+8ri+4rq|4T+6Th+2Tq+2hq+24rh+8ri+8rkv+8rq;embedding=-8Th+72rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw no amp plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th|2Th+11Ti|10Th+4Tkv+8Tq"
        "|6Th+10Ti;head=4T+12TV+2Th;last=8T+8Ta+34Th+13Ti+4Tk+8Tkv+12Tq+24Tr|8T+8Ta+24Th+11Ti+4Tk+8Tkv+12Tq+20Tr+2h"
        "i+4rh+4ri|8T+8Ta+24Th+9Ti+4Tk+8Tkv+12Tq+20Tr+2.0625hi+4rh+4ri|8T+8Ta+32Th+15Ti+4Tk+8Tkv+12Tq+20Tr|4T+8Ta+1"
        "6Th+4Tk+8Tkv+10Tq+12Tr+2.0625hq+12rh+8ri+4rq|4T+8Ta+16Th+4Tk+8Tkv+12Tq+12Tr+2hq+12rh+8ri+4rq|8T+8Ta+24Th+1"
        "6Ti+4Tk+8Tkv+12Tq+20Tr+4rh+4ri|8T+8Ta+22Th+2Ti+4Tk+8Tkv+12Tq+16Tr+2.0625hi+8rh+8ri|4T+6Th+2Tq+2.0625hq+24r"
        "h+8ri+8rkv+8rq|8T+8Ta+24Th+2Ti+4Tk+8Tkv+12Tq+16Tr+2hi+8rh+8ri;embedding=-4Th+72rh+24ri+24rkv+24rq-4sd"
    ),
    "lora bf16+amp masked": (
        "start=12T+1bss+4sd;kept=8T+8Ta+16Th+11Ti+4Tk+4Tkv+14Tq+12Tr+2bss+12rh+4ri+4rkv+4rq;held=8T+8Ta+16Th+11Ti+4"
        "Tk+4Tkv+14Tq+12Tr+2bss+12rh+4ri+4rkv+4rq;left=-8T-8Ta-16Th-11Ti-4Tk-4Tkv-14Tq-12Tr-2bss+12rh+4ri+4rkv+4rq;"
        "forward=12T+10TV+2Th-1bss|4Th+12Ti-2Tr-2rh-2ri;head=4T+12TV-1bss-6rh;last=-2Th+13Ti-2Tr-1bss-4rh+2ri|-4T+1"
        "6Th-11Ti-4Tr-1bss-2rh+4ri|-8T-8Ta+6Th-11Ti-4Tk-4Tkv-14Tq-12Tr-3bss+6rh+4ri+4rkv+4rq|-4T-4Ta-8Th-11Ti-4Tk+2"
        "2Tkv-8Tq-6Tr-3bss+4ri+2rq;embedding="
    ),
    "lora fp32+amp masked": (
        "start=12T+4Th+1bss-4hkv-2hq+8sd;kept=8T+8Ta+16Th+11Ti+4Tk+4Tkv+14Tq+12Tr+2bss+4hi+4hkv+4hq+12rh+4ri+4rkv+4"
        "rq;held=8T+8Ta+16Th+11Ti+4Tk+4Tkv+14Tq+12Tr+2bss+4hi+4hkv+4hq+12rh+4ri+4rkv+4rq;left=-8T-8Ta-16Th-11Ti-4Tk"
        "-4Tkv-14Tq-12Tr-2bss-4hi-4hkv-4hq+12rh+4ri+4rkv+4rq;forward=12T+10TV-1bss+2hV|12Ti-2Tr-2hi-2rh-2ri;head=4T"
        "+12TV-4Th-1bss+2hV-6rh;last=-2Th+4Ti-2Tr-1bss-4rh+2ri|-4Th+13Ti-2Tr-1bss-2hi-4rh+2ri|-4T+10Th-11Ti-4Tr-1bs"
        "s-4hi-2rh+4ri|-2Th+2Ti-2Tr-1bss-4rh+4ri|-4T-4Ta-10Th-11Ti-4Tk+22Tkv-6Tq-6Tr-3bss-4hi-2hq+4ri+2rq;embedding"
        "="
    ),
    "lora nf4 masked": (
        "start=12T+4Th+1bss+8sd;kept=8T+8Ta+16Th+15Ti+4Tk+4Tkv+12Tq+12Tr+2bss+12rh+4ri+4rkv+4rq;held=8T+8Ta+16Th+15"
        "Ti+4Tk+4Tkv+12Tq+12Tr+2bss+12rh+4ri+4rkv+4rq;left=-8T-8Ta-16Th-15Ti-4Tk-4Tkv-12Tq-12Tr-2bss+12rh+4ri+4rkv+"
        "4rq;forward=12T+10TV-1bss+2hV|14Ti-2Tr-2rh-2ri;head=4T+12TV-4Th-1bss+2hV-6rh;last=-4Th+17Ti-2Tr-1bss-4rh+2"
        "ri|-2Th+4Ti-2Tr-1bss+2hi-4rh+2ri|-2Th+2Ti-2Tr-1bss+2.0625hi-4rh+2ri|-4T-8Th-15Ti+2Tq-6Tr-1bss+2.0625hq+4ri"
        "+2rq|-4T-8Th-15Ti+4Tq-6Tr-1bss+2hq+4ri+2rq|-4T-8Ta-10Th-15Ti-4Tk+4Tkv+12Tq-6Tr-3bss+4ri+2rq|-4T-8Ta-12Th-1"
        "5Ti-4Tk-4Tkv-10Tq-12Tr-3bss+2.0625hq+6rh+4ri+4rkv+4rq|-4T-4Ta-10Th-15Ti-4Tk+24Tkv-4Tq-6Tr-3bss+4ri+2rq;emb"
        "edding="
    ),
    "lora nf4 raw masked": (
        "start=12T-2Th-4Ti+1bss+4sd;kept=8T+8Ta+16Th+15Ti+4Tk+4Tkv+12Tq+12Tr+2bss+12rh+4ri+4rkv+4rq;held=8T+8Ta+16T"
        "h+15Ti+4Tk+4Tkv+12Tq+12Tr+2bss+12rh+4ri+4rkv+4rq;left=-8T-8Ta-16Th-15Ti-4Tk-4Tkv-12Tq-12Tr-2bss+12rh+4ri+4"
        "rkv+4rq;forward=12T+10TV+2Th-1bss|14Ti-2Tr-2rh-2ri;head=4T+12TV-2Th-1bss-6rh;last=-2Th+17Ti-2Tr-1bss-4rh+2"
        "ri|4Ti-2Tr-1bss+2hi-4rh+2ri|2Ti-2Tr-1bss+2.0625hi-4rh+2ri|-4T-6Th-15Ti+2Tq-6Tr-1bss+2.0625hq+4ri+2rq|-4T-6"
        "Th-15Ti+4Tq-6Tr-1bss+2hq+4ri+2rq|-4T-8Ta-8Th-15Ti-4Tk+4Tkv+12Tq-6Tr-3bss+4ri+2rq|-4T-8Ta-10Th-15Ti-4Tk-4Tk"
        "v-10Tq-12Tr-3bss+2.0625hq+6rh+4ri+4rkv+4rq|-4T-4Ta-8Th-15Ti-4Tk+24Tkv-4Tq-6Tr-3bss+4ri+2rq;embedding="
    ),
    "lora bf16 masked": (
        "start=12T+1bss+4sd;kept=8T+8Ta+24Th+11Ti+4Tk+4Tkv+16Tq+24Tr+2bss;held=8T+8Ta+24Th+11Ti+4Tk+4Tkv+16Tq+24Tr+"
        "2bss;left=-8T-8Ta-24Th-11Ti-4Tk-4Tkv-16Tq-24Tr-2bss+24rh+8ri+8rkv+8rq;forward=12T+10TV+2Th-1bss|4Th+4Ti-4T"
        "r;head=4T+12TV-1bss;last=8Th-1bss|-2Th+5Ti-4Tr-1bss+4rh+4ri|-4T+14Th-11Ti-8Tr-1bss+8rh+8ri|-8T-8Ta-2Th-11T"
        "i-4Tk-4Tkv-16Tq-24Tr-3bss+24rh+8ri+8rkv+8rq|-4T-4Ta-10Th-11Ti-4Tk+22Tkv-10Tq-12Tr-3bss+12rh+8ri+4rq;embedd"
        "ing="
    ),
    "lora fp32 masked": (
        "start=12T+4Th+1bss+8sd;kept=8T+8Ta+16Th+17Ti+4Tk+4Tkv+20Tq+24Tr+4bss;held=8T+8Ta+16Th+17Ti+4Tk+4Tkv+20Tq+2"
        "4Tr+4bss;left=-8T-8Ta-16Th-17Ti-4Tk-4Tkv-20Tq-24Tr-4bss+24rh+8ri+8rkv+8rq;forward=12T+8TV-1bss|-4Th+12Ti-4"
        "Tr;head=4T+12TV-4Th-1bss;last=-4Th+15Ti-4Tr-1bss+4rh+4ri|-4T-12Th-17Ti+16Tq-12Tr-1bss+12rh+8ri+4rq|-4T-8Ta"
        "-4Th-17Ti-4Tk-4Tkv-16Tq-20Tr-5bss+24rh+8ri+8rkv+8rq|-8T-8Ta-17Ti-4Tk-4Tkv-20Tq-24Tr-5bss+24rh+8ri+8rkv+8rq"
        ";embedding="
    ),
    "lora nf4 no amp masked": (
        "start=12T+4Th+1bss+8sd;kept=8T+8Ta+16Th+17Ti+4Tk+4Tkv+20Tq+24Tr+4bss;held=8T+8Ta+16Th+17Ti+4Tk+4Tkv+20Tq+2"
        "4Tr+4bss;left=-8T-8Ta-16Th-17Ti-4Tk-4Tkv-20Tq-24Tr-4bss+24rh+8ri+8rkv+8rq;forward=12T+8TV-1bss|-4Th+12Ti-4"
        "Tr;head=4T+12TV-4Th-1bss;last=-4Th+15Ti-4Tr-1bss+4rh+4ri|-2Th+2Ti-4Tr-1bss+2hi+4rh+4ri|-2Th-4Tr-1bss+2.062"
        "5hi+4rh+4ri|-4T-10Th-17Ti+4Tq-12Tr-1bss+2.0625hq+12rh+8ri+4rq|-4T-10Th-17Ti+6Tq-12Tr-1bss+2hq+12rh+8ri+4rq"
        "|-4T-12Th-17Ti+16Tq-12Tr-1bss+12rh+8ri+4rq|-4T-8Ta-12Th-17Ti-4Tk-4Tkv-18Tq-24Tr-5bss+2.0625hq+24rh+8ri+8rk"
        "v+8rq;embedding="
    ),
    "lora nf4 raw no amp masked": (
        "start=12T+1bss+4sd;kept=8T+8Ta+24Th+11Ti+4Tk+4Tkv+16Tq+24Tr+2bss;held=8T+8Ta+24Th+11Ti+4Tk+4Tkv+16Tq+24Tr+"
        "2bss;left=-8T-8Ta-24Th-11Ti-4Tk-4Tkv-16Tq-24Tr-2bss+24rh+8ri+8rkv+8rq;forward=12T+10TV+2Th-1bss|4Th+4Ti-4T"
        "r;head=4T+12TV-1bss;last=-2Th-4Tr-1bss+2hi+4rh+4ri|-2Th-2Ti-4Tr-1bss+2.0625hi+4rh+4ri|-2Th+5Ti-4Tr-1bss+4r"
        "h+4ri|-4T-10Th-11Ti-2Tq-12Tr-1bss+2.0625hq+12rh+8ri+4rq|-4T+14Th-11Ti-8Tr-1bss+8rh+8ri|6Th-1bss|-4T-10Th-1"
        "1Ti-12Tr-1bss+2hq+12rh+8ri+4rq|-4Th-9Ti-8Tr-1bss+2.0625hi+8rh+8ri|-4T-8Ta-20Th-11Ti-4Tk-4Tkv-14Tq-24Tr-3bs"
        "s+2.0625hq+24rh+8ri+8rkv+8rq|-2Th-9Ti-8Tr-1bss+2hi+8rh+8ri;embedding="
    ),
    "lora bf16+amp masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th+12rh+4ri+4rkv+4rq;held=2Th;left=-2Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4T"
        "h|2Th+17Ti-2rh-2ri;head=4T+12TV+2Th;last=8T+8Ta+22Th+23Ti+4Tk+4Tkv+14Tq+10Tr+2bss+10rh+2ri+4rkv+4rq|8T+8Ta"
        "+16Th+24Ti+4Tk+4Tkv+14Tq+10Tr+2bss+14rh+6ri+4rkv+4rq|4T+8Ta+34Th+4Tk+4Tkv+14Tq+8Tr+2bss+16rh+8ri+4rkv+4rq|"
        "24Th+24rh+8ri+8rkv+8rq|4T+4Ta+10Th+26Tkv+6Tq+6Tr+18rh+8ri+4rkv+6rq;embedding=-4Th-1bss+72rh+24ri+24rkv+24r"
        "q-4sd"
    ),
    "lora fp32+amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+12rh+4ri+4rkv+4rq;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4T"
        "h+2hV|6Th+6Ti+2hi-2rh-2ri|4Th+17Ti-2rh-2ri|4Ta+6Tkv+16Tq+2bss-6rh-4ri-2rq|18Tkv+8Tq-6rh-4ri-2rq;head=4T+12"
        "TV+2hV;last=8T+8Ta+22Th+15Ti+4Tk+4Tkv+14Tq+12Tr+2bss+4hi+4hkv+4hq+12rh+4ri+4rkv+4rq|8T+8Ta+14Th+15Ti+4Tk+4"
        "Tkv+14Tq+10Tr+2bss+4hi+4hkv+4hq+14rh+6ri+4rkv+4rq|8T+8Ta+20Th+23Ti+4Tk+4Tkv+14Tq+10Tr+2bss+2hi+4hkv+4hq+10"
        "rh+2ri+4rkv+4rq|4T+8Ta+20Th+4Tk+10Tkv+22Tq+8Tr+2bss+4hkv+4hq+8rh+4rkv+4rq|8T+8Ta+12Th+24Ti+4Tk+4Tkv+14Tq+1"
        "0Tr+2bss+2hi+4hkv+4hq+14rh+6ri+4rkv+4rq|8T+8Ta+14Th+13Ti+4Tk+4Tkv+14Tq+10Tr+2bss+4hi+4hkv+4hq+14rh+8ri+4rk"
        "v+4rq;embedding=-8Th-1bss+72rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+12rh+4ri+4rkv+4rq;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4T"
        "h+2hV|4Th+21Ti-2rh-2ri|4Ta+8Tkv+20Tq+2bss-6rh-4ri-2rq;head=4T+12TV+2hV;last=8T+8Ta+18Th+29Ti+4Tk+4Tkv+12Tq"
        "+10Tr+2bss+10rh+2ri+4rkv+4rq|8T+8Ta+14Th+19Ti+4Tk+4Tkv+12Tq+10Tr+2bss+2hi+14rh+6ri+4rkv+4rq|8T+8Ta+14Th+17"
        "Ti+4Tk+4Tkv+12Tq+10Tr+2bss+2.0625hi+14rh+6ri+4rkv+4rq|8T+8Ta+12Th+32Ti+4Tk+4Tkv+12Tq+10Tr+2bss+14rh+6ri+4r"
        "kv+4rq|4T+8Ta+8Th+4Tk+4Tkv+14Tq+6Tr+2bss+2.0625hq+18rh+8ri+4rkv+6rq|8T+8Ta+26Th+17Ti+4Tk+4Tkv+12Tq+10Tr+2b"
        "ss+10rh+2ri+4rkv+4rq|4T+8Ta+8Th+4Tk+4Tkv+16Tq+6Tr+2bss+2hq+18rh+8ri+4rkv+6rq|4T+8Ta+12Th+4Tk+12Tkv+24Tq+6T"
        "r+2bss+6rh+4rkv+2rq|4T+4Th+2Tq+2.0625hq+24rh+8ri+8rkv+8rq;embedding=-8Th-1bss+72rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 raw masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=4Th+12rh+4ri+4rkv+4rq;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4T"
        "h|4Th+21Ti-2rh-2ri|4Ta+8Tkv+20Tq+2bss-6rh-4ri-2rq;head=4T+12TV;last=8T+8Ta+18Th+29Ti+4Tk+4Tkv+12Tq+10Tr+2b"
        "ss+10rh+2ri+4rkv+4rq|8T+8Ta+14Th+19Ti+4Tk+4Tkv+12Tq+10Tr+2bss+2hi+14rh+6ri+4rkv+4rq|8T+8Ta+14Th+17Ti+4Tk+4"
        "Tkv+12Tq+10Tr+2bss+2.0625hi+14rh+6ri+4rkv+4rq|8T+8Ta+12Th+32Ti+4Tk+4Tkv+12Tq+10Tr+2bss+14rh+6ri+4rkv+4rq|4"
        "T+8Ta+8Th+4Tk+4Tkv+14Tq+6Tr+2bss+2.0625hq+18rh+8ri+4rkv+6rq|8T+8Ta+26Th+17Ti+4Tk+4Tkv+12Tq+10Tr+2bss+10rh+"
        "2ri+4rkv+4rq|4T+8Ta+8Th+4Tk+4Tkv+16Tq+6Tr+2bss+2hq+18rh+8ri+4rkv+6rq|4T+8Ta+12Th+4Tk+12Tkv+24Tq+6Tr+2bss+6"
        "rh+4rkv+2rq|4T+4Th+2Tq+2.0625hq+24rh+8ri+8rkv+8rq;embedding=-10Th-1bss+72rh+24ri+24rkv+24rq-4sd"
    ),
    "lora bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th|2Th+11Ti|10Th+4T"
        "kv+8Tq|6Th+10Ti;head=4T+12TV+2Th;last=8T+8Ta+36Th+13Ti+4Tk+4Tkv+16Tq+24Tr+2bss|8T+8Ta+24Th+16Ti+4Tk+4Tkv+1"
        "6Tq+20Tr+2bss+4rh+4ri|8T+8Ta+34Th+15Ti+4Tk+4Tkv+16Tq+20Tr+2bss|4T+8Ta+40Th+4Tk+4Tkv+16Tq+16Tr+2bss+8rh+8ri"
        "|24Th+24rh+8ri+8rkv+8rq|4T+4Ta+16Th+26Tkv+6Tq+12Tr+12rh+8ri+4rq;embedding=-4Th-1bss+72rh+24ri+24rkv+24rq-4"
        "sd"
    ),
    "lora fp32 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+21Ti|20Tkv+8T"
        "q|4Ta+8Tkv+16Tq+4bss|12Th+8Tkv+8Tq;head=4T+12TV;last=8T+8Ta+16Th+29Ti+4Tk+4Tkv+20Tq+20Tr+4bss|8T+8Ta+12Th+"
        "32Ti+4Tk+4Tkv+20Tq+20Tr+4bss+4rh+4ri|4T+8Ta+4Th+4Tk+4Tkv+36Tq+12Tr+4bss+12rh+8ri+4rq|4T+12Th+4Tq+4Tr+24rh+"
        "8ri+8rkv+8rq|16Th+24rh+8ri+8rkv+8rq;embedding=-8Th-1bss+72rh+24ri+24rkv+24rq-8sd"
    ),
    "lora nf4 no amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+24rh+8ri+8rkv+8rq;forward=12T+8TV+4Th|4Th+21Ti|20Tkv+8T"
        "q|4Ta+8Tkv+16Tq+4bss|12Th+8Tkv+8Tq;head=4T+12TV;last=8T+8Ta+16Th+29Ti+4Tk+4Tkv+20Tq+20Tr+4bss|8T+8Ta+14Th+"
        "19Ti+4Tk+4Tkv+20Tq+20Tr+4bss+2hi+4rh+4ri|8T+8Ta+14Th+17Ti+4Tk+4Tkv+20Tq+20Tr+4bss+2.0625hi+4rh+4ri|8T+8Ta+"
        "12Th+32Ti+4Tk+4Tkv+20Tq+20Tr+4bss+4rh+4ri|4T+8Ta+6Th+4Tk+4Tkv+24Tq+12Tr+4bss+2.0625hq+12rh+8ri+4rq|8T+8Ta+"
        "24Th+17Ti+4Tk+4Tkv+20Tq+20Tr+4bss|4T+8Ta+6Th+4Tk+4Tkv+26Tq+12Tr+4bss+2hq+12rh+8ri+4rq|4T+8Ta+4Th+4Tk+4Tkv+"
        "36Tq+12Tr+4bss+12rh+8ri+4rq|4T+4Th+2Tq+2.0625hq+24rh+8ri+8rkv+8rq;embedding=-8Th-1bss+72rh+24ri+24rkv+24rq"
        "-8sd"
    ),
    "lora nf4 raw no amp masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+24rh+8ri+8rkv+8rq;forward=12T+10TV+4Th|2Th+11Ti|10Th+4T"
        "kv+8Tq|6Th+10Ti;head=4T+12TV+2Th;last=8T+8Ta+34Th+13Ti+4Tk+4Tkv+16Tq+24Tr+2bss|8T+8Ta+24Th+11Ti+4Tk+4Tkv+1"
        "6Tq+20Tr+2bss+2hi+4rh+4ri|8T+8Ta+24Th+9Ti+4Tk+4Tkv+16Tq+20Tr+2bss+2.0625hi+4rh+4ri|8T+8Ta+32Th+15Ti+4Tk+4T"
        "kv+16Tq+20Tr+2bss|4T+8Ta+16Th+4Tk+4Tkv+14Tq+12Tr+2bss+2.0625hq+12rh+8ri+4rq|4T+8Ta+16Th+4Tk+4Tkv+16Tq+12Tr"
        "+2bss+2hq+12rh+8ri+4rq|8T+8Ta+24Th+16Ti+4Tk+4Tkv+16Tq+20Tr+2bss+4rh+4ri|8T+8Ta+22Th+2Ti+4Tk+4Tkv+16Tq+16Tr"
        "+2bss+2.0625hi+8rh+8ri|4T+6Th+2Tq+2.0625hq+24rh+8ri+8rkv+8rq|8T+8Ta+24Th+2Ti+4Tk+4Tkv+16Tq+16Tr+2bss+2hi+8"
        "rh+8ri;embedding=-4Th-1bss+72rh+24ri+24rkv+24rq-4sd"
    ),
}

ADAPTERS = {
    "bf16+amp": (
        "q_proj=2Th+2Tr+2rh+2rq;k_proj=2Th+2Tr+2rh+2rkv;v_proj=2Th+2Tr+2rh+2rkv;o_proj=2Tq+2Tr+2rh+2rq;up_proj=2Th+"
        "2Tr+2rh+2ri;down_proj=2Ti+2Tr+2rh+2ri;q_proj+k_proj+v_proj=6Th+6Tr+6rh+4rkv+2rq"
    ),
    "bf16+amp eager": "@bf16+amp",
    "fp32+amp": "@bf16+amp",
    "fp32+amp eager": "@bf16+amp",
    "nf4": (
        "q_proj=2Th+2Tr+2rh+2rq;k_proj=2Th+2Tr+2rh+2rkv;v_proj=2Th+2Tr+2rh+2rkv;o_proj=2Tr+2rh+2rq;up_proj=2Th+2Tr+"
        "2rh+2ri;down_proj=2Ti+2Tr+2rh+2ri;q_proj+k_proj+v_proj=6Th+6Tr+6rh+4rkv+2rq"
    ),
    "nf4 eager": "@bf16+amp",
    "nf4 raw": "@nf4",
    "nf4 raw eager": "@bf16+amp",
    "bf16": (
        "q_proj=4Th+4Tr;k_proj=4Th+4Tr;v_proj=4Th+4Tr;o_proj=4Tq+4Tr;up_proj=4Th+4Tr;down_proj=4Ti+4Tr;q_proj+k_pro"
        "j+v_proj=12Th+12Tr"
    ),
    "bf16 eager": "@bf16",
    "fp32": (
        "q_proj=4Tr;k_proj=4Tr;v_proj=4Tr;o_proj=4Tr;up_proj=4Th+4Tr;down_proj=4Ti+4Tr;q_proj+k_proj+v_proj=4Th+12Tr"
    ),
    "fp32 eager": (
        "q_proj=4Tr;k_proj=4Tr;v_proj=4Tr;o_proj=4Tq+4Tr;up_proj=4Th+4Tr;down_proj=4Ti+4Tr;q_proj+k_proj+v_proj=4Th"
        "+12Tr"
    ),
    "nf4 no amp": "@fp32",
    "nf4 no amp eager": "@fp32 eager",
    "nf4 raw no amp": "@bf16",
    "nf4 raw no amp eager": "@bf16",
}

DROPOUT = {
    "bf16+amp": "4Th+1Ti+1Tq",
    "fp32+amp": "@bf16+amp",
    "nf4": "4Th+1Ti+3Tq",
    "nf4 raw": "@nf4",
    "bf16": "@bf16+amp",
    "fp32": "12Th+1Ti+5Tq",
    "nf4 no amp": "@fp32",
    "nf4 raw no amp": "@bf16+amp",
}
