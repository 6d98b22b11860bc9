"""What a cohere2 model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain tied": (
        "start=8T+4Th+4sd;kept=4T+4Ta+14Th+8Ti+4Tkv+4Tq;held=4T+4Ta+14Th+8Ti+4Tkv+4Tq;left=-4T-4Ta-14Th-8Ti-4Tkv-4T"
        "q+6hi+4hkv+4hq;forward=12T+10TV+10Th|-4Ta-8Ti+16Tkv+6Tq;head=4T+2TV+12Th+2hV|4T+20Th+2hV|4T+12TV+10Th;last"
        "=-4Ta+8Th-8Ti-4Tkv-4Tq+2hV+6hi+4hkv+4hq|-2Th+4Ti+2hV+2hi|-4Ta-8Ti+2Tkv+12Tq+2hV+6hi+2hq|2Th-6Ti+2hV+6hi;em"
        "bedding=-12T-12Ta-46Th-24Ti-12Tkv-12Tq+6hV+18hi+12hkv+12hq-4sd|-12T-12Ta-44Th-24Ti-12Tkv-12Tq+4hV+18hi+12h"
        "kv+12hq-4sd"
    ),
    "full bf16+amp plain tied": "@full bf16 plain tied",
    "full fp32+amp plain tied": (
        "start=8T+8Th+8sd;kept=4T+4Ta+22Th+8Ti+4Tkv+4Tq+6hi+4hkv+4hq;held=4T+4Ta+22Th+8Ti+4Tkv+4Tq+6hi+4hkv+4hq;lef"
        "t=-4T-4Ta-22Th-8Ti-4Tkv-4Tq+6hi+4hkv+4hq;forward=12T+10TV+10Th+2hV;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=-4"
        "Ta-10Th-8Ti-4Tkv-4Tq+4hV+6hi+4hkv+6hq|-2Th-8Ti+4hV+8hi|-2Th+4Ti+4hV+2hi|-4Ta-4Th-8Ti+2Tkv+12Tq+4hV+6hi+2hq"
        "|6Th-8Ti+4hV+4hi|-4Ti+4hV+6hi|-4Ta-2Th-8Ti-4Tkv-4Tq+4hV+6hi+4hkv+4hq;embedding=-12T-12Ta-74Th-24Ti-12Tkv-1"
        "2Tq+12hV+18hi+12hkv+12hq-8sd|-12T-12Ta-70Th-24Ti-12Tkv-12Tq+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 plain tied": (
        "start=8T+8Th+8sd;kept=4T+4Ta+16Th+16Ti+8Tkv+8Tq;held=4T+4Ta+16Th+16Ti+8Tkv+8Tq;left=-4T-4Ta-16Th-16Ti-8Tkv"
        "-8Tq+12hi+8hkv+8hq;forward=12T+8TV+8Th;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=-4Ta+4Th-16Ti-8Tkv-4Tq+4hV+12"
        "hi+8hkv+8hq|-4Th+8Ti+4hV+4hi|-16Ti+8Tkv+8Tq+4hV+12hi+4hq|-4Ta+8Th-16Ti-8Tkv-4Tq+4hV+12hi+8hkv+4hq|8Th-16Ti"
        "+4hV+12hi|4Th-12Ti+4hV+12hi;embedding=-12T-12Ta-56Th-48Ti-24Tkv-24Tq+12hV+36hi+24hkv+24hq-8sd|-12T-12Ta-52"
        "Th-48Ti-24Tkv-24Tq+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 plain tied checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+12Th|20Tkv+10Tq|2Th+6Ti|8Tkv+18"
        "Tq;head=4T+2TV+14Th+2hV|4T+22Th+2hV|4T+12TV+12Th;last=4T+24Th+2hV+6hi+4hkv+4hq|4T+14Th+20Tkv+10Tq+2hV|4T+4"
        "Ta+14Th+12Ti+4Tkv+4Tq+2hV+2hi|4T+16Th+6Tkv+16Tq+2hV+6hi+2hq|4T+14Th+8Tkv+18Tq+2hV|4T+4Ta+18Th+2Ti+4Tkv+4Tq"
        "+2hV+6hi;embedding=-8Th+6hV+18hi+12hkv+12hq-4sd|-6Th+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain tied checkpointing": "@full bf16 plain tied checkpointing",
    "full fp32+amp plain tied checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+14Th+2hV|2Th+6Ti-"
        "2hi|8Tkv+18Tq-6hi-2hq;head=4T+12Th+6hV|4T+12TV+10Th+2hV;last=4T+16Th+4hV+12hi+8hkv+10hq|4T+4Ta+24Th+4Tkv+4"
        "Tq+4hV+14hi+4hkv+4hq|4T+26Th+20Tkv+10Tq+4hV+4hkv+2hq|4T+4Ta+24Th+12Ti+4Tkv+4Tq+4hV+8hi+4hkv+4hq|4T+22Th+6T"
        "kv+16Tq+4hV+12hi+4hkv+6hq|4T+26Th+8Tkv+18Tq+4hV+4hkv+2hq|4T+4Ta+32Th+8Ti+4Tkv+4Tq+4hV+6hi+4hkv+4hq|4T+4Ta+"
        "26Th+4Ti+4Tkv+4Tq+4hV+12hi+4hkv+4hq|4T+24Th+4hV+12hi+8hkv+8hq;embedding=-16Th+12hV+36hi+24hkv+24hq-8sd|-12"
        "Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain tied checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+12Th|4Th+12Ti|20Tkv+8Tq|8Tkv+16"
        "Tq;head=4T+4TV+16Th+4hV|4T+12TV+12Th;last=4T+24Th+4Tq+4hV+12hi+8hkv+8hq|4T+4Ta+16Th+24Ti+8Tkv+8Tq+4hV+4hi|"
        "4T+4Ta+20Th+16Tkv+16Tq+4hV+12hi+4hq|4T+28Th+4Tq+4hV+12hi+8hkv+4hq|4T+4Ta+28Th+8Tkv+8Tq+4hV+12hi|4T+4Ta+24T"
        "h+4Ti+8Tkv+8Tq+4hV+12hi;embedding=-16Th+12hV+36hi+24hkv+24hq-8sd|-12Th+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked tied": (
        "start=16T+4Th+2bss+4sd;kept=4T+4Ta+14Th+8Ti+8Tq+2bss;held=4T+4Ta+14Th+8Ti+8Tq+2bss;left=-4T-4Ta-14Th-8Ti-8"
        "Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+10Th-2bss|-4Ta-8Ti+20Tkv+2Tq-2bss;head=4T+2TV+12Th-2bss+2hV|4T+20Th-"
        "2bss+2hV|4T+12TV+10Th-2bss;last=-4Ta+8Th-8Ti-8Tq-4bss+2hV+6hi+4hkv+4hq|-2Th+4Ti-2bss+2hV+2hi|-4Ta-8Ti+6Tkv"
        "+8Tq-4bss+2hV+6hi+2hq|-8Ti+8Tq-2bss+2hV+6hi+2hq|2Th-6Ti-2bss+2hV+6hi;embedding=-12T-12Ta-46Th-24Ti-24Tq-8b"
        "ss+6hV+18hi+12hkv+12hq-4sd|-12T-12Ta-44Th-24Ti-24Tq-8bss+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked tied": "@full bf16 masked tied",
    "full fp32+amp masked tied": (
        "start=16T+8Th+2bss+8sd;kept=4T+4Ta+22Th+8Ti+8Tq+2bss+6hi+4hkv+4hq;held=4T+4Ta+22Th+8Ti+8Tq+2bss+6hi+4hkv+4"
        "hq;left=-4T-4Ta-22Th-8Ti-8Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+10Th-2bss+2hV;head=4T+8Th-2bss+6hV|4T+12TV"
        "+6Th-2bss+2hV;last=-4Ta-10Th-8Ti-8Tq-4bss+4hV+6hi+4hkv+6hq|-2Th-8Ti-2bss+4hV+8hi|-2Th+4Ti-2bss+4hV+2hi|-4T"
        "a-4Th-8Ti+6Tkv+8Tq-4bss+4hV+6hi+2hq|-4Th-8Ti+2Tq-2bss+4hV+6hi+4hq|6Th-8Ti-2bss+4hV+4hi|-4Ti-2bss+4hV+6hi|-"
        "4Ta-2Th-8Ti-8Tq-4bss+4hV+6hi+4hkv+4hq|-4Th-8Ti+8Tq-2bss+4hV+6hi+2hq;embedding=-12T-12Ta-74Th-24Ti-24Tq-8bs"
        "s+12hV+18hi+12hkv+12hq-8sd|-12T-12Ta-70Th-24Ti-24Tq-8bss+8hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 masked tied": (
        "start=16T+8Th+2bss+8sd;kept=4T+4Ta+16Th+16Ti+16Tq+4bss;held=4T+4Ta+16Th+16Ti+16Tq+4bss;left=-4T-4Ta-16Th-1"
        "6Ti-16Tq-4bss+12hi+8hkv+8hq;forward=12T+8TV+8Th-2bss;head=4T+4TV+12Th-2bss+4hV|4T+12TV+8Th-2bss;last=-4Ta+"
        "4Th-16Ti-12Tq-6bss+4hV+12hi+8hkv+8hq|-4Th+8Ti-2bss+4hV+4hi|4Th-12Ti-2bss+4hV+12hi|-16Ti+16Tq-2bss+4hV+12hi"
        "+4hq|-4Ta+8Th-16Ti-12Tq-6bss+4hV+12hi+8hkv+4hq;embedding=-12T-12Ta-56Th-48Ti-48Tq-14bss+12hV+36hi+24hkv+24"
        "hq-8sd|-12T-12Ta-52Th-48Ti-48Tq-14bss+8hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked tied checkpointing": (
        "start=16T+2Th+2bss+4sd;kept=2Th;held=2Th+1bss;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+12Th-1bss|20Tkv+10Tq"
        "|2Th+6Ti|8Tkv+18Tq;head=4T+2TV+14Th-4bss+2hV|4T+22Th-4bss+2hV|4T+12TV+12Th-4bss;last=4T+24Th-4bss+2hV+6hi+"
        "4hkv+4hq|4T+4Ta+14Th+12Ti+8Tq-2bss+2hV+2hi|4T+16Th+6Tkv+16Tq-4bss+2hV+6hi+2hq|4T+14Th+20Tkv+10Tq-4bss+2hV|"
        "4T+14Th+8Tkv+18Tq-4bss+2hV|4T+4Ta+16Th+16Tq-2bss+2hV+6hi+2hq|4T+4Ta+18Th+2Ti+8Tq-2bss+2hV+6hi;embedding=-8"
        "Th-5bss+6hV+18hi+12hkv+12hq-4sd|-6Th-5bss+4hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked tied checkpointing": "@full bf16 masked tied checkpointing",
    "full fp32+amp masked tied checkpointing": (
        "start=16T+4Th+2bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th+1bss;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+14Th-1"
        "bss+2hV|2Th+6Ti-2hi|8Tkv+18Tq-6hi-2hq;head=4T+12Th-4bss+6hV|4T+12TV+10Th-4bss+2hV;last=4T+16Th-4bss+4hV+12"
        "hi+8hkv+10hq|4T+4Ta+24Th+8Tq-2bss+4hV+14hi+4hkv+4hq|4T+4Ta+24Th+12Ti+8Tq-2bss+4hV+8hi+4hkv+4hq|4T+22Th+6Tk"
        "v+16Tq-4bss+4hV+12hi+4hkv+6hq|4T+4Ta+22Th+10Tq-2bss+4hV+12hi+4hkv+8hq|4T+4Ta+32Th+8Ti+8Tq-2bss+4hV+6hi+4hk"
        "v+4hq|4T+26Th+20Tkv+10Tq-4bss+4hV+4hkv+2hq|4T+26Th+8Tkv+18Tq-4bss+4hV+4hkv+2hq|4T+4Ta+26Th+4Ti+8Tq-2bss+4h"
        "V+12hi+4hkv+4hq|4T+24Th-4bss+4hV+12hi+8hkv+8hq;embedding=-16Th-5bss+12hV+36hi+24hkv+24hq-8sd|-12Th-5bss+8h"
        "V+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 masked tied checkpointing": (
        "start=16T+4Th+2bss+8sd;kept=4Th;held=4Th+1bss;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+12Th-1bss|4Th+12Ti|2"
        "0Tkv+8Tq|4Ta+8Tkv+16Tq+4bss;head=4T+4TV+16Th-4bss+4hV|4T+12TV+12Th-4bss;last=4T+24Th+4Tq-4bss+4hV+12hi+8hk"
        "v+8hq|4T+4Ta+16Th+24Ti+16Tq+4hV+4hi|4T+4Ta+24Th+4Ti+16Tq+4hV+12hi|4T+4Ta+20Th+32Tq+4hV+12hi+4hq|4T+28Th+4T"
        "q-4bss+4hV+12hi+8hkv+4hq;embedding=-16Th-5bss+12hV+36hi+24hkv+24hq-8sd|-12Th-5bss+8hV+36hi+24hkv+24hq-8sd"
    ),
}

PREFILL = {
    "bf16 plain": "8T+6Th+16Tkv+10Tq+4sd|8T+8Th+6Ti+4sd|8T+6Th+4Tkv+18Tq+4sd|20T+16Th+4sd|8T+2Th+4bV",
    "bf16 eager": (
        "8T+6Th+16Tkv+10Tq+4bss+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|8T+6Th+6Tq+4bss+10bssa+4sd|8T+6Th+4Tkv+18Tq+4bss+4sd|"
        "20T+16Th+4bss+4sd|8T+2Th+4bV"
    ),
    "bf16 eager ungrouped": "8T+6Th+26Tq+4bss+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|8T+6Th+2Tq+4bss+10bssa+4sd|8T+2Th+4bV",
    "fp32 plain": "8T+12Th+12Tkv+8Tq+8sd|8T+16Th+12Ti+8sd|8T+12Th+16Tq+8sd|8T+28Th+8sd|8T+4Th+8bV",
    "fp32 eager": (
        "8T+12Th+20Tq+8bss+4bssa+8sd|8T+16Th+12Ti+8bss+4bssa+8sd|8T+12Th+12Tq+8bss+8bssa+8sd|8T+28Th+8bss+4bssa+8sd"
        "|8T+4Th+8bV"
    ),
    "fp32 eager ungrouped": (
        "8T+12Th+20Tq+8bss+8sd|8T+16Th+12Ti+8bss+4bssa+8sd|8T+12Th+4Tq+8bss+8bssa+8sd|8T+28Th+8bss+4bssa+8sd|8T+4Th+8bV"
    ),
    "nf4 plain": (
        "8T+6Th+16Tkv+10Tq+4sd|8T+8Th+4Ti+2hi+4sd|8T+8Th+2Ti+2.0625hi+4sd|8T+6Th+4Tkv+18Tq+4sd|8T+8Th+6Ti+4sd|8T+6T"
        "h+4Tq+2.0625hq+4sd|20T+16Th+4sd|8T+8Th+4Tq+2hq+4sd|8T+2Th+4bV|8T+10Th+2Ti+2hi+4sd"
    ),
    "nf4 eager": (
        "8T+6Th+16Tkv+10Tq+4bss+4sd|8T+8Th+4Ti+4bss+2bssa+2hi+4sd|8T+8Th+2Ti+4bss+2bssa+2.0625hi+4sd|8T+6Th+6Tq+4bs"
        "s+10bssa+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|8T+6Th+4Tq+4bss+2bssa+2.0625hq+4sd|8T+6Th+4Tkv+18Tq+4bss+4sd|20T+16"
        "Th+4bss+4sd|8T+8Th+4Tq+4bss+2bssa+2hq+4sd|8T+2Th+4bV|8T+10Th+2Ti+4bss+2bssa+2hi+4sd"
    ),
    "nf4 eager ungrouped": (
        "8T+6Th+26Tq+4bss+4sd|8T+8Th+4Ti+4bss+2bssa+2hi+4sd|8T+8Th+2Ti+4bss+2bssa+2.0625hi+4sd|8T+6Th+2Tq+4bss+10bs"
        "sa+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|8T+6Th+4Tq+4bss+2bssa+2.0625hq+4sd|8T+2Th+4bV|8T+8Th+4Tq+4bss+2bssa+2hq+4"
        "sd|8T+10Th+2Ti+4bss+2bssa+2hi+4sd"
    ),
}
