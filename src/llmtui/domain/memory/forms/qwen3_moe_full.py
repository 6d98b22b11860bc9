"""What a qwen3_moe model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain": (
        "start=8T+4Th+4sd;kept=8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+34Tt+4Tth+8Ttm;held=8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+34"
        "Tt+4Tth+8Ttm;left=2Eh+6Ehm-8T-4TE-8Ta-16Th-4Tk-10Tkv-10Tq-34Tt-4Tth-8Ttm+4hkv+4hq;forward=12T+10TV+4Th;hea"
        "d=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th;last=6Ehm-2Th-8Tt-4Ttm+2hV|2Eh+6Ehm-8T-4TE-8Ta+6Th-4Tk-10Tkv-10Tq-34"
        "Tt-4Tth-8Ttm+2hV+4hkv+4hq|2Ehm-2Th-8Tt-2Tth+4Ttm+2hV|2Eh+6Ehm-4T-4TE-8Ta-8Th-4Tk-10Tkv+14Tq-34Tt-4Tth-8Ttm"
        "+2hV+4hkv+2hq|-2Th+6Tth+2hV|2Eh+6Ehm-4T-4TE+14Th-34Tt-4Tth-8Ttm+2hV|2Eh+6Ehm-4T-4TE-4Ta-8Th-4Tk+14Tkv-2Tq-"
        "34Tt-4Tth-8Ttm+2hV+2hkv+2hq;embedding=6Eh+18Ehm-24T-12TE-24Ta-50Th-12Tk-30Tkv-30Tq-102Tt-12Tth-24Ttm+4hV+1"
        "2hkv+12hq-4sd"
    ),
    "full bf16+amp plain": "@full bf16 plain",
    "full bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=12T+10TV+6Th;head=22Th+2hV|4T+2TV+8T"
        "h+2hV|4T+12TV+6Th;last=6Ehm+8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+26Tt+4Tth+4Ttm+2hV|2Eh+6Ehm+24Th+2hV+4hkv+4hq|2"
        "Ehm+8T+4TE+8Ta+16Th+4Tk+10Tkv+10Tq+26Tt+2Tth+12Ttm+2hV|2Eh+6Ehm+4T+10Th+24Tq+2hV+4hkv+2hq|8T+4TE+8Ta+16Th+"
        "4Tk+10Tkv+10Tq+34Tt+10Tth+8Ttm+2hV|2Eh+6Ehm+4T+8Ta+32Th+4Tk+10Tkv+10Tq+2hV|2Eh+6Ehm+4T+4Ta+10Th+24Tkv+8Tq+"
        "2hV+2hkv+2hq;embedding=6Eh+18Ehm-6Th+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain checkpointing": "@full bf16 plain checkpointing",
    "full bf16 masked": (
        "start=16T+4Th+1bss+4sd;kept=8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+34Tt+4Tth+8Ttm+2bss;held=8T+4TE+8Ta+16Th+4Tk+6Tk"
        "v+14Tq+34Tt+4Tth+8Ttm+2bss;left=2Eh+6Ehm-8T-4TE-8Ta-16Th-4Tk-6Tkv-14Tq-34Tt-4Tth-8Ttm-2bss+4hkv+4hq;forwar"
        "d=12T+10TV+4Th-1bss;head=20Th-1bss+2hV|4T+2TV+6Th-1bss+2hV|4T+12TV+4Th-1bss;last=6Ehm-2Th-8Tt-4Ttm-1bss+2h"
        "V|2Eh+6Ehm-8T-4TE-8Ta+6Th-4Tk-6Tkv-14Tq-34Tt-4Tth-8Ttm-3bss+2hV+4hkv+4hq|2Ehm-2Th-8Tt-2Tth+4Ttm-1bss+2hV|2"
        "Eh+6Ehm-4T-4TE+14Th-34Tt-4Tth-8Ttm-1bss+2hV|-2Th+6Tth-1bss+2hV|2Eh+6Ehm-4T-4TE-8Ta-8Th-4Tk-6Tkv+10Tq-34Tt-"
        "4Tth-8Ttm-3bss+2hV+4hkv+2hq|2Eh+6Ehm-4T-4TE-4Ta-8Th-4Tk+18Tkv-6Tq-34Tt-4Tth-8Ttm-3bss+2hV+2hkv+2hq;embeddi"
        "ng=6Eh+18Ehm-24T-12TE-24Ta-50Th-12Tk-18Tkv-42Tq-102Tt-12Tth-24Ttm-7bss+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked": "@full bf16 masked",
    "full bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=2Eh+6Ehm-2Th+4hkv+4hq;forward=12T+10TV+6Th;head=22Th+2hV|4T+"
        "2TV+8Th+2hV|4T+12TV+6Th;last=6Ehm+8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+26Tt+4Tth+4Ttm+2bss+2hV|2Eh+6Ehm+24Th+2hV+"
        "4hkv+4hq|2Ehm+8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+26Tt+2Tth+12Ttm+2bss+2hV|2Eh+6Ehm+4T+8Ta+32Th+4Tk+6Tkv+14Tq+2b"
        "ss+2hV|8T+4TE+8Ta+16Th+4Tk+6Tkv+14Tq+34Tt+10Tth+8Ttm+2bss+2hV|2Eh+6Ehm+4T+10Th+24Tq+2hV+4hkv+2hq|2Eh+6Ehm+"
        "4T+4Ta+10Th+24Tkv+8Tq+2hV+2hkv+2hq;embedding=6Eh+18Ehm-6Th-1bss+4hV+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked checkpointing": "@full bf16 masked checkpointing",
}
