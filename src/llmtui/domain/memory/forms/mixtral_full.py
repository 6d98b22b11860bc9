"""What a mixtral model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain": (
        "start=8T+4Th+4sd;kept=12T+4TE+4Ta+16Th+4Tkv+4Tq+40Tt+4Tth+8Ttm;held=12T+4TE+4Ta+16Th+4Tkv+4Tq+40Tt+4Tth+8T"
        "tm;left=2Eh+6Ehm-12T-4TE-4Ta-16Th-4Tkv-4Tq-40Tt-4Tth-8Ttm+4hkv+4hq;forward=2TE+2Th+16Tt+8Tth|12T+10TV+4Th;"
        "head=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th;last=6Ehm-2Th-8Tt-4Ttm+2hV|2Eh+6Ehm-12T-4TE-4Ta+6Th-4Tkv-4Tq-40Tt"
        "-4Tth-8Ttm+2hV+4hkv+4hq|2Ehm-2Th-8Tt-2Tth+4Ttm+2hV|-2Th-8Tt+14Tth+2hV|2Eh+6Ehm-8T-4TE+14Th-40Tt-4Tth-8Ttm+"
        "2hV;embedding=6Eh+18Ehm-36T-12TE-12Ta-50Th-12Tkv-12Tq-120Tt-12Tth-24Ttm+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain": "@full bf16 plain",
    "full bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Th+36Tt+2Tth+8Ttm|12T+10TV+6Th|"
        "2TE+2Th+44Tt+12Tth;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=6Ehm+12T+4TE+4Ta+16Th+4Tkv+4Tq+32Tt+4Tth+"
        "4Ttm+2hV|2Eh+6Ehm+24Th+2hV+4hkv+4hq|2Ehm+12T+4TE+4Ta+16Th+4Tkv+4Tq+32Tt+2Tth+12Ttm+2hV|12T+4TE+4Ta+16Th+4T"
        "kv+4Tq+40Tt+16Tth+8Ttm+2hV|2Eh+6Ehm+4T+4Ta+32Th+4Tkv+4Tq+2hV;embedding=6Eh+18Ehm-6Th+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain checkpointing": "@full bf16 plain checkpointing",
    "full bf16 masked": (
        "start=16T+4Th+1bss+4sd;kept=12T+4TE+4Ta+16Th+8Tq+40Tt+4Tth+8Ttm+2bss;held=12T+4TE+4Ta+16Th+8Tq+40Tt+4Tth+8"
        "Ttm+2bss;left=2Eh+6Ehm-12T-4TE-4Ta-16Th-8Tq-40Tt-4Tth-8Ttm-2bss+4hkv+4hq;forward=2TE+2Th+16Tt+8Tth|12T+10T"
        "V+4Th-1bss;head=20Th-1bss+2hV|4T+2TV+6Th-1bss+2hV|4T+12TV+4Th-1bss;last=6Ehm-2Th-8Tt-4Ttm-1bss+2hV|2Eh+6Eh"
        "m-12T-4TE-4Ta+6Th-8Tq-40Tt-4Tth-8Ttm-3bss+2hV+4hkv+4hq|2Ehm-2Th-8Tt-2Tth+4Ttm-1bss+2hV|-2Th-8Tt+14Tth-1bss"
        "+2hV|2Eh+6Ehm-8T-4TE+14Th-40Tt-4Tth-8Ttm-1bss+2hV|2Eh+6Ehm-8T-4TE-10Th+8Tq-40Tt-4Tth-8Ttm-1bss+2hV+2hq;emb"
        "edding=6Eh+18Ehm-36T-12TE-12Ta-50Th-24Tq-120Tt-12Tth-24Ttm-7bss+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked": "@full bf16 masked",
    "full bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Th+36Tt+2Tth+8Ttm|12T+10T"
        "V+6Th|2TE+2Th+44Tt+12Tth;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=6Ehm+12T+4TE+4Ta+16Th+8Tq+32Tt+4Tth"
        "+4Ttm+2bss+2hV|2Eh+6Ehm+24Th+2hV+4hkv+4hq|2Ehm+12T+4TE+4Ta+16Th+8Tq+32Tt+2Tth+12Ttm+2bss+2hV|12T+4TE+4Ta+1"
        "6Th+8Tq+40Tt+16Tth+8Ttm+2bss+2hV|2Eh+6Ehm+4T+4Ta+32Th+8Tq+2bss+2hV|2Eh+6Ehm+4T+4Ta+8Th+16Tq+2bss+2hV+2hq;e"
        "mbedding=6Eh+18Ehm-6Th-1bss+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked checkpointing": "@full bf16 masked checkpointing",
}

PREFILL = {
    "bf16 plain": "8T+2TE+8Th+36Tt+2Tth+8Ttm+4sd|8T+2TE+8Th+44Tt+12Tth+4sd",
    "bf16 eager": (
        "8T+2TE+8Th+36Tt+2Tth+8Ttm+2bss+2bssa+4sd|8T+2TE+8Th+44Tt+12Tth+2bss+2bssa+4sd|8T+6Th+6Tq+2bss+10bssa+4sd"
    ),
    "bf16 eager ungrouped": (
        "8T+2TE+8Th+36Tt+2Tth+8Ttm+2bss+2bssa+4sd|8T+2TE+8Th+44Tt+12Tth+2bss+2bssa+4sd|8T+6Th+2Tq+2bss+10bssa+4sd"
    ),
}
