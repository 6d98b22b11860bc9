"""What a mixtral model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager": (
        "start=8T+4Th+2bss+4sd;kept=12T+4TE+16Th+8Tq+40Tt+4Tth+8Ttm+6bssa;held=12T+4TE+16Th+8Tq+40Tt+4Tth+8Ttm+6bss"
        "a;left=2Eh+6Ehm-12T-4TE-16Th-8Tq-40Tt-4Tth-8Ttm-6bssa+4hkv+4hq;forward=2TE+2Th+16Tt+8Tth|12T+10TV+4Th-2bss"
        "|-8T-4TE-8Th+4Tkv-40Tt-4Tth-8Ttm+4bssa;head=20Th-2bss+2hV|4T+2TV+6Th-2bss+2hV|4T+12TV+4Th-2bss;last=6Ehm-2"
        "Th-8Tt-4Ttm-2bss+2hV|2Eh+6Ehm-12T-4TE+6Th-8Tq-40Tt-4Tth-8Ttm-2bss-6bssa+2hV+4hkv+4hq|2Eh+6Ehm-8T-4TE-10Th-"
        "2Tq-40Tt-4Tth-8Ttm-2bss+6bssa+2hV+2hq|2Eh+6Ehm-8T-4TE+14Th-40Tt-4Tth-8Ttm-2bss+2hV|-2Th-8Tt+14Tth-2bss+2hV"
        "|2Ehm-2Th-8Tt-2Tth+4Ttm-2bss+2hV;embedding=6Eh+18Ehm-36T-12TE-50Th-24Tq-120Tt-12Tth-24Ttm-2bss-18bssa+4hV+"
        "12hkv+12hq-4sd"
    ),
    "full bf16+amp eager": "@full bf16 eager",
    "lora bf16+amp eager": (
        "start=4T+2bss+4sd;kept=12T+4TE+14Th+8Tq+8Tr+40Tt+2Tth+6Ttm+6bssa+8rh+4rkv+4rq;held=12T+4TE+14Th+8Tq+8Tr+40"
        "Tt+2Tth+6Ttm+6bssa+8rh+4rkv+4rq;left=-12T-4TE-14Th-8Tq-8Tr-40Tt-2Tth-6Ttm-6bssa+8rh+4rkv+4rq;forward=2TE+4"
        "Th+16Tt+10Tth|12T+10TV+2Th-2bss|-8T-4TE-2Th+4Tkv-2Tr-40Tt-2Tth-6Ttm+4bssa-2rh-2rq;head=4T+12TV-2bss-6rh;la"
        "st=-2Th-8Tt-2Tth+6Ttm-2bss-6rh|-2Th-8Tt+14Tth-2bss-6rh|-8T-4TE-6Th-2Tq-2Tr-40Tt-2Tth-6Ttm-2bss+6bssa-4rh+2"
        "rq;embedding="
    ),
    "lora bf16 eager": (
        "start=4T+2bss+4sd;kept=12T+4TE+20Th+10Tq+16Tr+40Tt+2Tth+6Ttm+6bssa;held=12T+4TE+20Th+10Tq+16Tr+40Tt+2Tth+6"
        "Ttm+6bssa;left=-12T-4TE-20Th-10Tq-16Tr-40Tt-2Tth-6Ttm-6bssa+16rh+8rkv+8rq;forward=2TE+4Th+16Tt+10Tth|12T+1"
        "0TV+2Th-2bss|-8T-4TE-2Th+4Tkv-2Tq-4Tr-40Tt-2Tth-6Ttm+4bssa;head=4T+12TV-2bss;last=-2Th-8Tt-2Tth+6Ttm-2bss|"
        "-2Th-8Tt+14Tth-2bss|-8T-4TE-6Th-4Tq-4Tr-40Tt-2Tth-6Ttm-2bss+6bssa+4rh+4rq|-12T-4TE+2Th-10Tq-16Tr-40Tt-2Tth"
        "-6Ttm-2bss-6bssa+16rh+8rkv+8rq;embedding="
    ),
    "full bf16 eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Th+36Tt+2Tth+8Ttm+2bssa|12"
        "T+10TV+6Th|4Tkv+6Tq+10bssa|2TE+2Th+44Tt+12Tth+2bssa;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=6Ehm+12T"
        "+4TE+16Th+8Tq+32Tt+4Tth+4Ttm+6bssa+2hV|2Eh+6Ehm+24Th+2hV+4hkv+4hq|2Eh+6Ehm+4T+8Th+6Tq+12bssa+2hV+2hq|2Eh+6"
        "Ehm+4T+32Th+8Tq+6bssa+2hV|12T+4TE+16Th+8Tq+40Tt+16Tth+8Ttm+6bssa+2hV|2Ehm+12T+4TE+16Th+8Tq+32Tt+2Tth+12Ttm"
        "+6bssa+2hV;embedding=6Eh+18Ehm-6Th-2bss+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp eager checkpointing": "@full bf16 eager checkpointing",
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th+8rh+4rkv+4rq;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+36Tt+2Tth+8Tt"
        "m+2bssa|12T+10TV+4Th|4Tkv+6Tq+10bssa-2rh-2rq|2TE+2Th+44Tt+12Tth+2bssa;head=4T+12TV+2Th;last=12T+4TE+14Th+8"
        "Tq+8Tr+32Tt+12Ttm+6bssa+8rh+4rkv+4rq|12T+6TE+18Th+8Tq+8Tr+64Tt+12Tth+6Ttm+6bssa+8rh+4rkv+4rq|4T+10Th+6Tq+6"
        "Tr+12bssa+10rh+4rkv+6rq|12T+4TE+14Th+8Tq+8Tr+40Tt+14Tth+6Ttm+6bssa+8rh+4rkv+4rq|4T+12Th+4Tkv+8Tq+6Tr+4Tth+"
        "10bssa+6rh+4rkv+2rq|4T+18Th+4Tkv+16Tq+8Tr+4Tth+6bssa+8rh+4rkv+4rq;embedding=-4Th-2bss+48rh+24rkv+24rq-4sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+36Tt+2Tth+8Ttm+2bssa|12T+1"
        "0TV+4Th|4Tkv+6Tq+10bssa|2TE+2Th+44Tt+12Tth+2bssa;head=4T+12TV+2Th;last=12T+4TE+20Th+10Tq+16Tr+32Tt+12Ttm+6"
        "bssa|12T+6TE+24Th+10Tq+16Tr+64Tt+12Tth+6Ttm+6bssa|4T+16Th+6Tq+12Tr+12bssa+4rh+4rq|12T+4TE+20Th+10Tq+16Tr+4"
        "0Tt+14Tth+6Ttm+6bssa|4T+18Th+4Tkv+8Tq+12Tr+4Tth+10bssa|24Th+16rh+8rkv+8rq;embedding=-4Th-2bss+48rh+24rkv+2"
        "4rq-4sd"
    ),
}
