"""What a gpt_neo model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full fp32+amp eager tied fsdp": (
        "start=2Ph+8T+4Th+2bss+2hV+16hh+8hi+2sh;kept=16T+24Th+16Ti+6bssa;held=16T+24Th+16Ti+6bssa;left=-16T-24Th-16"
        "Ti-6bssa+16hh/n+8hi/n;forward=16T+10TV+2Th-2bss-8hh-4hi-2sh;head=-2Th-2bss+2hV+8hh/n+4hi/n-2sh|8T+12TV+2Th"
        "-2bss-16hh-8hi-2sh|8T+2TV+4Th-2bss+2hV-8hh-4hi-2sh;last=-2Th+12Ti-2bss+2hV+2hi-2sh|-16T-26Th-16Ti-2bss-6bs"
        "sa+2hV+8hh+24hh/n+4hi+12hi/n-2sh|-8T-10Th-16Ti-2bss+6bssa+2hV+2hh+4hi-2sh|-8T-10Th-16Ti-2bss-6bssa+2hV+8hh"
        "+4hi-2sh;middle=-16T-26Th-4Ti-2bss-6bssa+2hV+8hh+16hh/n+6hi+8hi/n-2sh|-24T-34Th-32Ti-2bss-12bssa+2hV+16hh+"
        "16hh/n+8hi+8hi/n-2sh|-24T-34Th-32Ti-2bss+2hV+10hh+16hh/n+8hi+8hi/n-2sh;first=-32T-50Th-20Ti-2bss-12bssa+2h"
        "V+32hh/n+2hi+16hi/n-2sh|-40T-58Th-48Ti-2bss-18bssa+2hV+8hh+32hh/n+4hi+16hi/n-2sh|-40T-58Th-48Ti-2bss-6bssa"
        "+2hV+2hh+32hh/n+4hi+16hi/n-2sh;embedding=-48T-74Th-48Ti-2bss-18bssa+2hV+8hh+32hh/n+4hi+16hi/n-2sh|2Ph-48T-"
        "76Th-48Ti-2bss-18bssa+6hV-8hh+48hh/n-4hi+24hi/n-2sh|2Ph-48T-74Th-48Ti-2bss-18bssa+4hV-8hh+48hh/n-4hi+24hi/"
        "n-2sh"
    ),
    "full fp32 eager tied fsdp": (
        "start=4Ph+8T+8Th+4bss+4hV+32hh+16hi+4sh;kept=16T+32Th+20Ti+4bssa;held=16T+32Th+20Ti+4bssa;left=-16T-32Th-2"
        "0Ti-4bssa+16hh/n+8hi/n;forward=16T+8TV-4bss-16hh-8hi-4sh;head=-4Th-4bss+4hV-4sh|8T+4TV+4Th-4bss+4hV-16hh-8"
        "hi-4sh|8T+12TV-4bss-32hh-16hi-4sh;last=-4Th+8Ti-4bss+4hV+4hi-4sh|-16T-36Th-20Ti-4bss-4bssa+4hV+16hh+16hh/n"
        "+8hi+8hi/n-4sh|-8T-16Th-20Ti-4bss-4bssa+4hV+16hh+8hi-4sh|-8T-16Th-20Ti-4bss+8bssa+4hV+4hh+8hi-4sh;middle=-"
        "16T-36Th-12Ti-4bss-4bssa+4hV+16hh+16hh/n+12hi+8hi/n-4sh|-24T-48Th-40Ti-4bss-8bssa+4hV+32hh+16hh/n+16hi+8hi"
        "/n-4sh|-24T-48Th-40Ti-4bss+4bssa+4hV+20hh+16hh/n+16hi+8hi/n-4sh;first=-32T-68Th-32Ti-4bss-8bssa+4hV+32hh/n"
        "+4hi+16hi/n-4sh|-40T-80Th-60Ti-4bss-12bssa+4hV+16hh+32hh/n+8hi+16hi/n-4sh|-40T-80Th-60Ti-4bss+4hV+4hh+32hh"
        "/n+8hi+16hi/n-4sh;embedding=-48T-100Th-60Ti-4bss-12bssa+4hV+16hh+32hh/n+8hi+16hi/n-4sh|4Ph-48T-104Th-60Ti-"
        "4bss-12bssa+12hV-16hh+48hh/n-8hi+24hi/n-4sh|4Ph-48T-100Th-60Ti-4bss-12bssa+8hV-16hh+48hh/n-8hi+24hi/n-4sh"
    ),
    "full bf16 eager tied fsdp": (
        "start=2Ph+8T+4Th+2bss+2hV+16hh+8hi+2sh;kept=8T+20Th+10Ti+6bssa;held=8T+20Th+10Ti+6bssa;left=-8T-20Th-10Ti-"
        "6bssa+8hh/n+4hi/n;forward=12T+10TV-2bss-8hh-4hi-2sh;head=-2Th-2bss+2hV-2sh|4T+12TV-2bss-16hh-8hi-2sh|4T+2T"
        "V+2Th-2bss+2hV-8hh-4hi-2sh;last=-2Th+4Ti-2bss+2hV+2hi-2sh|-8T-22Th-10Ti-2bss-6bssa+2hV+8hh+8hh/n+4hi+4hi/n"
        "-2sh|-4T-8Th-10Ti-2bss+6bssa+2hV+2hh+4hi-2sh|-4T-12Th-10Ti-2bss-6bssa+2hV+8hh+4hi-2sh;middle=-8T-22Th-6Ti-"
        "2bss-6bssa+2hV+8hh+8hh/n+6hi+4hi/n-2sh|-12T-32Th-20Ti-2bss-12bssa+2hV+16hh+8hh/n+8hi+4hi/n-2sh|-12T-28Th-2"
        "0Ti-2bss+2hV+10hh+8hh/n+8hi+4hi/n-2sh;first=-16T-42Th-16Ti-2bss-12bssa+2hV+16hh/n+2hi+8hi/n-2sh|-20T-52Th-"
        "30Ti-2bss-18bssa+2hV+8hh+16hh/n+4hi+8hi/n-2sh|-20T-48Th-30Ti-2bss-6bssa+2hV+2hh+16hh/n+4hi+8hi/n-2sh;embed"
        "ding=-24T-62Th-30Ti-2bss-18bssa+2hV+8hh+16hh/n+4hi+8hi/n-2sh|2Ph-24T-64Th-30Ti-2bss-18bssa+6hV-8hh+24hh/n-"
        "4hi+12hi/n-2sh|2Ph-24T-62Th-30Ti-2bss-18bssa+4hV-8hh+24hh/n-4hi+12hi/n-2sh"
    ),
    "lora bf16+amp eager fsdp": (
        "start=2Ph+2bss+2hV+16hh+8hi+40rh+8ri+2sh;kept=16T+24Th+16Ti+12Tr+6bssa;held=16T+24Th+16Ti+12Tr+6bssa;left="
        "-16T-24Th-16Ti-12Tr-6bssa+40rh/n+8ri/n;forward=16T+10TV+2Th-2bss-8hh-4hi-20rh-4ri-2sh;head=-2Th-2bss+20rh/"
        "n+4ri/n-2sh|8T+12TV-2bss-16hh-8hi-40rh-8ri-2sh;last=-2Th+12Ti-2Tr-2bss+2rh+2ri-2sh|-8T-10Th-16Ti-6Tr-2bss+"
        "6bssa+8rh+4ri-2sh|-8T-8Th-16Ti-12Tr-2bss-6bssa+20rh+4ri-2sh;middle=-16T-26Th-4Ti-14Tr-2bss-6bssa+22rh+40rh"
        "/n+6ri+8ri/n-2sh|-24T-34Th-32Ti-18Tr-2bss+28rh+40rh/n+8ri+8ri/n-2sh|-24T-32Th-32Ti-24Tr-2bss-12bssa+40rh+4"
        "0rh/n+8ri+8ri/n-2sh;first=-32T-50Th-20Ti-26Tr-2bss-12bssa-8hh-4hi+2rh+80rh/n+2ri+16ri/n-2sh|-40T-60Th-48Ti"
        "-30Tr-2bss-6bssa-8hh-4hi+8rh+80rh/n+4ri+16ri/n-2sh|-32T-40Th-48Ti-28Tr-2bss-12bssa-8hh-4hi+4rh+80rh/n+4ri+"
        "16ri/n-2sh;embedding="
    ),
    "lora fp32+amp eager fsdp": (
        "start=2Ph+2bss+2hV+16hh+8hi+40rh+8ri+2sh;kept=16T+24Th+16Ti+12Tr+6bssa;held=16T+24Th+16Ti+12Tr+6bssa;left="
        "-16T-24Th-16Ti-12Tr-6bssa+40rh/n+8ri/n;forward=16T+10TV+2Th-2bss-8hh-4hi-20rh-4ri-2sh;head=-2Th-2bss+8hh/n"
        "+4hi/n+20rh/n+4ri/n-2sh|8T+12TV-2bss-16hh-8hi-40rh-8ri-2sh;last=-2Th+12Ti-2Tr-2bss+2rh+2ri-2sh|-16T-26Th-1"
        "6Ti-12Tr-2bss-6bssa+8hh/n+4hi/n+20rh+60rh/n+4ri+12ri/n-2sh|-8T-10Th-16Ti-6Tr-2bss+6bssa+8rh+4ri-2sh;middle"
        "=-16T-26Th-4Ti-14Tr-2bss-6bssa+22rh+40rh/n+6ri+8ri/n-2sh|-24T-34Th-32Ti-18Tr-2bss+28rh+40rh/n+8ri+8ri/n-2s"
        "h|-24T-32Th-32Ti-24Tr-2bss-12bssa+40rh+40rh/n+8ri+8ri/n-2sh;first=-32T-50Th-20Ti-26Tr-2bss-12bssa-8hh-4hi+"
        "2rh+80rh/n+2ri+16ri/n-2sh|-40T-60Th-48Ti-30Tr-2bss-6bssa-8hh-4hi+8rh+80rh/n+4ri+16ri/n-2sh|-32T-40Th-48Ti-"
        "28Tr-2bss-12bssa-8hh-4hi+4rh+80rh/n+4ri+16ri/n-2sh;embedding="
    ),
    "lora fp32 eager fsdp": (
        "start=4Ph+4Th+4bss+4hV+32hh+16hi+80rh+16ri+4sh;kept=16T+32Th+20Ti+24Tr+4bssa;held=16T+32Th+20Ti+24Tr+4bssa"
        ";left=-16T-32Th-20Ti-24Tr-4bssa+40rh/n+8ri/n;forward=16T+8TV-4bss-16hh-8hi-40rh-8ri-4sh;head=-4Th-4bss-4sh"
        "|8T+12TV-4Th-4bss-32hh-16hi-80rh-16ri-4sh;last=-4Th+8Ti-4Tr-4bss+4rh+4ri-4sh|-8T-16Th-20Ti-12Tr-4bss+8bssa"
        "+16rh+8ri-4sh|4Tr-4bss+4rh-4sh|-8T-8Th-20Ti-20Tr-4bss-4bssa+32rh+8ri-4sh|-8T-16Th-20Ti-20Tr-4bss-4bssa+40r"
        "h+8ri-4sh;middle=-16T-36Th-12Ti-28Tr-4bss-4bssa+44rh+40rh/n+12ri+8ri/n-4sh|-24T-48Th-40Ti-36Tr-4bss+4bssa+"
        "56rh+40rh/n+16ri+8ri/n-4sh|-16T-32Th-20Ti-20Tr-4bss-4bssa+44rh+40rh/n+8ri+8ri/n-4sh|-24T-40Th-40Ti-44Tr-4b"
        "ss-8bssa+72rh+40rh/n+16ri+8ri/n-4sh|-24T-48Th-40Ti-44Tr-4bss-8bssa+80rh+40rh/n+16ri+8ri/n-4sh;first=-32T-6"
        "8Th-32Ti-52Tr-4bss-8bssa-16hh-8hi+4rh+80rh/n+4ri+16ri/n-4sh|-40T-84Th-60Ti-60Tr-4bss-16hh-8hi+16rh+80rh/n+"
        "8ri+16ri/n-4sh|-32T-64Th-40Ti-44Tr-4bss-8bssa-16hh-8hi+4rh+80rh/n+16ri/n-4sh|-40T-96Th-60Ti-68Tr-4bss-12bs"
        "sa-16hh-8hi+40rh+80rh/n+8ri+16ri/n-4sh;embedding="
    ),
    "full fp32+amp eager tied fsdp checkpointing": (
        "start=2Ph+8T+4Th+2bss+2bssa+2hV+16hh+8hi+2sh;kept=2Th;held=2Th;left=-2Th+16hh/n+8hi/n;forward=16T+10TV+2Th"
        "-2bssa-8hh-4hi-2sh|2bssa-8hh-4hi;head=-2Th-2bssa+2hV+8hh/n+4hi/n-2sh|8T+12TV+2Th-2bssa-16hh-8hi-2sh|8T+2TV"
        "+4Th-2bssa+2hV-8hh-4hi-2sh;last=16T+22Th+26Ti+4bssa+2hV+2hi-2sh|-4Th-2bssa+2hV+8hh+24hh/n+4hi+12hi/n-2sh|1"
        "6T+30Th+20Ti+4bssa+2hV-2sh|8T+14Th+10bssa+2hV+2hh+4hi-2sh|8T+14Th-2bssa+2hV+8hh+4hi-2sh|8T+30Th+8bssa+2hV-"
        "2sh;middle=16T+20Th+26Ti+4bssa+2hV+8hh+16hh/n+6hi+8hi/n-2sh|8T+12Th-2bssa+2hV+16hh+16hh/n+8hi+8hi/n-2sh|16"
        "T+28Th+20Ti+4bssa+2hV+8hh+16hh/n+4hi+8hi/n-2sh|8T+12Th+10bssa+2hV+10hh+16hh/n+8hi+8hi/n-2sh|8T+28Th+8bssa+"
        "2hV+8hh+16hh/n+4hi+8hi/n-2sh;first=16T+18Th+26Ti+4bssa+2hV+32hh/n+2hi+16hi/n-2sh|8T+10Th-2bssa+2hV+8hh+32h"
        "h/n+4hi+16hi/n-2sh|16T+26Th+20Ti+4bssa+2hV+32hh/n+16hi/n-2sh|8T+10Th+10bssa+2hV+2hh+32hh/n+4hi+16hi/n-2sh|"
        "8T+26Th+8bssa+2hV+32hh/n+16hi/n-2sh;embedding=-8Th-2bss-2bssa+2hV+8hh+32hh/n+4hi+16hi/n-2sh|2Ph-10Th-2bss-"
        "2bssa+6hV-8hh+48hh/n-4hi+24hi/n-2sh|2Ph-8Th-2bss-2bssa+4hV-8hh+48hh/n-4hi+24hi/n-2sh"
    ),
    "full fp32 eager tied fsdp checkpointing": (
        "start=4Ph+8T+8Th+4bss+4bssa+4hV+32hh+16hi+4sh;kept=4Th;held=4Th;left=-4Th+16hh/n+8hi/n;forward=16T+8TV-4bs"
        "sa-16hh-8hi-4sh|4bssa-16hh-8hi;head=-4Th-4bssa+4hV-4sh|8T+4TV+4Th-4bssa+4hV-16hh-8hi-4sh|8T+12TV-4bssa-32h"
        "h-16hi-4sh;last=16T+24Th+28Ti+4hV+4hi-4sh|-8Th-4bssa+4hV+16hh+16hh/n+8hi+8hi/n-4sh|8T+12Th-4bssa+4hV+16hh+"
        "8hi-4sh|8T+12Th+8bssa+4hV+4hh+8hi-4sh;middle=16T+20Th+28Ti+4hV+16hh+16hh/n+12hi+8hi/n-4sh|8T+8Th-4bssa+4hV"
        "+32hh+16hh/n+16hi+8hi/n-4sh|8T+8Th+8bssa+4hV+20hh+16hh/n+16hi+8hi/n-4sh;first=16T+16Th+28Ti+4hV+32hh/n+4hi"
        "+16hi/n-4sh|8T+4Th-4bssa+4hV+16hh+32hh/n+8hi+16hi/n-4sh|8T+4Th+8bssa+4hV+4hh+32hh/n+8hi+16hi/n-4sh;embeddi"
        "ng=-16Th-4bss-4bssa+4hV+16hh+32hh/n+8hi+16hi/n-4sh|4Ph-20Th-4bss-4bssa+12hV-16hh+48hh/n-8hi+24hi/n-4sh|4Ph"
        "-16Th-4bss-4bssa+8hV-16hh+48hh/n-8hi+24hi/n-4sh"
    ),
    "full bf16 eager tied fsdp checkpointing": (
        "start=2Ph+8T+4Th+2bss+2bssa+2hV+16hh+8hi+2sh;kept=2Th;held=2Th;left=-2Th+8hh/n+4hi/n;forward=12T+10TV-2bss"
        "a-8hh-4hi-2sh|2bssa-8hh-4hi;head=-2Th-2bssa+2hV-2sh|4T+12TV-2bssa-16hh-8hi-2sh|4T+2TV+2Th-2bssa+2hV-8hh-4h"
        "i-2sh;last=8T+16Th+14Ti+4bssa+2hV+2hi-2sh|-4Th-2bssa+2hV+8hh+8hh/n+4hi+4hi/n-2sh|4T+26Th+4bssa+2hV-2sh|4T+"
        "10Th+10bssa+2hV+2hh+4hi-2sh|4T+6Th-2bssa+2hV+8hh+4hi-2sh;middle=8T+14Th+14Ti+4bssa+2hV+8hh+8hh/n+6hi+4hi/n"
        "-2sh|4T+4Th-2bssa+2hV+16hh+8hh/n+8hi+4hi/n-2sh|4T+24Th+4bssa+2hV+8hh+8hh/n+4hi+4hi/n-2sh|4T+8Th+10bssa+2hV"
        "+10hh+8hh/n+8hi+4hi/n-2sh;first=8T+12Th+14Ti+4bssa+2hV+16hh/n+2hi+8hi/n-2sh|4T+2Th-2bssa+2hV+8hh+16hh/n+4h"
        "i+8hi/n-2sh|4T+22Th+4bssa+2hV+16hh/n+8hi/n-2sh|4T+6Th+10bssa+2hV+2hh+16hh/n+4hi+8hi/n-2sh;embedding=-8Th-2"
        "bss-2bssa+2hV+8hh+16hh/n+4hi+8hi/n-2sh|2Ph-10Th-2bss-2bssa+6hV-8hh+24hh/n-4hi+12hi/n-2sh|2Ph-8Th-2bss-2bss"
        "a+4hV-8hh+24hh/n-4hi+12hi/n-2sh"
    ),
    "lora bf16+amp eager fsdp checkpointing": (
        "start=2Ph+8T+4Th+2bss+2bssa+2hV+16hh+8hi+40rh+8ri+2sh;kept=2Th;held=2Th;left=-2Th+40rh/n+8ri/n;forward=16T"
        "+10TV+4Th-2bssa-8hh-4hi-20rh-4ri-2sh|2bssa-8hh-4hi-20rh-4ri;head=-2bssa+20rh/n+4ri/n-2sh|8T+12TV+2Th-2bssa"
        "-16hh-8hi-40rh-8ri-2sh;last=16T+24Th+26Ti+10Tr+4bssa+2rh+2ri-2sh|16T+36Th+20Ti+12Tr+4bssa-2sh|8T+16Th+6Tr+"
        "10bssa+8rh+4ri-2sh|8T+34Th+6Tr+8bssa-2sh|8T+18Th-2bssa+20rh+4ri-2sh;middle=16T+22Th+26Ti+10Tr+4bssa+22rh+4"
        "0rh/n+6ri+8ri/n-2sh|16T+34Th+20Ti+12Tr+4bssa+20rh+40rh/n+4ri+8ri/n-2sh|8T+14Th+6Tr+10bssa+28rh+40rh/n+8ri+"
        "8ri/n-2sh|8T+32Th+6Tr+8bssa+20rh+40rh/n+4ri+8ri/n-2sh|8T+16Th-2bssa+40rh+40rh/n+8ri+8ri/n-2sh;first=16T+20"
        "Th+26Ti+10Tr+4bssa-8hh-4hi+2rh+80rh/n+2ri+16ri/n-2sh|16T+32Th+20Ti+12Tr+4bssa-8hh-4hi+80rh/n+16ri/n-2sh|8T"
        "+12Th+6Tr+10bssa-8hh-4hi+8rh+80rh/n+4ri+16ri/n-2sh|8T+30Th+6Tr+8bssa-8hh-4hi+80rh/n+16ri/n-2sh|8T+14Th-2bs"
        "sa-8hh-4hi+20rh+80rh/n+4ri+16ri/n-2sh;embedding=-6Th-2bss-2bssa-8hh-4hi+20rh+80rh/n+4ri+16ri/n-2sh"
    ),
    "lora fp32+amp eager fsdp checkpointing": (
        "start=2Ph+8T+4Th+2bss+2bssa+2hV+16hh+8hi+40rh+8ri+2sh;kept=2Th;held=2Th;left=-2Th+40rh/n+8ri/n;forward=16T"
        "+10TV+4Th-2bssa-8hh-4hi-20rh-4ri-2sh|2bssa-8hh-4hi-20rh-4ri;head=-2bssa+8hh/n+4hi/n+20rh/n+4ri/n-2sh|8T+12"
        "TV+2Th-2bssa-16hh-8hi-40rh-8ri-2sh;last=16T+24Th+26Ti+10Tr+4bssa+2rh+2ri-2sh|-2Th-2bssa+8hh/n+4hi/n+20rh+6"
        "0rh/n+4ri+12ri/n-2sh|16T+36Th+20Ti+12Tr+4bssa-2sh|8T+16Th+6Tr+10bssa+8rh+4ri-2sh|8T+34Th+6Tr+8bssa-2sh;mid"
        "dle=16T+22Th+26Ti+10Tr+4bssa+22rh+40rh/n+6ri+8ri/n-2sh|16T+34Th+20Ti+12Tr+4bssa+20rh+40rh/n+4ri+8ri/n-2sh|"
        "8T+14Th+6Tr+10bssa+28rh+40rh/n+8ri+8ri/n-2sh|8T+32Th+6Tr+8bssa+20rh+40rh/n+4ri+8ri/n-2sh|8T+16Th-2bssa+40r"
        "h+40rh/n+8ri+8ri/n-2sh;first=16T+20Th+26Ti+10Tr+4bssa-8hh-4hi+2rh+80rh/n+2ri+16ri/n-2sh|16T+32Th+20Ti+12Tr"
        "+4bssa-8hh-4hi+80rh/n+16ri/n-2sh|8T+12Th+6Tr+10bssa-8hh-4hi+8rh+80rh/n+4ri+16ri/n-2sh|8T+30Th+6Tr+8bssa-8h"
        "h-4hi+80rh/n+16ri/n-2sh|8T+14Th-2bssa-8hh-4hi+20rh+80rh/n+4ri+16ri/n-2sh;embedding=-6Th-2bss-2bssa-8hh-4hi"
        "+20rh+80rh/n+4ri+16ri/n-2sh"
    ),
    "lora fp32 eager fsdp checkpointing": (
        "start=4Ph+8T+8Th+4bss+4bssa+4hV+32hh+16hi+80rh+16ri+4sh;kept=4Th;held=4Th;left=-4Th+40rh/n+8ri/n;forward=1"
        "6T+8TV+4Th-4bssa-16hh-8hi-40rh-8ri-4sh|4bssa-16hh-8hi-40rh-8ri;head=-4bssa-4sh|8T+12TV-4bssa-32hh-16hi-80r"
        "h-16ri-4sh;last=16T+28Th+28Ti+20Tr+4rh+4ri-4sh|16T+40Th+20Ti+24Tr-4sh|8T+16Th+12Tr+8bssa+16rh+8ri-4sh|8T+2"
        "4Th+4Tr-4bssa+32rh+8ri-4sh|8T+16Th+4Tr-4bssa+40rh+8ri-4sh;middle=16T+24Th+28Ti+20Tr+44rh+40rh/n+12ri+8ri/n"
        "-4sh|16T+36Th+20Ti+24Tr+40rh+40rh/n+8ri+8ri/n-4sh|8T+12Th+12Tr+8bssa+56rh+40rh/n+16ri+8ri/n-4sh|8T+20Th+4T"
        "r-4bssa+72rh+40rh/n+16ri+8ri/n-4sh|8T+12Th+4Tr-4bssa+80rh+40rh/n+16ri+8ri/n-4sh;first=16T+20Th+28Ti+20Tr-1"
        "6hh-8hi+4rh+80rh/n+4ri+16ri/n-4sh|16T+32Th+20Ti+24Tr-16hh-8hi+80rh/n+16ri/n-4sh|8T+8Th+12Tr+8bssa-16hh-8hi"
        "+16rh+80rh/n+8ri+16ri/n-4sh|8T+16Th+4Tr-4bssa-16hh-8hi+32rh+80rh/n+8ri+16ri/n-4sh|8T+8Th+4Tr-4bssa-16hh-8h"
        "i+40rh+80rh/n+8ri+16ri/n-4sh;embedding=-12Th-4bss-4bssa-16hh-8hi+40rh+80rh/n+8ri+16ri/n-4sh"
    ),
}
