"""What a opt model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager tied": (
        "start=28T+6Th+2bss;kept=8T+18Th+2Ti+6bssa;held=8T+18Th+2Ti+6bssa;left=-8T-18Th-2Ti-6bssa+8hh+4hi;forward=1"
        "0TV-2Th-2bss|-4T-6Th-2Ti+4bssa;head=-8T+12TV-2Th-2bss|-8T+2TV-2bss+2hV;last=-12T-3Th-2bss+2hV+4hi|-16T-12T"
        "h-2Ti-2bss-6bssa+2hV+8hh+4hi|-16T-12Th-2Ti-2bss+6bssa+2hV+2hh+4hi|-12T-5Th+4Ti-2bss+2hV+2hi;embedding=2Ph-"
        "44T-60Th-6Ti-2bss-18bssa+6hV+24hh+12hi|2Ph-44T-58Th-6Ti-2bss-18bssa+4hV+24hh+12hi"
    ),
    "full bf16+amp eager tied": (
        "start=28T+6Th+2bss;kept=16T+26Th+2Ti+6bssa;held=16T+26Th+2Ti+6bssa;left=-16T-26Th-2Ti-6bssa+8hh+4hi;forwar"
        "d=4T+10TV+4Th-2bss|-8T-2Th-2Ti+4bssa;head=-4T+12TV-2bss|-4T+2TV+2Th-2bss+2hV;last=-12T-3Th-2bss+2hV+4hi|-2"
        "0T-14Th-2Ti-2bss-6bssa+2hV+8hh+4hi|-12T+1Th-2Ti-2bss+2hV+4hi|-20T-14Th-2Ti-2bss+6bssa+2hV+2hh+4hi|-12T-5Th"
        "+4Ti-2bss+2hV+2hi;embedding=2Ph-68T-84Th-6Ti-2bss-18bssa+6hV+24hh+12hi|2Ph-68T-82Th-6Ti-2bss-18bssa+4hV+24"
        "hh+12hi"
    ),
    "full fp32+amp eager tied": (
        "start=28T+12Th+4bss;kept=16T+26Th+2Ti+6bssa+8hh+4hi;held=16T+26Th+2Ti+6bssa+8hh+4hi;left=-16T-26Th-2Ti-6bs"
        "sa+8hh+4hi;forward=4T+10TV-2Th-4bss+2hV|-8T-6Th-2Ti+4bssa-2hh-4hi;head=-4T+12TV-6Th-4bss+2hV|-4T-4Th-4bss+"
        "6hV;last=-12T-7Th-2Ti-4bss+4hV+6hi|-20T-26Th-2Ti-4bss-6bssa+4hV+10hh+4hi|-12T-3Th-2Ti-4bss+4hV+4hi|-20T-18"
        "Th-2Ti-4bss+6bssa+4hV+2hh+4hi|-12T-9Th+4Ti-4bss+4hV+2hi|-12T-9Th+2Ti-4bss+4hV+4hi;embedding=4Ph-68T-90Th-6"
        "Ti-4bss-18bssa+12hV+24hh+12hi|4Ph-68T-86Th-6Ti-4bss-18bssa+8hV+24hh+12hi"
    ),
    "full fp32 eager tied": (
        "start=28T+12Th+4bss;kept=16T+34Th+4Ti+4bssa;held=16T+34Th+4Ti+4bssa;left=-16T-34Th-4Ti-4bssa+16hh+8hi;forw"
        "ard=4T+8TV-4Th-4bss|-8T-10Th-4Ti+4bssa|-5Th+4Ti;head=-4T+4TV-4bss+4hV|-4T+12TV-4Th-4bss;last=-20T-22Th-4Ti"
        "-4bss-4bssa+4hV+16hh+8hi|-20T-22Th-4Ti-4bss+8bssa+4hV+4hh+8hi|-12T-9Th+8Ti-4bss+4hV+4hi|-12T-5Th-4bss+4hV+"
        "8hi|-12T-5Th+4Ti-4bss+4hV+4hi;embedding=4Ph-68T-114Th-12Ti-4bss-12bssa+12hV+48hh+24hi|4Ph-68T-110Th-12Ti-4"
        "bss-12bssa+8hV+48hh+24hi"
    ),
    "lora bf16+amp eager": (
        "start=12T+2Th+2bss;kept=16T+26Th+4Ti+12Tr+6bssa+20rh+4ri;held=16T+26Th+4Ti+12Tr+6bssa+20rh+4ri;left=-16T-2"
        "6Th-4Ti-12Tr-6bssa+20rh+4ri;forward=4T+10TV+2Th-2bss|-8T-2Th-4Ti-6Tr+4bssa-8rh-4ri|7Th+4Ti;head=-4T+12TV-2"
        "Th-2bss-6rh;last=-12T-3Th+4Ti-2Tr-2bss-4rh+2ri|-12T+5Th-4Ti-4Tr-2bss-2rh+4ri|-20T-14Th-4Ti-6Tr-2bss+6bssa+"
        "2rh+4ri|-20T-14Th-4Ti-12Tr-2bss-6bssa+14rh+4ri|-12T-3Th+2Ti-2Tr-2bss-4rh+4ri;embedding="
    ),
    "lora fp32+amp eager": (
        "start=12T+8Th+4bss-6hh;kept=16T+26Th+4Ti+12Tr+6bssa+8hh+4hi+20rh+4ri;held=16T+26Th+4Ti+12Tr+6bssa+8hh+4hi+"
        "20rh+4ri;left=-16T-26Th-4Ti-12Tr-6bssa-8hh-4hi+20rh+4ri;forward=4T+10TV-4Th-4bss+2hV|-8T-6Th-4Ti-6Tr+4bssa"
        "-2hh-4hi-8rh-4ri|1Th+4Ti;head=-4T+12TV-8Th-4bss+2hV-6rh;last=-12T-7Th+4Ti-2Tr-4bss-4rh+2ri|-12T+1Th-4Ti-4T"
        "r-4bss-4hi-2rh+4ri|-12T-4Th-4bss-6rh|-20T-18Th-4Ti-6Tr-4bss+6bssa-2hh-4hi+2rh+4ri|-12T-7Th+2Ti-2Tr-4bss-4r"
        "h+4ri;embedding="
    ),
    "lora nf4 eager": (
        "start=12T+8Th+4bss;kept=16T+26Th+6Ti+12Tr+6bssa+20rh+4ri;held=16T+26Th+6Ti+12Tr+6bssa+20rh+4ri;left=-16T-2"
        "6Th-6Ti-12Tr-6bssa+20rh+4ri;forward=4T+10TV-4Th-4bss+2hV|-8T-6Ti-6Tr+2bssa-8rh-4ri|-1Th+4Ti-2Tr-2rh-2ri;he"
        "ad=-4T+12TV-8Th-4bss+2hV-6rh;last=-12T-9Th+10Ti-2Tr-4bss-4rh+2ri|-12T-7Th+2Ti-2Tr-4bss+2.0625hi-4rh+2ri|-1"
        "2T-1Th-4bss-6rh|-20T-12Th-6Ti-8Tr-4bss-6bssa+2.0625hh+6rh+4ri|-20T-16Th-6Ti-6Tr-4bss+6bssa+2rh+4ri|-12T-7T"
        "h+4Ti-2Tr-4bss+2hi-4rh+2ri|-20T-14Th-6Ti-6Tr-4bss+2.0625hh+2rh+4ri|-12T+1Th-6Ti-4Tr-4bss-2rh+4ri|-20T-10Th"
        "-6Ti-8Tr-4bss-6bssa+2hh+6rh+4ri|-20T-24Th-6Ti-12Tr-4bss-6bssa+2.0625hh+14rh+4ri|-20T-12Th-6Ti-6Tr-4bss+2hh"
        "+2rh+4ri|-20T-22Th-6Ti-12Tr-4bss-6bssa+2hh+14rh+4ri;embedding="
    ),
    "lora nf4 raw eager": (
        "start=12T+4Th+2bss;kept=16T+26Th+6Ti+12Tr+6bssa+20rh+4ri;held=16T+26Th+6Ti+12Tr+6bssa+20rh+4ri;left=-16T-2"
        "6Th-6Ti-12Tr-6bssa+20rh+4ri;forward=4T+10TV-2bss|-8T-6Ti-6Tr+4bssa-8rh-4ri|-1Th+4Ti-2Tr-2rh-2ri;head=-4T+1"
        "2TV-4Th-2bss-6rh;last=-12T-5Th+10Ti-2Tr-2bss-4rh+2ri|-12T-3Th+2Ti-2Tr-2bss+2.0625hi-4rh+2ri|-12T+3Th-2bss-"
        "6rh|-20T-8Th-6Ti-8Tr-2bss-6bssa+2.0625hh+6rh+4ri|-20T-12Th-6Ti-6Tr-2bss+6bssa+2rh+4ri|-12T-3Th+4Ti-2Tr-2bs"
        "s+2hi-4rh+2ri|-20T-10Th-6Ti-6Tr-2bss+2.0625hh+2rh+4ri|-12T+5Th-6Ti-4Tr-2bss-2rh+4ri|-20T-6Th-6Ti-8Tr-2bss-"
        "6bssa+2hh+6rh+4ri|-20T-20Th-6Ti-12Tr-2bss-6bssa+2.0625hh+14rh+4ri|-20T-8Th-6Ti-6Tr-2bss+2hh+2rh+4ri|-20T-1"
        "8Th-6Ti-12Tr-2bss-6bssa+2hh+14rh+4ri;embedding="
    ),
    "lora bf16 eager": (
        "start=16T+4Th+2bss;kept=8T+32Th+6Ti+24Tr+6bssa;held=8T+32Th+6Ti+24Tr+6bssa;left=-8T-32Th-6Ti-24Tr-6bssa+40"
        "rh+8ri;forward=10TV-2Th-2bss|-4T-8Th-6Ti-12Tr+4bssa|-1Th+4Ti-4Tr;head=-8T+12TV-4Th-2bss;last=-12T-3Th+4Ti-"
        "2bss+4rh+4ri|-12T+5Th-2bss|-16T-16Th-6Ti-12Tr-2bss+6bssa+16rh+8ri|-16T-22Th-6Ti-20Tr-2bss-6bssa+40rh+8ri;e"
        "mbedding="
    ),
    "lora fp32 eager": (
        "start=12T+8Th+4bss;kept=16T+34Th+4Ti+24Tr+4bssa;held=16T+34Th+4Ti+24Tr+4bssa;left=-16T-34Th-4Ti-24Tr-4bssa"
        "+40rh+8ri;forward=4T+8TV-4Th-4bss|-8T-10Th-4Ti-12Tr+4bssa|-5Th+8Ti-4Tr;head=-4T+12TV-8Th-4bss;last=-12T-9T"
        "h+12Ti-4Tr-4bss+4rh+4ri|-12T-1Th+4Tr-4bss+4rh|-20T-22Th-4Ti-12Tr-4bss+8bssa+16rh+8ri|-12T-1Th-4Ti-8Tr-4bss"
        "+8rh+8ri|-20T-14Th-4Ti-20Tr-4bss-4bssa+32rh+8ri|-20T-22Th-4Ti-20Tr-4bss-4bssa+40rh+8ri;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=12T+8Th+4bss;kept=16T+34Th+4Ti+24Tr+4bssa;held=16T+34Th+4Ti+24Tr+4bssa;left=-16T-34Th-4Ti-24Tr-4bssa"
        "+40rh+8ri;forward=4T+8TV-4Th-4bss|-8T-10Th-4Ti-12Tr+4bssa|-5Th+8Ti-4Tr;head=-4T+12TV-8Th-4bss;last=-12T-9T"
        "h+12Ti-4Tr-4bss+4rh+4ri|-12T-7Th+4Ti-4Tr-4bss+2.0625hi+4rh+4ri|-12T-1Th+4Tr-4bss+4rh|-20T-16Th-4Ti-12Tr-4b"
        "ss+2.0625hh+16rh+8ri|-20T-22Th-4Ti-12Tr-4bss+8bssa+16rh+8ri|-12T-7Th+6Ti-4Tr-4bss+2hi+4rh+4ri|-20T-24Th-4T"
        "i-20Tr-4bss-4bssa+2.0625hh+32rh+8ri|-20T-14Th-4Ti-12Tr-4bss+2hh+16rh+8ri|-20T-32Th-4Ti-24Tr-4bss-4bssa+2.0"
        "625hh+40rh+8ri|-12T-9Th-2Ti-8Tr-4bss+2.0625hi+8rh+8ri|-20T-30Th-4Ti-24Tr-4bss-4bssa+2hh+40rh+8ri;embedding"
        "="
    ),
    "lora nf4 raw no amp eager": (
        "start=16T+4Th+2bss;kept=8T+32Th+6Ti+24Tr+6bssa;held=8T+32Th+6Ti+24Tr+6bssa;left=-8T-32Th-6Ti-24Tr-6bssa+40"
        "rh+8ri;forward=10TV-2Th-2bss|-4T-8Th-6Ti-12Tr+4bssa|-1Th+4Ti-4Tr;head=-8T+12TV-4Th-2bss;last=-12T-3Th-4Tr-"
        "2bss+2hi+4rh+4ri|-12T-7Th-4Ti-8Tr-2bss+2.0625hi+8rh+8ri|-12T+5Th-2bss|-16T-12Th-6Ti-12Tr-2bss+2.0625hh+16r"
        "h+8ri|-16T-16Th-6Ti-12Tr-2bss+6bssa+16rh+8ri|-12T-3Th+4Ti-2bss+4rh+4ri|-12T-3Th-2Ti-4Tr-2bss+2.0625hi+4rh+"
        "4ri|-16T-30Th-6Ti-24Tr-2bss-6bssa+2.0625hh+40rh+8ri|-16T-10Th-6Ti-12Tr-2bss+2hh+16rh+8ri|-16T-28Th-6Ti-24T"
        "r-2bss-6bssa+2hh+40rh+8ri;embedding="
    ),
    "full bf16 eager tied checkpointing": (
        "start=28T+6Th+2bss;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=8T+10TV-2Th|6Th+10bssa|4Ti+2bssa;head=12TV-"
        "2Th|2TV+2hV;last=4T+13Th+2Ti+6bssa+2hV+4hi|4Th+2hV+8hh+4hi|4Th+12bssa+2hV+2hh+4hi|4T+11Th+6Ti+6bssa+2hV+2h"
        "i|4T+16Th+2Ti+6bssa+2hV;embedding=2Ph-20T-12Th-2bss+6hV+24hh+12hi|2Ph-20T-10Th-2bss+4hV+24hh+12hi"
    ),
    "full bf16+amp eager tied checkpointing": (
        "start=28T+6Th+2bss;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV+4Th|8Th+10bssa|4Ti+2bssa;head=4T+1"
        "2TV|4T+2TV+2Th+2hV;last=12T+23Th+2Ti+6bssa+2hV+4hi|4T+12Th+2hV+8hh+4hi|12T+27Th+6bssa+2hV+4hi|4T+12Th+12bs"
        "sa+2hV+2hh+4hi|12T+21Th+6Ti+6bssa+2hV+2hi|12T+28Th+2Ti+6bssa+2hV;embedding=2Ph-20T-12Th-2bss+6hV+24hh+12hi"
        "|2Ph-20T-10Th-2bss+4hV+24hh+12hi"
    ),
    "full fp32+amp eager tied checkpointing": (
        "start=28T+12Th+4bss;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=12T+10TV-2Th+2hV|6Th+10bssa-2hh-4"
        "hi;head=4T+12TV-6Th+2hV|4T-4Th+6hV;last=12T+15Th+6bssa+4hV+8hh+10hi|4T-4Th+4hV+18hh+8hi|12T+19Th+6bssa+4hV"
        "+8hh+8hi|4T+4Th+12bssa+4hV+10hh+8hi|12T+13Th+6Ti+6bssa+4hV+8hh+6hi|12T+13Th+4Ti+6bssa+4hV+8hh+8hi|12T+20Th"
        "+2Ti+6bssa+4hV+8hh+4hi|4T+14Th+10bssa+4hV+6hh;embedding=4Ph-20T-24Th-4bss+12hV+48hh+24hi|4Ph-20T-20Th-4bss"
        "+8hV+48hh+24hi"
    ),
    "full fp32 eager tied checkpointing": (
        "start=28T+12Th+4bss;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=8Ti+4bssa|12T+8TV-4Th|12Th+8bssa|20Th+4bs"
        "sa;head=4T+4TV+4hV|4T+12TV-4Th;last=4T+8Th+4hV+16hh+8hi|4T+8Th+12bssa+4hV+4hh+8hi|12T+21Th+12Ti+4bssa+4hV+"
        "4hi|12T+25Th+4Ti+4bssa+4hV+8hi|12T+30Th+4Ti+4bssa+4hV;embedding=4Ph-20T-24Th-4bss+12hV+48hh+24hi|4Ph-20T-2"
        "0Th-4bss+8hV+48hh+24hi"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=20T+6Th+2bss;kept=2Th+20rh+4ri;held=2Th;left=-2Th+40rh+8ri;forward=12T+10TV+4Th|8Th+10bssa-8rh-4ri|2"
        "Th+8Ti+2Tr+2bssa-2rh;head=4T+12TV;last=12T+31Th+8Ti+12Tr+6bssa+20rh+4ri|12T+25Th+6Ti+10Tr+6bssa+22rh+8ri|4"
        "T+38Th+8Tr+6bssa+16rh|4T+14Th+6Tr+12bssa+28rh+8ri|12T+33Th+8Tr+6bssa+24rh+8ri|4T+14Th+40rh+8ri|12T+25Th+8T"
        "i+10Tr+6bssa+22rh+6ri;embedding=-12T-8Th-2bss+120rh+24ri"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=20T+12Th+4bss;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=12T+10TV+2hV|6Th+10bssa-8rh-4ri|"
        "6Th+2Ti+2bssa+2hi-4rh-4ri|2Th+8Ti+2Tr+2bssa-2rh|2Th+2Ti+2bssa+2hi-2rh-2ri;head=4T+12TV-4Th+2hV;last=12T+25"
        "Th+8Ti+12Tr+6bssa+8hh+4hi+20rh+4ri|12T+19Th+6Ti+10Tr+6bssa+8hh+4hi+22rh+8ri|4T+34Th+8Tr+6bssa+8hh+16rh|4T+"
        "8Th+6Tr+12bssa+6hh+28rh+8ri|12T+19Th+8Ti+10Tr+6bssa+8hh+4hi+22rh+6ri;embedding=-12T-16Th-4bss+120rh+24ri"
    ),
    "lora nf4 eager checkpointing": (
        "start=20T+12Th+4bss;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=12T+10TV+2hV|12Th+8bssa-8rh-4ri|"
        "4Th+10Ti+4bssa-2rh-2ri;head=4T+12TV-4Th+2hV;last=12T+17Th+16Ti+10Tr+6bssa+22rh+6ri|12T+19Th+8Ti+10Tr+6bssa"
        "+2.0625hi+22rh+6ri|4T+32Th+8Tr+6bssa+16rh|4T+14Th+4Tr+2.0625hh+32rh+8ri|4T+10Th+6Tr+12bssa+28rh+8ri|12T+19"
        "Th+10Ti+10Tr+6bssa+2hi+22rh+6ri|4T+12Th+6Tr+6bssa+2.0625hh+28rh+8ri|12T+27Th+6Ti+12Tr+6bssa+20rh+4ri|4T+16"
        "Th+4Tr+2hh+32rh+8ri|4T+2Th+2.0625hh+40rh+8ri|4T+14Th+6Tr+6bssa+2hh+28rh+8ri|4T+4Th+2hh+40rh+8ri;embedding="
        "-12T-16Th-4bss+120rh+24ri"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=20T+6Th+2bss;kept=4Th+20rh+4ri;held=4Th;left=-4Th+40rh+8ri;forward=12T+10TV+2Th|12Th+10bssa-8rh-4ri|"
        "4Th+10Ti+4bssa-2rh-2ri|20Th+4bssa-4rh-4ri;head=4T+12TV-2Th;last=12T+19Th+16Ti+10Tr+6bssa+22rh+6ri|12T+21Th"
        "+8Ti+10Tr+6bssa+2.0625hi+22rh+6ri|4T+34Th+8Tr+6bssa+16rh|4T+16Th+4Tr+2.0625hh+32rh+8ri|4T+12Th+6Tr+12bssa+"
        "28rh+8ri|12T+21Th+10Ti+10Tr+6bssa+2hi+22rh+6ri|4T+24Th+6Tr+10bssa+12rh|4T+14Th+6Tr+6bssa+2.0625hh+28rh+8ri"
        "|12T+29Th+6Ti+12Tr+6bssa+20rh+4ri|4T+18Th+4Tr+2hh+32rh+8ri|4T+4Th+2.0625hh+40rh+8ri|4T+16Th+6Tr+6bssa+2hh+"
        "28rh+8ri|4T+6Th+2hh+40rh+8ri;embedding=-12T-14Th-2bss+120rh+24ri"
    ),
    "lora bf16 eager checkpointing": (
        "start=20T+6Th+2bss;kept=2Th;held=2Th;left=-2Th+40rh+8ri;forward=6Th+10Ti+2bssa|8T+10TV|6Th+10bssa|22Th+2bs"
        "sa;head=12TV-2Th;last=4T+29Th+10Ti+24Tr+6bssa+4rh+4ri|4T+37Th+6Ti+24Tr+6bssa|16Th+12Tr+12bssa+16rh+8ri|10T"
        "h+4Tr+40rh+8ri;embedding=-12T-8Th-2bss+120rh+24ri"
    ),
    "lora fp32 eager checkpointing": (
        "start=20T+12Th+4bss;kept=4Th;held=4Th;left=-4Th+40rh+8ri;forward=4Th+12Ti+4bssa|12T+8TV|12Th+8bssa|28Th+4b"
        "ssa;head=4T+12TV-4Th;last=12T+25Th+16Ti+20Tr+4bssa+4rh+4ri|4T+40Th+16Tr+4bssa|4T+12Th+12Tr+12bssa+16rh+8ri"
        "|12T+37Th+4Ti+24Tr+4bssa|4T+20Th+4Tr+32rh+8ri|4T+12Th+4Tr+40rh+8ri;embedding=-12T-16Th-4bss+120rh+24ri"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=20T+12Th+4bss;kept=4Th;held=4Th;left=-4Th+40rh+8ri;forward=4Th+12Ti+4bssa|12T+8TV|12Th+8bssa|28Th+4b"
        "ssa;head=4T+12TV-4Th;last=12T+25Th+16Ti+20Tr+4bssa+4rh+4ri|12T+27Th+8Ti+20Tr+4bssa+2.0625hi+4rh+4ri|4T+40T"
        "h+16Tr+4bssa|4T+18Th+12Tr+4bssa+2.0625hh+16rh+8ri|4T+12Th+12Tr+12bssa+16rh+8ri|12T+27Th+10Ti+20Tr+4bssa+2h"
        "i+4rh+4ri|12T+37Th+4Ti+24Tr+4bssa|4T+10Th+4Tr+2.0625hh+32rh+8ri|4T+20Th+12Tr+4bssa+2hh+16rh+8ri|4T+2Th+2.0"
        "625hh+40rh+8ri|12T+25Th+2Ti+16Tr+4bssa+2.0625hi+8rh+8ri|4T+4Th+2hh+40rh+8ri;embedding=-12T-16Th-4bss+120rh"
        "+24ri"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=20T+6Th+2bss;kept=2Th;held=2Th;left=-2Th+40rh+8ri;forward=6Th+10Ti+2bssa|8T+10TV|6Th+10bssa|22Th+2bs"
        "sa;head=12TV-2Th;last=4T+29Th+6Ti+20Tr+6bssa+2hi+4rh+4ri|4T+25Th+2Ti+16Tr+6bssa+2.0625hi+8rh+8ri|4T+37Th+6"
        "Ti+24Tr+6bssa|20Th+12Tr+6bssa+2.0625hh+16rh+8ri|16Th+12Tr+12bssa+16rh+8ri|4T+29Th+10Ti+24Tr+6bssa+4rh+4ri|"
        "4T+29Th+4Ti+20Tr+6bssa+2.0625hi+4rh+4ri|2Th+2.0625hh+40rh+8ri|22Th+12Tr+6bssa+2hh+16rh+8ri|4Th+2hh+40rh+8r"
        "i;embedding=-12T-8Th-2bss+120rh+24ri"
    ),
}
