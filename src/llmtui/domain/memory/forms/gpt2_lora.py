"""What a gpt2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp plain": (
        "start=2sh;kept=16T+4Ta+24Th+16Ti+8Tr+16rh+4ri;held=16T+4Ta+24Th+16Ti+8Tr+16rh+4ri;left=-16T-4Ta-24Th-16Ti-"
        "8Tr+16rh+4ri;forward=16T+10TV+4Th-2sh|13Th+4Ti;head=8T+12TV-2rh-2sh;last=-3Th+12Ti-2Tr+2ri-2sh|-8T-4Ta-14T"
        "h-16Ti-6Tr+18rh+4ri-2sh;embedding="
    ),
    "lora fp32+amp plain": (
        "start=4Th-6hh+4sh;kept=16T+4Ta+24Th+16Ti+8Tr+8hh+4hi+16rh+4ri;held=16T+4Ta+24Th+16Ti+8Tr+8hh+4hi+16rh+4ri;"
        "left=-16T-4Ta-24Th-16Ti-8Tr-8hh-4hi+16rh+4ri;forward=16T+10TV+2hV-4sh|7Th+4Ti;head=8T+12TV-4Th+2hV-2rh-4sh"
        ";last=-5Th+12Ti-2Tr-2hi+2ri-4sh|-3Th+2Ti-2Tr+4ri-4sh|-2rh-4sh|-3Th+4Ti-2Tr+2ri-4sh;embedding="
    ),
    "lora nf4 plain": (
        "start=4Th+4sh;kept=16T+4Ta+22Th+18Ti+8Tr+16rh+4ri;held=16T+4Ta+22Th+18Ti+8Tr+16rh+4ri;left=-16T-4Ta-22Th-1"
        "8Ti-8Tr+16rh+4ri;forward=16T+10TV+2hV-4sh|11Th+4Ti;head=8T+12TV-4Th+2hV-2rh-4sh;last=-5Th+10Ti-2Tr+2ri-4sh"
        "|-8T-4Ta-12Th-18Ti-8Tr+6.1875hh+14rh+4ri-4sh|3Th-2rh-4sh|-3Th+4Ti-2Tr+2hi+2ri-4sh|-3Th+2Ti-2Tr+2.0625hi+2r"
        "i-4sh|-8T-4Ta-10Th-18Ti-8Tr+6hh+14rh+4ri-4sh;embedding="
    ),
    "lora nf4 raw plain": (
        "start=2Th+2sh;kept=16T+4Ta+22Th+18Ti+8Tr+16rh+4ri;held=16T+4Ta+22Th+18Ti+8Tr+16rh+4ri;left=-16T-4Ta-22Th-1"
        "8Ti-8Tr+16rh+4ri;forward=16T+10TV+2Th-2sh|11Th+4Ti;head=8T+12TV-2Th-2rh-2sh;last=-3Th+10Ti-2Tr+2ri-2sh|-8T"
        "-4Ta-10Th-18Ti-8Tr+6.1875hh+14rh+4ri-2sh|5Th-2rh-2sh|-1Th+4Ti-2Tr+2hi+2ri-2sh|-1Th+2Ti-2Tr+2.0625hi+2ri-2s"
        "h|-8T-4Ta-8Th-18Ti-8Tr+6hh+14rh+4ri-2sh;embedding="
    ),
    "lora bf16 plain": (
        "start=4T+2Th+2sh;kept=8T+4Ta+26Th+12Ti+16Tr;held=8T+4Ta+26Th+12Ti+16Tr;left=-8T-4Ta-26Th-12Ti-16Tr+32rh+8r"
        "i;forward=12T+10TV-2sh|11Th+2Ti;head=4T+12TV-2Th-2sh;last=-1Th+4Ti+4rh+4ri-2sh|7Th-2sh|-4T-4Ta+8Th-12Ti-12"
        "Tr+16rh+8ri-2sh|-4T-4Ta-4Th-12Ti-8Tr+28rh+8ri-2sh;embedding="
    ),
    "lora fp32 plain": (
        "start=4Th+4sh;kept=16T+4Ta+34Th+20Ti+16Tr;held=16T+4Ta+34Th+20Ti+16Tr;left=-16T-4Ta-34Th-20Ti-16Tr+32rh+8r"
        "i;forward=16T+8TV-4sh;head=8T+12TV-4Th-4sh;last=-5Th+8Ti-4Tr+4rh+4ri-4sh|3Th+4Tr+4rh-4sh|-8T-4Ta-6Th-20Ti-"
        "8Tr+28rh+8ri-4sh|-1Th+4Ti+4rh+4ri-4sh;embedding="
    ),
    "lora nf4 no amp plain": (
        "start=4Th+4sh;kept=16T+4Ta+34Th+20Ti+16Tr;held=16T+4Ta+34Th+20Ti+16Tr;left=-16T-4Ta-34Th-20Ti-16Tr+32rh+8r"
        "i;forward=16T+8TV-4sh|5Th+2Ti-4Tr;head=8T+12TV-4Th-4sh;last=-5Th+8Ti-4Tr+4rh+4ri-4sh|-8T-4Ta-24Th-20Ti-16T"
        "r+6.1875hh+32rh+8ri-4sh|3Th+4Tr+4rh-4sh|-3Th+2Ti-4Tr+2hi+4rh+4ri-4sh|-3Th-4Tr+2.0625hi+4rh+4ri-4sh|-8T-4Ta"
        "-22Th-20Ti-16Tr+6hh+32rh+8ri-4sh;embedding="
    ),
    "lora nf4 raw no amp plain": (
        "start=4T+2Th+2sh;kept=8T+4Ta+26Th+12Ti+16Tr;held=8T+4Ta+26Th+12Ti+16Tr;left=-8T-4Ta-26Th-12Ti-16Tr+32rh+8r"
        "i;forward=12T+10TV-2sh|11Th+2Ti;head=4T+12TV-2Th-2sh;last=-1Th-4Tr+2hi+4rh+4ri-2sh|-4T-4Ta-18Th-12Ti-16Tr+"
        "6.1875hh+32rh+8ri-2sh|7Th-2sh|-1Th+4Ti+4rh+4ri-2sh|-1Th-2Ti-4Tr+2.0625hi+4rh+4ri-2sh|-4T-4Ta-16Th-12Ti-16T"
        "r+6hh+32rh+8ri-2sh|-4T-4Ta+8Th-12Ti-12Tr+16rh+8ri-2sh|-5Th-10Ti-8Tr+2.0625hi+8rh+8ri-2sh;embedding="
    ),
    "lora bf16+amp plain checkpointing": (
        "start=8T+5Th+2sh;kept=2Th+16rh+4ri;held=2Th;left=-2Th+32rh+8ri;forward=6Th+12Ti-2rh-2ri|16T+10TV+6Th-2sh;h"
        "ead=8T+12TV+2Th-2sh;last=16T+4Ta+23Th+26Ti+6Tr+18rh+6ri-2sh|16T+4Ta+37Th+20Ti+8Tr+16rh+4ri-2sh|8T+12Th+2Tr"
        "+36rh+8ri-2sh;embedding=-4Th+96rh+24ri-2sh"
    ),
    "lora fp32+amp plain checkpointing": (
        "start=8T+9Th+4sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV-4sh|8Th+6Ti+2hi-2r"
        "h-2ri|6Th+12Ti-2rh-2ri|8Th+6hh-16rh-4ri;head=8T+12TV+2hV-4sh;last=16T+4Ta+33Th+20Ti+8Tr+8hh+4hi+16rh+4ri-4"
        "sh|16T+4Ta+19Th+26Ti+6Tr+8hh+2hi+18rh+6ri-4sh|16T+4Ta+21Th+18Ti+6Tr+8hh+4hi+18rh+8ri-4sh;embedding=-8Th+96"
        "rh+24ri-4sh"
    ),
    "lora nf4 plain checkpointing": (
        "start=8T+9Th+4sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV-4sh|6Th+16Ti-2rh-2"
        "ri|30Th-8rh-4ri;head=8T+12TV+2hV-4sh;last=16T+4Ta+17Th+28Ti+6Tr+18rh+6ri-4sh|8T+10Th+6.1875hh+32rh+8ri-4sh"
        "|16T+4Ta+33Th+22Ti+8Tr+16rh+4ri-4sh|16T+4Ta+19Th+22Ti+6Tr+2hi+18rh+6ri-4sh|16T+4Ta+19Th+20Ti+6Tr+2.0625hi+"
        "18rh+6ri-4sh|8T+12Th+6hh+32rh+8ri-4sh;embedding=-8Th+96rh+24ri-4sh"
    ),
    "lora nf4 raw plain checkpointing": (
        "start=8T+5Th+2sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=6Th+16Ti-2rh-2ri|16T+10TV+4Th-2sh|3"
        "0Th-8rh-4ri;head=8T+12TV-2sh;last=16T+4Ta+17Th+28Ti+6Tr+18rh+6ri-2sh|8T+10Th+6.1875hh+32rh+8ri-2sh|16T+4Ta"
        "+33Th+22Ti+8Tr+16rh+4ri-2sh|16T+4Ta+19Th+22Ti+6Tr+2hi+18rh+6ri-2sh|16T+4Ta+19Th+20Ti+6Tr+2.0625hi+18rh+6ri"
        "-2sh|8T+12Th+6hh+32rh+8ri-2sh;embedding=-10Th+96rh+24ri-2sh"
    ),
    "lora bf16 plain checkpointing": (
        "start=8T+5Th+2sh;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=8Th+10Ti|12T+10TV+2Th-2sh|34Th;head=4T+12TV-"
        "2sh;last=8T+4Ta+25Th+16Ti+16Tr+4rh+4ri-2sh|8T+4Ta+37Th+14Ti+16Tr-2sh|4T+22Th+8Tr+28rh+8ri-2sh;embedding=-4"
        "Th+96rh+24ri-2sh"
    ),
    "lora fp32 plain checkpointing": (
        "start=8T+9Th+4sh;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=8Th+16Ti|16T+8TV+4Th-4sh|36Th;head=8T+12TV-4"
        "sh;last=16T+4Ta+29Th+28Ti+12Tr+4rh+4ri-4sh|16T+4Ta+45Th+20Ti+16Tr-4sh|8T+28Th+8Tr+28rh+8ri-4sh;embedding=-"
        "8Th+96rh+24ri-4sh"
    ),
    "lora nf4 no amp plain checkpointing": (
        "start=8T+9Th+4sh;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=8Th+16Ti|16T+8TV+4Th-4sh|36Th;head=8T+12TV-4"
        "sh;last=16T+4Ta+29Th+28Ti+12Tr+4rh+4ri-4sh|8T+10Th+6.1875hh+32rh+8ri-4sh|16T+4Ta+45Th+20Ti+16Tr-4sh|16T+4T"
        "a+31Th+22Ti+12Tr+2hi+4rh+4ri-4sh|16T+4Ta+31Th+20Ti+12Tr+2.0625hi+4rh+4ri-4sh|8T+12Th+6hh+32rh+8ri-4sh;embe"
        "dding=-8Th+96rh+24ri-4sh"
    ),
    "lora nf4 raw no amp plain checkpointing": (
        "start=8T+5Th+2sh;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=8Th+10Ti|12T+10TV+2Th-2sh|34Th;head=4T+12TV-"
        "2sh;last=8T+4Ta+25Th+12Ti+12Tr+2hi+4rh+4ri-2sh|4T+8Th+6.1875hh+32rh+8ri-2sh|8T+4Ta+37Th+14Ti+16Tr-2sh|8T+4"
        "Ta+25Th+16Ti+16Tr+4rh+4ri-2sh|8T+4Ta+25Th+10Ti+12Tr+2.0625hi+4rh+4ri-2sh|4T+10Th+6hh+32rh+8ri-2sh|8T+4Ta+2"
        "1Th+2Ti+8Tr+2.0625hi+8rh+8ri-2sh;embedding=-4Th+96rh+24ri-2sh"
    ),
    "lora bf16+amp masked": (
        "start=8T+1bss+2sh;kept=16T+4Ta+24Th+16Ti+8Tr+2bss+16rh+4ri;held=16T+4Ta+24Th+16Ti+8Tr+2bss+16rh+4ri;left=-"
        "16T-4Ta-24Th-16Ti-8Tr-2bss+16rh+4ri;forward=16T+10TV+4Th-1bss-2sh|13Th+4Ti;head=8T+12TV-1bss-2rh-2sh;last="
        "-3Th+12Ti-2Tr-1bss+2ri-2sh|-8T-4Ta-14Th-16Ti-6Tr-3bss+18rh+4ri-2sh;embedding="
    ),
    "lora fp32+amp masked": (
        "start=8T+4Th+1bss-6hh+4sh;kept=16T+4Ta+24Th+16Ti+8Tr+2bss+8hh+4hi+16rh+4ri;held=16T+4Ta+24Th+16Ti+8Tr+2bss"
        "+8hh+4hi+16rh+4ri;left=-16T-4Ta-24Th-16Ti-8Tr-2bss-8hh-4hi+16rh+4ri;forward=16T+10TV-1bss+2hV-4sh|7Th+4Ti;"
        "head=8T+12TV-4Th-1bss+2hV-2rh-4sh;last=-5Th+12Ti-2Tr-1bss-2hi+2ri-4sh|-3Th+2Ti-2Tr-1bss+4ri-4sh|-1bss-2rh-"
        "4sh|-3Th+4Ti-2Tr-1bss+2ri-4sh;embedding="
    ),
    "lora nf4 masked": (
        "start=8T+4Th+1bss+4sh;kept=16T+4Ta+22Th+18Ti+8Tr+2bss+16rh+4ri;held=16T+4Ta+22Th+18Ti+8Tr+2bss+16rh+4ri;le"
        "ft=-16T-4Ta-22Th-18Ti-8Tr-2bss+16rh+4ri;forward=16T+10TV-1bss+2hV-4sh|11Th+4Ti;head=8T+12TV-4Th-1bss+2hV-2"
        "rh-4sh;last=-5Th+10Ti-2Tr-1bss+2ri-4sh|-8T-4Ta-12Th-18Ti-8Tr-3bss+6.1875hh+14rh+4ri-4sh|3Th-1bss-2rh-4sh|-"
        "3Th+4Ti-2Tr-1bss+2hi+2ri-4sh|-3Th+2Ti-2Tr-1bss+2.0625hi+2ri-4sh|-8T-4Ta-10Th-18Ti-8Tr-3bss+6hh+14rh+4ri-4s"
        "h;embedding="
    ),
    "lora nf4 raw masked": (
        "start=8T+2Th+1bss+2sh;kept=16T+4Ta+22Th+18Ti+8Tr+2bss+16rh+4ri;held=16T+4Ta+22Th+18Ti+8Tr+2bss+16rh+4ri;le"
        "ft=-16T-4Ta-22Th-18Ti-8Tr-2bss+16rh+4ri;forward=16T+10TV+2Th-1bss-2sh|11Th+4Ti;head=8T+12TV-2Th-1bss-2rh-2"
        "sh;last=-3Th+10Ti-2Tr-1bss+2ri-2sh|-8T-4Ta-10Th-18Ti-8Tr-3bss+6.1875hh+14rh+4ri-2sh|5Th-1bss-2rh-2sh|-1Th+"
        "4Ti-2Tr-1bss+2hi+2ri-2sh|-1Th+2Ti-2Tr-1bss+2.0625hi+2ri-2sh|-8T-4Ta-8Th-18Ti-8Tr-3bss+6hh+14rh+4ri-2sh;emb"
        "edding="
    ),
    "lora bf16 masked": (
        "start=12T+2Th+1bss+2sh;kept=8T+4Ta+26Th+12Ti+16Tr+2bss;held=8T+4Ta+26Th+12Ti+16Tr+2bss;left=-8T-4Ta-26Th-1"
        "2Ti-16Tr-2bss+32rh+8ri;forward=12T+10TV-1bss-2sh|11Th+2Ti;head=4T+12TV-2Th-1bss-2sh;last=-1Th+4Ti-1bss+4rh"
        "+4ri-2sh|7Th-1bss-2sh|-4T-4Ta+8Th-12Ti-12Tr-3bss+16rh+8ri-2sh|-4T-4Ta-4Th-12Ti-8Tr-3bss+28rh+8ri-2sh;embed"
        "ding="
    ),
    "lora fp32 masked": (
        "start=8T+4Th+1bss+4sh;kept=16T+4Ta+34Th+20Ti+16Tr+4bss;held=16T+4Ta+34Th+20Ti+16Tr+4bss;left=-16T-4Ta-34Th"
        "-20Ti-16Tr-4bss+32rh+8ri;forward=16T+8TV-1bss-4sh;head=8T+12TV-4Th-1bss-4sh;last=-5Th+8Ti-4Tr-1bss+4rh+4ri"
        "-4sh|3Th+4Tr-1bss+4rh-4sh|-8T-4Ta-6Th-20Ti-8Tr-5bss+28rh+8ri-4sh|-1Th+4Ti-1bss+4rh+4ri-4sh;embedding="
    ),
    "lora nf4 no amp masked": (
        "start=8T+4Th+1bss+4sh;kept=16T+4Ta+34Th+20Ti+16Tr+4bss;held=16T+4Ta+34Th+20Ti+16Tr+4bss;left=-16T-4Ta-34Th"
        "-20Ti-16Tr-4bss+32rh+8ri;forward=16T+8TV-1bss-4sh|5Th+2Ti-4Tr;head=8T+12TV-4Th-1bss-4sh;last=-5Th+8Ti-4Tr-"
        "1bss+4rh+4ri-4sh|-8T-4Ta-24Th-20Ti-16Tr-5bss+6.1875hh+32rh+8ri-4sh|3Th+4Tr-1bss+4rh-4sh|-3Th+2Ti-4Tr-1bss+"
        "2hi+4rh+4ri-4sh|-3Th-4Tr-1bss+2.0625hi+4rh+4ri-4sh|-8T-4Ta-22Th-20Ti-16Tr-5bss+6hh+32rh+8ri-4sh;embedding="
    ),
    "lora nf4 raw no amp masked": (
        "start=12T+2Th+1bss+2sh;kept=8T+4Ta+26Th+12Ti+16Tr+2bss;held=8T+4Ta+26Th+12Ti+16Tr+2bss;left=-8T-4Ta-26Th-1"
        "2Ti-16Tr-2bss+32rh+8ri;forward=12T+10TV-1bss-2sh|11Th+2Ti;head=4T+12TV-2Th-1bss-2sh;last=-1Th-4Tr-1bss+2hi"
        "+4rh+4ri-2sh|-4T-4Ta-18Th-12Ti-16Tr-3bss+6.1875hh+32rh+8ri-2sh|7Th-1bss-2sh|-1Th+4Ti-1bss+4rh+4ri-2sh|-1Th"
        "-2Ti-4Tr-1bss+2.0625hi+4rh+4ri-2sh|-4T-4Ta-16Th-12Ti-16Tr-3bss+6hh+32rh+8ri-2sh|-4T-4Ta+8Th-12Ti-12Tr-3bss"
        "+16rh+8ri-2sh|-5Th-10Ti-8Tr-1bss+2.0625hi+8rh+8ri-2sh;embedding="
    ),
    "lora bf16+amp masked checkpointing": (
        "start=16T+5Th+1bss+2sh;kept=2Th+16rh+4ri;held=2Th;left=-2Th+32rh+8ri;forward=6Th+12Ti-2rh-2ri|16T+10TV+6Th"
        "-2sh;head=8T+12TV+2Th-2sh;last=16T+4Ta+23Th+26Ti+6Tr+2bss+18rh+6ri-2sh|16T+4Ta+37Th+20Ti+8Tr+2bss+16rh+4ri"
        "-2sh|8T+12Th+2Tr+36rh+8ri-2sh;embedding=-4Th-1bss+96rh+24ri-2sh"
    ),
    "lora fp32+amp masked checkpointing": (
        "start=16T+9Th+1bss+4sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV-4sh|8Th+6Ti+"
        "2hi-2rh-2ri|6Th+12Ti-2rh-2ri|8Th+6hh-16rh-4ri;head=8T+12TV+2hV-4sh;last=16T+4Ta+33Th+20Ti+8Tr+2bss+8hh+4hi"
        "+16rh+4ri-4sh|16T+4Ta+19Th+26Ti+6Tr+2bss+8hh+2hi+18rh+6ri-4sh|16T+4Ta+21Th+18Ti+6Tr+2bss+8hh+4hi+18rh+8ri-"
        "4sh;embedding=-8Th-1bss+96rh+24ri-4sh"
    ),
    "lora nf4 masked checkpointing": (
        "start=16T+9Th+1bss+4sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV-4sh|6Th+16Ti"
        "-2rh-2ri|30Th-8rh-4ri;head=8T+12TV+2hV-4sh;last=16T+4Ta+17Th+28Ti+6Tr+2bss+18rh+6ri-4sh|8T+10Th+6.1875hh+3"
        "2rh+8ri-4sh|16T+4Ta+33Th+22Ti+8Tr+2bss+16rh+4ri-4sh|16T+4Ta+19Th+22Ti+6Tr+2bss+2hi+18rh+6ri-4sh|16T+4Ta+19"
        "Th+20Ti+6Tr+2bss+2.0625hi+18rh+6ri-4sh|8T+12Th+6hh+32rh+8ri-4sh;embedding=-8Th-1bss+96rh+24ri-4sh"
    ),
    "lora nf4 raw masked checkpointing": (
        "start=16T+5Th+1bss+2sh;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=6Th+16Ti-2rh-2ri|16T+10TV+4Th"
        "-2sh|30Th-8rh-4ri;head=8T+12TV-2sh;last=16T+4Ta+17Th+28Ti+6Tr+2bss+18rh+6ri-2sh|8T+10Th+6.1875hh+32rh+8ri-"
        "2sh|16T+4Ta+33Th+22Ti+8Tr+2bss+16rh+4ri-2sh|16T+4Ta+19Th+22Ti+6Tr+2bss+2hi+18rh+6ri-2sh|16T+4Ta+19Th+20Ti+"
        "6Tr+2bss+2.0625hi+18rh+6ri-2sh|8T+12Th+6hh+32rh+8ri-2sh;embedding=-10Th-1bss+96rh+24ri-2sh"
    ),
    "lora bf16 masked checkpointing": (
        "start=16T+5Th+1bss+2sh;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=8Th+10Ti|12T+10TV+2Th-2sh|34Th;head=4T"
        "+12TV-2sh;last=8T+4Ta+25Th+16Ti+16Tr+2bss+4rh+4ri-2sh|8T+4Ta+37Th+14Ti+16Tr+2bss-2sh|4T+22Th+8Tr+28rh+8ri-"
        "2sh;embedding=-4Th-1bss+96rh+24ri-2sh"
    ),
    "lora fp32 masked checkpointing": (
        "start=16T+9Th+1bss+4sh;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=8Th+16Ti|16T+8TV+4Th-4sh|36Th;head=8T+"
        "12TV-4sh;last=16T+4Ta+29Th+28Ti+12Tr+4bss+4rh+4ri-4sh|16T+4Ta+45Th+20Ti+16Tr+4bss-4sh|8T+28Th+8Tr+28rh+8ri"
        "-4sh;embedding=-8Th-1bss+96rh+24ri-4sh"
    ),
    "lora nf4 no amp masked checkpointing": (
        "start=16T+9Th+1bss+4sh;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=8Th+16Ti|16T+8TV+4Th-4sh|36Th;head=8T+"
        "12TV-4sh;last=16T+4Ta+29Th+28Ti+12Tr+4bss+4rh+4ri-4sh|8T+10Th+6.1875hh+32rh+8ri-4sh|16T+4Ta+45Th+20Ti+16Tr"
        "+4bss-4sh|16T+4Ta+31Th+22Ti+12Tr+4bss+2hi+4rh+4ri-4sh|16T+4Ta+31Th+20Ti+12Tr+4bss+2.0625hi+4rh+4ri-4sh|8T+"
        "12Th+6hh+32rh+8ri-4sh;embedding=-8Th-1bss+96rh+24ri-4sh"
    ),
    "lora nf4 raw no amp masked checkpointing": (
        "start=16T+5Th+1bss+2sh;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=8Th+10Ti|12T+10TV+2Th-2sh|34Th;head=4T"
        "+12TV-2sh;last=8T+4Ta+25Th+12Ti+12Tr+2bss+2hi+4rh+4ri-2sh|4T+8Th+6.1875hh+32rh+8ri-2sh|8T+4Ta+37Th+14Ti+16"
        "Tr+2bss-2sh|8T+4Ta+25Th+16Ti+16Tr+2bss+4rh+4ri-2sh|8T+4Ta+25Th+10Ti+12Tr+2bss+2.0625hi+4rh+4ri-2sh|4T+10Th"
        "+6hh+32rh+8ri-2sh|8T+4Ta+21Th+2Ti+8Tr+2bss+2.0625hi+8rh+8ri-2sh;embedding=-4Th-1bss+96rh+24ri-2sh"
    ),
}

ADAPTERS = {
    "bf16+amp": "c_attn=2Th+2Tr+8rh;c_proj=2Th+2Ti+4Tr+6rh+2ri;c_fc=2Th+2Tr+2rh+2ri",
    "bf16+amp eager": "@bf16+amp",
    "fp32+amp": "@bf16+amp",
    "fp32+amp eager": "@bf16+amp",
    "nf4": "c_attn=2Th+2Tr+8rh;c_proj=2Ti+4Tr+6rh+2ri;c_fc=2Th+2Tr+2rh+2ri",
    "nf4 eager": "@bf16+amp",
    "nf4 raw": "@nf4",
    "nf4 raw eager": "@bf16+amp",
    "bf16": "c_attn=4Th+4Tr;c_proj=4Th+4Ti+8Tr;c_fc=4Th+4Tr",
    "bf16 eager": "@bf16",
    "fp32": "c_attn=4Th+4Tr;c_proj=4Ti+8Tr;c_fc=4Th+4Tr",
    "fp32 eager": "@bf16",
    "nf4 no amp": "@fp32",
    "nf4 no amp eager": "@bf16",
    "nf4 raw no amp": "@bf16",
    "nf4 raw no amp eager": "@bf16",
}

DROPOUT = {
    "bf16+amp": "3Th+1Ti",
    "fp32+amp": "@bf16+amp",
    "nf4": "5Th+1Ti",
    "nf4 raw": "@nf4",
    "bf16": "@bf16+amp",
    "fp32": "7Th+1Ti",
    "nf4 no amp": "@fp32",
    "nf4 raw no amp": "@bf16+amp",
}
