"""What a qwen3_moe model keeps, traced through torch 2.13.0, transformers 5.24.0 by scripts/trace_layers.py."""

FORMS = {
    "lora bf16+amp plain": (
        "start=4T+4sd;kept=8T+4TE+8Ta+14Th+4Tk+8Tkv+10Tq+8Tr+34Tt+2Tth+6Ttm+8rh+4rkv+4rq;held=8T+4TE+8Ta+14Th+4Tk+8"
        "Tkv+10Tq+8Tr+34Tt+2Tth+6Ttm+8rh+4rkv+4rq;left=-8T-4TE-8Ta-14Th-4Tk-8Tkv-10Tq-8Tr-34Tt-2Tth-6Ttm+8rh+4rkv+4"
        "rq;forward=2TE+4Th+6Tt+2Tth+2Ttm|12T+10TV+2Th|2TE+8Th+14Tt+8Tth;head=4T+12TV-6rh;last=-2Th-8Tt-2Tth+6Ttm-6"
        "rh|-4T-4TE+18Th-34Tt-2Tth-6Ttm-6rh|-2Th+6Tth-6rh|-4T-4TE-8Ta-8Th-4Tk-8Tkv+14Tq-6Tr-34Tt-2Tth-6Ttm+4rkv+2rq"
        ";embedding="
    ),
    "lora bf16 plain": (
        "start=4T+4sd;kept=8T+4TE+8Ta+20Th+4Tk+8Tkv+12Tq+16Tr+34Tt+2Tth+6Ttm;held=8T+4TE+8Ta+20Th+4Tk+8Tkv+12Tq+16T"
        "r+34Tt+2Tth+6Ttm;left=-8T-4TE-8Ta-20Th-4Tk-8Tkv-12Tq-16Tr-34Tt-2Tth-6Ttm+16rh+8rkv+8rq;forward=2TE+4Th+6Tt"
        "+2Tth+2Ttm|12T+10TV+2Th|2TE+4Th+14Tt+6Tth;head=4T+12TV;last=-2Th-8Tt-2Tth+6Ttm|-4T-4TE+18Th-34Tt-2Tth-6Ttm"
        "|-2Th+6Tth|-8T-4TE-8Ta+2Th-4Tk-8Tkv-12Tq-16Tr-34Tt-2Tth-6Ttm+16rh+8rkv+8rq;embedding="
    ),
    "lora bf16+amp plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th+8rh+4rkv+4rq;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+32Tt+2Tth+8Ttm|12T"
        "+10TV+4Th|2TE+6Th+40Tt+10Tth;head=4T+12TV+2Th;last=8T+4TE+8Ta+14Th+4Tk+8Tkv+10Tq+8Tr+26Tt+12Ttm+8rh+4rkv+4"
        "rq|8T+6TE+8Ta+18Th+4Tk+8Tkv+10Tq+8Tr+56Tt+8Tth+6Ttm+8rh+4rkv+4rq|4T+8Th+24Tq+2Tr+14rh+8rkv+6rq;embedding=-"
        "4Th+48rh+24rkv+24rq-4sd"
    ),
    "lora bf16 plain checkpointing": (
        "start=8T+2Th+4sd;kept=2Th;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+32Tt+2Tth+8Ttm|12T+10TV+4Th|2TE"
        "+2Th+40Tt+8Tth|10Th+4Tkv+8Tq;head=4T+12TV+2Th;last=8T+4TE+8Ta+20Th+4Tk+8Tkv+12Tq+16Tr+26Tt+12Ttm|8T+6TE+8T"
        "a+24Th+4Tk+8Tkv+12Tq+16Tr+56Tt+8Tth+6Ttm|24Th+16rh+8rkv+8rq;embedding=-4Th+48rh+24rkv+24rq-4sd"
    ),
    "lora bf16+amp masked": (
        "start=12T+1bss+4sd;kept=8T+4TE+8Ta+14Th+4Tk+4Tkv+14Tq+8Tr+34Tt+2Tth+6Ttm+2bss+8rh+4rkv+4rq;held=8T+4TE+8Ta"
        "+14Th+4Tk+4Tkv+14Tq+8Tr+34Tt+2Tth+6Ttm+2bss+8rh+4rkv+4rq;left=-8T-4TE-8Ta-14Th-4Tk-4Tkv-14Tq-8Tr-34Tt-2Tth"
        "-6Ttm-2bss+8rh+4rkv+4rq;forward=2TE+4Th+6Tt+2Tth+2Ttm|12T+10TV+2Th-1bss|2TE+8Th+14Tt+8Tth;head=4T+12TV-1bs"
        "s-6rh;last=-2Th-8Tt-2Tth+6Ttm-1bss-6rh|-4T-4TE+18Th-34Tt-2Tth-6Ttm-1bss-6rh|-2Th+6Tth-1bss-6rh|-4T-4TE-4Ta"
        "-6Th-4Tk+20Tkv-8Tq-4Tr-34Tt-2Tth-6Ttm-3bss-2rh+2rkv+2rq|-4T-4TE-8Ta-8Th-4Tk-4Tkv+10Tq-6Tr-34Tt-2Tth-6Ttm-3"
        "bss+4rkv+2rq;embedding="
    ),
    "lora bf16 masked": (
        "start=12T+1bss+4sd;kept=8T+4TE+8Ta+20Th+4Tk+4Tkv+16Tq+16Tr+34Tt+2Tth+6Ttm+2bss;held=8T+4TE+8Ta+20Th+4Tk+4T"
        "kv+16Tq+16Tr+34Tt+2Tth+6Ttm+2bss;left=-8T-4TE-8Ta-20Th-4Tk-4Tkv-16Tq-16Tr-34Tt-2Tth-6Ttm-2bss+16rh+8rkv+8r"
        "q;forward=2TE+4Th+6Tt+2Tth+2Ttm|12T+10TV+2Th-1bss|2TE+4Th+14Tt+6Tth;head=4T+12TV-1bss;last=-2Th-8Tt-2Tth+6"
        "Ttm-1bss|-4T-4TE+18Th-34Tt-2Tth-6Ttm-1bss|-2Th+6Tth-1bss|-8T-4TE-8Ta+2Th-4Tk-4Tkv-16Tq-16Tr-34Tt-2Tth-6Ttm"
        "-3bss+16rh+8rkv+8rq;embedding="
    ),
    "lora bf16+amp masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th+8rh+4rkv+4rq;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+32Tt+2Tth+8T"
        "tm|12T+10TV+4Th|2TE+6Th+40Tt+10Tth;head=4T+12TV+2Th;last=8T+4TE+8Ta+14Th+4Tk+4Tkv+14Tq+8Tr+26Tt+12Ttm+2bss"
        "+8rh+4rkv+4rq|8T+6TE+8Ta+18Th+4Tk+4Tkv+14Tq+8Tr+56Tt+8Tth+6Ttm+2bss+8rh+4rkv+4rq|4T+8Ta+18Th+4Tk+8Tkv+18Tq"
        "+8Tr+2Tth+2bss+8rh+4rkv+4rq;embedding=-4Th-1bss+48rh+24rkv+24rq-4sd"
    ),
    "lora bf16 masked checkpointing": (
        "start=16T+2Th+1bss+4sd;kept=2Th;held=2Th;left=-2Th+16rh+8rkv+8rq;forward=2TE+2Th+32Tt+2Tth+8Ttm|12T+10TV+4"
        "Th|2TE+2Th+40Tt+8Tth|10Th+4Tkv+8Tq;head=4T+12TV+2Th;last=8T+4TE+8Ta+20Th+4Tk+4Tkv+16Tq+16Tr+26Tt+12Ttm+2bs"
        "s|8T+6TE+8Ta+24Th+4Tk+4Tkv+16Tq+16Tr+56Tt+8Tth+6Ttm+2bss|24Th+16rh+8rkv+8rq;embedding=-4Th-1bss+48rh+24rkv"
        "+24rq-4sd"
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
