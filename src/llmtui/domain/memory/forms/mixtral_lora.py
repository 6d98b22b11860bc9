"""What a mixtral model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp plain": (
        "start=4T+4sd;kept=12T+4TE+4Ta+14Th+4Tkv+6Tq+8Tr+40Tt+2Tth+6Ttm+8rh+4rkv+4rq;held=12T+4TE+4Ta+14Th+4Tkv+6Tq"
        "+8Tr+40Tt+2Tth+6Ttm+8rh+4rkv+4rq;left=-12T-4TE-4Ta-14Th-4Tkv-6Tq-8Tr-40Tt-2Tth-6Ttm+8rh+4rkv+4rq;forward=2"
        "TE+4Th+16Tt+10Tth|12T+10TV+2Th;head=4T+12TV-6rh;last=-2Th-8Tt-2Tth+6Ttm-6rh|-2Th-8Tt+14Tth-6rh;embedding="
    ),
    "lora bf16 plain": (
        "start=4T+4sd;kept=12T+4TE+4Ta+20Th+4Tkv+8Tq+16Tr+40Tt+2Tth+6Ttm;held=12T+4TE+4Ta+20Th+4Tkv+8Tq+16Tr+40Tt+2"
        "Tth+6Ttm;left=-12T-4TE-4Ta-20Th-4Tkv-8Tq-16Tr-40Tt-2Tth-6Ttm+16rh+8rkv+8rq;forward=2TE+4Th+16Tt+10Tth|12T+"
        "10TV+2Th;head=4T+12TV;last=-2Th-8Tt-2Tth+6Ttm|-2Th-8Tt+14Tth|-12T-4TE-4Ta+2Th-4Tkv-8Tq-16Tr-40Tt-2Tth-6Ttm"
        "+16rh+8rkv+8rq;embedding="
    ),
    "lora bf16+amp plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th+8rh+4rkv+4rq;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+36Tt+2Tth+8Ttm|12T"
        "+10TV+4Th|2TE+2Th+44Tt+12Tth;head=4T+12TV+2Th;last=12T+4TE+4Ta+14Th+4Tkv+6Tq+8Tr+32Tt+12Ttm+8rh+4rkv+4rq|1"
        "2T+6TE+4Ta+18Th+4Tkv+6Tq+8Tr+64Tt+12Tth+6Ttm+8rh+4rkv+4rq|12T+4TE+4Ta+14Th+4Tkv+6Tq+8Tr+40Tt+14Tth+6Ttm+8r"
        "h+4rkv+4rq;embedding=-4Th+48rh+24rkv+24rq-4sd"
    ),
    "lora bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+36Tt+2Tth+8Ttm|12T+10TV+4Th|2TE"
        "+2Th+44Tt+12Tth|10Th+4Tkv+8Tq;head=4T+12TV+2Th;last=12T+4TE+4Ta+20Th+4Tkv+8Tq+16Tr+32Tt+12Ttm|12T+6TE+4Ta+"
        "24Th+4Tkv+8Tq+16Tr+64Tt+12Tth+6Ttm|12T+4TE+4Ta+20Th+4Tkv+8Tq+16Tr+40Tt+14Tth+6Ttm|24Th+16rh+8rkv+8rq;embed"
        "ding=-4Th+48rh+24rkv+24rq-4sd"
    ),
    "lora bf16+amp masked": (
        "start=12T+1bss+4sd;kept=12T+4TE+4Ta+14Th+10Tq+8Tr+40Tt+2Tth+6Ttm+2bss+8rh+4rkv+4rq;held=12T+4TE+4Ta+14Th+1"
        "0Tq+8Tr+40Tt+2Tth+6Ttm+2bss+8rh+4rkv+4rq;left=-12T-4TE-4Ta-14Th-10Tq-8Tr-40Tt-2Tth-6Ttm-2bss+8rh+4rkv+4rq;"
        "forward=2TE+4Th+16Tt+10Tth|12T+10TV+2Th-1bss;head=4T+12TV-1bss-6rh;last=-2Th-8Tt-2Tth+6Ttm-1bss-6rh|-2Th-8"
        "Tt+14Tth-1bss-6rh;embedding="
    ),
    "lora bf16 masked": (
        "start=12T+1bss+4sd;kept=12T+4TE+4Ta+20Th+12Tq+16Tr+40Tt+2Tth+6Ttm+2bss;held=12T+4TE+4Ta+20Th+12Tq+16Tr+40T"
        "t+2Tth+6Ttm+2bss;left=-12T-4TE-4Ta-20Th-12Tq-16Tr-40Tt-2Tth-6Ttm-2bss+16rh+8rkv+8rq;forward=2TE+4Th+16Tt+1"
        "0Tth|12T+10TV+2Th-1bss;head=4T+12TV-1bss;last=-2Th-8Tt-2Tth+6Ttm-1bss|-2Th-8Tt+14Tth-1bss|-12T-4TE-4Ta+2Th"
        "-12Tq-16Tr-40Tt-2Tth-6Ttm-3bss+16rh+8rkv+8rq;embedding="
    ),
    "lora bf16+amp masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th+8rh+4rkv+4rq;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+36Tt+2Tth+8T"
        "tm|12T+10TV+4Th|2TE+2Th+44Tt+12Tth;head=4T+12TV+2Th;last=12T+4TE+4Ta+14Th+10Tq+8Tr+32Tt+12Ttm+2bss+8rh+4rk"
        "v+4rq|12T+6TE+4Ta+18Th+10Tq+8Tr+64Tt+12Tth+6Ttm+2bss+8rh+4rkv+4rq|12T+4TE+4Ta+14Th+10Tq+8Tr+40Tt+14Tth+6Tt"
        "m+2bss+8rh+4rkv+4rq;embedding=-4Th-1bss+48rh+24rkv+24rq-4sd"
    ),
    "lora bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+36Tt+2Tth+8Ttm|12T+10TV+4"
        "Th|2TE+2Th+44Tt+12Tth|10Th+4Tkv+8Tq;head=4T+12TV+2Th;last=12T+4TE+4Ta+20Th+12Tq+16Tr+32Tt+12Ttm+2bss|12T+6"
        "TE+4Ta+24Th+12Tq+16Tr+64Tt+12Tth+6Ttm+2bss|12T+4TE+4Ta+20Th+12Tq+16Tr+40Tt+14Tth+6Ttm+2bss|24Th+16rh+8rkv+"
        "8rq;embedding=-4Th-1bss+48rh+24rkv+24rq-4sd"
    ),
}

ADAPTERS = {
    "bf16+amp": (
        "q_proj=2Th+2Tr+2rh+2rq;k_proj=2Th+2Tr+2rh+2rkv;v_proj=2Th+2Tr+2rh+2rkv;o_proj=2Tq+2Tr+2rh+2rq;q_proj+k_pro"
        "j+v_proj=6Th+6Tr+6rh+4rkv+2rq"
    ),
    "bf16+amp eager": "@bf16+amp",
    "bf16": "q_proj=4Th+4Tr;k_proj=4Th+4Tr;v_proj=4Th+4Tr;o_proj=4Tq+4Tr;q_proj+k_proj+v_proj=12Th+12Tr",
    "bf16 eager": "@bf16",
}

DROPOUT = {
    "bf16+amp": "3Th+1Tq",
    "bf16": "@bf16+amp",
}
