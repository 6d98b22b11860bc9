"""What a gpt_neox model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager": (
        "start=8T+2Th+2bss+1sd;kept=8T+14Th+4Ti+6bssa;held=8T+14Th+4Ti+6bssa;left=-8T-14Th-4Ti-6bssa+8hh+4hi;forwar"
        "d=12T+10TV+2Th-2bss|-4T-2Th-4Ti+4bssa;head=4T+12TV+2Th-2bss|4T+2TV+4Th-2bss+2hV;last=-4T-2Th-4Ti-2bss-6bss"
        "a+2hV+8hh+4hi|-4T-4Th-4Ti-2bss+6bssa+2hV+2hh+4hi|2Ti-2bss+2hV+2hi|2Th-2Ti-2bss+2hV+4hi|-4T+2Th-4Ti-2bss+2h"
        "V+2hh+4hi;embedding=-24T-42Th-12Ti-2bss-18bssa+4hV+24hh+12hi-1sd"
    ),
    "full bf16+amp eager": (
        "start=8T+4Th+2bss+1sd;kept=16T+20Th+4Ti+6bssa;held=16T+20Th+4Ti+6bssa;left=-16T-20Th-4Ti-6bssa+8hh+4hi;for"
        "ward=16T+10TV+6Th-2bss|-8T-4Ti+4bssa;head=8T+12TV+2Th-2bss|8T+2TV+4Th-2bss+2hV;last=-2Ti-2bss+2hV+4hi|-8T-"
        "8Th-4Ti-2bss-6bssa+2hV+8hh+4hi|-8T-10Th-4Ti-2bss+6bssa+2hV+2hh+4hi|-2Th+2Ti-2bss+2hV+2hi|4Th-4Ti-2bss+2hV+"
        "4hi;embedding=-48T-62Th-12Ti-2bss-18bssa+4hV+24hh+12hi-1sd"
    ),
    "full fp32+amp eager": (
        "start=8T+4Th+4bss+2sd;kept=16T+16Th+4Ti+6bssa+8hh+4hi;held=16T+16Th+4Ti+6bssa+8hh+4hi;left=-16T-16Th-4Ti-6"
        "bssa+8hh+4hi;forward=16T+10TV+6Th-4bss+2hV|-8T+8Th-4Ti+2bssa-2hh-4hi;head=8T+12TV+2Th-4bss+2hV|8T+4Th-4bss"
        "+6hV;last=4Th-4Ti-4bss+4hV+6hi|-8T-8Th-4Ti-4bss-6bssa+4hV+14hh+4hi|-8T-4Th-4Ti-4bss+6bssa+4hV+2hh+4hi|2Th+"
        "2Ti-4bss+4hV+2hi|2Th-4bss+4hV+4hi|8Th-4Ti-4bss+4hV+4hi;embedding=-48T-48Th-12Ti-4bss-18bssa+8hV+24hh+12hi-"
        "2sd"
    ),
    "full fp32 eager": (
        "start=8T+4Th+4bss+2sd;kept=16T+28Th+8Ti+4bssa;held=16T+28Th+8Ti+4bssa;left=-16T-28Th-8Ti-4bssa+16hh+8hi;fo"
        "rward=16T+8TV+4Th-4bss|-8T-4Th-8Ti+4bssa;head=8T+4TV+8Th-4bss+4hV|8T+12TV+4Th-4bss;last=-8T-4Th-8Ti-4bss-4"
        "bssa+4hV+16hh+8hi|-8T-8Th-8Ti-4bss+8bssa+4hV+4hh+8hi|4Ti-4bss+4hV+4hi|4Th-4Ti-4bss+4hV+8hi|-8T-8Ti-4bss+4b"
        "ssa+4hV+4hh+8hi;embedding=-48T-84Th-24Ti-4bss-12bssa+8hV+48hh+24hi-2sd"
    ),
    "lora bf16+amp eager": (
        "start=-8T-4Th+2bss+1sd;kept=16T+20Th+4Ti+8Tr+6bssa+16rh+4ri;held=16T+20Th+4Ti+8Tr+6bssa+16rh+4ri;left=-16T"
        "-20Th-4Ti-8Tr-6bssa+16rh+4ri;forward=16T+10TV+4Th-2bss|-8T-4Ti-6Tr+4bssa-8rh-4ri|12Th+6Ti;head=8T+12TV-2bs"
        "s-4rh;last=-2Th+4Ti-2Tr-2bss-2rh+2ri|8Th-4Ti-4Tr-2bss+4ri|-8T-10Th-4Ti-6Tr-2bss+6bssa+4rh+4ri|-8T-10Th-4Ti"
        "-6Tr-2bss-6bssa+16rh+4ri|-2Th+2Ti-2Tr-2bss-2rh+4ri;embedding="
    ),
    "lora fp32+amp eager": (
        "start=-8T+4Th+4bss-6hh-2hi+2sd;kept=16T+16Th+4Ti+8Tr+6bssa+8hh+4hi+16rh+4ri;held=16T+16Th+4Ti+8Tr+6bssa+8h"
        "h+4hi+16rh+4ri;left=-16T-16Th-4Ti-8Tr-6bssa-8hh-4hi+16rh+4ri;forward=16T+10TV-4bss+2hV|-8T+8Th-4Ti-6Tr+2bs"
        "sa-2hh-4hi-8rh-4ri|8Th+6Ti;head=8T+12TV-4Th-4bss+2hV-4rh;last=-2Th+4Ti-2Tr-4bss-2rh+2ri|8Th-4Ti-4Tr-4bss-4"
        "hi+4ri|-8T-8Th-4Ti-6Tr-4bss+6bssa-2hh-4hi+4rh+4ri|-2Th+2Ti-2Tr-4bss-2rh+4ri;embedding="
    ),
    "lora nf4 eager": (
        "start=-8T+4Th+4bss+2sd;kept=16T+16Th+6Ti+8Tr+6bssa+16rh+4ri;held=16T+16Th+6Ti+8Tr+6bssa+16rh+4ri;left=-16T"
        "-16Th-6Ti-8Tr-6bssa+16rh+4ri;forward=16T+10TV-4bss+2hV|-8T+14Th-6Ti-6Tr+2bssa-8rh-4ri|12Th+4Ti;head=8T+12T"
        "V-4Th-4bss+2hV-4rh;last=-2Th+10Ti-2Tr-4bss-2rh+2ri|-8T-6Th-6Ti-8Tr-4bss-6bssa+6.1875hh+12rh+4ri|-8T+10Th-6"
        "Ti-6Tr-4bss-6bssa+4rh+4ri|-8T-6Th-6Ti-6Tr-4bss+6bssa+4rh+4ri|4Ti-2Tr-4bss+2hi-2rh+2ri|2Ti-2Tr-4bss+2.0625h"
        "i-2rh+2ri|8Th-6Ti-4Tr-4bss+4ri|-8T-4Th-6Ti-8Tr-4bss-6bssa+6hh+12rh+4ri;embedding="
    ),
    "lora nf4 raw eager": (
        "start=-8T+2Th+2bss+1sd;kept=16T+16Th+6Ti+8Tr+6bssa+16rh+4ri;held=16T+16Th+6Ti+8Tr+6bssa+16rh+4ri;left=-16T"
        "-16Th-6Ti-8Tr-6bssa+16rh+4ri;forward=16T+10TV+2Th-2bss|-8T+14Th-6Ti-6Tr+4bssa-8rh-4ri|12Th+4Ti;head=8T+12T"
        "V-2Th-2bss-4rh;last=10Ti-2Tr-2bss-2rh+2ri|-8T-4Th-6Ti-8Tr-2bss-6bssa+6.1875hh+12rh+4ri|-8T+12Th-6Ti-6Tr-2b"
        "ss-6bssa+4rh+4ri|-8T-4Th-6Ti-6Tr-2bss+6bssa+4rh+4ri|2Th+4Ti-2Tr-2bss+2hi-2rh+2ri|2Th+2Ti-2Tr-2bss+2.0625hi"
        "-2rh+2ri|10Th-6Ti-4Tr-2bss+4ri|-8T-2Th-6Ti-8Tr-2bss-6bssa+6hh+12rh+4ri;embedding="
    ),
    "lora bf16 eager": (
        "start=2Th+2bss+1sd;kept=8T+20Th+6Ti+16Tr+6bssa;held=8T+20Th+6Ti+16Tr+6bssa;left=-8T-20Th-6Ti-16Tr-6bssa+32"
        "rh+8ri;forward=12T+10TV-2bss|-4T-4Th-6Ti-12Tr+4bssa|2Th+4Ti-4Tr;head=4T+12TV-2Th-2bss;last=4Ti-2bss+4rh+4r"
        "i|-4T+2Th-6Ti-8Tr-2bss-6bssa+28rh+8ri|-4T+14Th-6Ti-12Tr-2bss-6bssa+16rh+8ri|-4T-10Th-6Ti-12Tr-2bss+6bssa+1"
        "6rh+8ri|8Th-2bss;embedding="
    ),
    "lora fp32 eager": (
        "start=-8T+4Th+4bss+2sd;kept=16T+28Th+8Ti+16Tr+4bssa;held=16T+28Th+8Ti+16Tr+4bssa;left=-16T-28Th-8Ti-16Tr-4"
        "bssa+32rh+8ri;forward=16T+8TV-4bss|-8T-4Th-8Ti-12Tr+4bssa|4Ti-4Tr;head=8T+12TV-4Th-4bss;last=-4Th+8Ti-4Tr-"
        "4bss+4rh+4ri|-8T-12Th-8Ti-12Tr-4bss+8bssa+16rh+8ri|-8T-8Ti-8Tr-4bss-4bssa+28rh+8ri|4Th-8Ti-8Tr-4bss+8rh+8r"
        "i;embedding="
    ),
    "lora nf4 no amp eager": (
        "start=-8T+4Th+4bss+2sd;kept=16T+28Th+8Ti+16Tr+4bssa;held=16T+28Th+8Ti+16Tr+4bssa;left=-16T-28Th-8Ti-16Tr-4"
        "bssa+32rh+8ri;forward=16T+8TV-4bss|-8T-4Th-8Ti-12Tr+4bssa|4Ti-4Tr;head=8T+12TV-4Th-4bss;last=-4Th+8Ti-4Tr-"
        "4bss+4rh+4ri|-8T-18Th-8Ti-16Tr-4bss-4bssa+6.1875hh+32rh+8ri|-2Th+2Ti-4Tr-4bss+2hi+4rh+4ri|-8T-12Th-8Ti-12T"
        "r-4bss+8bssa+16rh+8ri|-2Th-4Tr-4bss+2.0625hi+4rh+4ri|-8T-16Th-8Ti-16Tr-4bss-4bssa+6hh+32rh+8ri|-8T-8Ti-8Tr"
        "-4bss-4bssa+28rh+8ri|-4Th-6Ti-8Tr-4bss+2.0625hi+8rh+8ri;embedding="
    ),
    "lora nf4 raw no amp eager": (
        "start=2Th+2bss+1sd;kept=8T+20Th+6Ti+16Tr+6bssa;held=8T+20Th+6Ti+16Tr+6bssa;left=-8T-20Th-6Ti-16Tr-6bssa+32"
        "rh+8ri;forward=12T+10TV-2bss|-4T-4Th-6Ti-12Tr+4bssa|2Th+4Ti-4Tr;head=4T+12TV-2Th-2bss;last=-2Th-4Tr-2bss+2"
        "hi+4rh+4ri|-4T-12Th-6Ti-16Tr-2bss-6bssa+6.1875hh+32rh+8ri|-4T+14Th-6Ti-12Tr-2bss-6bssa+16rh+8ri|-4T-10Th-6"
        "Ti-12Tr-2bss+6bssa+16rh+8ri|-2Th+4Ti-2bss+4rh+4ri|-2Th-2Ti-4Tr-2bss+2.0625hi+4rh+4ri|6Th-2bss|-4T-10Th-6Ti"
        "-16Tr-2bss-6bssa+6hh+32rh+8ri|-4Th-4Ti-8Tr-2bss+2.0625hi+8rh+8ri;embedding="
    ),
    "full bf16 eager checkpointing": (
        "start=8T+2Th+2bss+1sd;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=12T+10TV+2Th|10Th+10bssa|2Th+4Ti+2bssa;h"
        "ead=4T+12TV+2Th|4T+2TV+4Th+2hV;last=4T+10Th+2hV+8hh+4hi|4T+8Th+12bssa+2hV+2hh+4hi|8T+12Th+6Ti+6bssa+2hV+2h"
        "i|8T+14Th+2Ti+6bssa+2hV+4hi|4T+14Th+6bssa+2hV+2hh+4hi|4T+18Th+6bssa+2hV;embedding=-6Th-2bss+4hV+24hh+12hi-"
        "1sd"
    ),
    "full bf16+amp eager checkpointing": (
        "start=8T+2Th+2bss+1sd;kept=2Th;held=2Th;left=-2Th+8hh+4hi;forward=16T+10TV+8Th|12Th+10bssa|4Th+4Ti+2bssa;h"
        "ead=8T+12TV+4Th|8T+2TV+6Th+2hV;last=16T+22Th+2Ti+6bssa+2hV+4hi|8T+14Th+2hV+8hh+4hi|8T+12Th+12bssa+2hV+2hh+"
        "4hi|16T+20Th+6Ti+6bssa+2hV+2hi|16T+26Th+4Ti+6bssa+2hV|16T+26Th+6bssa+2hV+4hi;embedding=-6Th-2bss+4hV+24hh+"
        "12hi-1sd"
    ),
    "full fp32+amp eager checkpointing": (
        "start=8T+4Th+4bss+2sd;kept=4Th+8hh+4hi;held=4Th;left=-4Th+16hh+8hi;forward=16T+10TV+6Th+2hV|14Th+8bssa-2hh"
        "-4hi|4Th+2Ti+4bssa;head=8T+12TV+2Th+2hV|8T+4Th+6hV;last=16T+16Th+6bssa+4hV+8hh+10hi|8T+4Th+4hV+22hh+8hi|8T"
        "+8Th+12bssa+4hV+10hh+8hi|16T+14Th+6Ti+6bssa+4hV+8hh+6hi|16T+14Th+4Ti+6bssa+4hV+8hh+8hi|8T+32Th+6bssa+4hV+8"
        "hh|8T+26Th+8bssa+4hV+6hh;embedding=-12Th-4bss+8hV+48hh+24hi-2sd"
    ),
    "full fp32 eager checkpointing": (
        "start=8T+4Th+4bss+2sd;kept=4Th;held=4Th;left=-4Th+16hh+8hi;forward=16T+8TV+4Th|28Th+4bssa|20Th+8bssa|4Th+8"
        "Ti+4bssa;head=8T+4TV+8Th+4hV|8T+12TV+4Th;last=8T+20Th+4hV+16hh+8hi|8T+16Th+12bssa+4hV+4hh+8hi|16T+24Th+12T"
        "i+4bssa+4hV+4hi|16T+28Th+4Ti+4bssa+4hV+8hi|8T+36Th+4bssa+4hV;embedding=-12Th-4bss+8hV+48hh+24hi-2sd"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+2bss+1sd;kept=2Th+16rh+4ri;held=2Th;left=-2Th+32rh+8ri;forward=16T+10TV+6Th|12Th+10bssa-8rh-4"
        "ri|6Th+8Ti+2Tr+2bssa-2rh;head=8T+12TV+2Th;last=16T+30Th+10Ti+8Tr+6bssa+16rh+4ri|8T+38Th+4Tr+6bssa+12rh|8T+"
        "12Th+2Tr+12bssa+24rh+8ri|16T+30Th+4Tr+6bssa+20rh+8ri|8T+12Th+2Tr+36rh+8ri|16T+20Th+6Ti+6Tr+6bssa+18rh+8ri;"
        "embedding=-4Th-2bss+96rh+24ri-1sd"
    ),
    "lora fp32+amp eager checkpointing": (
        "start=8T+4Th+4bss+2sd;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV|14Th+8bssa-8r"
        "h-4ri|4Th+2Ti+4bssa+2hi-2rh-2ri|4Th+8Ti+2Tr+4bssa-2rh|8Th+6hh-16rh-4ri;head=8T+12TV+2hV;last=16T+24Th+10Ti"
        "+8Tr+6bssa+8hh+4hi+16rh+4ri|8T+44Th+4Tr+6bssa+8hh+12rh|8T+8Th+2Tr+12bssa+6hh+24rh+8ri|16T+14Th+6Ti+6Tr+6bs"
        "sa+8hh+4hi+18rh+8ri;embedding=-8Th-4bss+96rh+24ri-2sd"
    ),
    "lora nf4 eager checkpointing": (
        "start=8T+4Th+4bss+2sd;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th+2hV|20Th+8bssa-8r"
        "h-4ri|2Th+10Ti+4bssa-2rh-2ri;head=8T+12TV+2hV;last=16T+14Th+16Ti+6Tr+6bssa+18rh+6ri|8T+10Th+6.1875hh+32rh+"
        "8ri|8T+44Th+4Tr+6bssa+12rh|8T+10Th+2Tr+12bssa+24rh+8ri|16T+16Th+10Ti+6Tr+6bssa+2hi+18rh+6ri|16T+16Th+8Ti+6"
        "Tr+6bssa+2.0625hi+18rh+6ri|16T+28Th+10Ti+6Tr+6bssa+14rh+2ri|8T+12Th+6hh+32rh+8ri;embedding=-8Th-4bss+96rh+"
        "24ri-2sd"
    ),
    "lora nf4 raw eager checkpointing": (
        "start=8T+2Th+2bss+1sd;kept=4Th+16rh+4ri;held=4Th;left=-4Th+32rh+8ri;forward=16T+10TV+4Th|20Th+10bssa-8rh-4"
        "ri|2Th+10Ti+4bssa-2rh-2ri|28Th+4bssa-4rh-4ri|6Th+6Ti+2Tr+4bssa-2rh;head=8T+12TV;last=16T+14Th+16Ti+6Tr+6bs"
        "sa+18rh+6ri|8T+10Th+6.1875hh+32rh+8ri|8T+44Th+4Tr+6bssa+12rh|8T+10Th+2Tr+12bssa+24rh+8ri|16T+16Th+10Ti+6Tr"
        "+6bssa+2hi+18rh+6ri|16T+16Th+8Ti+6Tr+6bssa+2.0625hi+18rh+6ri|8T+34Th+2Tr+10bssa+8rh|16T+28Th+10Ti+6Tr+6bss"
        "a+14rh+2ri|8T+12Th+6hh+32rh+8ri;embedding=-10Th-2bss+96rh+24ri-1sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+2bss+1sd;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=6Th+10Ti+2bssa|12T+10TV+2Th|10Th+10bssa"
        "|34Th;head=4T+12TV;last=8T+28Th+10Ti+12Tr+6bssa|4T+22Th+8Tr+28rh+8ri|4T+42Th+4Tr|4T+10Th+4Tr+12bssa+16rh+8"
        "ri|4T+40Th+8Tr+6bssa|8T+20Th+10Ti+16Tr+6bssa+4rh+4ri|4T+34Th+4Tr+16rh+8ri;embedding=-4Th-2bss+96rh+24ri-1s"
        "d"
    ),
    "lora fp32 eager checkpointing": (
        "start=8T+4Th+4bss+2sd;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=4Th+12Ti+4bssa|16T+8TV+4Th|20Th+8bssa|3"
        "6Th+4bssa;head=8T+12TV;last=16T+24Th+16Ti+12Tr+4bssa+4rh+4ri|8T+48Th+8Tr+4bssa|8T+16Th+4Tr+12bssa+16rh+8ri"
        "|8T+28Th+8Tr+28rh+8ri;embedding=-8Th-4bss+96rh+24ri-2sd"
    ),
    "lora nf4 no amp eager checkpointing": (
        "start=8T+4Th+4bss+2sd;kept=4Th;held=4Th;left=-4Th+32rh+8ri;forward=4Th+12Ti+4bssa|16T+8TV+4Th|20Th+8bssa|3"
        "6Th+4bssa;head=8T+12TV;last=16T+24Th+16Ti+12Tr+4bssa+4rh+4ri|8T+10Th+6.1875hh+32rh+8ri|8T+48Th+8Tr+4bssa|8"
        "T+16Th+4Tr+12bssa+16rh+8ri|16T+26Th+10Ti+12Tr+4bssa+2hi+4rh+4ri|16T+26Th+8Ti+12Tr+4bssa+2.0625hi+4rh+4ri|1"
        "6T+38Th+10Ti+12Tr+4bssa|8T+12Th+6hh+32rh+8ri|16T+24Th+2Ti+8Tr+4bssa+2.0625hi+8rh+8ri;embedding=-8Th-4bss+9"
        "6rh+24ri-2sd"
    ),
    "lora nf4 raw no amp eager checkpointing": (
        "start=8T+2Th+2bss+1sd;kept=2Th;held=2Th;left=-2Th+32rh+8ri;forward=6Th+10Ti+2bssa|12T+10TV+2Th|10Th+10bssa"
        "|34Th;head=4T+12TV;last=8T+18Th+6Ti+12Tr+6bssa+2hi+4rh+4ri|4T+8Th+6.1875hh+32rh+8ri|4T+40Th+4Tr|4T+10Th+4T"
        "r+12bssa+16rh+8ri|8T+26Th+10Ti+12Tr+6bssa|8T+18Th+4Ti+12Tr+6bssa+2.0625hi+4rh+4ri|4T+38Th+8Tr+6bssa|4T+10T"
        "h+6hh+32rh+8ri|8T+16Th+2Ti+8Tr+6bssa+2.0625hi+8rh+8ri;embedding=-4Th-2bss+96rh+24ri-1sd"
    ),
}
