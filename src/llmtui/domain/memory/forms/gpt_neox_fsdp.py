"""What a gpt_neox model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full fp32+amp plain fsdp": (
        "start=8T+4Th+16hh+8hi+1sd;kept=16T+4Ta+26Th+4Ti;held=16T+4Ta+26Th+4Ti;left=-16T-4Ta-26Th-4Ti+16hh/n+8hi/n;"
        "forward=-16T-4Ta-26Th-4Ti+8hh+4hi|16T+10TV+2Th+4hV-16hh-8hi|4hV-8hh-4hi|8Th;head=-2Th+2hV+4hV/n+8hh/n+4hi/"
        "n|8T+12TV+2Th+2hV-16hh-8hi|-2Th+4hV+6hV/n-8hh-4hi|8T+2TV+4Th+4hV-8hh-4hi;last=-2Ti+2hV+4hV/n+4hi|-16T-4Ta-"
        "28Th-4Ti+4hV/n+8hh+24hh/n+4hi+12hi/n|4Th-4Ti+2hV+4hV/n+4hi|-8T-4Ta-14Th-4Ti+2hV+4hV/n+8hh+4hi|-2Th+2Ti+2hV"
        "+4hV/n+2hi;middle=-16T-4Ta-26Th-6Ti+4hV/n+8hh+16hh/n+8hi+8hi/n|-24T-8Ta-40Th-8Ti+4hV/n+16hh+16hh/n+8hi+8hi"
        "/n|-32T-8Ta-54Th-8Ti+2hV+6hV/n+32hh/n+16hi/n|-16T-4Ta-28Th-2Ti+4hV/n+8hh+16hh/n+6hi+8hi/n|-16T-4Ta-22Th-8T"
        "i+4hV/n+8hh+16hh/n+8hi+8hi/n;first=-32T-8Ta-52Th-10Ti+2hV+4hV/n+32hh/n+4hi+16hi/n|-40T-12Ta-66Th-12Ti+2hV+"
        "4hV/n+8hh+32hh/n+4hi+16hi/n-1sd|-32T-8Ta-48Th-12Ti+2hV+4hV/n+32hh/n+4hi+16hi/n|-32T-8Ta-54Th-6Ti+2hV+4hV/n"
        "+32hh/n+2hi+16hi/n;embedding=-48T-12Ta-80Th-12Ti+2hV+4hV/n+8hh+32hh/n+4hi+16hi/n-1sd|-48T-12Ta-82Th-12Ti+4"
        "hV+10hV/n-16hh+48hh/n-8hi+24hi/n-1sd|-48T-12Ta-80Th-12Ti+4hV+4hV/n-8hh+48hh/n-4hi+24hi/n-1sd"
    ),
    "full fp32 plain fsdp": (
        "start=8T+4Th+32hh+16hi+2sd;kept=16T+4Ta+40Th+8Ti;held=16T+4Ta+40Th+8Ti;left=-16T-4Ta-40Th-8Ti+16hh/n+8hi/n"
        ";forward=-16T-4Ta-40Th-8Ti+16hh+8hi|16T+8TV+4Th+8hV-32hh-16hi|8hV-16hh-8hi|12Th;head=4hV+4hV/n|8T+4TV+8Th+"
        "8hV-16hh-8hi|8hV+4hV/n-16hh-8hi|8T+12TV+4Th+4hV-32hh-16hi;last=-8T-4Ta-16Th-8Ti+4hV+4hV/n+16hh+8hi|-8T+8Th"
        "-8Ti+4hV+4hV/n+4hh+8hi|4Ti+4hV+4hV/n+4hi|4Th-4Ti+4hV+4hV/n+8hi|-16T-4Ta-40Th-8Ti+4hV/n+16hh+16hh/n+8hi+8hi"
        "/n;middle=-24T-8Ta-56Th-16Ti+4hV/n+32hh+16hh/n+16hi+8hi/n|-32T-8Ta-80Th-16Ti+4hV+4hV/n+32hh/n+16hi/n|-16T-"
        "4Ta-40Th-4Ti+4hV/n+16hh+16hh/n+12hi+8hi/n|-16T-4Ta-36Th-12Ti+4hV/n+16hh+16hh/n+16hi+8hi/n|-24T-4Ta-32Th-16"
        "Ti+4hV/n+20hh+16hh/n+16hi+8hi/n;first=-40T-12Ta-96Th-24Ti+4hV+4hV/n+16hh+32hh/n+8hi+16hi/n-2sd|-40T-8Ta-72"
        "Th-24Ti+4hV+4hV/n+4hh+32hh/n+8hi+16hi/n|-32T-8Ta-80Th-12Ti+4hV+4hV/n+32hh/n+4hi+16hi/n|-32T-8Ta-76Th-20Ti+"
        "4hV+4hV/n+32hh/n+8hi+16hi/n;embedding=-48T-12Ta-120Th-24Ti+4hV+4hV/n+16hh+32hh/n+8hi+16hi/n-2sd|-48T-12Ta-"
        "120Th-24Ti+8hV+4hV/n-16hh+48hh/n-8hi+24hi/n-2sd|-48T-12Ta-124Th-24Ti+8hV+8hV/n-32hh+48hh/n-16hi+24hi/n-2sd"
    ),
    "full bf16 plain fsdp": (
        "start=8T+2Th+16hh+8hi+1sd;kept=8T+4Ta+20Th+4Ti;held=8T+4Ta+20Th+4Ti;left=-8T-4Ta-20Th-4Ti+8hh/n+4hi/n;forw"
        "ard=-8T-4Ta-20Th-4Ti+8hh+4hi|12T+10TV+2Th+4hV-16hh-8hi|4hV-8hh-4hi|6Th;head=2hV+2hV/n|4T+12TV+2Th+2hV-16hh"
        "-8hi|4hV+2hV/n-8hh-4hi|4T+2TV+4Th+4hV-8hh-4hi;last=-4T-4Ta-8Th-4Ti+2hV+2hV/n+8hh+4hi|-4T+4Th-4Ti+2hV+2hV/n"
        "+2hh+4hi|2Ti+2hV+2hV/n+2hi|2Th-2Ti+2hV+2hV/n+4hi|-8T-4Ta-20Th-4Ti+2hV/n+8hh+8hh/n+4hi+4hi/n;middle=-12T-8T"
        "a-28Th-8Ti+2hV/n+16hh+8hh/n+8hi+4hi/n|-16T-8Ta-40Th-8Ti+2hV+2hV/n+16hh/n+8hi/n|-8T-4Ta-20Th-2Ti+2hV/n+8hh+"
        "8hh/n+6hi+4hi/n|-8T-4Ta-18Th-6Ti+2hV/n+8hh+8hh/n+8hi+4hi/n|-12T-4Ta-16Th-8Ti+2hV/n+10hh+8hh/n+8hi+4hi/n;fi"
        "rst=-20T-12Ta-48Th-12Ti+2hV+2hV/n+8hh+16hh/n+4hi+8hi/n-1sd|-20T-8Ta-36Th-12Ti+2hV+2hV/n+2hh+16hh/n+4hi+8hi"
        "/n|-16T-8Ta-40Th-6Ti+2hV+2hV/n+16hh/n+2hi+8hi/n|-16T-8Ta-38Th-10Ti+2hV+2hV/n+16hh/n+4hi+8hi/n;embedding=-2"
        "4T-12Ta-60Th-12Ti+2hV+2hV/n+8hh+16hh/n+4hi+8hi/n-1sd|-24T-12Ta-60Th-12Ti+4hV+2hV/n-8hh+24hh/n-4hi+12hi/n-1"
        "sd|-24T-12Ta-62Th-12Ti+4hV+4hV/n-16hh+24hh/n-8hi+12hi/n-1sd"
    ),
    "lora bf16+amp plain fsdp": (
        "start=-8T-4Th+16hh+8hi+32rh+8ri+1sd;kept=16T+4Ta+26Th+4Ti+8Tr;held=16T+4Ta+26Th+4Ti+8Tr;left=-16T-4Ta-26Th"
        "-4Ti-8Tr+32rh/n+8ri/n;forward=-16T-4Ta-26Th-4Ti-8Tr+8hh+4hi+16rh+4ri|16T+10TV+2Th+4hV-16hh-8hi-32rh-8ri|4h"
        "V-8hh-4hi-16rh-4ri|6Th+2Ti-2Tr|12Th;head=-2Th+16rh/n+4ri/n|8T+12TV+2hV-16hh-8hi-32rh-8ri|8T+2TV+2Th+2hV-8h"
        "h-4hi-16rh-4ri|8T+2TV+2hV-8hh-4hi-16rh+16rh/n-4ri+4ri/n;last=-2Th+4Ti-2Tr+2rh+2ri|8Th-4Ti-4Tr+4rh+4ri|-8T-"
        "4Ta-12Th-4Ti-8Tr+16rh+4ri|-16T-4Ta-28Th-4Ti-8Tr+16rh+48rh/n+4ri+12ri/n;middle=-16T-4Ta-28Th-10Tr+18rh+32rh"
        "/n+6ri+8ri/n|-32T-8Ta-54Th-8Ti-16Tr+2hV-8hh-4hi+64rh/n+16ri/n|-16T-4Ta-18Th-8Ti-12Tr+20rh+32rh/n+8ri+8ri/n"
        "|-24T-8Ta-38Th-8Ti-16Tr+32rh+32rh/n+8ri+8ri/n;first=-32T-8Ta-54Th-4Ti-18Tr+2hV-8hh-4hi+2rh+64rh/n+2ri+16ri"
        "/n|-32T-8Ta-52Th-12Ti-22Tr+2hV-8hh-4hi+8rh+64rh/n+4ri+16ri/n|-32T-8Ta-52Th-8Ti-14Tr+2hV-8hh-4hi+2rh+64rh/n"
        "+16ri/n;embedding="
    ),
    "lora fp32+amp plain fsdp": (
        "start=-8T-4Th+16hh+8hi+32rh+8ri+1sd;kept=16T+4Ta+26Th+4Ti+8Tr;held=16T+4Ta+26Th+4Ti+8Tr;left=-16T-4Ta-26Th"
        "-4Ti-8Tr+32rh/n+8ri/n;forward=-16T-4Ta-26Th-4Ti-8Tr+8hh+4hi+16rh+4ri|16T+10TV+2Th+4hV-16hh-8hi-32rh-8ri|4h"
        "V-8hh-4hi-16rh-4ri|6Th+2Ti-2Tr|12Th;head=-2Th+8hh/n+4hi/n+16rh/n+4ri/n|8T+12TV+2hV-16hh-8hi-32rh-8ri|8T+2T"
        "V+2hV-8hh+8hh/n-4hi+4hi/n-16rh+16rh/n-4ri+4ri/n;last=-2Th+4Ti-2Tr+2rh+2ri|-16T-4Ta-28Th-4Ti-8Tr+8hh/n+4hi/"
        "n+16rh+48rh/n+4ri+12ri/n|8Th-4Ti-4Tr+4rh+4ri;middle=-16T-4Ta-28Th-10Tr+18rh+32rh/n+6ri+8ri/n|-32T-8Ta-54Th"
        "-8Ti-16Tr+2hV+2hV/n-8hh-4hi+64rh/n+16ri/n|-16T-4Ta-18Th-8Ti-12Tr+20rh+32rh/n+8ri+8ri/n|-24T-8Ta-38Th-8Ti-1"
        "6Tr+32rh+32rh/n+8ri+8ri/n;first=-32T-8Ta-54Th-4Ti-18Tr+2hV-8hh-4hi+2rh+64rh/n+2ri+16ri/n|-32T-8Ta-52Th-12T"
        "i-22Tr+2hV-8hh-4hi+8rh+64rh/n+4ri+16ri/n|-32T-8Ta-52Th-8Ti-14Tr+2hV-8hh-4hi+2rh+64rh/n+16ri/n;embedding="
    ),
    "lora fp32 plain fsdp": (
        "start=-8T+4Th+32hh+16hi+64rh+16ri+2sd;kept=16T+4Ta+40Th+8Ti+16Tr;held=16T+4Ta+40Th+8Ti+16Tr;left=-16T-4Ta-"
        "40Th-8Ti-16Tr+32rh/n+8ri/n;forward=-16T-4Ta-40Th-8Ti-16Tr+16hh+8hi+32rh+8ri|16T+8TV+8hV-32hh-16hi-64rh-16r"
        "i|8hV-16hh-8hi-32rh-8ri|4Ti-4Tr|12Th;head=-4Th|8T+12TV-4Th+4hV-32hh-16hi-64rh-16ri|8T+4TV+4hV-16hh-8hi-32r"
        "h-8ri;last=-4Th+8Ti-4Tr+4rh+4ri|-8T+4Th-8Ti-12Tr+16rh+8ri|-8T-4Ta-12Th-8Ti-8Tr+28rh+8ri|4Tr+4rh;middle=-16"
        "T-4Ta-44Th-20Tr+36rh+32rh/n+12ri+8ri/n|-32T-8Ta-84Th-16Ti-32Tr+4hV-16hh-8hi+64rh/n+16ri/n|-24T-4Ta-36Th-16"
        "Ti-28Tr+48rh+32rh/n+16ri+8ri/n|-24T-8Ta-52Th-16Ti-24Tr+60rh+32rh/n+16ri+8ri/n|-16T-4Ta-40Th-8Ti-12Tr+36rh+"
        "32rh/n+8ri+8ri/n;first=-32T-8Ta-84Th-8Ti-36Tr+4hV-16hh-8hi+4rh+64rh/n+4ri+16ri/n|-32T-8Ta-80Th-24Ti-44Tr+4"
        "hV-16hh-8hi+16rh+64rh/n+8ri+16ri/n|-32T-8Ta-80Th-16Ti-28Tr+4hV-16hh-8hi+4rh+64rh/n+16ri/n;embedding="
    ),
    "full fp32+amp plain fsdp checkpointing": (
        "start=8T+2Th+16hh+8hi+1sd;kept=2Th;held=2Th;left=-2Th+16hh/n+8hi/n;forward=-2Th+8hh+4hi|16T+10TV+4Th+4hV-1"
        "6hh-8hi|4hV-8hh-4hi|4Th+4Ti|16Th;head=2hV+4hV/n+8hh/n+4hi/n|8T+12TV+4Th+2hV-16hh-8hi|4hV+6hV/n-8hh-4hi|8T+"
        "2TV+6Th+4hV-8hh-4hi;last=16T+4Ta+28Th+2Ti+2hV+4hV/n+4hi|-2Th+4hV/n+8hh+24hh/n+4hi+12hi/n|16T+4Ta+32Th+2hV+"
        "4hV/n+4hi|8T+14Th+2hV+4hV/n+8hh+4hi|16T+4Ta+26Th+6Ti+2hV+4hV/n+2hi|16T+4Ta+32Th+4Ti+2hV+4hV/n;middle=16T+4"
        "Ta+26Th+2Ti+4hV/n+8hh+16hh/n+8hi+8hi/n|8T+12Th+4hV/n+16hh+16hh/n+8hi+8hi/n|-4Th+2hV+6hV/n+32hh/n+16hi/n|16"
        "T+4Ta+24Th+6Ti+4hV/n+8hh+16hh/n+6hi+8hi/n|16T+4Ta+30Th+4Ti+4hV/n+8hh+16hh/n+4hi+8hi/n|16T+4Ta+30Th+4hV/n+8"
        "hh+16hh/n+8hi+8hi/n;first=16T+4Ta+24Th+2Ti+2hV+4hV/n+32hh/n+4hi+16hi/n|8T+10Th+2hV+4hV/n+8hh+32hh/n+4hi+16"
        "hi/n|16T+4Ta+28Th+2hV+4hV/n+32hh/n+4hi+16hi/n|16T+4Ta+22Th+6Ti+2hV+4hV/n+32hh/n+2hi+16hi/n|16T+4Ta+28Th+4T"
        "i+2hV+4hV/n+32hh/n+16hi/n;embedding=-6Th+2hV+4hV/n+8hh+32hh/n+4hi+16hi/n-1sd|-8Th+4hV+10hV/n-16hh+48hh/n-8"
        "hi+24hi/n-1sd|-6Th+4hV+4hV/n-8hh+48hh/n-4hi+24hi/n-1sd"
    ),
    "full fp32 plain fsdp checkpointing": (
        "start=8T+4Th+32hh+16hi+2sd;kept=4Th;held=4Th;left=-4Th+16hh/n+8hi/n;forward=-4Th+16hh+8hi|16T+8TV+4Th+8hV-"
        "32hh-16hi|8hV-16hh-8hi|4Th+8Ti|28Th;head=4hV+4hV/n|8T+4TV+8Th+8hV-16hh-8hi|8hV+4hV/n-16hh-8hi|8T+12TV+4Th+"
        "4hV-32hh-16hi;last=8T+20Th+4hV+4hV/n+16hh+8hi|8T+4Ta+44Th+4hV+4hV/n+4hh+8hi|16T+4Ta+36Th+12Ti+4hV+4hV/n+4h"
        "i|16T+4Ta+40Th+4Ti+4hV+4hV/n+8hi|-4Th+4hV/n+16hh+16hh/n+8hi+8hi/n;middle=8T+16Th+4hV/n+32hh+16hh/n+16hi+8h"
        "i/n|-8Th+4hV+4hV/n+32hh/n+16hi/n|16T+4Ta+32Th+12Ti+4hV/n+16hh+16hh/n+12hi+8hi/n|16T+4Ta+36Th+4Ti+4hV/n+16h"
        "h+16hh/n+16hi+8hi/n|8T+4Ta+40Th+4hV/n+20hh+16hh/n+16hi+8hi/n;first=8T+12Th+4hV+4hV/n+16hh+32hh/n+8hi+16hi/"
        "n|8T+4Ta+36Th+4hV+4hV/n+4hh+32hh/n+8hi+16hi/n|16T+4Ta+28Th+12Ti+4hV+4hV/n+32hh/n+4hi+16hi/n|16T+4Ta+32Th+4"
        "Ti+4hV+4hV/n+32hh/n+8hi+16hi/n;embedding=-12Th+4hV+4hV/n+16hh+32hh/n+8hi+16hi/n-2sd|-12Th+8hV+4hV/n-16hh+4"
        "8hh/n-8hi+24hi/n-2sd|-16Th+8hV+8hV/n-32hh+48hh/n-16hi+24hi/n-2sd"
    ),
    "full bf16 plain fsdp checkpointing": (
        "start=8T+2Th+16hh+8hi+1sd;kept=2Th;held=2Th;left=-2Th+8hh/n+4hi/n;forward=-2Th+8hh+4hi|12T+10TV+2Th+4hV-16"
        "hh-8hi|4hV-8hh-4hi|2Th+4Ti|14Th;head=2hV+2hV/n|4T+12TV+2Th+2hV-16hh-8hi|4hV+2hV/n-8hh-4hi|4T+2TV+4Th+4hV-8"
        "hh-4hi;last=4T+10Th+2hV+2hV/n+8hh+4hi|4T+4Ta+22Th+2hV+2hV/n+2hh+4hi|8T+4Ta+18Th+6Ti+2hV+2hV/n+2hi|8T+4Ta+2"
        "0Th+2Ti+2hV+2hV/n+4hi|-2Th+2hV/n+8hh+8hh/n+4hi+4hi/n;middle=4T+8Th+2hV/n+16hh+8hh/n+8hi+4hi/n|-4Th+2hV+2hV"
        "/n+16hh/n+8hi/n|8T+4Ta+16Th+6Ti+2hV/n+8hh+8hh/n+6hi+4hi/n|8T+4Ta+18Th+2Ti+2hV/n+8hh+8hh/n+8hi+4hi/n|4T+4Ta"
        "+20Th+2hV/n+10hh+8hh/n+8hi+4hi/n;first=4T+6Th+2hV+2hV/n+8hh+16hh/n+4hi+8hi/n|4T+4Ta+18Th+2hV+2hV/n+2hh+16h"
        "h/n+4hi+8hi/n|8T+4Ta+14Th+6Ti+2hV+2hV/n+16hh/n+2hi+8hi/n|8T+4Ta+16Th+2Ti+2hV+2hV/n+16hh/n+4hi+8hi/n;embedd"
        "ing=-6Th+2hV+2hV/n+8hh+16hh/n+4hi+8hi/n-1sd|-6Th+4hV+2hV/n-8hh+24hh/n-4hi+12hi/n-1sd|-8Th+4hV+4hV/n-16hh+2"
        "4hh/n-8hi+12hi/n-1sd"
    ),
    "lora bf16+amp plain fsdp checkpointing": (
        "start=8T+2Th+16hh+8hi+32rh+8ri+1sd;kept=2Th;held=2Th;left=-2Th+32rh/n+8ri/n;forward=-2Th+8hh+4hi+16rh+4ri|"
        "16T+10TV+4Th+4hV-16hh-8hi-32rh-8ri|4hV-8hh-4hi-16rh-4ri|6Th+6Ti|22Th;head=16rh/n+4ri/n|8T+12TV+2Th+2hV-16h"
        "h-8hi-32rh-8ri|8T+2TV+4Th+2hV-8hh-4hi-16rh-4ri|8T+2TV+2Th+2hV-8hh-4hi-16rh+16rh/n-4ri+4ri/n;last=16T+4Ta+2"
        "6Th+8Ti+6Tr+2rh+2ri|16T+4Ta+36Th+4Ti+8Tr|16T+4Ta+34Th+6Ti+6Tr|16T+4Ta+36Th+4Tr+4rh+4ri|8T+16Th+16rh+4ri|-2"
        "Th+16rh+48rh/n+4ri+12ri/n;middle=16T+4Ta+24Th+8Ti+6Tr+18rh+32rh/n+6ri+8ri/n|-4Th+2hV-8hh-4hi+64rh/n+16ri/n"
        "|16T+4Ta+32Th+6Ti+6Tr+16rh+32rh/n+4ri+8ri/n|16T+4Ta+34Th+4Ti+8Tr+16rh+32rh/n+4ri+8ri/n|8T+14Th+32rh+32rh/n"
        "+8ri+8ri/n;first=16T+4Ta+22Th+8Ti+6Tr+2hV-8hh-4hi+2rh+64rh/n+2ri+16ri/n|16T+4Ta+32Th+4Ti+8Tr+2hV-8hh-4hi+6"
        "4rh/n+16ri/n|16T+4Ta+30Th+6Ti+6Tr+2hV-8hh-4hi+64rh/n+16ri/n|16T+4Ta+32Th+4Tr+2hV-8hh-4hi+4rh+64rh/n+4ri+16"
        "ri/n|8T+12Th+2hV-8hh-4hi+16rh+64rh/n+4ri+16ri/n;embedding=-4Th+2hV-8hh-4hi+16rh+64rh/n+4ri+16ri/n-1sd|-4Th"
        "+4hV-16hh-8hi-16rh+96rh/n-4ri+24ri/n-1sd"
    ),
    "lora fp32+amp plain fsdp checkpointing": (
        "start=8T+2Th+16hh+8hi+32rh+8ri+1sd;kept=2Th;held=2Th;left=-2Th+32rh/n+8ri/n;forward=-2Th+8hh+4hi+16rh+4ri|"
        "16T+10TV+4Th+4hV-16hh-8hi-32rh-8ri|4hV-8hh-4hi-16rh-4ri|6Th+6Ti|22Th;head=8hh/n+4hi/n+16rh/n+4ri/n|8T+12TV"
        "+2Th+2hV-16hh-8hi-32rh-8ri|8T+2TV+2Th+2hV-8hh+8hh/n-4hi+4hi/n-16rh+16rh/n-4ri+4ri/n;last=16T+4Ta+26Th+8Ti+"
        "6Tr+2rh+2ri|-2Th+8hh/n+4hi/n+16rh+48rh/n+4ri+12ri/n|16T+4Ta+36Th+4Ti+8Tr|16T+4Ta+34Th+6Ti+6Tr|16T+4Ta+36Th"
        "+4Tr+4rh+4ri;middle=16T+4Ta+24Th+8Ti+6Tr+18rh+32rh/n+6ri+8ri/n|-4Th+2hV+2hV/n-8hh-4hi+64rh/n+16ri/n|16T+4T"
        "a+32Th+6Ti+6Tr+16rh+32rh/n+4ri+8ri/n|16T+4Ta+34Th+4Ti+8Tr+16rh+32rh/n+4ri+8ri/n|8T+14Th+32rh+32rh/n+8ri+8r"
        "i/n;first=16T+4Ta+22Th+8Ti+6Tr+2hV-8hh-4hi+2rh+64rh/n+2ri+16ri/n|16T+4Ta+32Th+4Ti+8Tr+2hV-8hh-4hi+64rh/n+1"
        "6ri/n|16T+4Ta+30Th+6Ti+6Tr+2hV-8hh-4hi+64rh/n+16ri/n|16T+4Ta+32Th+4Tr+2hV-8hh-4hi+4rh+64rh/n+4ri+16ri/n|8T"
        "+12Th+2hV-8hh-4hi+16rh+64rh/n+4ri+16ri/n;embedding=-4Th+2hV-8hh-4hi+16rh+64rh/n+4ri+16ri/n-1sd|-4Th+4hV-16"
        "hh-8hi-16rh+96rh/n-4ri+24ri/n-1sd"
    ),
    "lora fp32 plain fsdp checkpointing": (
        "start=8T+4Th+32hh+16hi+64rh+16ri+2sd;kept=4Th;held=4Th;left=-4Th+32rh/n+8ri/n;forward=-4Th+16hh+8hi+32rh+8"
        "ri|16T+8TV+4Th+8hV-32hh-16hi-64rh-16ri|8hV-16hh-8hi-32rh-8ri|4Th+12Ti|36Th;head=0|8T+12TV+4hV-32hh-16hi-64"
        "rh-16ri|8T+4TV+4Th+4hV-16hh-8hi-32rh-8ri;last=16T+4Ta+36Th+16Ti+12Tr+4rh+4ri|16T+4Ta+48Th+8Ti+16Tr|8T+4Ta+"
        "44Th+4Tr+16rh+8ri|8T+28Th+8Tr+28rh+8ri;middle=16T+4Ta+32Th+16Ti+12Tr+36rh+32rh/n+12ri+8ri/n|-8Th+4hV-16hh-"
        "8hi+64rh/n+16ri/n|16T+4Ta+44Th+8Ti+16Tr+32rh+32rh/n+8ri+8ri/n|8T+24Th+8Tr+60rh+32rh/n+16ri+8ri/n;first=16T"
        "+4Ta+28Th+16Ti+12Tr+4hV-16hh-8hi+4rh+64rh/n+4ri+16ri/n|16T+4Ta+40Th+8Ti+16Tr+4hV-16hh-8hi+64rh/n+16ri/n|8T"
        "+4Ta+36Th+4Tr+4hV-16hh-8hi+16rh+64rh/n+8ri+16ri/n|8T+20Th+8Tr+4hV-16hh-8hi+28rh+64rh/n+8ri+16ri/n;embeddin"
        "g=-8Th+4hV-16hh-8hi+32rh+64rh/n+8ri+16ri/n-2sd|-8Th+8hV-32hh-16hi-32rh+96rh/n-8ri+24ri/n-2sd"
    ),
}
