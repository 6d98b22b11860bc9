"""What a apertus model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain": (
        "start=8T+4Th+4sd;kept=8T+8Ta+16Th+11Ti+4Tk+10Tkv+10Tq;held=8T+8Ta+16Th+11Ti+4Tk+10Tkv+10Tq;left=-8T-8Ta-16"
        "Th-11Ti-4Tk-10Tkv-10Tq+4hi+4hkv+4hq;forward=12T+10TV+4Th|2Th+6Ti;head=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th;"
        "last=-8T-8Ta+6Th-11Ti-4Tk-10Tkv-10Tq+2hV+4hi+4hkv+4hq|-2Th+7Ti+2hV+2hi|-4T+14Th-11Ti+2hV+4hi|-4T-8Ta-10Th-"
        "11Ti-4Tk-6Tkv+14Tq+2hV+4hi+2hq|-4T-4Ta-10Th-11Ti-4Tk+16Tkv-2Tq+2hV+4hi+2hq;embedding=-24T-24Ta-50Th-33Ti-1"
        "2Tk-30Tkv-30Tq+4hV+12hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain": (
        "start=8T+4Th+4sd;kept=8T+8Ta+16Th+13Ti+4Tk+10Tkv+10Tq;held=8T+8Ta+16Th+13Ti+4Tk+10Tkv+10Tq;left=-8T-8Ta-16"
        "Th-13Ti-4Tk-10Tkv-10Tq+4hi+4hkv+4hq;forward=12T+10TV+4Th|2Th+12Ti;head=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th"
        ";last=-8T-8Ta+6Th-13Ti-4Tk-10Tkv-10Tq+2hV+4hi+4hkv+4hq|-2Th+17Ti+2hV+2hi|-4T+14Th-13Ti+2hV+4hi|-4T-8Ta-10T"
        "h-13Ti-4Tk-6Tkv+14Tq+2hV+4hi+2hq|-4T-4Ta-10Th-13Ti-4Tk+16Tkv-2Tq+2hV+4hi+2hq;embedding=-24T-24Ta-50Th-39Ti"
        "-12Tk-30Tkv-30Tq+4hV+12hi+12hkv+12hq-4sd"
    ),
    "full fp32+amp plain": (
        "start=8T+4Th+8sd;kept=8T+8Ta+24Th+13Ti+4Tk+10Tkv+10Tq+4hi+4hkv+4hq;held=8T+8Ta+24Th+13Ti+4Tk+10Tkv+10Tq+4h"
        "i+4hkv+4hq;left=-8T-8Ta-24Th-13Ti-4Tk-10Tkv-10Tq+4hi+4hkv+4hq;forward=12T+10TV+10Th+2hV|12Ti-2hi;head=4T+8"
        "Th+6hV|4T+12TV+6Th+2hV;last=-4T-8Ta-12Th-13Ti-4Tk-10Tkv-10Tq+4hV+4hi+4hkv+6hq|2Th-13Ti+4hV+6hi|17Ti+4hV+2h"
        "i|-4T-4Ta-10Th-13Ti+2Tkv+12Tq+4hV+4hi+2hq|-4T-4Ta-10Th-13Ti-4Tk+16Tkv+4hV+4hi+2hq|-4T-8Ta-10Th-13Ti-4Tk-6T"
        "kv+14Tq+4hV+4hi+2hq;embedding=-24T-24Ta-72Th-39Ti-12Tk-30Tkv-30Tq+8hV+12hi+12hkv+12hq-8sd"
    ),
    "full fp32 plain": (
        "start=8T+4Th+8sd;kept=8T+8Ta+24Th+21Ti+4Tk+16Tkv+16Tq;held=8T+8Ta+24Th+21Ti+4Tk+16Tkv+16Tq;left=-8T-8Ta-24"
        "Th-21Ti-4Tk-16Tkv-16Tq+8hi+8hkv+8hq;forward=12T+8TV+8Th|-4Th+12Ti;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=-4"
        "T-8Ta-4Th-21Ti-4Tk-16Tkv-12Tq+4hV+8hi+8hkv+8hq|15Ti+4hV+4hi|-4T-12Th-21Ti+8Tkv+8Tq+4hV+8hi+4hq;embedding=-"
        "24T-24Ta-72Th-63Ti-12Tk-48Tkv-48Tq+8hV+24hi+24hkv+24hq-8sd"
    ),
    "full bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+4hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+11Ti;head=22Th+2hV|4T+2"
        "TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+4hi+4hkv+4hq|8T+8Ta+16Th+18Ti+4Tk+10Tkv+10Tq+2hV+2hi|4T+8Ta+32Th+4Tk+"
        "10Tkv+10Tq+2hV+4hi|8T+8Ta+18Th+17Ti+4Tk+10Tkv+10Tq+2hV|4T+8Th+4Tkv+24Tq+2hV+4hi+2hq|4T+4Ta+8Th+26Tkv+8Tq+2"
        "hV+4hi+2hq;embedding=-6Th+4hV+12hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+4hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+17Ti;head=22Th+2hV|4T+2"
        "TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+4hi+4hkv+4hq|8T+8Ta+16Th+28Ti+4Tk+10Tkv+10Tq+2hV+2hi|4T+8Ta+32Th+4Tk+"
        "10Tkv+10Tq+2hV+4hi|4T+8Th+4Tkv+24Tq+2hV+4hi+2hq|4T+4Ta+8Th+26Tkv+8Tq+2hV+4hi+2hq;embedding=-6Th+4hV+12hi+1"
        "2hkv+12hq-4sd"
    ),
    "full fp32+amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+4hi+4hkv+4hq;held=4Th;left=-4Th+8hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4Th+17Ti-"
        "2hi|6Tkv+16Tq-4hi-2hq;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+8Th+4hV+8hi+8hkv+10hq|8T+8Ta+22Th+4Tk+10Tkv+"
        "10Tq+4hV+10hi+4hkv+4hq|8T+8Ta+20Th+28Ti+4Tk+10Tkv+10Tq+4hV+6hi+4hkv+4hq|8T+8Ta+26Th+25Ti+4Tk+10Tkv+10Tq+4h"
        "V+2hi+4hkv+4hq|4T+4Ta+16Th+4Tk+12Tkv+22Tq+4hV+4hkv+2hq|8T+8Ta+20Th+15Ti+4Tk+10Tkv+10Tq+4hV+8hi+4hkv+4hq|4T"
        "+4Ta+10Th+26Tkv+10Tq+4hV+8hi+4hkv+6hq|4T+10Th+4Tkv+24Tq+4hV+8hi+4hkv+6hq|4T+4Ta+10Th+4Tk+12Tkv+22Tq+4hV+8h"
        "i+4hkv+6hq;embedding=-12Th+8hV+24hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+8hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+21Ti|20Tkv+8Tq|8Tkv+16Tq"
        ";head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+8hi+8hkv+8hq|8T+8Ta+20Th+36Ti+4Tk+16Tkv+16Tq+4hV+4h"
        "i|4T+8Ta+8Th+4Tk+24Tkv+24Tq+4hV+8hi+4hq;embedding=-12Th+8hV+24hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked": (
        "start=16T+4Th+1bss+4sd;kept=8T+8Ta+16Th+11Ti+4Tk+6Tkv+14Tq+2bss;held=8T+8Ta+16Th+11Ti+4Tk+6Tkv+14Tq+2bss;l"
        "eft=-8T-8Ta-16Th-11Ti-4Tk-6Tkv-14Tq-2bss+4hi+4hkv+4hq;forward=12T+10TV+4Th-1bss|2Th+6Ti;head=20Th-1bss+2hV"
        "|4T+2TV+6Th-1bss+2hV|4T+12TV+4Th-1bss;last=-8T-8Ta+6Th-11Ti-4Tk-6Tkv-14Tq-3bss+2hV+4hi+4hkv+4hq|-2Th+7Ti-1"
        "bss+2hV+2hi|-4T+14Th-11Ti-1bss+2hV+4hi|-4T-8Ta-10Th-11Ti-4Tk-2Tkv+10Tq-3bss+2hV+4hi+2hq|-4T-4Ta-10Th-11Ti-"
        "4Tk+20Tkv-6Tq-3bss+2hV+4hi+2hq;embedding=-24T-24Ta-50Th-33Ti-12Tk-18Tkv-42Tq-7bss+4hV+12hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked": (
        "start=16T+4Th+1bss+4sd;kept=8T+8Ta+16Th+13Ti+4Tk+6Tkv+14Tq+2bss;held=8T+8Ta+16Th+13Ti+4Tk+6Tkv+14Tq+2bss;l"
        "eft=-8T-8Ta-16Th-13Ti-4Tk-6Tkv-14Tq-2bss+4hi+4hkv+4hq;forward=12T+10TV+4Th-1bss|2Th+12Ti;head=20Th-1bss+2h"
        "V|4T+2TV+6Th-1bss+2hV|4T+12TV+4Th-1bss;last=-8T-8Ta+6Th-13Ti-4Tk-6Tkv-14Tq-3bss+2hV+4hi+4hkv+4hq|-2Th+17Ti"
        "-1bss+2hV+2hi|-4T+14Th-13Ti-1bss+2hV+4hi|-4T-8Ta-10Th-13Ti-4Tk-2Tkv+10Tq-3bss+2hV+4hi+2hq|-4T-4Ta-10Th-13T"
        "i-4Tk+20Tkv-6Tq-3bss+2hV+4hi+2hq;embedding=-24T-24Ta-50Th-39Ti-12Tk-18Tkv-42Tq-7bss+4hV+12hi+12hkv+12hq-4s"
        "d"
    ),
    "full fp32+amp masked": (
        "start=16T+4Th+1bss+8sd;kept=8T+8Ta+24Th+13Ti+4Tk+6Tkv+14Tq+2bss+4hi+4hkv+4hq;held=8T+8Ta+24Th+13Ti+4Tk+6Tk"
        "v+14Tq+2bss+4hi+4hkv+4hq;left=-8T-8Ta-24Th-13Ti-4Tk-6Tkv-14Tq-2bss+4hi+4hkv+4hq;forward=12T+10TV+10Th-1bss"
        "+2hV|12Ti-2hi;head=4T+8Th-1bss+6hV|4T+12TV+6Th-1bss+2hV;last=-4T-8Ta-12Th-13Ti-4Tk-6Tkv-14Tq-3bss+4hV+4hi+"
        "4hkv+6hq|2Th-13Ti-1bss+4hV+6hi|17Ti-1bss+4hV+2hi|-4T-10Th-13Ti+2Tq-1bss+4hV+4hi+4hq|-4T-4Ta-10Th-13Ti-4Tk+"
        "20Tkv-4Tq-3bss+4hV+4hi+2hq|-4T-4Ta-10Th-13Ti+6Tkv+8Tq-3bss+4hV+4hi+2hq;embedding=-24T-24Ta-72Th-39Ti-12Tk-"
        "18Tkv-42Tq-7bss+8hV+12hi+12hkv+12hq-8sd"
    ),
    "full fp32 masked": (
        "start=16T+4Th+1bss+8sd;kept=8T+8Ta+24Th+21Ti+4Tk+8Tkv+24Tq+4bss;held=8T+8Ta+24Th+21Ti+4Tk+8Tkv+24Tq+4bss;l"
        "eft=-8T-8Ta-24Th-21Ti-4Tk-8Tkv-24Tq-4bss+8hi+8hkv+8hq;forward=12T+8TV+8Th-1bss|-4Th+12Ti;head=4T+4TV+12Th-"
        "1bss+4hV|4T+12TV+8Th-1bss;last=-4T-8Ta-4Th-21Ti-4Tk-8Tkv-20Tq-5bss+4hV+8hi+8hkv+8hq|15Ti-1bss+4hV+4hi|-4T-"
        "12Th-21Ti+16Tq-1bss+4hV+8hi+4hq;embedding=-24T-24Ta-72Th-63Ti-12Tk-24Tkv-72Tq-13bss+8hV+24hi+24hkv+24hq-8s"
        "d"
    ),
    "full bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+4hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+11Ti;head=22Th+2h"
        "V|4T+2TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+4hi+4hkv+4hq|8T+8Ta+16Th+18Ti+4Tk+6Tkv+14Tq+2bss+2hV+2hi|4T+8Ta"
        "+32Th+4Tk+6Tkv+14Tq+2bss+2hV+4hi|8T+8Ta+18Th+17Ti+4Tk+6Tkv+14Tq+2bss+2hV|4T+8Th+4Tkv+24Tq+2hV+4hi+2hq|4T+4"
        "Ta+8Th+26Tkv+8Tq+2hV+4hi+2hq;embedding=-6Th-1bss+4hV+12hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+4hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+17Ti;head=22Th+2h"
        "V|4T+2TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+4hi+4hkv+4hq|8T+8Ta+16Th+28Ti+4Tk+6Tkv+14Tq+2bss+2hV+2hi|4T+8Ta"
        "+32Th+4Tk+6Tkv+14Tq+2bss+2hV+4hi|4T+8Th+4Tkv+24Tq+2hV+4hi+2hq|4T+4Ta+8Th+26Tkv+8Tq+2hV+4hi+2hq;embedding=-"
        "6Th-1bss+4hV+12hi+12hkv+12hq-4sd"
    ),
    "full fp32+amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+4hi+4hkv+4hq;held=4Th;left=-4Th+8hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4Th"
        "+17Ti-2hi|4Ta+6Tkv+16Tq+2bss-4hi-2hq;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+8Th+4hV+8hi+8hkv+10hq|8T+8Ta+"
        "22Th+4Tk+6Tkv+14Tq+2bss+4hV+10hi+4hkv+4hq|8T+8Ta+20Th+28Ti+4Tk+6Tkv+14Tq+2bss+4hV+6hi+4hkv+4hq|8T+8Ta+26Th"
        "+25Ti+4Tk+6Tkv+14Tq+2bss+4hV+2hi+4hkv+4hq|8T+8Ta+20Th+15Ti+4Tk+6Tkv+14Tq+2bss+4hV+8hi+4hkv+4hq|4T+8Ta+10Th"
        "+4Tk+6Tkv+16Tq+2bss+4hV+8hi+4hkv+8hq|4T+4Ta+10Th+26Tkv+10Tq+4hV+8hi+4hkv+6hq|4T+4Ta+10Th+4Tk+12Tkv+22Tq+4h"
        "V+8hi+4hkv+6hq;embedding=-12Th-1bss+8hV+24hi+24hkv+24hq-8sd"
    ),
    "full fp32 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+8hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+21Ti|20Tkv+8Tq|4Ta"
        "+8Tkv+16Tq+4bss;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+8hi+8hkv+8hq|8T+8Ta+20Th+36Ti+4Tk+8T"
        "kv+24Tq+4bss+4hV+4hi|4T+8Ta+8Th+4Tk+8Tkv+40Tq+4bss+4hV+8hi+4hq;embedding=-12Th-1bss+8hV+24hi+24hkv+24hq-8s"
        "d"
    ),
}

PREFILL = {
    "bf16 plain": "8T+8Th+11Ti+4sd|8T+8Ta+6Th+10Tq+4sd|16T+14Th+4sd",
    "bf16 eager": (
        "8T+8Th+11Ti+2bss+2bssa+4sd|8T+6Th+6Tq+2bss+10bssa+4sd|16T+14Th+2bss+2bssa+4sd|8T+6Th+10Tq+2bss+2bssa+4sd"
    ),
    "bf16 eager ungrouped": (
        "8T+8Th+11Ti+2bss+2bssa+4sd|8T+6Th+2Tq+2bss+10bssa+4sd|8T+8Ta+6Th+10Tq+2bss+4sd|16T+14Th+2bss+2bssa+4sd"
    ),
    "fp32 plain": "8T+16Th+21Ti+8sd|8T+12Th+16Tq+8sd|8T+12Th+12Tkv+8Tq+8sd",
    "fp32 eager": "8T+16Th+21Ti+4bss+4bssa+8sd|8T+12Th+12Tq+4bss+8bssa+8sd|8T+12Th+20Tq+4bss+4bssa+8sd",
    "fp32 eager ungrouped": "8T+16Th+21Ti+4bss+4bssa+8sd|8T+12Th+4Tq+4bss+8bssa+8sd|8T+12Th+20Tq+4bss+8sd",
    "nf4 plain": (
        "8T+8Th+4Tq+2hq+4sd|8T+8Th+2Ti+2.0625hi+4sd|8T+8Th+11Ti+4sd|8T+6Th+4Tq+2.0625hq+4sd|8T+10Th+2Ti+2hi+4sd|8T+"
        "8Ta+6Th+10Tq+4sd|16T+14Th+4sd"
    ),
    "nf4 eager": (
        "8T+8Th+4Tq+2bss+2bssa+2hq+4sd|8T+8Th+2Ti+2bss+2bssa+2.0625hi+4sd|8T+6Th+6Tq+2bss+10bssa+4sd|8T+8Th+11Ti+2b"
        "ss+2bssa+4sd|8T+6Th+4Tq+2bss+2bssa+2.0625hq+4sd|8T+10Th+2Ti+2bss+2bssa+2hi+4sd|16T+14Th+2bss+2bssa+4sd"
    ),
    "nf4 eager ungrouped": (
        "8T+8Th+4Tq+2bss+2bssa+2hq+4sd|8T+8Th+2Ti+2bss+2bssa+2.0625hi+4sd|8T+6Th+2Tq+2bss+10bssa+4sd|8T+8Th+11Ti+2b"
        "ss+2bssa+4sd|8T+6Th+4Tq+2bss+2bssa+2.0625hq+4sd|8T+10Th+2Ti+2bss+2bssa+2hi+4sd|8T+8Ta+6Th+10Tq+2bss+4sd|16"
        "T+14Th+2bss+2bssa+4sd"
    ),
}
