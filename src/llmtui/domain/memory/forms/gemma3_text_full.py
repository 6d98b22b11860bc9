"""What a gemma3_text model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "full bf16 plain tied": (
        "start=8T+4Th+4sd;kept=16T+8Ta+36Th+8Ti+4Tk+12Tkv+12Tq;held=16T+8Ta+36Th+8Ti+4Tk+12Tkv+12Tq;left=-16T-8Ta-3"
        "6Th-8Ti-4Tk-12Tkv-12Tq+6hi+4hkv+4hq;forward=12T+10TV+6Th;head=20Th+2hV|4T+2TV+8Th+2hV|4T+12TV+6Th;last=-16"
        "T-8Ta-14Th-8Ti-4Tk-12Tkv-12Tq+2hV+6hi+4hkv+4hq|-4T+14Th+2hV|-4T-6Th-6Ti+2hV+6hi|-4T-10Th+4Ti+2hV+2hi|-8T+4"
        "Th-8Ti+2hV+6hi|-12T-8Ta-28Th-8Ti-4Tk-8Tkv+12Tq+2hV+6hi+2hq|-12T-4Ta-28Th-8Ti-4Tk+14Tkv-2Tq+2hV+6hi+2hq;emb"
        "edding=-48T-24Ta-112Th-24Ti-12Tk-36Tkv-36Tq+6hV+18hi+12hkv+12hq-4sd|-48T-24Ta-108Th-24Ti-12Tk-36Tkv-36Tq+2"
        "hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain tied": "@full bf16 plain tied",
    "full fp32+amp plain tied": (
        "start=8T+4Th+8sd;kept=16T+8Ta+42Th+8Ti+4Tk+12Tkv+12Tq+6hi+4hkv+4hq;held=16T+8Ta+42Th+8Ti+4Tk+12Tkv+12Tq+6h"
        "i+4hkv+4hq;left=-16T-8Ta-42Th-8Ti-4Tk-12Tkv-12Tq+6hi+4hkv+4hq;forward=12T+10TV+10Th+2hV;head=4T+8Th+6hV|4T"
        "+12TV+6Th+2hV;last=-4T-8Th-8Ti+4hV+8hi|-4T+16Th+4hV|-12T-8Ta-30Th-8Ti-4Tk-12Tkv-12Tq+4hV+6hi+4hkv+6hq|-4T-"
        "8Th+4Ti+4hV+2hi|-4T-6Th-4Ti+4hV+6hi|-12T-28Th-8Ti+2Tq+4hV+6hi+4hq;embedding=-48T-24Ta-130Th-24Ti-12Tk-36Tk"
        "v-36Tq+12hV+18hi+12hkv+12hq-8sd|-48T-24Ta-122Th-24Ti-12Tk-36Tkv-36Tq+4hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 plain tied": (
        "start=8T+4Th+8sd;kept=16T+8Ta+40Th+16Ti+4Tk+16Tkv+16Tq;held=16T+8Ta+40Th+16Ti+4Tk+16Tkv+16Tq;left=-16T-8Ta"
        "-40Th-16Ti-4Tk-16Tkv-16Tq+12hi+8hkv+8hq;forward=12T+8TV+8Th;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=-12T-8Ta"
        "-20Th-16Ti-4Tk-16Tkv-12Tq+4hV+12hi+8hkv+8hq|-4T-8Th+8Ti+4hV+4hi|-4T-12Ti+4hV+12hi|-4T+16Th+4hV|-12T-28Th-1"
        "6Ti+8Tkv+8Tq+4hV+12hi+4hq;embedding=-48T-24Ta-124Th-48Ti-12Tk-48Tkv-48Tq+12hV+36hi+24hkv+24hq-8sd|-48T-24T"
        "a-116Th-48Ti-12Tk-48Tkv-48Tq+4hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 plain tied checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+8Th|2Th+6Ti;head=22Th+2hV|4T+2T"
        "V+10Th+2hV|4T+12TV+8Th;last=24Th+2hV+6hi+4hkv+4hq|12T+8Ta+52Th+8Ti+4Tk+12Tkv+12Tq+2hV|12T+8Ta+32Th+2Ti+4Tk"
        "+12Tkv+12Tq+2hV+6hi|12T+8Ta+28Th+12Ti+4Tk+12Tkv+12Tq+2hV+2hi|8T+8Ta+42Th+4Tk+12Tkv+12Tq+2hV+6hi|4T+10Th+4T"
        "kv+24Tq+2hV+6hi+2hq|4T+4Ta+10Th+26Tkv+10Tq+2hV+6hi+2hq;embedding=-8Th+6hV+18hi+12hkv+12hq-4sd|-4Th+2hV+18h"
        "i+12hkv+12hq-4sd"
    ),
    "full bf16+amp plain tied checkpointing": "@full bf16 plain tied checkpointing",
    "full fp32+amp plain tied checkpointing": (
        "start=8T+4Th+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th+2hV|4Th+6Ti-"
        "2hi;head=4T+8Th+6hV|4T+12TV+6Th+2hV;last=12T+8Ta+30Th+4Tk+12Tkv+12Tq+4hV+14hi+4hkv+4hq|12T+8Ta+54Th+8Ti+4T"
        "k+12Tkv+12Tq+4hV+6hi+4hkv+4hq|4T+8Th+4hV+12hi+8hkv+10hq|12T+8Ta+30Th+12Ti+4Tk+12Tkv+12Tq+4hV+8hi+4hkv+4hq|"
        "12T+8Ta+32Th+4Ti+4Tk+12Tkv+12Tq+4hV+12hi+4hkv+4hq|4T+8Ta+10Th+4Tk+12Tkv+14Tq+4hV+12hi+4hkv+8hq;embedding=-"
        "16Th+12hV+36hi+24hkv+24hq-8sd|-8Th+4hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 plain tied checkpointing": (
        "start=8T+4Th+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th|4Th+12Ti|20Tkv+8Tq|8Tkv+16T"
        "q;head=4T+4TV+12Th+4hV|4T+12TV+8Th;last=4T+16Th+4Tq+4hV+12hi+8hkv+8hq|12T+8Ta+28Th+24Ti+4Tk+16Tkv+16Tq+4hV"
        "+4hi|12T+8Ta+36Th+4Ti+4Tk+16Tkv+16Tq+4hV+12hi|12T+8Ta+52Th+16Ti+4Tk+16Tkv+16Tq+4hV|4T+8Ta+8Th+4Tk+24Tkv+24"
        "Tq+4hV+12hi+4hq;embedding=-16Th+12hV+36hi+24hkv+24hq-8sd|-8Th+4hV+36hi+24hkv+24hq-8sd"
    ),
    "full bf16 masked tied": (
        "start=16T+4Th+2bss+4sd;kept=16T+8Ta+36Th+8Ti+4Tk+8Tkv+16Tq+2bss;held=16T+8Ta+36Th+8Ti+4Tk+8Tkv+16Tq+2bss;l"
        "eft=-16T-8Ta-36Th-8Ti-4Tk-8Tkv-16Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+6Th-2bss;head=20Th-2bss+2hV|4T+2TV+"
        "8Th-2bss+2hV|4T+12TV+6Th-2bss;last=-16T-8Ta-14Th-8Ti-4Tk-8Tkv-16Tq-4bss+2hV+6hi+4hkv+4hq|-4T+14Th-2bss+2hV"
        "|-4T-6Th-6Ti-2bss+2hV+6hi|-4T-10Th+4Ti-2bss+2hV+2hi|-8T+4Th-8Ti-2bss+2hV+6hi|-12T-28Th-8Ti+8Tq-2bss+2hV+6h"
        "i+2hq|-12T-4Ta-28Th-8Ti-4Tk+18Tkv-6Tq-4bss+2hV+6hi+2hq;embedding=-48T-24Ta-112Th-24Ti-12Tk-24Tkv-48Tq-8bss"
        "+6hV+18hi+12hkv+12hq-4sd|-48T-24Ta-108Th-24Ti-12Tk-24Tkv-48Tq-8bss+2hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked tied": "@full bf16 masked tied",
    "full fp32+amp masked tied": (
        "start=16T+4Th+2bss+8sd;kept=16T+8Ta+42Th+8Ti+4Tk+8Tkv+16Tq+2bss+6hi+4hkv+4hq;held=16T+8Ta+42Th+8Ti+4Tk+8Tk"
        "v+16Tq+2bss+6hi+4hkv+4hq;left=-16T-8Ta-42Th-8Ti-4Tk-8Tkv-16Tq-2bss+6hi+4hkv+4hq;forward=12T+10TV+10Th-2bss"
        "+2hV;head=4T+8Th-2bss+6hV|4T+12TV+6Th-2bss+2hV;last=-4T-8Th-8Ti-2bss+4hV+8hi|-4T+16Th-2bss+4hV|-12T-8Ta-30"
        "Th-8Ti-4Tk-8Tkv-16Tq-4bss+4hV+6hi+4hkv+6hq|-4T-8Th+4Ti-2bss+4hV+2hi|-4T-6Th-4Ti-2bss+4hV+6hi|-12T-28Th-8Ti"
        "+2Tq-2bss+4hV+6hi+4hq;embedding=-48T-24Ta-130Th-24Ti-12Tk-24Tkv-48Tq-8bss+12hV+18hi+12hkv+12hq-8sd|-48T-24"
        "Ta-122Th-24Ti-12Tk-24Tkv-48Tq-8bss+4hV+18hi+12hkv+12hq-8sd"
    ),
    "full fp32 masked tied": (
        "start=16T+4Th+2bss+8sd;kept=16T+8Ta+40Th+16Ti+4Tk+8Tkv+24Tq+4bss;held=16T+8Ta+40Th+16Ti+4Tk+8Tkv+24Tq+4bss"
        ";left=-16T-8Ta-40Th-16Ti-4Tk-8Tkv-24Tq-4bss+12hi+8hkv+8hq;forward=12T+8TV+8Th-2bss;head=4T+4TV+12Th-2bss+4"
        "hV|4T+12TV+8Th-2bss;last=-12T-8Ta-20Th-16Ti-4Tk-8Tkv-20Tq-6bss+4hV+12hi+8hkv+8hq|-4T-8Th+8Ti-2bss+4hV+4hi|"
        "-4T-12Ti-2bss+4hV+12hi|-4T+16Th-2bss+4hV|-12T-28Th-16Ti+16Tq-2bss+4hV+12hi+4hq;embedding=-48T-24Ta-124Th-4"
        "8Ti-12Tk-24Tkv-72Tq-14bss+12hV+36hi+24hkv+24hq-8sd|-48T-24Ta-116Th-48Ti-12Tk-24Tkv-72Tq-14bss+4hV+36hi+24h"
        "kv+24hq-8sd"
    ),
    "full bf16 masked tied checkpointing": (
        "start=16T+2Th+2bss+4sd;kept=2Th;held=2Th;left=-2Th+6hi+4hkv+4hq;forward=12T+10TV+8Th-1bss|2Th+6Ti;head=22T"
        "h-1bss+2hV|4T+2TV+10Th-1bss+2hV|4T+12TV+8Th-1bss;last=24Th-1bss+2hV+6hi+4hkv+4hq|12T+8Ta+52Th+8Ti+4Tk+8Tkv"
        "+16Tq+1bss+2hV|12T+8Ta+32Th+2Ti+4Tk+8Tkv+16Tq+1bss+2hV+6hi|12T+8Ta+28Th+12Ti+4Tk+8Tkv+16Tq+1bss+2hV+2hi|8T"
        "+8Ta+42Th+4Tk+8Tkv+16Tq+1bss+2hV+6hi|4T+8Ta+10Th+4Tk+8Tkv+24Tq+1bss+2hV+6hi+2hq|4T+4Ta+10Th+26Tkv+10Tq-1bs"
        "s+2hV+6hi+2hq;embedding=-8Th-2bss+6hV+18hi+12hkv+12hq-4sd|-4Th-2bss+2hV+18hi+12hkv+12hq-4sd"
    ),
    "full bf16+amp masked tied checkpointing": "@full bf16 masked tied checkpointing",
    "full fp32+amp masked tied checkpointing": (
        "start=16T+4Th+2bss+8sd;kept=4Th+6hi+4hkv+4hq;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+10TV+10Th-1bss+2"
        "hV|4Th+6Ti-2hi|4Ta+6Tkv+16Tq+2bss-6hi-2hq;head=4T+8Th-1bss+6hV|4T+12TV+6Th-1bss+2hV;last=12T+8Ta+30Th+4Tk+"
        "8Tkv+16Tq+1bss+4hV+14hi+4hkv+4hq|12T+8Ta+54Th+8Ti+4Tk+8Tkv+16Tq+1bss+4hV+6hi+4hkv+4hq|4T+8Th-1bss+4hV+12hi"
        "+8hkv+10hq|12T+8Ta+30Th+12Ti+4Tk+8Tkv+16Tq+1bss+4hV+8hi+4hkv+4hq|12T+8Ta+32Th+4Ti+4Tk+8Tkv+16Tq+1bss+4hV+1"
        "2hi+4hkv+4hq|4T+8Ta+10Th+4Tk+8Tkv+18Tq+1bss+4hV+12hi+4hkv+8hq;embedding=-16Th-2bss+12hV+36hi+24hkv+24hq-8s"
        "d|-8Th-2bss+4hV+36hi+24hkv+24hq-8sd"
    ),
    "full fp32 masked tied checkpointing": (
        "start=16T+4Th+2bss+8sd;kept=4Th;held=4Th;left=-4Th+12hi+8hkv+8hq;forward=12T+8TV+8Th-1bss|4Th+12Ti|20Tkv+8"
        "Tq|4Ta+8Tkv+16Tq+4bss;head=4T+4TV+12Th-1bss+4hV|4T+12TV+8Th-1bss;last=4T+16Th+4Tq-1bss+4hV+12hi+8hkv+8hq|1"
        "2T+8Ta+28Th+24Ti+4Tk+8Tkv+24Tq+3bss+4hV+4hi|12T+8Ta+36Th+4Ti+4Tk+8Tkv+24Tq+3bss+4hV+12hi|12T+8Ta+52Th+16Ti"
        "+4Tk+8Tkv+24Tq+3bss+4hV|4T+8Ta+8Th+4Tk+8Tkv+40Tq+3bss+4hV+12hi+4hq;embedding=-16Th-2bss+12hV+36hi+24hkv+24"
        "hq-8sd|-8Th-2bss+4hV+36hi+24hkv+24hq-8sd"
    ),
}

PREFILL = {
    "bf16 plain": "8T+4Ta+6Th+10Tq+4sd|8T+8Th+6Ti+4sd|12T+16Th+4sd|8T+2Th+2bV",
    "bf16 eager": (
        "8T+6Th+6Tq+4bss+10bssa+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|12T+16Th+4bss+2bssa+4sd|8T+6Th+10Tq+4bss+2bssa+4sd|8T"
        "+2Th+2bV"
    ),
    "bf16 eager ungrouped": (
        "12T+16Th+4bss+2bssa+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|8T+6Th+2Tq+4bss+10bssa+4sd|8T+4Ta+6Th+10Tq+4bss+4sd|8T+2"
        "Th+2bV"
    ),
    "fp32 plain": "8T+12Th+12Tkv+8Tq+8sd|8T+16Th+12Ti+8sd|8T+12Th+16Tq+8sd|8T+24Th+8sd|8T+4Th+4bV",
    "fp32 eager": (
        "8T+12Th+20Tq+8bss+4bssa+8sd|8T+16Th+12Ti+8bss+4bssa+8sd|8T+12Th+12Tq+8bss+8bssa+8sd|8T+24Th+8bss+4bssa+8sd"
        "|8T+4Th+4bV"
    ),
    "fp32 eager ungrouped": (
        "8T+12Th+20Tq+8bss+8sd|8T+16Th+12Ti+8bss+4bssa+8sd|8T+12Th+4Tq+8bss+8bssa+8sd|8T+24Th+8bss+4bssa+8sd|8T+4Th+4bV"
    ),
    "nf4 plain": (
        "8T+8Th+4Tq+2hq+4sd|8T+8Th+4Ti+2hi+4sd|8T+8Th+2Ti+2.0625hi+4sd|8T+8Th+6Ti+4sd|8T+6Th+4Tq+2.0625hq+4sd|8T+4T"
        "a+6Th+10Tq+4sd|12T+16Th+4sd|8T+2Th+2bV|8T+10Th+2Ti+2hi+4sd"
    ),
    "nf4 eager": (
        "8T+8Th+4Tq+4bss+2bssa+2hq+4sd|8T+8Th+4Ti+4bss+2bssa+2hi+4sd|8T+8Th+2Ti+4bss+2bssa+2.0625hi+4sd|8T+6Th+6Tq+"
        "4bss+10bssa+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|8T+6Th+4Tq+4bss+2bssa+2.0625hq+4sd|12T+16Th+4bss+2bssa+4sd|8T+2T"
        "h+2bV|8T+10Th+2Ti+4bss+2bssa+2hi+4sd"
    ),
    "nf4 eager ungrouped": (
        "8T+8Th+4Tq+4bss+2bssa+2hq+4sd|8T+8Th+4Ti+4bss+2bssa+2hi+4sd|8T+8Th+2Ti+4bss+2bssa+2.0625hi+4sd|8T+6Th+2Tq+"
        "4bss+10bssa+4sd|8T+8Th+6Ti+4bss+2bssa+4sd|8T+6Th+4Tq+4bss+2bssa+2.0625hq+4sd|8T+4Ta+6Th+10Tq+4bss+4sd|12T+"
        "16Th+4bss+2bssa+4sd|8T+2Th+2bV|8T+10Th+2Ti+4bss+2bssa+2hi+4sd"
    ),
}
