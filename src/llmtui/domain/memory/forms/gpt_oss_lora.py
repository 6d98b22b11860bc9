"""What a gpt_oss model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp eager": (
        "start=4T+4bss+2sd;kept=8T+10Ta+14Th+8Tq+8Tr+36Tt+2Tth+12Ttm+2bssa+8rh+4rkv+4rq;held=8T+10Ta+14Th+8Tq+8Tr+3"
        "6Tt+2Tth+12Ttm+2bssa+8rh+4rkv+4rq;left=-8T-10Ta-14Th-8Tq-8Tr-36Tt-2Tth-12Ttm-2bssa+8rh+4rkv+4rq;forward=2T"
        "E+4Th+4Tt+8Ttm|12T+10TV+2Th-4bss|-4T+8Ta-2Th+4Tkv-2Tq-2Tr-36Tt-2Tth-12Ttm+10bssa-2rh-2rq|2TE+8Th+12Tt+10Tt"
        "h;head=4T+12TV-4bss-6rh;last=-2Th-8Tt-2Tth+6Ttm-4bss-6rh|-2Th+6Tth-4bss-6rh|-4T+6Ta-6Th-2Tq-2Tr-36Tt-2Tth-"
        "12Ttm-4bss+4bssa-4rh+2rq|-8T-10Ta+8Th-8Tq-8Tr-36Tt-2Tth-12Ttm-4bss-2bssa+2rh+4rkv+4rq;embedding="
    ),
    "lora bf16 eager": (
        "start=4T+4bss+2sd;kept=8T+10Ta+20Th+10Tq+16Tr+36Tt+2Tth+12Ttm+2bssa;held=8T+10Ta+20Th+10Tq+16Tr+36Tt+2Tth+"
        "12Ttm+2bssa;left=-8T-10Ta-20Th-10Tq-16Tr-36Tt-2Tth-12Ttm-2bssa+16rh+8rkv+8rq;forward=2TE+4Th+4Tt+8Ttm|12T+"
        "10TV+2Th-4bss|-4T+4Ta-2Th+4Tkv-4Tq-4Tr-36Tt-2Tth-12Ttm+4bssa|2TE+4Th+12Tt+8Tth;head=4T+12TV-4bss;last=-2Th"
        "-8Tt-2Tth+6Ttm-4bss|-2Th+6Tth-4bss|-4T+6Ta-6Th-4Tq-4Tr-36Tt-2Tth-12Ttm-4bss+4bssa+4rh+4rq|-8T-10Ta+2Th-10T"
        "q-16Tr-36Tt-2Tth-12Ttm-4bss-2bssa+16rh+8rkv+8rq;embedding="
    ),
    "lora bf16+amp eager checkpointing": (
        "start=8T+2Th+4bss+2sd;kept=2Th+8rh+4rkv+4rq;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Ta+2Th+32Tt+2Tth"
        "+18Ttm+2bssa|12T+10TV+4Th-2bss|10Ta+4Tkv+6Tq+12bssa-2rh-2rq|2TE+2Ta+6Th+40Tt+12Tth+2bssa;head=4T+12TV+2Th-"
        "2bss;last=8T+2TE+10Ta+18Th+8Tq+8Tr+40Tt+4Tth+20Ttm-2bss+2bssa+8rh+4rkv+4rq|8T+2TE+10Ta+18Th+8Tq+8Tr+56Tt+1"
        "0Tth+12Ttm-2bss+2bssa+8rh+4rkv+4rq|4T+18Ta+12Th+4Tkv+6Tq+6Tr+2Tth-2bss+12bssa+6rh+4rkv+2rq;embedding=-4Th-"
        "4bss+48rh+24rkv+24rq-2sd"
    ),
    "lora bf16 eager checkpointing": (
        "start=8T+2Th+4bss+2sd;kept=2Th;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Ta+2Th+32Tt+2Tth+18Ttm+2bssa|"
        "12T+10TV+4Th-2bss|6Ta+4Tkv+6Tq+6bssa|2TE+2Ta+2Th+40Tt+10Tth+2bssa;head=4T+12TV+2Th-2bss;last=8T+2TE+10Ta+2"
        "4Th+10Tq+16Tr+40Tt+4Tth+20Ttm-2bss+2bssa|8T+2TE+10Ta+24Th+10Tq+16Tr+56Tt+10Tth+12Ttm-2bss+2bssa|4T+14Ta+18"
        "Th+4Tkv+6Tq+12Tr+2Tth-2bss+6bssa|24Th-2bss+16rh+8rkv+8rq;embedding=-4Th-4bss+48rh+24rkv+24rq-2sd"
    ),
}

ADAPTERS = {
    "bf16+amp": (
        "q_proj=2Th+2Tr+2rh+2rq;k_proj=2Th+2Tr+2rh+2rkv;v_proj=2Th+2Tr+2rh+2rkv;o_proj=2Tq+2Tr+2rh+2rq;q_proj+k_pro"
        "j+v_proj=6Th+6Tr+6rh+4rkv+2rq"
    ),
    "bf16": "q_proj=4Th+4Tr;k_proj=4Th+4Tr;v_proj=4Th+4Tr;o_proj=4Tq+4Tr;q_proj+k_proj+v_proj=12Th+12Tr",
}

DROPOUT = {
    "bf16+amp": "3Th+1Tq",
    "bf16": "@bf16+amp",
}
