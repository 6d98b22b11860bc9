"""What a gpt2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full fp32+amp plain tied fsdp": (
        "start=2Ph+8T+5Th+2hV+16hh+8hi+2sh;kept=16T+4Ta+22Th+16Ti;held=16T+4Ta+22Th+16Ti;left=-16T-4Ta-22Th-16Ti+16"
        "hh/n+8hi/n;forward=9Th+4Ti|-16T-4Ta-22Th-16Ti+8hh+4hi|16T+10TV+2Th-8hh-4hi-2sh|12Th;head=-2Th+2hV+8hh/n+4h"
        "i/n-2sh|8T+12TV+2Th-16hh-8hi-2sh|8T+2TV+4Th+2hV-8hh-4hi-2sh;last=-3Th+12Ti+2hV+2hi-2sh|-16T-4Ta-24Th-16Ti+"
        "2hV+8hh+24hh/n+4hi+12hi/n-2sh|-8T-4Ta-10Th-16Ti+2hV+8hh+4hi-2sh;middle=-16T-4Ta-25Th-4Ti+2hV+8hh+16hh/n+6h"
        "i+8hi/n-2sh|-24T-8Ta-32Th-32Ti+2hV+16hh+16hh/n+8hi+8hi/n-2sh;first=-32T-8Ta-47Th-20Ti+2hV+32hh/n+2hi+16hi/"
        "n-2sh|-40T-12Ta-54Th-48Ti+2hV+8hh+32hh/n+4hi+16hi/n-2sh;embedding=-48T-12Ta-68Th-48Ti+2hV+8hh+32hh/n+4hi+1"
        "6hi/n-2sh|2Ph-48T-12Ta-71Th-48Ti+6hV-8hh+48hh/n-4hi+24hi/n-2sh|-48T-12Ta-66Th-48Ti+2hV-8hh+48hh/n-4hi+24hi"
        "/n-2sh"
    ),
    "full fp32 plain tied fsdp": (
        "start=4Ph+8T+9Th+4hV+32hh+16hi+4sh;kept=16T+4Ta+34Th+20Ti;held=16T+4Ta+34Th+20Ti;left=-16T-4Ta-34Th-20Ti+1"
        "6hh/n+8hi/n;forward=-16T-4Ta-34Th-20Ti+16hh+8hi|16T+8TV-16hh-8hi-4sh|8Th;head=-4Th+4hV-4sh|8T+4TV+4Th+4hV-"
        "16hh-8hi-4sh|8T+12TV-32hh-16hi-4sh;last=-5Th+8Ti+4hV+4hi-4sh|-16T-4Ta-38Th-20Ti+4hV+16hh+16hh/n+8hi+8hi/n-"
        "4sh|-8T-4Ta-14Th-20Ti+4hV+16hh+8hi-4sh|-1Th+4Ti+4hV+4hi-4sh;middle=-16T-4Ta-39Th-12Ti+4hV+16hh+16hh/n+12hi"
        "+8hi/n-4sh|-24T-8Ta-48Th-40Ti+4hV+32hh+16hh/n+16hi+8hi/n-4sh|-16T-4Ta-35Th-16Ti+4hV+16hh+16hh/n+12hi+8hi/n"
        "-4sh;first=-32T-8Ta-73Th-32Ti+4hV+32hh/n+4hi+16hi/n-4sh|-40T-12Ta-82Th-60Ti+4hV+16hh+32hh/n+8hi+16hi/n-4sh"
        "|-32T-8Ta-69Th-36Ti+4hV+32hh/n+4hi+16hi/n-4sh;embedding=-48T-12Ta-106Th-60Ti+4hV+16hh+32hh/n+8hi+16hi/n-4s"
        "h|4Ph-48T-12Ta-111Th-60Ti+12hV-16hh+48hh/n-8hi+24hi/n-4sh|-48T-12Ta-102Th-60Ti+4hV-16hh+48hh/n-8hi+24hi/n-"
        "4sh"
    ),
    "full bf16 plain tied fsdp": (
        "start=2Ph+8T+5Th+2hV+16hh+8hi+2sh;kept=8T+4Ta+18Th+10Ti;held=8T+4Ta+18Th+10Ti;left=-8T-4Ta-18Th-10Ti+8hh/n"
        "+4hi/n;forward=-8T-4Ta-18Th-10Ti+8hh+4hi|12T+10TV-8hh-4hi-2sh|4Th;head=-2Th+2hV-2sh|4T+12TV-16hh-8hi-2sh|4"
        "T+2TV+2Th+2hV-8hh-4hi-2sh;last=-3Th+4Ti+2hV+2hi-2sh|-8T-4Ta-20Th-10Ti+2hV+8hh+8hh/n+4hi+4hi/n-2sh|-4T-4Ta-"
        "8Th-10Ti+2hV+8hh+4hi-2sh|-1Th+2Ti+2hV+2hi-2sh;middle=-8T-4Ta-21Th-6Ti+2hV+8hh+8hh/n+6hi+4hi/n-2sh|-12T-8Ta"
        "-26Th-20Ti+2hV+16hh+8hh/n+8hi+4hi/n-2sh|-8T-4Ta-19Th-8Ti+2hV+8hh+8hh/n+6hi+4hi/n-2sh;first=-16T-8Ta-39Th-1"
        "6Ti+2hV+16hh/n+2hi+8hi/n-2sh|-20T-12Ta-44Th-30Ti+2hV+8hh+16hh/n+4hi+8hi/n-2sh|-16T-8Ta-37Th-18Ti+2hV+16hh/"
        "n+2hi+8hi/n-2sh;embedding=-24T-12Ta-56Th-30Ti+2hV+8hh+16hh/n+4hi+8hi/n-2sh|2Ph-24T-12Ta-59Th-30Ti+6hV-8hh+"
        "24hh/n-4hi+12hi/n-2sh|-24T-12Ta-54Th-30Ti+2hV-8hh+24hh/n-4hi+12hi/n-2sh"
    ),
    "lora bf16+amp plain fsdp": (
        "start=2Ph+2hV+16hh+8hi+32rh+8ri+2sh;kept=16T+4Ta+22Th+16Ti+8Tr;held=16T+4Ta+22Th+16Ti+8Tr;left=-16T-4Ta-22"
        "Th-16Ti-8Tr+32rh/n+8ri/n;forward=13Th+4Ti|-16T-4Ta-22Th-16Ti-8Tr+8hh+4hi+16rh+4ri|16T+10TV+2Th-8hh-4hi-16r"
        "h-4ri-2sh;head=-2Th+16rh/n+4ri/n-2sh|8T+12TV-16hh-8hi-32rh-8ri-2sh;last=-3Th+12Ti-2Tr+2rh+2ri-2sh|-8T-4Ta-"
        "8Th-16Ti-8Tr+16rh+4ri-2sh;middle=-16T-4Ta-25Th-4Ti-10Tr+18rh+32rh/n+6ri+8ri/n-2sh|-24T-8Ta-30Th-32Ti-16Tr+"
        "32rh+32rh/n+8ri+8ri/n-2sh;first=-32T-8Ta-47Th-20Ti-18Tr-8hh-4hi+2rh+64rh/n+2ri+16ri/n-2sh|-32T-8Ta-37Th-48"
        "Ti-20Tr-8hh-4hi+4rh+64rh/n+4ri+16ri/n-2sh;embedding="
    ),
    "lora fp32+amp plain fsdp": (
        "start=2Ph+2hV+16hh+8hi+32rh+8ri+2sh;kept=16T+4Ta+22Th+16Ti+8Tr;held=16T+4Ta+22Th+16Ti+8Tr;left=-16T-4Ta-22"
        "Th-16Ti-8Tr+32rh/n+8ri/n;forward=13Th+4Ti|-16T-4Ta-22Th-16Ti-8Tr+8hh+4hi+16rh+4ri|16T+10TV+2Th-8hh-4hi-16r"
        "h-4ri-2sh;head=-2Th+8hh/n+4hi/n+16rh/n+4ri/n-2sh|8T+12TV-16hh-8hi-32rh-8ri-2sh;last=-3Th+12Ti-2Tr+2rh+2ri-"
        "2sh|-16T-4Ta-24Th-16Ti-8Tr+8hh/n+4hi/n+16rh+48rh/n+4ri+12ri/n-2sh;middle=-16T-4Ta-25Th-4Ti-10Tr+18rh+32rh/"
        "n+6ri+8ri/n-2sh|-24T-8Ta-30Th-32Ti-16Tr+32rh+32rh/n+8ri+8ri/n-2sh;first=-32T-8Ta-47Th-20Ti-18Tr-8hh-4hi+2r"
        "h+64rh/n+2ri+16ri/n-2sh|-32T-8Ta-37Th-48Ti-20Tr-8hh-4hi+4rh+64rh/n+4ri+16ri/n-2sh;embedding="
    ),
    "lora fp32 plain fsdp": (
        "start=4Ph+4Th+4hV+32hh+16hi+64rh+16ri+4sh;kept=16T+4Ta+34Th+20Ti+16Tr;held=16T+4Ta+34Th+20Ti+16Tr;left=-16"
        "T-4Ta-34Th-20Ti-16Tr+32rh/n+8ri/n;forward=-16T-4Ta-34Th-20Ti-16Tr+16hh+8hi+32rh+8ri|16T+8TV-16hh-8hi-32rh-"
        "8ri-4sh|11Th;head=-4Th-4sh|8T+12TV-4Th-32hh-16hi-64rh-16ri-4sh;last=-5Th+8Ti-4Tr+4rh+4ri-4sh|3Th+4Tr+4rh-4"
        "sh|-8T-4Ta-6Th-20Ti-8Tr+28rh+8ri-4sh|-1Th+4Ti+4rh+4ri-4sh;middle=-16T-4Ta-39Th-12Ti-20Tr+36rh+32rh/n+12ri+"
        "8ri/n-4sh|-16T-4Ta-31Th-20Ti-12Tr+36rh+32rh/n+8ri+8ri/n-4sh|-24T-8Ta-40Th-40Ti-24Tr+60rh+32rh/n+16ri+8ri/n"
        "-4sh|-16T-4Ta-35Th-16Ti-16Tr+36rh+32rh/n+12ri+8ri/n-4sh;first=-32T-8Ta-73Th-32Ti-36Tr-16hh-8hi+4rh+64rh/n+"
        "4ri+16ri/n-4sh|-32T-8Ta-65Th-40Ti-28Tr-16hh-8hi+4rh+64rh/n+16ri/n-4sh|-40T-8Ta-70Th-60Ti-44Tr-16hh-8hi+16r"
        "h+64rh/n+8ri+16ri/n-4sh|-40T-12Ta-90Th-60Ti-40Tr-16hh-8hi+28rh+64rh/n+8ri+16ri/n-4sh|-32T-8Ta-69Th-36Ti-32"
        "Tr-16hh-8hi+4rh+64rh/n+4ri+16ri/n-4sh;embedding="
    ),
    "full fp32+amp plain tied fsdp checkpointing": (
        "start=2Ph+8T+5Th+2hV+16hh+8hi+2sh;kept=2Th;held=2Th;left=-2Th+16hh/n+8hi/n;forward=-2Th+8hh+4hi|16T+10TV+2"
        "Th-8hh-4hi-2sh|6Th+12Ti;head=-2Th+2hV+8hh/n+4hi/n-2sh|8T+12TV+2Th-16hh-8hi-2sh|8T+2TV+4Th+2hV-8hh-4hi-2sh;"
        "last=16T+4Ta+19Th+26Ti+2hV+2hi-2sh|-4Th+2hV+8hh+24hh/n+4hi+12hi/n-2sh|16T+4Ta+32Th+16Ti+2hV-2sh|16T+4Ta+29"
        "Th+20Ti+2hV-2sh|8T+12Th+2hV+8hh+4hi-2sh;middle=16T+4Ta+17Th+26Ti+2hV+8hh+16hh/n+6hi+8hi/n-2sh|8T+10Th+2hV+"
        "16hh+16hh/n+8hi+8hi/n-2sh|16T+4Ta+30Th+16Ti+2hV+8hh+16hh/n+4hi+8hi/n-2sh|16T+4Ta+27Th+20Ti+2hV+8hh+16hh/n+"
        "4hi+8hi/n-2sh;first=16T+4Ta+15Th+26Ti+2hV+32hh/n+2hi+16hi/n-2sh|8T+8Th+2hV+8hh+32hh/n+4hi+16hi/n-2sh|16T+4"
        "Ta+28Th+16Ti+2hV+32hh/n+16hi/n-2sh|16T+4Ta+25Th+20Ti+2hV+32hh/n+16hi/n-2sh;embedding=-8Th+2hV+8hh+32hh/n+4"
        "hi+16hi/n-2sh|2Ph-11Th+6hV-8hh+48hh/n-4hi+24hi/n-2sh|-6Th+2hV-8hh+48hh/n-4hi+24hi/n-2sh"
    ),
    "full fp32 plain tied fsdp checkpointing": (
        "start=4Ph+8T+9Th+4hV+32hh+16hi+4sh;kept=4Th;held=4Th;left=-4Th+16hh/n+8hi/n;forward=-4Th+16hh+8hi|16T+8TV-"
        "16hh-8hi-4sh|8Th+16Ti|21Th;head=-4Th+4hV-4sh|8T+4TV+4Th+4hV-16hh-8hi-4sh|8T+12TV-32hh-16hi-4sh;last=16T+4T"
        "a+25Th+28Ti+4hV+4hi-4sh|-8Th+4hV+16hh+16hh/n+8hi+8hi/n-4sh|8T+16Th+4hV+16hh+8hi-4sh|16T+4Ta+38Th+20Ti+4hV-"
        "4sh;middle=16T+4Ta+21Th+28Ti+4hV+16hh+16hh/n+12hi+8hi/n-4sh|8T+12Th+4hV+32hh+16hh/n+16hi+8hi/n-4sh|16T+4Ta"
        "+34Th+20Ti+4hV+16hh+16hh/n+8hi+8hi/n-4sh;first=16T+4Ta+17Th+28Ti+4hV+32hh/n+4hi+16hi/n-4sh|8T+8Th+4hV+16hh"
        "+32hh/n+8hi+16hi/n-4sh|16T+4Ta+30Th+20Ti+4hV+32hh/n+16hi/n-4sh;embedding=-16Th+4hV+16hh+32hh/n+8hi+16hi/n-"
        "4sh|4Ph-21Th+12hV-16hh+48hh/n-8hi+24hi/n-4sh|-12Th+4hV-16hh+48hh/n-8hi+24hi/n-4sh"
    ),
    "full bf16 plain tied fsdp checkpointing": (
        "start=2Ph+8T+5Th+2hV+16hh+8hi+2sh;kept=2Th;held=2Th;left=-2Th+8hh/n+4hi/n;forward=-2Th+8hh+4hi|12T+10TV-8h"
        "h-4hi-2sh|4Th+8Ti;head=-2Th+2hV-2sh|4T+12TV-16hh-8hi-2sh|4T+2TV+2Th+2hV-8hh-4hi-2sh;last=8T+4Ta+13Th+14Ti+"
        "2hV+2hi-2sh|-4Th+2hV+8hh+8hh/n+4hi+4hi/n-2sh|8T+4Ta+20Th+10Ti+2hV-2sh|4T+8Th+2hV+8hh+4hi-2sh;middle=8T+4Ta"
        "+11Th+14Ti+2hV+8hh+8hh/n+6hi+4hi/n-2sh|4T+6Th+2hV+16hh+8hh/n+8hi+4hi/n-2sh|8T+4Ta+18Th+10Ti+2hV+8hh+8hh/n+"
        "4hi+4hi/n-2sh;first=8T+4Ta+9Th+14Ti+2hV+16hh/n+2hi+8hi/n-2sh|4T+4Th+2hV+8hh+16hh/n+4hi+8hi/n-2sh|8T+4Ta+16"
        "Th+10Ti+2hV+16hh/n+8hi/n-2sh;embedding=-8Th+2hV+8hh+16hh/n+4hi+8hi/n-2sh|2Ph-11Th+6hV-8hh+24hh/n-4hi+12hi/"
        "n-2sh|-6Th+2hV-8hh+24hh/n-4hi+12hi/n-2sh"
    ),
    "lora bf16+amp plain fsdp checkpointing": (
        "start=2Ph+8T+5Th+2hV+16hh+8hi+32rh+8ri+2sh;kept=2Th;held=2Th;left=-2Th+32rh/n+8ri/n;forward=-2Th+8hh+4hi+1"
        "6rh+4ri|16T+10TV+4Th-8hh-4hi-16rh-4ri-2sh|6Th+12Ti|22Th;head=16rh/n+4ri/n-2sh|8T+12TV+2Th-16hh-8hi-32rh-8r"
        "i-2sh;last=16T+4Ta+21Th+26Ti+6Tr+2rh+2ri-2sh|16T+4Ta+35Th+20Ti+8Tr-2sh|8T+16Th+16rh+4ri-2sh;middle=16T+4Ta"
        "+19Th+26Ti+6Tr+18rh+32rh/n+6ri+8ri/n-2sh|16T+4Ta+33Th+20Ti+8Tr+16rh+32rh/n+4ri+8ri/n-2sh|8T+14Th+32rh+32rh"
        "/n+8ri+8ri/n-2sh;first=16T+4Ta+17Th+26Ti+6Tr-8hh-4hi+2rh+64rh/n+2ri+16ri/n-2sh|16T+4Ta+31Th+20Ti+8Tr-8hh-4"
        "hi+64rh/n+16ri/n-2sh|8T+12Th-8hh-4hi+16rh+64rh/n+4ri+16ri/n-2sh;embedding=-6Th-8hh-4hi+16rh+64rh/n+4ri+16r"
        "i/n-2sh|-4Th-16hh-8hi-16rh+96rh/n-4ri+24ri/n-2sh"
    ),
    "lora fp32+amp plain fsdp checkpointing": (
        "start=2Ph+8T+5Th+2hV+16hh+8hi+32rh+8ri+2sh;kept=2Th;held=2Th;left=-2Th+32rh/n+8ri/n;forward=-2Th+8hh+4hi+1"
        "6rh+4ri|16T+10TV+4Th-8hh-4hi-16rh-4ri-2sh|6Th+12Ti|22Th;head=8hh/n+4hi/n+16rh/n+4ri/n-2sh|8T+12TV+2Th-16hh"
        "-8hi-32rh-8ri-2sh;last=16T+4Ta+21Th+26Ti+6Tr+2rh+2ri-2sh|-2Th+8hh/n+4hi/n+16rh+48rh/n+4ri+12ri/n-2sh|16T+4"
        "Ta+35Th+20Ti+8Tr-2sh;middle=16T+4Ta+19Th+26Ti+6Tr+18rh+32rh/n+6ri+8ri/n-2sh|16T+4Ta+33Th+20Ti+8Tr+16rh+32r"
        "h/n+4ri+8ri/n-2sh|8T+14Th+32rh+32rh/n+8ri+8ri/n-2sh;first=16T+4Ta+17Th+26Ti+6Tr-8hh-4hi+2rh+64rh/n+2ri+16r"
        "i/n-2sh|16T+4Ta+31Th+20Ti+8Tr-8hh-4hi+64rh/n+16ri/n-2sh|8T+12Th-8hh-4hi+16rh+64rh/n+4ri+16ri/n-2sh;embeddi"
        "ng=-6Th-8hh-4hi+16rh+64rh/n+4ri+16ri/n-2sh|-4Th-16hh-8hi-16rh+96rh/n-4ri+24ri/n-2sh"
    ),
    "lora fp32 plain fsdp checkpointing": (
        "start=4Ph+8T+9Th+4hV+32hh+16hi+64rh+16ri+4sh;kept=4Th;held=4Th;left=-4Th+32rh/n+8ri/n;forward=-4Th+16hh+8h"
        "i+32rh+8ri|16T+8TV+4Th-16hh-8hi-32rh-8ri-4sh|8Th+16Ti|36Th;head=-4sh|8T+12TV-32hh-16hi-64rh-16ri-4sh;last="
        "16T+4Ta+29Th+28Ti+12Tr+4rh+4ri-4sh|16T+4Ta+45Th+20Ti+16Tr-4sh|8T+28Th+8Tr+28rh+8ri-4sh;middle=16T+4Ta+25Th"
        "+28Ti+12Tr+36rh+32rh/n+12ri+8ri/n-4sh|16T+4Ta+41Th+20Ti+16Tr+32rh+32rh/n+8ri+8ri/n-4sh|8T+24Th+8Tr+60rh+32"
        "rh/n+16ri+8ri/n-4sh;first=16T+4Ta+21Th+28Ti+12Tr-16hh-8hi+4rh+64rh/n+4ri+16ri/n-4sh|16T+4Ta+37Th+20Ti+16Tr"
        "-16hh-8hi+64rh/n+16ri/n-4sh|8T+20Th+8Tr-16hh-8hi+28rh+64rh/n+8ri+16ri/n-4sh;embedding=-12Th-16hh-8hi+32rh+"
        "64rh/n+8ri+16ri/n-4sh|-8Th-32hh-16hi-32rh+96rh/n-8ri+24ri/n-4sh"
    ),
}
