"""Building the ONNX graph of all-MiniLM-L6-v2, a BERT model, from its weights.

The layer shapes follow the model's config.json (6 layers, 12 heads, width 384, GELU by erf, layer norm eps 1e-12).
"""

from orchestrator.adapters.models.embedding.graph import Graph, Weights
from orchestrator.adapters.models.embedding.minilm.identity import GRAPH_VERSION, WIDTH

LAYERS = 6
HEADS = 12
EPSILON = 1e-12


def build_graph(weights: Weights) -> bytes:
    """The ONNX model, see `Graph.serialized`. `weights` has the tensor names of model.safetensors; the same weights give the
    same graph."""
    graph = Graph(weights, EPSILON)
    # Every input has token type 0, so the embedding of that type is added to the positions.
    positions = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    state = graph.embed_tokens(positions)
    for layer in range(LAYERS):
        state = _add_layer(graph, f"encoder.layer.{layer}.", state)
    graph.pool(state)
    return graph.serialized(f"minilm-{GRAPH_VERSION}", WIDTH)


def _add_layer(graph: Graph, prefix: str, state: str) -> str:
    attention = prefix + "attention."
    joined = graph.joined(attention + "qkv", [f"{attention}self.{part}" for part in ("query", "key", "value")])
    attended = graph.node("Attention", [state, *joined, "attention_mask"], prefix + "attended", num_heads=HEADS)
    projected = graph.matmul(attended, attention + "output.dense.weight", prefix + "projected")
    output = attention + "output."
    state = graph.add_and_norm(projected, state, output + "LayerNorm", output + "dense.bias", prefix + "middle")
    return graph.feed_forward(prefix, state)
