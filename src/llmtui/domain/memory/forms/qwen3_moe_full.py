"""What a qwen3_moe model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain": (
        "start=8T+4Th+4sd;kept=8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+34Tt+4Tth+8Ttm;held=8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+34"
        "Tt+4Tth+8Ttm;left=2Eh+6Ehm-8T-4TE-8Ta-16Th-4Tk-10Tkv-10Tq-34Tt-4Tth-8Ttm+4hkv+4hq;forward=12T+10TV+4Th|2TE"
        "+2Th+14Tt+4Tth;head=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th;last=6Ehm-2Th-8Tt-4Ttm+2hV|2Eh+6Ehm-8T-4TE-8Ta+6Th"
        "-4Tk-10Tkv-10Tq-34Tt-4Tth-8Ttm+2hV+4hkv+4hq|2Ehm-2Th-8Tt-2Tth+4Ttm+2hV|2Eh+6Ehm-4T-4TE-8Ta-8Th-4Tk-10Tkv+1"
        "4Tq-34Tt-4Tth-8Ttm+2hV+4hkv+2hq|-2Th+6Tth+2hV|2Eh+6Ehm-4T-4TE+14Th-34Tt-4Tth-8Ttm+2hV|2Eh+6Ehm-4T-4TE-4Ta-"
        "8Th-4Tk+14Tkv-2Tq-34Tt-4Tth-8Ttm+2hV+2hkv+2hq;embedding=6Eh+18Ehm-24T-12TE-24Ta-50Th-12Tk-30Tkv-30Tq-102Tt"
        "-12Tth-24Ttm+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain": (
        "start=8T+4Th+4sd;kept=8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+34Tt+4Tth+8Ttm;held=8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+34"
        "Tt+4Tth+8Ttm;left=2Eh+6Ehm-8T-4TE-8Ta-16Th-4Tk-10Tkv-10Tq-34Tt-4Tth-8Ttm+4hkv+4hq;forward=12T+10TV+4Th|2TE"
        "+6Th+14Tt+6Tth;head=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th;last=6Ehm-2Th-8Tt-4Ttm+2hV|2Eh+6Ehm-8T-4TE-8Ta+6Th"
        "-4Tk-10Tkv-10Tq-34Tt-4Tth-8Ttm+2hV+4hkv+4hq|2Ehm-2Th-8Tt-2Tth+4Ttm+2hV|2Eh+6Ehm-4T-4TE-8Ta-8Th-4Tk-10Tkv+1"
        "4Tq-34Tt-4Tth-8Ttm+2hV+4hkv+2hq|-2Th+6Tth+2hV|2Eh+6Ehm-4T-4TE+14Th-34Tt-4Tth-8Ttm+2hV|2Eh+6Ehm-4T-4TE-4Ta-"
        "8Th-4Tk+14Tkv-2Tq-34Tt-4Tth-8Ttm+2hV+2hkv+2hq;embedding=6Eh+18Ehm-24T-12TE-24Ta-50Th-12Tk-30Tkv-30Tq-102Tt"
        "-12Tth-24Ttm+4hV+12hkv+12hq-4sd"
    ),
    "full bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Th+32Tt+2Tth+8Ttm|12T+10TV+6Th|"
        "2TE+2Th+40Tt+8Tth;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=6Ehm+8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+26Tt+4"
        "Tth+4Ttm+2hV|2Eh+6Ehm+24Th+2hV+4hkv+4hq|2Ehm+8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+26Tt+2Tth+12Ttm+2hV|2Eh+6Ehm+4"
        "T+10Th+24Tq+2hV+4hkv+2hq|8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+34Tt+10Tth+8Ttm+2hV|2Eh+6Ehm+4T+8Ta+32Th+4Tk+10Tkv"
        "+10Tq+2hV|2Eh+6Ehm+4T+4Ta+10Th+24Tkv+8Tq+2hV+2hkv+2hq;embedding=6Eh+18Ehm-6Th+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Th+32Tt+2Tth+8Ttm|12T+10TV+6Th|"
        "2TE+6Th+40Tt+10Tth;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=6Ehm+8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+26Tt+"
        "4Tth+4Ttm+2hV|2Eh+6Ehm+24Th+2hV+4hkv+4hq|2Ehm+8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+26Tt+2Tth+12Ttm+2hV|2Eh+6Ehm+"
        "4T+10Th+24Tq+2hV+4hkv+2hq|8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+34Tt+10Tth+8Ttm+2hV|2Eh+6Ehm+4T+8Ta+32Th+4Tk+10Tk"
        "v+10Tq+2hV|2Eh+6Ehm+4T+4Ta+10Th+24Tkv+8Tq+2hV+2hkv+2hq;embedding=6Eh+18Ehm-6Th+4hV+12hkv+12hq-4sd"
    ),
    "full bf16 masked": (
        "start=16T+4Th+1bss+4sd;kept=8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+34Tt+4Tth+8Ttm+2bss;held=8T+4TE+8Ta+16Th+4Tk+6Tk"
        "v+14Tq+34Tt+4Tth+8Ttm+2bss;left=2Eh+6Ehm-8T-4TE-8Ta-16Th-4Tk-6Tkv-14Tq-34Tt-4Tth-8Ttm-2bss+4hkv+4hq;forwar"
        "d=12T+10TV+4Th-1bss|2TE+2Th+14Tt+4Tth;head=20Th-1bss+2hV|4T+2TV+6Th-1bss+2hV|4T+12TV+4Th-1bss;last=6Ehm-2T"
        "h-8Tt-4Ttm-1bss+2hV|2Eh+6Ehm-8T-4TE-8Ta+6Th-4Tk-6Tkv-14Tq-34Tt-4Tth-8Ttm-3bss+2hV+4hkv+4hq|2Ehm-2Th-8Tt-2T"
        "th+4Ttm-1bss+2hV|2Eh+6Ehm-4T-4TE+14Th-34Tt-4Tth-8Ttm-1bss+2hV|-2Th+6Tth-1bss+2hV|2Eh+6Ehm-4T-4TE-8Ta-8Th-4"
        "Tk-6Tkv+10Tq-34Tt-4Tth-8Ttm-3bss+2hV+4hkv+2hq|2Eh+6Ehm-4T-4TE-4Ta-8Th-4Tk+18Tkv-6Tq-34Tt-4Tth-8Ttm-3bss+2h"
        "V+2hkv+2hq;embedding=6Eh+18Ehm-24T-12TE-24Ta-50Th-12Tk-18Tkv-42Tq-102Tt-12Tth-24Ttm-7bss+4hV+12hkv+12hq-4s"
        "d"
    ),
    "full bf16+amp masked": (
        "start=16T+4Th+1bss+4sd;kept=8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+34Tt+4Tth+8Ttm+2bss;held=8T+4TE+8Ta+16Th+4Tk+6Tk"
        "v+14Tq+34Tt+4Tth+8Ttm+2bss;left=2Eh+6Ehm-8T-4TE-8Ta-16Th-4Tk-6Tkv-14Tq-34Tt-4Tth-8Ttm-2bss+4hkv+4hq;forwar"
        "d=12T+10TV+4Th-1bss|2TE+6Th+14Tt+6Tth;head=20Th-1bss+2hV|4T+2TV+6Th-1bss+2hV|4T+12TV+4Th-1bss;last=6Ehm-2T"
        "h-8Tt-4Ttm-1bss+2hV|2Eh+6Ehm-8T-4TE-8Ta+6Th-4Tk-6Tkv-14Tq-34Tt-4Tth-8Ttm-3bss+2hV+4hkv+4hq|2Ehm-2Th-8Tt-2T"
        "th+4Ttm-1bss+2hV|2Eh+6Ehm-4T-4TE+14Th-34Tt-4Tth-8Ttm-1bss+2hV|-2Th+6Tth-1bss+2hV|2Eh+6Ehm-4T-4TE-8Ta-8Th-4"
        "Tk-6Tkv+10Tq-34Tt-4Tth-8Ttm-3bss+2hV+4hkv+2hq|2Eh+6Ehm-4T-4TE-4Ta-8Th-4Tk+18Tkv-6Tq-34Tt-4Tth-8Ttm-3bss+2h"
        "V+2hkv+2hq;embedding=6Eh+18Ehm-24T-12TE-24Ta-50Th-12Tk-18Tkv-42Tq-102Tt-12Tth-24Ttm-7bss+4hV+12hkv+12hq-4s"
        "d"
    ),
    "full bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Th+32Tt+2Tth+8Ttm|12T+10T"
        "V+6Th|2TE+2Th+40Tt+8Tth;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=6Ehm+8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+2"
        "6Tt+4Tth+4Ttm+2bss+2hV|2Eh+6Ehm+24Th+2hV+4hkv+4hq|2Ehm+8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+26Tt+2Tth+12Ttm+2bss+"
        "2hV|2Eh+6Ehm+4T+8Ta+32Th+4Tk+6Tkv+14Tq+2bss+2hV|8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+34Tt+10Tth+8Ttm+2bss+2hV|2Eh"
        "+6Ehm+4T+10Th+24Tq+2hV+4hkv+2hq|2Eh+6Ehm+4T+4Ta+10Th+24Tkv+8Tq+2hV+2hkv+2hq;embedding=6Eh+18Ehm-6Th-1bss+4"
        "hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=2TE+2Th+32Tt+2Tth+8Ttm|12T+10T"
        "V+6Th|2TE+6Th+40Tt+10Tth;head=22Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=6Ehm+8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+"
        "26Tt+4Tth+4Ttm+2bss+2hV|2Eh+6Ehm+24Th+2hV+4hkv+4hq|2Ehm+8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+26Tt+2Tth+12Ttm+2bss"
        "+2hV|2Eh+6Ehm+4T+8Ta+32Th+4Tk+6Tkv+14Tq+2bss+2hV|8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+34Tt+10Tth+8Ttm+2bss+2hV|2E"
        "h+6Ehm+4T+10Th+24Tq+2hV+4hkv+2hq|2Eh+6Ehm+4T+4Ta+10Th+24Tkv+8Tq+2hV+2hkv+2hq;embedding=6Eh+18Ehm-6Th-1bss+"
        "4hV+12hkv+12hq-4sd"
    ),
}

PREFILL = {
    "bf16 plain": (
        "8T+2TE+8Th+32Tt+2Tth+8Ttm+4sd|8T+2TE+8Th+40Tt+8Tth+4sd|8T+8Ta+6Th-4Tkv+10Tq+4sd|8T+6Th+6Tkv+4Tq+4sd"
    ),
    "bf16 eager": (
        "8T+2TE+8Th+32Tt+2Tth+8Ttm+2bss+2bssa+4sd|8T+2TE+8Th+40Tt+8Tth+2bss+2bssa+4sd|8T+6Th+6Tq+2bss+10bssa+4sd|8T"
        "+6Th+10Tq+2bss+2bssa+4sd"
    ),
    "bf16 eager ungrouped": (
        "8T+2TE+8Th+32Tt+2Tth+8Ttm+2bss+2bssa+4sd|8T+2TE+8Th+40Tt+8Tth+2bss+2bssa+4sd|8T+6Th+2Tq+2bss+10bssa+4sd|8T"
        "+6Th+10Tq+2bss+4sd"
    ),
}
