"""What a qwen3_moe model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager": (
        "start=8T+4Th+2bss+4sd;kept=8T+4TE+4Ta+16Th+4Tk+6Tkv+14Tq+34Tt+4Tth+8Ttm+6bssa;held=8T+4TE+4Ta+16Th+4Tk+6Tk"
        "v+14Tq+34Tt+4Tth+8Ttm+6bssa;left=2Eh+6Ehm-8T-4TE-4Ta-16Th-4Tk-6Tkv-14Tq-34Tt-4Tth-8Ttm-6bssa+4hkv+4hq;forw"
        "ard=12T+10TV+4Th-2bss|-4T-4TE-8Th+4Tkv-34Tt-4Tth-8Ttm+4bssa|2TE+2Th+14Tt+4Tth;head=20Th-2bss+2hV|4T+2TV+6T"
        "h-2bss+2hV|4T+12TV+4Th-2bss;last=6Ehm-2Th-8Tt-4Ttm-2bss+2hV|2Eh+6Ehm-8T-4TE-4Ta+6Th-4Tk-6Tkv-14Tq-34Tt-4Tt"
        "h-8Ttm-2bss-6bssa+2hV+4hkv+4hq|2Eh+6Ehm-4T-4TE-10Th-2Tq-34Tt-4Tth-8Ttm-2bss+6bssa+2hV+2hq|2Eh+6Ehm-4T-4TE+"
        "14Th-34Tt-4Tth-8Ttm-2bss+2hV|-2Th+6Tth-2bss+2hV|2Ehm-2Th-8Tt-2Tth+4Ttm-2bss+2hV|2Eh+6Ehm-4T-4TE-4Ta-8Th-4T"
        "k-6Tkv+10Tq-34Tt-4Tth-8Ttm-2bss-6bssa+2hV+4hkv+2hq;embedding=6Eh+18Ehm-24T-12TE-12Ta-50Th-12Tk-18Tkv-42Tq-"
        "102Tt-12Tth-24Ttm-2bss-18bssa+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager": (
        "start=8T+4Th+2bss+4sd;kept=8T+4TE+4Ta+16Th+4Tk+6Tkv+14Tq+34Tt+4Tth+8Ttm+6bssa;held=8T+4TE+4Ta+16Th+4Tk+6Tk"
        "v+14Tq+34Tt+4Tth+8Ttm+6bssa;left=2Eh+6Ehm-8T-4TE-4Ta-16Th-4Tk-6Tkv-14Tq-34Tt-4Tth-8Ttm-6bssa+4hkv+4hq;forw"
        "ard=12T+10TV+4Th-2bss|-4T-4TE-8Th+4Tkv-34Tt-4Tth-8Ttm+4bssa|2TE+6Th+14Tt+6Tth;head=20Th-2bss+2hV|4T+2TV+6T"
        "h-2bss+2hV|4T+12TV+4Th-2bss;last=6Ehm-2Th-8Tt-4Ttm-2bss+2hV|2Eh+6Ehm-8T-4TE-4Ta+6Th-4Tk-6Tkv-14Tq-34Tt-4Tt"
        "h-8Ttm-2bss-6bssa+2hV+4hkv+4hq|2Eh+6Ehm-4T-4TE-10Th-2Tq-34Tt-4Tth-8Ttm-2bss+6bssa+2hV+2hq|2Eh+6Ehm-4T-4TE+"
        "14Th-34Tt-4Tth-8Ttm-2bss+2hV|-2Th+6Tth-2bss+2hV|2Ehm-2Th-8Tt-2Tth+4Ttm-2bss+2hV|2Eh+6Ehm-4T-4TE-4Ta-8Th-4T"
        "k-6Tkv+10Tq-34Tt-4Tth-8Ttm-2bss-6bssa+2hV+4hkv+2hq;embedding=6Eh+18Ehm-24T-12TE-12Ta-50Th-12Tk-18Tkv-42Tq-"
        "102Tt-12Tth-24Ttm-2bss-18bssa+4hV+12hkv+12hq-4sd"
    ),
    "lora bf16+amp eager": (
        "start=4T+2bss+4sd;kept=8T+4TE+4Ta+14Th+4Tk+4Tkv+12Tq+8Tr+34Tt+2Tth+6Ttm+6bssa+8rh+4rkv+4rq;held=8T+4TE+4Ta"
        "+14Th+4Tk+4Tkv+12Tq+8Tr+34Tt+2Tth+6Ttm+6bssa+8rh+4rkv+4rq;left=-8T-4TE-4Ta-14Th-4Tk-4Tkv-12Tq-8Tr-34Tt-2Tt"
        "h-6Ttm-6bssa+8rh+4rkv+4rq;forward=2TE+4Th+6Tt+2Tth+2Ttm|12T+10TV+2Th-2bss|-4T-4TE-2Th+4Tkv-2Tr-34Tt-2Tth-6"
        "Ttm+4bssa-2rh-2rq|2TE+8Th+14Tt+8Tth;head=4T+12TV-2bss-6rh;last=-2Th-8Tt-2Tth+6Ttm-2bss-6rh|-4T-4TE+18Th-34"
        "Tt-2Tth-6Ttm-2bss-6rh|-2Th+6Tth-2bss-6rh|-4T-4TE-6Th-2Tq-2Tr-34Tt-2Tth-6Ttm-2bss+6bssa-4rh+2rq;embedding="
    ),
    "lora bf16 eager": (
        "start=4T+2bss+4sd;kept=8T+4TE+4Ta+20Th+4Tk+4Tkv+14Tq+16Tr+34Tt+2Tth+6Ttm+6bssa;held=8T+4TE+4Ta+20Th+4Tk+4T"
        "kv+14Tq+16Tr+34Tt+2Tth+6Ttm+6bssa;left=-8T-4TE-4Ta-20Th-4Tk-4Tkv-14Tq-16Tr-34Tt-2Tth-6Ttm-6bssa+16rh+8rkv+"
        "8rq;forward=2TE+4Th+6Tt+2Tth+2Ttm|12T+10TV+2Th-2bss|-4T-4TE-2Th+4Tkv-2Tq-4Tr-34Tt-2Tth-6Ttm+4bssa|2TE+4Th+"
        "14Tt+6Tth;head=4T+12TV-2bss;last=-2Th-8Tt-2Tth+6Ttm-2bss|-4T-4TE+18Th-34Tt-2Tth-6Ttm-2bss|-2Th+6Tth-2bss|-"
        "4T-4TE-6Th-4Tq-4Tr-34Tt-2Tth-6Ttm-2bss+6bssa+4rh+4rq|-8T-4TE-4Ta+2Th-4Tk-4Tkv-14Tq-16Tr-34Tt-2Tth-6Ttm-2bs"
        "s-6bssa+16rh+8rkv+8rq;embedding="
    ),
    "full bf16 eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Th+32Tt+2Tth+8Ttm+2bssa|12"
        "T+10TV+6Th|4Tkv+6Tq+10bssa|2TE+2Th+40Tt+8Tth+2bssa;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=6Ehm+8T+4"
        "TE+4Ta+16Th+4Tk+6Tkv+14Tq+26Tt+4Tth+4Ttm+6bssa+2hV|2Eh+6Ehm+24Th+2hV+4hkv+4hq|2Eh+6Ehm+4T+4Ta+8Th+4Tk+6Tkv"
        "+12Tq+12bssa+2hV+2hq|2Eh+6Ehm+4T+4Ta+32Th+4Tk+6Tkv+14Tq+6bssa+2hV|8T+4TE+4Ta+16Th+4Tk+6Tkv+14Tq+34Tt+10Tth"
        "+8Ttm+6bssa+2hV|2Ehm+8T+4TE+4Ta+16Th+4Tk+6Tkv+14Tq+26Tt+2Tth+12Ttm+6bssa+2hV|2Eh+6Ehm+4T+10Th+24Tq+2hV+4hk"
        "v+2hq;embedding=6Eh+18Ehm-6Th-2bss+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Th+32Tt+2Tth+8Ttm+2bssa|12"
        "T+10TV+6Th|4Tkv+6Tq+10bssa|2TE+6Th+40Tt+10Tth+2bssa;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=6Ehm+8T+"
        "4TE+4Ta+16Th+4Tk+6Tkv+14Tq+26Tt+4Tth+4Ttm+6bssa+2hV|2Eh+6Ehm+24Th+2hV+4hkv+4hq|2Eh+6Ehm+4T+4Ta+8Th+4Tk+6Tk"
        "v+12Tq+12bssa+2hV+2hq|2Eh+6Ehm+4T+4Ta+32Th+4Tk+6Tkv+14Tq+6bssa+2hV|8T+4TE+4Ta+16Th+4Tk+6Tkv+14Tq+34Tt+10Tt"
        "h+8Ttm+6bssa+2hV|2Ehm+8T+4TE+4Ta+16Th+4Tk+6Tkv+14Tq+26Tt+2Tth+12Ttm+6bssa+2hV|2Eh+6Ehm+4T+10Th+24Tq+2hV+4h"
        "kv+2hq;embedding=6Eh+18Ehm-6Th-2bss+4hV+12hkv+12hq-4sd"
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th+8rh+4rkv+4rq;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+32Tt+2Tth+8Tt"
        "m+2bssa|12T+10TV+4Th|4Tkv+6Tq+10bssa-2rh-2rq|2TE+6Th+40Tt+10Tth+2bssa;head=4T+12TV+2Th;last=8T+4TE+4Ta+14T"
        "h+4Tk+4Tkv+12Tq+8Tr+26Tt+12Ttm+6bssa+8rh+4rkv+4rq|8T+6TE+4Ta+18Th+4Tk+4Tkv+12Tq+8Tr+56Tt+8Tth+6Ttm+6bssa+8"
        "rh+4rkv+4rq|4T+4Ta+10Th+4Tk+4Tkv+10Tq+6Tr+12bssa+10rh+4rkv+6rq|4T+4Ta+18Th+4Tk+8Tkv+20Tq+8Tr+2Tth+6bssa+8r"
        "h+4rkv+4rq;embedding=-4Th-2bss+48rh+24rkv+24rq-4sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+32Tt+2Tth+8Ttm+2bssa|12T+1"
        "0TV+4Th|4Tkv+6Tq+10bssa|2TE+2Th+40Tt+8Tth+2bssa;head=4T+12TV+2Th;last=8T+4TE+4Ta+20Th+4Tk+4Tkv+14Tq+16Tr+2"
        "6Tt+12Ttm+6bssa|8T+6TE+4Ta+24Th+4Tk+4Tkv+14Tq+16Tr+56Tt+8Tth+6Ttm+6bssa|4T+4Ta+16Th+4Tk+4Tkv+10Tq+12Tr+12b"
        "ssa+4rh+4rq|4T+4Ta+28Th+4Tk+8Tkv+18Tq+16Tr+2Tth+6bssa|24Th+16rh+8rkv+8rq;embedding=-4Th-2bss+48rh+24rkv+24"
        "rq-4sd"
    ),
}
