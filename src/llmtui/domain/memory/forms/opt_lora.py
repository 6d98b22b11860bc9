"""What a opt model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp plain": (
        "start=12T+2Th;kept=16T+4Ta+28Th+4Ti+12Tr+20rh+4ri;held=16T+4Ta+28Th+4Ti+12Tr+20rh+4ri;left=-16T-4Ta-28Th-4"
        "Ti-12Tr+20rh+4ri;forward=4T+10TV+2Th|7Th+4Ti;head=-4T+12TV-2Th-6rh;last=-12T-3Th+4Ti-2Tr-4rh+2ri|-12T+5Th-"
        "4Ti-4Tr-2rh+4ri|-20T-4Ta-16Th-4Ti-12Tr+14rh+4ri|-12T-3Th+2Ti-2Tr-4rh+4ri;embedding="
    ),
    "lora fp32+amp plain": (
        "start=12T+8Th-6hh;kept=16T+4Ta+28Th+4Ti+12Tr+8hh+4hi+20rh+4ri;held=16T+4Ta+28Th+4Ti+12Tr+8hh+4hi+20rh+4ri;"
        "left=-16T-4Ta-28Th-4Ti-12Tr-8hh-4hi+20rh+4ri;forward=4T+10TV-4Th+2hV|1Th+4Ti;head=-4T+12TV-8Th+2hV-6rh;las"
        "t=-12T-7Th+4Ti-2Tr-4rh+2ri|-12T+1Th-4Ti-4Tr-4hi-2rh+4ri|-12T-4Th-6rh|-12T-7Th+2Ti-2Tr-4rh+4ri;embedding="
    ),
    "lora nf4 plain": (
        "start=12T+8Th;kept=16T+4Ta+26Th+6Ti+12Tr+20rh+4ri;held=16T+4Ta+26Th+6Ti+12Tr+20rh+4ri;left=-16T-4Ta-26Th-6"
        "Ti-12Tr+20rh+4ri;forward=4T+10TV-4Th+2hV|-1Th+4Ti-2Tr-2rh-2ri;head=-4T+12TV-8Th+2hV-6rh;last=-12T-9Th+10Ti"
        "-2Tr-4rh+2ri|-12T-7Th+2Ti-2Tr+2.0625hi-4rh+2ri|-12T-1Th-6rh|-20T-4Ta-12Th-6Ti-8Tr+2.0625hh+6rh+4ri|-12T-7T"
        "h+4Ti-2Tr+2hi-4rh+2ri|-12T+1Th-6Ti-4Tr-2rh+4ri|-20T-4Ta-10Th-6Ti-8Tr+2hh+6rh+4ri|-20T-4Ta-24Th-6Ti-12Tr+2."
        "0625hh+14rh+4ri|-20T-4Ta-22Th-6Ti-12Tr+2hh+14rh+4ri;embedding="
    ),
    "lora nf4 raw plain": (
        "start=12T+4Th;kept=16T+4Ta+26Th+6Ti+12Tr+20rh+4ri;held=16T+4Ta+26Th+6Ti+12Tr+20rh+4ri;left=-16T-4Ta-26Th-6"
        "Ti-12Tr+20rh+4ri;forward=4T+10TV|-1Th+4Ti-2Tr-2rh-2ri;head=-4T+12TV-4Th-6rh;last=-12T-5Th+10Ti-2Tr-4rh+2ri"
        "|-12T-3Th+2Ti-2Tr+2.0625hi-4rh+2ri|-12T+3Th-6rh|-20T-4Ta-8Th-6Ti-8Tr+2.0625hh+6rh+4ri|-12T-3Th+4Ti-2Tr+2hi"
        "-4rh+2ri|-12T+5Th-6Ti-4Tr-2rh+4ri|-20T-4Ta-6Th-6Ti-8Tr+2hh+6rh+4ri|-20T-4Ta-20Th-6Ti-12Tr+2.0625hh+14rh+4r"
        "i|-20T-4Ta-18Th-6Ti-12Tr+2hh+14rh+4ri;embedding="
    ),
    "lora bf16 plain": (
        "start=16T+4Th;kept=8T+4Ta+34Th+6Ti+24Tr;held=8T+4Ta+34Th+6Ti+24Tr;left=-8T-4Ta-34Th-6Ti-24Tr+40rh+8ri;forw"
        "ard=10TV-2Th|-1Th+4Ti-4Tr;head=-8T+12TV-4Th;last=-12T-3Th+4Ti+4rh+4ri|-12T+5Th|-16T-4Ta-24Th-6Ti-20Tr+40rh"
        "+8ri;embedding="
    ),
    "lora fp32 plain": (
        "start=12T+8Th;kept=16T+4Ta+34Th+4Ti+24Tr;held=16T+4Ta+34Th+4Ti+24Tr;left=-16T-4Ta-34Th-4Ti-24Tr+40rh+8ri;f"
        "orward=4T+8TV-4Th|-5Th+8Ti-4Tr;head=-4T+12TV-8Th;last=-12T-9Th+12Ti-4Tr+4rh+4ri|-12T-1Th+4Tr+4rh|-20T-2Th-"
        "4Ti-12Tr+16rh+8ri|-20T-4Ta-14Th-4Ti-20Tr+32rh+8ri|-20T-4Ta-22Th-4Ti-20Tr+40rh+8ri;embedding="
    ),
    "lora nf4 no amp plain": (
        "start=12T+8Th;kept=16T+4Ta+34Th+4Ti+24Tr;held=16T+4Ta+34Th+4Ti+24Tr;left=-16T-4Ta-34Th-4Ti-24Tr+40rh+8ri;f"
        "orward=4T+8TV-4Th|-5Th+8Ti-4Tr;head=-4T+12TV-8Th;last=-12T-9Th+12Ti-4Tr+4rh+4ri|-12T-7Th+4Ti-4Tr+2.0625hi+"
        "4rh+4ri|-12T-1Th+4Tr+4rh|-20T-12Th-4Ti-12Tr+2.0625hh+16rh+8ri|-12T-7Th+6Ti-4Tr+2hi+4rh+4ri|-20T-2Th-4Ti-12"
        "Tr+16rh+8ri|-20T-4Ta-24Th-4Ti-20Tr+2.0625hh+32rh+8ri|-20T-10Th-4Ti-12Tr+2hh+16rh+8ri|-20T-4Ta-32Th-4Ti-24T"
        "r+2.0625hh+40rh+8ri|-12T-9Th-2Ti-8Tr+2.0625hi+8rh+8ri|-20T-4Ta-30Th-4Ti-24Tr+2hh+40rh+8ri|-20T-4Ta-22Th-4T"
        "i-20Tr+2hh+32rh+8ri;embedding="
    ),
    "lora nf4 raw no amp plain": (
        "start=16T+4Th;kept=8T+4Ta+34Th+6Ti+24Tr;held=8T+4Ta+34Th+6Ti+24Tr;left=-8T-4Ta-34Th-6Ti-24Tr+40rh+8ri;forw"
        "ard=10TV-2Th|-1Th+4Ti-4Tr;head=-8T+12TV-4Th;last=-12T-3Th-4Tr+2hi+4rh+4ri|-12T-7Th-4Ti-8Tr+2.0625hi+8rh+8r"
        "i|-12T+5Th|-16T-12Th-6Ti-12Tr+2.0625hh+16rh+8ri|-12T-3Th+4Ti+4rh+4ri|-12T-3Th-2Ti-4Tr+2.0625hi+4rh+4ri|-16"
        "T-4Ta-32Th-6Ti-24Tr+2.0625hh+40rh+8ri|-16T-10Th-6Ti-12Tr+2hh+16rh+8ri|-16T-4Ta-30Th-6Ti-24Tr+2hh+40rh+8ri;"
        "embedding="
    ),
    "lora bf16+amp plain checkpointing": (
        "start=20T+6Th;kept=2Th+20rh+4ri;held=2Th;left=-2Th+40rh+8ri;forward=12T+10TV+4Th|2Th+8Ti+2Tr-2rh;head=4T+1"
        "2TV;last=12T+4Ta+33Th+8Ti+12Tr+20rh+4ri|12T+4Ta+27Th+6Ti+10Tr+22rh+8ri|12T+4Ta+35Th+8Tr+24rh+8ri|4T+14Th+4"
        "0rh+8ri|12T+4Ta+27Th+8Ti+10Tr+22rh+6ri;embedding=-12T-8Th+120rh+24ri"
    ),
    "lora fp32+amp plain checkpointing": (
        "start=20T+12Th;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=12T+10TV+2hV|6Th+2Ti+2hi-4rh-4ri|2Th+"
        "8Ti+2Tr-2rh|2Th+2Ti+2hi-2rh-2ri;head=4T+12TV-4Th+2hV;last=12T+4Ta+27Th+8Ti+12Tr+8hh+4hi+20rh+4ri|12T+4Ta+2"
        "1Th+6Ti+10Tr+8hh+4hi+22rh+8ri|12T+4Ta+21Th+8Ti+10Tr+8hh+4hi+22rh+6ri;embedding=-12T-16Th+120rh+24ri"
    ),
    "lora nf4 plain checkpointing": (
        "start=20T+12Th;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=12T+10TV+2hV|4Th+10Ti-2rh-2ri;head=4T"
        "+12TV-4Th+2hV;last=12T+4Ta+17Th+16Ti+10Tr+22rh+6ri|12T+4Ta+19Th+8Ti+10Tr+2.0625hi+22rh+6ri|4T+4Ta+32Th+8Tr"
        "+16rh|4T+14Th+4Tr+2.0625hh+32rh+8ri|12T+4Ta+19Th+10Ti+10Tr+2hi+22rh+6ri|12T+4Ta+27Th+6Ti+12Tr+20rh+4ri|4T+"
        "16Th+4Tr+2hh+32rh+8ri|4T+2Th+2.0625hh+40rh+8ri|4T+4Th+2hh+40rh+8ri;embedding=-12T-16Th+120rh+24ri"
    ),
    "lora nf4 raw plain checkpointing": (
        "start=20T+6Th;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=12T+10TV+2Th|4Th+10Ti-2rh-2ri;head=4T+"
        "12TV-2Th;last=12T+4Ta+19Th+16Ti+10Tr+22rh+6ri|12T+4Ta+21Th+8Ti+10Tr+2.0625hi+22rh+6ri|4T+4Ta+34Th+8Tr+16rh"
        "|4T+16Th+4Tr+2.0625hh+32rh+8ri|12T+4Ta+21Th+10Ti+10Tr+2hi+22rh+6ri|12T+4Ta+29Th+6Ti+12Tr+20rh+4ri|4T+18Th+"
        "4Tr+2hh+32rh+8ri|4T+4Th+2.0625hh+40rh+8ri|4T+6Th+2hh+40rh+8ri;embedding=-12T-14Th+120rh+24ri"
    ),
    "lora bf16 plain checkpointing": (
        "start=20T+6Th;kept=2Th;held=2Th;left=-2Th+40rh+8ri;forward=6Th+10Ti|8T+10TV|22Th;head=12TV-2Th;last=4T+4Ta"
        "+31Th+10Ti+24Tr+4rh+4ri|4T+4Ta+39Th+6Ti+24Tr|10Th+4Tr+40rh+8ri;embedding=-12T-8Th+120rh+24ri"
    ),
    "lora fp32 plain checkpointing": (
        "start=20T+12Th;kept=4Th;held=4Th;left=-4Th+40rh+8ri;forward=4Th+12Ti|12T+8TV|28Th;head=4T+12TV-4Th;last=12"
        "T+4Ta+25Th+16Ti+20Tr+4rh+4ri|12T+4Ta+37Th+4Ti+24Tr|4T+4Ta+32Th+12Tr+16rh+8ri|4T+20Th+4Tr+32rh+8ri|4T+12Th+"
        "4Tr+40rh+8ri;embedding=-12T-16Th+120rh+24ri"
    ),
    "lora nf4 no amp plain checkpointing": (
        "start=20T+12Th;kept=4Th;held=4Th;left=-4Th+40rh+8ri;forward=4Th+12Ti|12T+8TV|28Th;head=4T+12TV-4Th;last=12"
        "T+4Ta+25Th+16Ti+20Tr+4rh+4ri|12T+4Ta+27Th+8Ti+20Tr+2.0625hi+4rh+4ri|12T+4Ta+37Th+4Ti+24Tr|4T+4Ta+22Th+12Tr"
        "+2.0625hh+16rh+8ri|12T+4Ta+27Th+10Ti+20Tr+2hi+4rh+4ri|4T+10Th+4Tr+2.0625hh+32rh+8ri|4T+4Ta+24Th+12Tr+2hh+1"
        "6rh+8ri|4T+2Th+2.0625hh+40rh+8ri|12T+4Ta+25Th+2Ti+16Tr+2.0625hi+8rh+8ri|4T+4Th+2hh+40rh+8ri|4T+12Th+4Tr+2h"
        "h+32rh+8ri;embedding=-12T-16Th+120rh+24ri"
    ),
    "lora nf4 raw no amp plain checkpointing": (
        "start=20T+6Th;kept=2Th;held=2Th;left=-2Th+40rh+8ri;forward=6Th+10Ti|8T+10TV|22Th;head=12TV-2Th;last=4T+4Ta"
        "+31Th+6Ti+20Tr+2hi+4rh+4ri|4T+4Ta+27Th+2Ti+16Tr+2.0625hi+8rh+8ri|4T+4Ta+39Th+6Ti+24Tr|4Ta+22Th+12Tr+2.0625"
        "hh+16rh+8ri|4T+4Ta+31Th+10Ti+24Tr+4rh+4ri|4T+4Ta+31Th+4Ti+20Tr+2.0625hi+4rh+4ri|2Th+2.0625hh+40rh+8ri|4Ta+"
        "24Th+12Tr+2hh+16rh+8ri|4Th+2hh+40rh+8ri;embedding=-12T-8Th+120rh+24ri"
    ),
    "lora bf16+amp masked": (
        "start=16T+2Th+1bss;kept=16T+4Ta+28Th+4Ti+12Tr+2bss+20rh+4ri;held=16T+4Ta+28Th+4Ti+12Tr+2bss+20rh+4ri;left="
        "-16T-4Ta-28Th-4Ti-12Tr-2bss+20rh+4ri;forward=8T+10TV+2Th-1bss|7Th+4Ti;head=12TV-2Th-1bss-6rh;last=-8T-3Th+"
        "4Ti-2Tr-1bss-4rh+2ri|-8T+5Th-4Ti-4Tr-1bss-2rh+4ri|-16T-4Ta-16Th-4Ti-12Tr-3bss+14rh+4ri|-8T-3Th+2Ti-2Tr-1bs"
        "s-4rh+4ri;embedding="
    ),
    "lora fp32+amp masked": (
        "start=16T+8Th+1bss-6hh;kept=16T+4Ta+28Th+4Ti+12Tr+2bss+8hh+4hi+20rh+4ri;held=16T+4Ta+28Th+4Ti+12Tr+2bss+8h"
        "h+4hi+20rh+4ri;left=-16T-4Ta-28Th-4Ti-12Tr-2bss-8hh-4hi+20rh+4ri;forward=8T+10TV-4Th-1bss+2hV|1Th+4Ti;head"
        "=12TV-8Th-1bss+2hV-6rh;last=-8T-7Th+4Ti-2Tr-1bss-4rh+2ri|-8T+1Th-4Ti-4Tr-1bss-4hi-2rh+4ri|-8T-4Th-1bss-6rh"
        "|-8T-7Th+2Ti-2Tr-1bss-4rh+4ri;embedding="
    ),
    "lora nf4 masked": (
        "start=16T+8Th+1bss;kept=16T+4Ta+26Th+6Ti+12Tr+2bss+20rh+4ri;held=16T+4Ta+26Th+6Ti+12Tr+2bss+20rh+4ri;left="
        "-16T-4Ta-26Th-6Ti-12Tr-2bss+20rh+4ri;forward=8T+10TV-4Th-1bss+2hV|-1Th+4Ti-2Tr-2rh-2ri;head=12TV-8Th-1bss+"
        "2hV-6rh;last=-8T-9Th+10Ti-2Tr-1bss-4rh+2ri|-8T-7Th+2Ti-2Tr-1bss+2.0625hi-4rh+2ri|-8T-1Th-1bss-6rh|-16T-4Ta"
        "-12Th-6Ti-8Tr-3bss+2.0625hh+6rh+4ri|-8T-7Th+4Ti-2Tr-1bss+2hi-4rh+2ri|-8T+1Th-6Ti-4Tr-1bss-2rh+4ri|-16T-4Ta"
        "-10Th-6Ti-8Tr-3bss+2hh+6rh+4ri|-16T-4Ta-24Th-6Ti-12Tr-3bss+2.0625hh+14rh+4ri|-16T-4Ta-22Th-6Ti-12Tr-3bss+2"
        "hh+14rh+4ri;embedding="
    ),
    "lora nf4 raw masked": (
        "start=16T+4Th+1bss;kept=16T+4Ta+26Th+6Ti+12Tr+2bss+20rh+4ri;held=16T+4Ta+26Th+6Ti+12Tr+2bss+20rh+4ri;left="
        "-16T-4Ta-26Th-6Ti-12Tr-2bss+20rh+4ri;forward=8T+10TV-1bss|-1Th+4Ti-2Tr-2rh-2ri;head=12TV-4Th-1bss-6rh;last"
        "=-8T-5Th+10Ti-2Tr-1bss-4rh+2ri|-8T-3Th+2Ti-2Tr-1bss+2.0625hi-4rh+2ri|-8T+3Th-1bss-6rh|-16T-4Ta-8Th-6Ti-8Tr"
        "-3bss+2.0625hh+6rh+4ri|-8T-3Th+4Ti-2Tr-1bss+2hi-4rh+2ri|-8T+5Th-6Ti-4Tr-1bss-2rh+4ri|-16T-4Ta-6Th-6Ti-8Tr-"
        "3bss+2hh+6rh+4ri|-16T-4Ta-20Th-6Ti-12Tr-3bss+2.0625hh+14rh+4ri|-16T-4Ta-18Th-6Ti-12Tr-3bss+2hh+14rh+4ri;em"
        "bedding="
    ),
    "lora bf16 masked": (
        "start=20T+4Th+1bss;kept=8T+4Ta+34Th+6Ti+24Tr+2bss;held=8T+4Ta+34Th+6Ti+24Tr+2bss;left=-8T-4Ta-34Th-6Ti-24T"
        "r-2bss+40rh+8ri;forward=4T+10TV-2Th-1bss|-1Th+4Ti-4Tr;head=-4T+12TV-4Th-1bss;last=-8T-3Th+4Ti-1bss+4rh+4ri"
        "|-8T+5Th-1bss|-12T-4Ta-24Th-6Ti-20Tr-3bss+40rh+8ri;embedding="
    ),
    "lora fp32 masked": (
        "start=16T+8Th+1bss;kept=16T+4Ta+34Th+4Ti+24Tr+4bss;held=16T+4Ta+34Th+4Ti+24Tr+4bss;left=-16T-4Ta-34Th-4Ti-"
        "24Tr-4bss+40rh+8ri;forward=8T+8TV-4Th-1bss|-5Th+8Ti-4Tr;head=12TV-8Th-1bss;last=-8T-9Th+12Ti-4Tr-1bss+4rh+"
        "4ri|-8T-1Th+4Tr-1bss+4rh|-16T-2Th-4Ti-12Tr-1bss+16rh+8ri|-16T-4Ta-14Th-4Ti-20Tr-5bss+32rh+8ri|-16T-4Ta-22T"
        "h-4Ti-20Tr-5bss+40rh+8ri;embedding="
    ),
    "lora nf4 no amp masked": (
        "start=16T+8Th+1bss;kept=16T+4Ta+34Th+4Ti+24Tr+4bss;held=16T+4Ta+34Th+4Ti+24Tr+4bss;left=-16T-4Ta-34Th-4Ti-"
        "24Tr-4bss+40rh+8ri;forward=8T+8TV-4Th-1bss|-5Th+8Ti-4Tr;head=12TV-8Th-1bss;last=-8T-9Th+12Ti-4Tr-1bss+4rh+"
        "4ri|-8T-7Th+4Ti-4Tr-1bss+2.0625hi+4rh+4ri|-8T-1Th+4Tr-1bss+4rh|-16T-12Th-4Ti-12Tr-1bss+2.0625hh+16rh+8ri|-"
        "8T-7Th+6Ti-4Tr-1bss+2hi+4rh+4ri|-16T-2Th-4Ti-12Tr-1bss+16rh+8ri|-16T-4Ta-24Th-4Ti-20Tr-5bss+2.0625hh+32rh+"
        "8ri|-16T-10Th-4Ti-12Tr-1bss+2hh+16rh+8ri|-16T-4Ta-32Th-4Ti-24Tr-5bss+2.0625hh+40rh+8ri|-8T-9Th-2Ti-8Tr-1bs"
        "s+2.0625hi+8rh+8ri|-16T-4Ta-30Th-4Ti-24Tr-5bss+2hh+40rh+8ri|-16T-4Ta-22Th-4Ti-20Tr-5bss+2hh+32rh+8ri;embed"
        "ding="
    ),
    "lora nf4 raw no amp masked": (
        "start=20T+4Th+1bss;kept=8T+4Ta+34Th+6Ti+24Tr+2bss;held=8T+4Ta+34Th+6Ti+24Tr+2bss;left=-8T-4Ta-34Th-6Ti-24T"
        "r-2bss+40rh+8ri;forward=4T+10TV-2Th-1bss|-1Th+4Ti-4Tr;head=-4T+12TV-4Th-1bss;last=-8T-3Th-4Tr-1bss+2hi+4rh"
        "+4ri|-8T-7Th-4Ti-8Tr-1bss+2.0625hi+8rh+8ri|-8T+5Th-1bss|-12T-12Th-6Ti-12Tr-1bss+2.0625hh+16rh+8ri|-8T-3Th+"
        "4Ti-1bss+4rh+4ri|-8T-3Th-2Ti-4Tr-1bss+2.0625hi+4rh+4ri|-12T-4Ta-32Th-6Ti-24Tr-3bss+2.0625hh+40rh+8ri|-12T-"
        "10Th-6Ti-12Tr-1bss+2hh+16rh+8ri|-12T-4Ta-30Th-6Ti-24Tr-3bss+2hh+40rh+8ri;embedding="
    ),
    "lora bf16+amp masked checkpointing": (
        "start=24T+6Th+1bss;kept=2Th+20rh+4ri;held=2Th;left=-2Th+40rh+8ri;forward=16T+10TV+4Th|2Th+8Ti+2Tr-2rh;head"
        "=8T+12TV;last=16T+4Ta+33Th+8Ti+12Tr+2bss+20rh+4ri|16T+4Ta+27Th+6Ti+10Tr+2bss+22rh+8ri|16T+4Ta+35Th+8Tr+2bs"
        "s+24rh+8ri|8T+14Th+40rh+8ri|16T+4Ta+27Th+8Ti+10Tr+2bss+22rh+6ri;embedding=-8T-8Th-1bss+120rh+24ri"
    ),
    "lora fp32+amp masked checkpointing": (
        "start=24T+12Th+1bss;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=16T+10TV+2hV|6Th+2Ti+2hi-4rh-4ri"
        "|2Th+8Ti+2Tr-2rh|2Th+2Ti+2hi-2rh-2ri;head=8T+12TV-4Th+2hV;last=16T+4Ta+27Th+8Ti+12Tr+2bss+8hh+4hi+20rh+4ri"
        "|16T+4Ta+21Th+6Ti+10Tr+2bss+8hh+4hi+22rh+8ri|16T+4Ta+21Th+8Ti+10Tr+2bss+8hh+4hi+22rh+6ri;embedding=-8T-16T"
        "h-1bss+120rh+24ri"
    ),
    "lora nf4 masked checkpointing": (
        "start=24T+12Th+1bss;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=16T+10TV+2hV|4Th+10Ti-2rh-2ri;he"
        "ad=8T+12TV-4Th+2hV;last=16T+4Ta+17Th+16Ti+10Tr+2bss+22rh+6ri|16T+4Ta+19Th+8Ti+10Tr+2bss+2.0625hi+22rh+6ri|"
        "8T+4Ta+32Th+8Tr+2bss+16rh|8T+14Th+4Tr+2.0625hh+32rh+8ri|16T+4Ta+19Th+10Ti+10Tr+2bss+2hi+22rh+6ri|16T+4Ta+2"
        "7Th+6Ti+12Tr+2bss+20rh+4ri|8T+16Th+4Tr+2hh+32rh+8ri|8T+2Th+2.0625hh+40rh+8ri|8T+4Th+2hh+40rh+8ri;embedding"
        "=-8T-16Th-1bss+120rh+24ri"
    ),
    "lora nf4 raw masked checkpointing": (
        "start=24T+6Th+1bss;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=16T+10TV+2Th|4Th+10Ti-2rh-2ri;hea"
        "d=8T+12TV-2Th;last=16T+4Ta+19Th+16Ti+10Tr+2bss+22rh+6ri|16T+4Ta+21Th+8Ti+10Tr+2bss+2.0625hi+22rh+6ri|8T+4T"
        "a+34Th+8Tr+2bss+16rh|8T+16Th+4Tr+2.0625hh+32rh+8ri|16T+4Ta+21Th+10Ti+10Tr+2bss+2hi+22rh+6ri|16T+4Ta+29Th+6"
        "Ti+12Tr+2bss+20rh+4ri|8T+18Th+4Tr+2hh+32rh+8ri|8T+4Th+2.0625hh+40rh+8ri|8T+6Th+2hh+40rh+8ri;embedding=-8T-"
        "14Th-1bss+120rh+24ri"
    ),
    "lora bf16 masked checkpointing": (
        "start=24T+6Th+1bss;kept=2Th;held=2Th;left=-2Th+40rh+8ri;forward=6Th+10Ti|12T+10TV|22Th;head=4T+12TV-2Th;la"
        "st=8T+4Ta+31Th+10Ti+24Tr+2bss+4rh+4ri|8T+4Ta+39Th+6Ti+24Tr+2bss|4T+10Th+4Tr+40rh+8ri;embedding=-8T-8Th-1bs"
        "s+120rh+24ri"
    ),
    "lora fp32 masked checkpointing": (
        "start=24T+12Th+1bss;kept=4Th;held=4Th;left=-4Th+40rh+8ri;forward=4Th+12Ti|16T+8TV|28Th;head=8T+12TV-4Th;la"
        "st=16T+4Ta+25Th+16Ti+20Tr+4bss+4rh+4ri|16T+4Ta+37Th+4Ti+24Tr+4bss|8T+4Ta+32Th+12Tr+4bss+16rh+8ri|8T+20Th+4"
        "Tr+32rh+8ri|8T+12Th+4Tr+40rh+8ri;embedding=-8T-16Th-1bss+120rh+24ri"
    ),
    "lora nf4 no amp masked checkpointing": (
        "start=24T+12Th+1bss;kept=4Th;held=4Th;left=-4Th+40rh+8ri;forward=4Th+12Ti|16T+8TV|28Th;head=8T+12TV-4Th;la"
        "st=16T+4Ta+25Th+16Ti+20Tr+4bss+4rh+4ri|16T+4Ta+27Th+8Ti+20Tr+4bss+2.0625hi+4rh+4ri|16T+4Ta+37Th+4Ti+24Tr+4"
        "bss|8T+4Ta+22Th+12Tr+4bss+2.0625hh+16rh+8ri|16T+4Ta+27Th+10Ti+20Tr+4bss+2hi+4rh+4ri|8T+10Th+4Tr+2.0625hh+3"
        "2rh+8ri|8T+4Ta+24Th+12Tr+4bss+2hh+16rh+8ri|8T+2Th+2.0625hh+40rh+8ri|16T+4Ta+25Th+2Ti+16Tr+4bss+2.0625hi+8r"
        "h+8ri|8T+4Th+2hh+40rh+8ri|8T+12Th+4Tr+2hh+32rh+8ri;embedding=-8T-16Th-1bss+120rh+24ri"
    ),
    "lora nf4 raw no amp masked checkpointing": (
        "start=24T+6Th+1bss;kept=2Th;held=2Th;left=-2Th+40rh+8ri;forward=6Th+10Ti|12T+10TV|22Th;head=4T+12TV-2Th;la"
        "st=8T+4Ta+31Th+6Ti+20Tr+2bss+2hi+4rh+4ri|8T+4Ta+27Th+2Ti+16Tr+2bss+2.0625hi+8rh+8ri|8T+4Ta+39Th+6Ti+24Tr+2"
        "bss|4T+4Ta+22Th+12Tr+2bss+2.0625hh+16rh+8ri|8T+4Ta+31Th+10Ti+24Tr+2bss+4rh+4ri|8T+4Ta+31Th+4Ti+20Tr+2bss+2"
        ".0625hi+4rh+4ri|4T+2Th+2.0625hh+40rh+8ri|4T+4Ta+24Th+12Tr+2bss+2hh+16rh+8ri|4T+4Th+2hh+40rh+8ri;embedding="
        "-8T-8Th-1bss+120rh+24ri"
    ),
}

ADAPTERS = {
    "bf16+amp": (
        "k_proj=2Th+2Tr+4rh;v_proj=2Th+2Tr+4rh;q_proj=2Th+2Tr+4rh;out_proj=2Th+2Tr+4rh;fc1=2Th+2Tr+2rh+2ri;fc2=2Ti+"
        "2Tr+2rh+2ri;q_proj+k_proj+v_proj=6Th+6Tr+12rh"
    ),
    "bf16+amp eager": "@bf16+amp",
    "fp32+amp": "@bf16+amp",
    "fp32+amp eager": "@bf16+amp",
    "nf4": (
        "k_proj=2Th+2Tr+4rh;v_proj=2Th+2Tr+4rh;q_proj=2Th+2Tr+4rh;out_proj=2Tr+4rh;fc1=2Th+2Tr+2rh+2ri;fc2=2Ti+2Tr+"
        "2rh+2ri;q_proj+k_proj+v_proj=6Th+6Tr+12rh"
    ),
    "nf4 eager": "@bf16+amp",
    "nf4 raw": "@nf4",
    "nf4 raw eager": "@bf16+amp",
    "bf16": (
        "k_proj=4Th+4Tr;v_proj=4Th+4Tr;q_proj=4Th+4Tr;out_proj=4Th+4Tr;fc1=4Th+4Tr;fc2=4Ti+4Tr;q_proj+k_proj+v_proj"
        "=12Th+12Tr"
    ),
    "bf16 eager": "@bf16",
    "fp32": "k_proj=4Tr;v_proj=4Tr;q_proj=4Tr;out_proj=4Tr;fc1=4Th+4Tr;fc2=4Tr;q_proj+k_proj+v_proj=4Th+12Tr",
    "fp32 eager": (
        "k_proj=4Tr;v_proj=4Tr;q_proj=4Tr;out_proj=4Th+4Tr;fc1=4Th+4Tr;fc2=4Tr;q_proj+k_proj+v_proj=4Th+12Tr"
    ),
    "nf4 no amp": "@fp32",
    "nf4 no amp eager": "@fp32 eager",
    "nf4 raw no amp": "@bf16",
    "nf4 raw no amp eager": "@bf16",
}

DROPOUT = {
    "bf16+amp": "5Th+1Ti",
    "fp32+amp": "@bf16+amp",
    "nf4": "7Th+1Ti",
    "nf4 raw": "@nf4",
    "bf16": "@bf16+amp",
    "fp32": "17Th+5Ti",
    "nf4 no amp": "@fp32",
    "nf4 raw no amp": "@bf16+amp",
}
