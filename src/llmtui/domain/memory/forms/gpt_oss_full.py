"""What a gpt_oss model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 eager": (
        "start=8T+4Th+4bss+2sd;kept=8T+10Ta+20Th+8Tq+44Tt+4Tth+14Ttm+2bssa;held=8T+10Ta+20Th+8Tq+44Tt+4Tth+14Ttm+2b"
        "ssa;left=4Eh+6Ehm-8T-10Ta-20Th-8Tq-44Tt-4Tth-14Ttm-2bssa+4hkv+4hq;forward=2TE+2Th-4Tt-2Tth+6Ttm|12T+10TV+6"
        "Th-4bss|-4T+4Ta-10Th+4Tkv-2Tq-44Tt-4Tth-14Ttm+4bssa|2TE+2Th+4Tt+6Tth;head=20Th-4bss+2hV|4T+2TV+8Th-4bss+2h"
        "V|4T+12TV+6Th-4bss;last=2Eh+6Ehm-2Th-8Tt-10Ttm-4bss+2hV|4Eh+6Ehm-8T-10Ta+2Th-8Tq-44Tt-4Tth-14Ttm-4bss-2bss"
        "a+2hV+4hkv+4hq|4Eh+6Ehm-4T+6Ta-12Th-2Tq-44Tt-4Tth-14Ttm-4bss+4bssa+2hV+2hq|4Eh+6Ehm-4T+12Th-44Tt-4Tth-14Tt"
        "m-4bss+2hV|-2Th+6Tth-4bss+2hV|2Eh+2Ehm-2Th-8Tt-2Tth+4Ttm-4bss+2hV;embedding=12Eh+18Ehm-24T-30Ta-62Th-24Tq-"
        "132Tt-12Tth-42Ttm-4bss-6bssa+4hV+12hkv+12hq-2sd"
    ),
    "full bf16+amp eager": (
        "start=8T+4Th+4bss+2sd;kept=8T+10Ta+20Th+8Tq+44Tt+4Tth+14Ttm+2bssa;held=8T+10Ta+20Th+8Tq+44Tt+4Tth+14Ttm+2b"
        "ssa;left=4Eh+6Ehm-8T-10Ta-20Th-8Tq-44Tt-4Tth-14Ttm-2bssa+4hkv+4hq;forward=2TE+2Th-4Tt-2Tth+6Ttm|12T+10TV+6"
        "Th-4bss|-4T+8Ta-10Th+4Tkv-2Tq-44Tt-4Tth-14Ttm+10bssa|2TE+6Th+4Tt+8Tth;head=20Th-4bss+2hV|4T+2TV+8Th-4bss+2"
        "hV|4T+12TV+6Th-4bss;last=2Eh+6Ehm-2Th-8Tt-10Ttm-4bss+2hV|4Eh+6Ehm-8T-10Ta+2Th-8Tq-44Tt-4Tth-14Ttm-4bss-2bs"
        "sa+2hV+4hkv+4hq|4Eh+6Ehm-4T+6Ta-12Th-2Tq-44Tt-4Tth-14Ttm-4bss+4bssa+2hV+2hq|4Eh+6Ehm-4T+12Th-44Tt-4Tth-14T"
        "tm-4bss+2hV|-2Th+6Tth-4bss+2hV|2Eh+2Ehm-2Th-8Tt-2Tth+4Ttm-4bss+2hV;embedding=12Eh+18Ehm-24T-30Ta-62Th-24Tq"
        "-132Tt-12Tth-42Ttm-4bss-6bssa+4hV+12hkv+12hq-2sd"
    ),
    "full bf16 eager checkpointing": (
        "start=8T+2Th+4bss+2sd;kept=2Th;held=2Th;left=4Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Ta+2Th+32Tt+2Tth+18Ttm+2bs"
        "sa|12T+10TV+8Th-2bss|6Ta+4Tkv+6Tq+6bssa|2TE+2Ta+2Th+40Tt+10Tth+2bssa;head=22Th-2bss+2hV|4T+2TV+10Th-2bss+2"
        "hV|4T+12TV+8Th-2bss;last=2Eh+6Ehm+8T+10Ta+20Th+8Tq+36Tt+4Tth+4Ttm-2bss+2bssa+2hV|4Eh+6Ehm+24Th-2bss+2hV+4h"
        "kv+4hq|4Eh+6Ehm+4T+16Ta+10Th+6Tq-2bss+6bssa+2hV+2hq|4Eh+6Ehm+4T+10Ta+34Th+8Tq-2bss+2bssa+2hV|8T+2TE+10Ta+2"
        "2Th+8Tq+56Tt+10Tth+14Ttm-2bss+2bssa+2hV|2Eh+2Ehm+8T+10Ta+20Th+8Tq+36Tt+2Tth+18Ttm-2bss+2bssa+2hV|4T+14Ta+1"
        "0Th+4Tkv+6Tq+2Tth-2bss+6bssa+2hV|8T+2TE+10Ta+22Th+8Tq+40Tt+4Tth+20Ttm-2bss+2bssa+2hV;embedding=12Eh+18Ehm-"
        "6Th-4bss+4hV+12hkv+12hq-2sd"
    ),
    "full bf16+amp eager checkpointing": (
        "start=8T+2Th+4bss+2sd;kept=2Th;held=2Th;left=4Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Ta+2Th+32Tt+2Tth+18Ttm+2bs"
        "sa|12T+10TV+8Th-2bss|10Ta+4Tkv+6Tq+12bssa|2TE+2Ta+6Th+40Tt+12Tth+2bssa;head=22Th-2bss+2hV|4T+2TV+10Th-2bss"
        "+2hV|4T+12TV+8Th-2bss;last=2Eh+6Ehm+8T+10Ta+20Th+8Tq+36Tt+4Tth+4Ttm-2bss+2bssa+2hV|4Eh+6Ehm+24Th-2bss+2hV+"
        "4hkv+4hq|4T+18Ta+10Th+4Tkv+6Tq+2Tth-2bss+12bssa+2hV|4Eh+6Ehm+4T+10Ta+34Th+8Tq-2bss+2bssa+2hV|2Eh+2Ehm+8T+1"
        "0Ta+20Th+8Tq+36Tt+2Tth+18Ttm-2bss+2bssa+2hV|4Eh+6Ehm+4T+16Ta+10Th+6Tq-2bss+6bssa+2hV+2hq|8T+2TE+10Ta+22Th+"
        "8Tq+56Tt+10Tth+14Ttm-2bss+2bssa+2hV|8T+2TE+10Ta+22Th+8Tq+40Tt+4Tth+20Ttm-2bss+2bssa+2hV;embedding=12Eh+18E"
        "hm-6Th-4bss+4hV+12hkv+12hq-2sd"
    ),
}

PREFILL = {
    "bf16 eager": (
        "8T+2TE+2Ta+8Th+32Tt+2Tth+18Ttm+4bss+2bssa+2sd|8T+2TE+2Ta+8Th+40Tt+10Tth+4bss+2bssa+2sd|8T+6Ta+6Th+6Tq+4bss"
        "+6bssa+2sd|8T+4Ta+6Th+10Tq+4bss+4bssa+2sd"
    ),
    "bf16 eager ungrouped": (
        "8T+2TE+2Ta+8Th+32Tt+2Tth+18Ttm+4bss+2bssa+2sd|8T+2TE+2Ta+8Th+40Tt+10Tth+4bss+2bssa+2sd|8T+6Ta+6Th+2Tq+4bss"
        "+6bssa+2sd"
    ),
}
