"""Building the ONNX graph of all-mpnet-base-v2 from its weights.

The layer shapes follow the model's config.json (12 layers, 12 heads, width 768, GELU by erf, layer norm eps 1e-5). Attention
has a bias by the distance between two tokens, in the buckets of T5 (Raffel et al. 2020), shared by all layers.
"""

import math

import numpy as np

from orchestrator.adapters.models.embedding.graph import Graph, Weights
from orchestrator.adapters.models.embedding.mpnet.identity import GRAPH_VERSION, MAX_TOKENS, WIDTH

LAYERS = 12
HEADS = 12
EPSILON = 1e-5
FIRST_POSITION = 2
"""Row of the first token's position: those before it stand for padding."""
BUCKETS = 32
FARTHEST = 128
"""Tokens from which all distances share one bucket."""


def build_graph(weights: Weights) -> bytes:
    """The ONNX model, see `Graph.serialized`, for at most MAX_TOKENS tokens. `weights` has the tensor names of
    model.safetensors; the same weights give the same graph."""
    graph = Graph(weights, EPSILON)
    state = graph.embed_tokens(weights["embeddings.position_embeddings.weight"][FIRST_POSITION : FIRST_POSITION + MAX_TOKENS])
    bias = _distance_bias(graph)
    for layer in range(LAYERS):
        state = _add_layer(graph, f"encoder.layer.{layer}.", state, bias)
    graph.pool(state)
    return graph.serialized(f"mpnet-{GRAPH_VERSION}", WIDTH)


def bucket(distance: np.ndarray) -> np.ndarray:
    """The bucket, in [0, BUCKETS), of each distance (position attended to minus own position, in tokens): exact up to a quarter
    of them on either side, then in even steps of its logarithm."""
    half = BUCKETS // 2
    exact = half // 2
    far = np.abs(distance)
    steps = np.log(np.maximum(far, 1) / exact) / math.log(FARTHEST / exact) * (half - exact)
    found: np.ndarray = np.where(distance > 0, half, 0) + np.where(far < exact, far, np.minimum(half - 1, exact + steps.astype(np.int64)))
    return found


def _distance_bias(graph: Graph) -> str:
    """The bias of each head for each pair of tokens: batch x heads x length x length."""
    places = np.arange(MAX_TOKENS)
    table = graph.weights["encoder.relative_attention_bias.weight"][bucket(places[None, :] - places[:, None])]
    whole = graph.constant("distances", table.transpose(2, 0, 1)[None].astype(np.float32))
    zero, one, two = (graph.constant(f"at_{number}", np.array([number])) for number in range(3))
    shape = graph.node("Shape", ["input_ids"], "shape", domain="")
    batch = graph.node("Slice", [shape, zero, one, zero], "batch_size", domain="")
    length = graph.node("Slice", [shape, one, two, zero], "token_count", domain="")
    ends = graph.node("Concat", [length, length], "ends", domain="", axis=0)
    starts, axes = graph.constant("starts", np.array([0, 0])), graph.constant("axes", np.array([2, 3]))
    cut = graph.node("Slice", [whole, starts, ends, axes], "distances_cut", domain="")
    repeats = graph.node("Concat", [batch, graph.constant("ones", np.array([1, 1, 1]))], "repeats", domain="", axis=0)
    return graph.node("Tile", [cut, repeats], "distance_bias", domain="")


def _add_layer(graph: Graph, prefix: str, state: str, bias: str) -> str:
    attention = prefix + "attention."
    joined = graph.joined(attention + "qkv", [f"{attention}attn.{part}" for part in "qkv"])
    attended = graph.node("Attention", [state, *joined, "attention_mask", "", bias], prefix + "attended", num_heads=HEADS)
    projected = graph.matmul(attended, attention + "attn.o.weight", prefix + "projected")
    state = graph.add_and_norm(projected, state, attention + "LayerNorm", attention + "attn.o.bias", prefix + "middle")
    return graph.feed_forward(prefix, state)
