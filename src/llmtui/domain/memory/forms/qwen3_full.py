"""What a qwen3 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain": (
        "start=8T+4Th+4sd;kept=8T+8Ta+16Th+8Ti+4Tk+10Tkv+10Tq;held=8T+8Ta+16Th+8Ti+4Tk+10Tkv+10Tq;left=-8T-8Ta-16Th"
        "-8Ti-4Tk-10Tkv-10Tq+6hi+4hkv+4hq;forward=12T+10TV+4Th;head=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th;last=-8T-8T"
        "a+6Th-8Ti-4Tk-10Tkv-10Tq+2hV+6hi+4hkv+4hq|-2Th+4Ti+2hV+2hi|2Th-6Ti+2hV+6hi|-4T-8Ta-8Th-8Ti-4Tk-10Tkv+14Tq+"
        "2hV+6hi+4hkv+2hq|-4T+14Th-8Ti+2hV+6hi|-4T-4Ta-8Th-8Ti-4Tk+14Tkv-2Tq+2hV+6hi+2hkv+2hq;embedding=-24T-24Ta-5"
        "0Th-24Ti-12Tk-30Tkv-30Tq+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16 plain tied": (
        "start=8T+4Th+4sd;kept=8T+8Ta+16Th+8Ti+4Tk+10Tkv+10Tq;held=8T+8Ta+16Th+8Ti+4Tk+10Tkv+10Tq;left=-8T-8Ta-16Th"
        "-8Ti-4Tk-10Tkv-10Tq+6hi+4hkv+4hq;forward=12T+10TV+4Th;head=20Th+2hV|4T+2TV+6Th+2hV|4T+12TV+4Th;last=-8T-8T"
        "a+6Th-8Ti-4Tk-10Tkv-10Tq+2hV+6hi+4hkv+4hq|-2Th+4Ti+2hV+2hi|2Th-6Ti+2hV+6hi|-4T-8Ta-8Th-8Ti-4Tk-10Tkv+14Tq+"
        "2hV+6hi+4hkv+2hq|-4T+14Th-8Ti+2hV+6hi|-4T-4Ta-8Th-8Ti-4Tk+14Tkv-2Tq+2hV+6hi+2hkv+2hq;embedding=-24T-24Ta-5"
        "2Th-24Ti-12Tk-30Tkv-30Tq+6hV+18hi+12hkv+12hq-4sd|-24T-24Ta-50Th-24Ti-12Tk-30Tkv-30Tq+4hV+18hi+12hkv+12hq-4"
        "sd"
    ),
    "full bf16+amp plain": "@full bf16 plain",
    "full bf16+amp plain tied": "@full bf16 plain tied",
    "full fp32+amp plain": (
        "start=8T+4Th+8sd;kept=8T+8Ta+26Th+8Ti+4Tk+10Tkv+10Tq+6hi+4hkv+4hq;held=8T+8Ta+26Th+8Ti+4Tk+10Tkv+10Tq+6hi+"
        "4hkv+4hq;left=-8T-8Ta-26Th-8Ti-4Tk-10Tkv-10Tq+6hi+4hkv+4hq;forward=12T+10TV+10Th+2hV;head=4T+8Th+6hV|4T+12"
        "TV+6Th+2hV;last=-4T-4Ta-10Th-8Ti-4Tk+14Tkv+4hV+6hi+2hkv+2hq|-8Ti+4hV+8hi|4Ti+4hV+2hi|-4T-8Ta-14Th-8Ti-4Tk-"
        "10Tkv-10Tq+4hV+6hi+4hkv+6hq|-4T-8Ta-12Th-8Ti-4Tk-10Tkv+14Tq+4hV+6hi+4hkv+2hq|8Th-8Ti+4hV+6hi|-4T-4Ta-12Th-"
        "8Ti+2Tkv+12Tq+4hV+6hi+2hq|2Th-4Ti+4hV+6hi;embedding=-24T-24Ta-78Th-24Ti-12Tk-30Tkv-30Tq+8hV+18hi+12hkv+12h"
        "q-8sd"
    ),
    "full fp32+amp plain tied": (
        "start=8T+4Th+8sd;kept=8T+8Ta+26Th+8Ti+4Tk+10Tkv+10Tq+6hi+4hkv+4hq;held=8T+8Ta+26Th+8Ti+4Tk+10Tkv+10Tq+6hi+"
        "4hkv+4hq;left=-8T-8Ta-26Th-8Ti-4Tk-10Tkv-10Tq+6hi+4hkv+4hq;forward=12T+10TV+10Th+2hV;head=4T+8Th+6hV|4T+12"
        "TV+6Th+2hV;last=-4T-4Ta-10Th-8Ti-4Tk+14Tkv+4hV+6hi+2hkv+2hq|-8Ti+4hV+8hi|4Ti+4hV+2hi|-4T-8Ta-14Th-8Ti-4Tk-"
        "10Tkv-10Tq+4hV+6hi+4hkv+6hq|-4T-8Ta-12Th-8Ti-4Tk-10Tkv+14Tq+4hV+6hi+4hkv+2hq|8Th-8Ti+4hV+6hi|-4T-4Ta-12Th-"
        "8Ti+2Tkv+12Tq+4hV+6hi+2hq|2Th-4Ti+4hV+6hi;embedding=-24T-24Ta-82Th-24Ti-12Tk-30Tkv-30Tq+12hV+18hi+12hkv+12"
        "hq-8sd|-24T-24Ta-78Th-24Ti-12Tk-30Tkv-30Tq+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 plain": (
        "start=8T+4Th+8sd;kept=8T+8Ta+24Th+16Ti+4Tk+16Tkv+16Tq;held=8T+8Ta+24Th+16Ti+4Tk+16Tkv+16Tq;left=-8T-8Ta-24"
        "Th-16Ti-4Tk-16Tkv-16Tq+12hi+8hkv+8hq;forward=12T+8TV+8Th;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=-4T-8Ta-4Th"
        "-16Ti-4Tk-16Tkv-12Tq+4hV+12hi+8hkv+8hq|8Ti+4hV+4hi|8Th-12Ti+4hV+12hi|-4T-8Ta-8Th-16Ti-4Tk-16Tkv+8Tq+4hV+12"
        "hi+8hkv+4hq|-4T-12Th-16Ti+8Tkv+8Tq+4hV+12hi+4hq|-4T-4Ta-16Ti-4Tk-16Tkv-4Tq+4hV+12hi+8hkv+4hq|-4T-4Ta-8Th-1"
        "6Ti-4Tk+8Tkv-4Tq+4hV+12hi+4hkv+4hq;embedding=-24T-24Ta-72Th-48Ti-12Tk-48Tkv-48Tq+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain tied": (
        "start=8T+4Th+8sd;kept=8T+8Ta+24Th+16Ti+4Tk+16Tkv+16Tq;held=8T+8Ta+24Th+16Ti+4Tk+16Tkv+16Tq;left=-8T-8Ta-24"
        "Th-16Ti-4Tk-16Tkv-16Tq+12hi+8hkv+8hq;forward=12T+8TV+8Th;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=-4T-8Ta-4Th"
        "-16Ti-4Tk-16Tkv-12Tq+4hV+12hi+8hkv+8hq|8Ti+4hV+4hi|8Th-12Ti+4hV+12hi|-4T-8Ta-8Th-16Ti-4Tk-16Tkv+8Tq+4hV+12"
        "hi+8hkv+4hq|-4T-12Th-16Ti+8Tkv+8Tq+4hV+12hi+4hq|-4T-4Ta-16Ti-4Tk-16Tkv-4Tq+4hV+12hi+8hkv+4hq|-4T-4Ta-8Th-1"
        "6Ti-4Tk+8Tkv-4Tq+4hV+12hi+4hkv+4hq;embedding=-24T-24Ta-76Th-48Ti-12Tk-48Tkv-48Tq+12hV+36hi+24hkv+24hq-8sd|"
        "-24T-24Ta-72Th-48Ti-12Tk-48Tkv-48Tq+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+6Ti;head=22Th+2hV|4T+2T"
        "V+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|8T+8Ta+16Th+12Ti+4Tk+10Tkv+10Tq+2hV+2hi|8T+8Ta+20Th+2Ti+4"
        "Tk+10Tkv+10Tq+2hV+6hi|4T+10Th+24Tq+2hV+6hi+4hkv+2hq|4T+8Ta+32Th+4Tk+10Tkv+10Tq+2hV+6hi|4T+4Ta+10Th+24Tkv+8"
        "Tq+2hV+6hi+2hkv+2hq;embedding=-6Th+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16 plain tied checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+6Ti;head=22Th+2hV|4T+2T"
        "V+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|8T+8Ta+16Th+12Ti+4Tk+10Tkv+10Tq+2hV+2hi|8T+8Ta+20Th+2Ti+4"
        "Tk+10Tkv+10Tq+2hV+6hi|4T+10Th+24Tq+2hV+6hi+4hkv+2hq|4T+8Ta+32Th+4Tk+10Tkv+10Tq+2hV+6hi|4T+4Ta+10Th+24Tkv+8"
        "Tq+2hV+6hi+2hkv+2hq;embedding=-8Th+6hV+18hi+12hkv+12hq-4sd|-6Th+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain checkpointing": "@full bf16 plain checkpointing",
    "full bf16+amp plain tied checkpointing": "@full bf16 plain tied checkpointing",
    "full fp32+amp plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4Th+6Ti-"
        "2hi|6Tkv+16Tq-6hi-2hq;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+4Ta+12Th+24Tkv+10Tq+4hV+12hi+6hkv+6hq|8T+8Ta"
        "+22Th+4Tk+10Tkv+10Tq+4hV+14hi+4hkv+4hq|8T+8Ta+22Th+12Ti+4Tk+10Tkv+10Tq+4hV+8hi+4hkv+4hq|4T+8Th+4hV+12hi+8h"
        "kv+10hq|4T+10Th+24Tq+4hV+12hi+8hkv+6hq|8T+8Ta+30Th+4Tk+10Tkv+10Tq+4hV+12hi+4hkv+4hq|8T+8Ta+28Th+8Ti+4Tk+10"
        "Tkv+10Tq+4hV+6hi+4hkv+4hq|4T+4Ta+16Th+4Tk+24Tkv+14Tq+4hV+4hkv+2hq|4T+4Ta+16Th+4Tk+12Tkv+22Tq+4hV+4hkv+2hq|"
        "8T+8Ta+24Th+4Ti+4Tk+10Tkv+10Tq+4hV+12hi+4hkv+4hq|4T+4Ta+10Th+4Tk+12Tkv+22Tq+4hV+12hi+4hkv+6hq;embedding=-1"
        "2Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32+amp plain tied checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4Th+6Ti-"
        "2hi|6Tkv+16Tq-6hi-2hq;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+4Ta+12Th+24Tkv+10Tq+4hV+12hi+6hkv+6hq|8T+8Ta"
        "+22Th+4Tk+10Tkv+10Tq+4hV+14hi+4hkv+4hq|8T+8Ta+22Th+12Ti+4Tk+10Tkv+10Tq+4hV+8hi+4hkv+4hq|4T+8Th+4hV+12hi+8h"
        "kv+10hq|4T+10Th+24Tq+4hV+12hi+8hkv+6hq|8T+8Ta+30Th+4Tk+10Tkv+10Tq+4hV+12hi+4hkv+4hq|8T+8Ta+28Th+8Ti+4Tk+10"
        "Tkv+10Tq+4hV+6hi+4hkv+4hq|4T+4Ta+16Th+4Tk+24Tkv+14Tq+4hV+4hkv+2hq|4T+4Ta+16Th+4Tk+12Tkv+22Tq+4hV+4hkv+2hq|"
        "8T+8Ta+24Th+4Ti+4Tk+10Tkv+10Tq+4hV+12hi+4hkv+4hq|4T+4Ta+10Th+4Tk+12Tkv+22Tq+4hV+12hi+4hkv+6hq;embedding=-1"
        "6Th+12hV+36hi+24hkv+24hq-8sd|-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+12Ti|20Tkv+8Tq|8Tkv+16T"
        "q;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|8T+8Ta+20Th+24Ti+4Tk+16Tkv+16Tq+4hV+"
        "4hi|8T+8Ta+28Th+4Ti+4Tk+16Tkv+16Tq+4hV+12hi|4T+12Th+24Tq+4hV+12hi+8hkv+4hq|4T+8Ta+8Th+4Tk+24Tkv+24Tq+4hV+1"
        "2hi+4hq|4T+4Ta+20Th+12Tq+4hV+12hi+8hkv+4hq|4T+4Ta+12Th+24Tkv+12Tq+4hV+12hi+4hkv+4hq;embedding=-12Th+8hV+36"
        "hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain tied checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+12Ti|20Tkv+8Tq|8Tkv+16T"
        "q;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|8T+8Ta+20Th+24Ti+4Tk+16Tkv+16Tq+4hV+"
        "4hi|8T+8Ta+28Th+4Ti+4Tk+16Tkv+16Tq+4hV+12hi|4T+12Th+24Tq+4hV+12hi+8hkv+4hq|4T+8Ta+8Th+4Tk+24Tkv+24Tq+4hV+1"
        "2hi+4hq|4T+4Ta+20Th+12Tq+4hV+12hi+8hkv+4hq|4T+4Ta+12Th+24Tkv+12Tq+4hV+12hi+4hkv+4hq;embedding=-16Th+12hV+3"
        "6hi+24hkv+24hq-8sd|-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked": (
        "start=16T+4Th+1bss+4sd;kept=8T+8Ta+16Th+8Ti+4Tk+6Tkv+14Tq+2bss;held=8T+8Ta+16Th+8Ti+4Tk+6Tkv+14Tq+2bss;lef"
        "t=-8T-8Ta-16Th-8Ti-4Tk-6Tkv-14Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+4Th-1bss;head=20Th-1bss+2hV|4T+2TV+6Th"
        "-1bss+2hV|4T+12TV+4Th-1bss;last=-8T-8Ta+6Th-8Ti-4Tk-6Tkv-14Tq-3bss+2hV+6hi+4hkv+4hq|-2Th+4Ti-1bss+2hV+2hi|"
        "2Th-6Ti-1bss+2hV+6hi|-4T+14Th-8Ti-1bss+2hV+6hi|-4T-8Ta-8Th-8Ti-4Tk-6Tkv+10Tq-3bss+2hV+6hi+4hkv+2hq|-4T-4Ta"
        "-8Th-8Ti-4Tk+18Tkv-6Tq-3bss+2hV+6hi+2hkv+2hq;embedding=-24T-24Ta-50Th-24Ti-12Tk-18Tkv-42Tq-7bss+4hV+18hi+1"
        "2hkv+12hq-4sd"
    ),
    "full bf16 masked tied": (
        "start=16T+4Th+1bss+4sd;kept=8T+8Ta+16Th+8Ti+4Tk+6Tkv+14Tq+2bss;held=8T+8Ta+16Th+8Ti+4Tk+6Tkv+14Tq+2bss;lef"
        "t=-8T-8Ta-16Th-8Ti-4Tk-6Tkv-14Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+4Th-1bss;head=20Th-1bss+2hV|4T+2TV+6Th"
        "-1bss+2hV|4T+12TV+4Th-1bss;last=-8T-8Ta+6Th-8Ti-4Tk-6Tkv-14Tq-3bss+2hV+6hi+4hkv+4hq|-2Th+4Ti-1bss+2hV+2hi|"
        "2Th-6Ti-1bss+2hV+6hi|-4T+14Th-8Ti-1bss+2hV+6hi|-4T-8Ta-8Th-8Ti-4Tk-6Tkv+10Tq-3bss+2hV+6hi+4hkv+2hq|-4T-4Ta"
        "-8Th-8Ti-4Tk+18Tkv-6Tq-3bss+2hV+6hi+2hkv+2hq;embedding=-24T-24Ta-52Th-24Ti-12Tk-18Tkv-42Tq-7bss+6hV+18hi+1"
        "2hkv+12hq-4sd|-24T-24Ta-50Th-24Ti-12Tk-18Tkv-42Tq-7bss+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked": "@full bf16 masked",
    "full bf16+amp masked tied": "@full bf16 masked tied",
    "full fp32+amp masked": (
        "start=16T+4Th+1bss+8sd;kept=8T+8Ta+26Th+8Ti+4Tk+6Tkv+14Tq+2bss+6hi+4hkv+4hq;held=8T+8Ta+26Th+8Ti+4Tk+6Tkv+"
        "14Tq+2bss+6hi+4hkv+4hq;left=-8T-8Ta-26Th-8Ti-4Tk-6Tkv-14Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+10Th-1bss+2h"
        "V;head=4T+8Th-1bss+6hV|4T+12TV+6Th-1bss+2hV;last=-4T-4Ta-10Th-8Ti-4Tk+18Tkv-4Tq-3bss+4hV+6hi+2hkv+2hq|-8Ti"
        "-1bss+4hV+8hi|4Ti-1bss+4hV+2hi|-4T-8Ta-14Th-8Ti-4Tk-6Tkv-14Tq-3bss+4hV+6hi+4hkv+6hq|8Th-8Ti-1bss+4hV+6hi|-"
        "4T-8Ta-12Th-8Ti-4Tk-6Tkv+10Tq-3bss+4hV+6hi+4hkv+2hq|-4T-4Ta-12Th-8Ti+6Tkv+8Tq-3bss+4hV+6hi+2hq|-4T-12Th-8T"
        "i+2Tq-1bss+4hV+6hi+4hq|2Th-4Ti-1bss+4hV+6hi;embedding=-24T-24Ta-78Th-24Ti-12Tk-18Tkv-42Tq-7bss+8hV+18hi+12"
        "hkv+12hq-8sd"
    ),
    "full fp32+amp masked tied": (
        "start=16T+4Th+1bss+8sd;kept=8T+8Ta+26Th+8Ti+4Tk+6Tkv+14Tq+2bss+6hi+4hkv+4hq;held=8T+8Ta+26Th+8Ti+4Tk+6Tkv+"
        "14Tq+2bss+6hi+4hkv+4hq;left=-8T-8Ta-26Th-8Ti-4Tk-6Tkv-14Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+10Th-1bss+2h"
        "V;head=4T+8Th-1bss+6hV|4T+12TV+6Th-1bss+2hV;last=-4T-4Ta-10Th-8Ti-4Tk+18Tkv-4Tq-3bss+4hV+6hi+2hkv+2hq|-8Ti"
        "-1bss+4hV+8hi|4Ti-1bss+4hV+2hi|-4T-8Ta-14Th-8Ti-4Tk-6Tkv-14Tq-3bss+4hV+6hi+4hkv+6hq|8Th-8Ti-1bss+4hV+6hi|-"
        "4T-8Ta-12Th-8Ti-4Tk-6Tkv+10Tq-3bss+4hV+6hi+4hkv+2hq|-4T-4Ta-12Th-8Ti+6Tkv+8Tq-3bss+4hV+6hi+2hq|-4T-12Th-8T"
        "i+2Tq-1bss+4hV+6hi+4hq|2Th-4Ti-1bss+4hV+6hi;embedding=-24T-24Ta-82Th-24Ti-12Tk-18Tkv-42Tq-7bss+12hV+18hi+1"
        "2hkv+12hq-8sd|-24T-24Ta-78Th-24Ti-12Tk-18Tkv-42Tq-7bss+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 masked": (
        "start=16T+4Th+1bss+8sd;kept=8T+8Ta+24Th+16Ti+4Tk+8Tkv+24Tq+4bss;held=8T+8Ta+24Th+16Ti+4Tk+8Tkv+24Tq+4bss;l"
        "eft=-8T-8Ta-24Th-16Ti-4Tk-8Tkv-24Tq-4bss+12hi+8hkv+8hq;forward=12T+8TV+8Th-1bss;head=4T+4TV+12Th-1bss+4hV|"
        "4T+12TV+8Th-1bss;last=-4T-8Ta-4Th-16Ti-4Tk-8Tkv-20Tq-5bss+4hV+12hi+8hkv+8hq|8Ti-1bss+4hV+4hi|8Th-12Ti-1bss"
        "+4hV+12hi|-4T-12Th-16Ti+16Tq-1bss+4hV+12hi+4hq|-4T-8Ta-8Th-16Ti-4Tk-8Tkv-5bss+4hV+12hi+8hkv+4hq|-4T-4Ta-8T"
        "h-16Ti-4Tk+16Tkv-12Tq-5bss+4hV+12hi+4hkv+4hq;embedding=-24T-24Ta-72Th-48Ti-12Tk-24Tkv-72Tq-13bss+8hV+36hi+"
        "24hkv+24hq-8sd"
    ),
    "full fp32 masked tied": (
        "start=16T+4Th+1bss+8sd;kept=8T+8Ta+24Th+16Ti+4Tk+8Tkv+24Tq+4bss;held=8T+8Ta+24Th+16Ti+4Tk+8Tkv+24Tq+4bss;l"
        "eft=-8T-8Ta-24Th-16Ti-4Tk-8Tkv-24Tq-4bss+12hi+8hkv+8hq;forward=12T+8TV+8Th-1bss;head=4T+4TV+12Th-1bss+4hV|"
        "4T+12TV+8Th-1bss;last=-4T-8Ta-4Th-16Ti-4Tk-8Tkv-20Tq-5bss+4hV+12hi+8hkv+8hq|8Ti-1bss+4hV+4hi|8Th-12Ti-1bss"
        "+4hV+12hi|-4T-12Th-16Ti+16Tq-1bss+4hV+12hi+4hq|-4T-8Ta-8Th-16Ti-4Tk-8Tkv-5bss+4hV+12hi+8hkv+4hq|-4T-4Ta-8T"
        "h-16Ti-4Tk+16Tkv-12Tq-5bss+4hV+12hi+4hkv+4hq;embedding=-24T-24Ta-76Th-48Ti-12Tk-24Tkv-72Tq-13bss+12hV+36hi"
        "+24hkv+24hq-8sd|-24T-24Ta-72Th-48Ti-12Tk-24Tkv-72Tq-13bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+6Ti;head=22Th+2hV"
        "|4T+2TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|8T+8Ta+16Th+12Ti+4Tk+6Tkv+14Tq+2bss+2hV+2hi|8T+8Ta+"
        "20Th+2Ti+4Tk+6Tkv+14Tq+2bss+2hV+6hi|4T+8Ta+32Th+4Tk+6Tkv+14Tq+2bss+2hV+6hi|4T+10Th+24Tq+2hV+6hi+4hkv+2hq|4"
        "T+4Ta+10Th+24Tkv+8Tq+2hV+6hi+2hkv+2hq;embedding=-6Th-1bss+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16 masked tied checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+6Th|2Th+6Ti;head=22Th+2hV"
        "|4T+2TV+8Th+2hV|4T+12TV+6Th;last=24Th+2hV+6hi+4hkv+4hq|8T+8Ta+16Th+12Ti+4Tk+6Tkv+14Tq+2bss+2hV+2hi|8T+8Ta+"
        "20Th+2Ti+4Tk+6Tkv+14Tq+2bss+2hV+6hi|4T+8Ta+32Th+4Tk+6Tkv+14Tq+2bss+2hV+6hi|4T+10Th+24Tq+2hV+6hi+4hkv+2hq|4"
        "T+4Ta+10Th+24Tkv+8Tq+2hV+6hi+2hkv+2hq;embedding=-8Th-1bss+6hV+18hi+12hkv+12hq-4sd|-6Th-1bss+4hV+18hi+12hkv"
        "+12hq-4sd"
    ),
    "full bf16+amp masked checkpointing": "@full bf16 masked checkpointing",
    "full bf16+amp masked tied checkpointing": "@full bf16 masked tied checkpointing",
    "full fp32+amp masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4T"
        "h+6Ti-2hi|4Ta+6Tkv+16Tq+2bss-6hi-2hq;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+4Ta+12Th+24Tkv+10Tq+4hV+12hi+"
        "6hkv+6hq|8T+8Ta+22Th+4Tk+6Tkv+14Tq+2bss+4hV+14hi+4hkv+4hq|8T+8Ta+22Th+12Ti+4Tk+6Tkv+14Tq+2bss+4hV+8hi+4hkv"
        "+4hq|4T+8Th+4hV+12hi+8hkv+10hq|8T+8Ta+30Th+4Tk+6Tkv+14Tq+2bss+4hV+12hi+4hkv+4hq|8T+8Ta+28Th+8Ti+4Tk+6Tkv+1"
        "4Tq+2bss+4hV+6hi+4hkv+4hq|4T+10Th+24Tq+4hV+12hi+8hkv+6hq|4T+4Ta+16Th+4Tk+24Tkv+14Tq+4hV+4hkv+2hq|4T+8Ta+16"
        "Th+4Tk+12Tkv+22Tq+2bss+4hV+4hkv+2hq|4T+8Ta+10Th+4Tk+6Tkv+16Tq+2bss+4hV+12hi+4hkv+8hq|8T+8Ta+24Th+4Ti+4Tk+6"
        "Tkv+14Tq+2bss+4hV+12hi+4hkv+4hq|4T+4Ta+10Th+4Tk+12Tkv+22Tq+4hV+12hi+4hkv+6hq;embedding=-12Th-1bss+8hV+36hi"
        "+24hkv+24hq-8sd"
    ),
    "full fp32+amp masked tied checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4T"
        "h+6Ti-2hi|4Ta+6Tkv+16Tq+2bss-6hi-2hq;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=4T+4Ta+12Th+24Tkv+10Tq+4hV+12hi+"
        "6hkv+6hq|8T+8Ta+22Th+4Tk+6Tkv+14Tq+2bss+4hV+14hi+4hkv+4hq|8T+8Ta+22Th+12Ti+4Tk+6Tkv+14Tq+2bss+4hV+8hi+4hkv"
        "+4hq|4T+8Th+4hV+12hi+8hkv+10hq|8T+8Ta+30Th+4Tk+6Tkv+14Tq+2bss+4hV+12hi+4hkv+4hq|8T+8Ta+28Th+8Ti+4Tk+6Tkv+1"
        "4Tq+2bss+4hV+6hi+4hkv+4hq|4T+10Th+24Tq+4hV+12hi+8hkv+6hq|4T+4Ta+16Th+4Tk+24Tkv+14Tq+4hV+4hkv+2hq|4T+8Ta+16"
        "Th+4Tk+12Tkv+22Tq+2bss+4hV+4hkv+2hq|4T+8Ta+10Th+4Tk+6Tkv+16Tq+2bss+4hV+12hi+4hkv+8hq|8T+8Ta+24Th+4Ti+4Tk+6"
        "Tkv+14Tq+2bss+4hV+12hi+4hkv+4hq|4T+4Ta+10Th+4Tk+12Tkv+22Tq+4hV+12hi+4hkv+6hq;embedding=-16Th-1bss+12hV+36h"
        "i+24hkv+24hq-8sd|-12Th-1bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 masked checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+12Ti|20Tkv+8Tq|4T"
        "a+8Tkv+16Tq+4bss;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|8T+8Ta+20Th+24Ti+4Tk+"
        "8Tkv+24Tq+4bss+4hV+4hi|8T+8Ta+28Th+4Ti+4Tk+8Tkv+24Tq+4bss+4hV+12hi|4T+8Ta+8Th+4Tk+8Tkv+40Tq+4bss+4hV+12hi+"
        "4hq|4T+12Th+24Tq+4hV+12hi+8hkv+4hq|4T+4Ta+12Th+24Tkv+12Tq+4hV+12hi+4hkv+4hq;embedding=-12Th-1bss+8hV+36hi+"
        "24hkv+24hq-8sd"
    ),
    "full fp32 masked tied checkpointing": (
        "start=16T+4Th+1bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+12Ti|20Tkv+8Tq|4T"
        "a+8Tkv+16Tq+4bss;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|8T+8Ta+20Th+24Ti+4Tk+"
        "8Tkv+24Tq+4bss+4hV+4hi|8T+8Ta+28Th+4Ti+4Tk+8Tkv+24Tq+4bss+4hV+12hi|4T+8Ta+8Th+4Tk+8Tkv+40Tq+4bss+4hV+12hi+"
        "4hq|4T+12Th+24Tq+4hV+12hi+8hkv+4hq|4T+4Ta+12Th+24Tkv+12Tq+4hV+12hi+4hkv+4hq;embedding=-16Th-1bss+12hV+36hi"
        "+24hkv+24hq-8sd|-12Th-1bss+8hV+36hi+24hkv+24hq-8sd"
    ),
}

PREFILL = {
    "bf16 plain": "8T+6Th+6Tkv+4Tq+4sd|8T+8Th+6Ti+4sd|8T+8Ta+6Th-4Tkv+10Tq+4sd|16T+14Th+4sd|8T+2Th+2bV",
    "bf16 eager": (
        "8T+6Th+6Tq+2bss+10bssa+4sd|8T+8Th+6Ti+2bss+2bssa+4sd|16T+14Th+2bss+2bssa+4sd|8T+6Th+10Tq+2bss+2bssa+4sd|8T"
        "+2Th+2bV"
    ),
    "bf16 eager ungrouped": (
        "8T+6Th+10Tq+2bss+4sd|8T+8Th+6Ti+2bss+2bssa+4sd|8T+6Th+2Tq+2bss+10bssa+4sd|16T+14Th+2bss+2bssa+4sd|8T+2Th+2bV"
    ),
    "fp32 plain": "8T+12Th+12Tkv+8Tq+8sd|8T+16Th+12Ti+8sd|8T+12Th+16Tq+8sd|8T+4Th+4bV",
    "fp32 eager": "8T+12Th+20Tq+4bss+4bssa+8sd|8T+16Th+12Ti+4bss+4bssa+8sd|8T+12Th+12Tq+4bss+8bssa+8sd|8T+4Th+4bV",
    "fp32 eager ungrouped": "8T+12Th+20Tq+4bss+8sd|8T+16Th+12Ti+4bss+4bssa+8sd|8T+12Th+4Tq+4bss+8bssa+8sd|8T+4Th+4bV",
    "nf4 plain": (
        "8T+8Th+4Tq+2hq+4sd|8T+8Th+4Ti+2hi+4sd|8T+8Th+2Ti+2.0625hi+4sd|8T+8Th+6Ti+4sd|8T+6Th+4Tq+2.0625hq+4sd|8T+8T"
        "a+6Th-4Tkv+10Tq+4sd|16T+14Th+4sd|8T+6Th+6Tkv+4Tq+4sd|8T+2Th+2bV|8T+10Th+2Ti+2hi+4sd"
    ),
    "nf4 eager": (
        "8T+8Th+4Tq+2bss+2bssa+2hq+4sd|8T+8Th+4Ti+2bss+2bssa+2hi+4sd|8T+8Th+2Ti+2bss+2bssa+2.0625hi+4sd|8T+6Th+6Tq+"
        "2bss+10bssa+4sd|8T+8Th+6Ti+2bss+2bssa+4sd|8T+6Th+4Tq+2bss+2bssa+2.0625hq+4sd|16T+14Th+2bss+2bssa+4sd|8T+2T"
        "h+2bV|8T+10Th+2Ti+2bss+2bssa+2hi+4sd"
    ),
    "nf4 eager ungrouped": (
        "8T+8Th+4Tq+2bss+2bssa+2hq+4sd|8T+8Th+4Ti+2bss+2bssa+2hi+4sd|8T+8Th+2Ti+2bss+2bssa+2.0625hi+4sd|8T+6Th+2Tq+"
        "2bss+10bssa+4sd|8T+8Th+6Ti+2bss+2bssa+4sd|8T+6Th+4Tq+2bss+2bssa+2.0625hq+4sd|8T+6Th+10Tq+2bss+4sd|16T+14Th"
        "+2bss+2bssa+4sd|8T+2Th+2bV|8T+10Th+2Ti+2bss+2bssa+2hi+4sd"
    ),
}
