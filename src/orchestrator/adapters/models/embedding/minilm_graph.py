"""The BERT of all-MiniLM-L6-v2 written down as an ONNX graph, from its weights. Pure: no files, no cache, no running.

Layer shapes follow the model's own config.json (6 layers, 12 heads, width 384, GELU by erf, layer norm eps 1e-12). The
operators of the `com.microsoft` domain are ONNX Runtime's fused ones; written directly, they need no optimiser run.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

from orchestrator.adapters.models.embedding.minilm_identity import GRAPH_VERSION, WIDTH

LAYERS = 6
HEADS = 12
EPSILON = 1e-12
FUSED = "com.microsoft"

Weights = Mapping[str, np.ndarray]


def build_graph(weights: Weights) -> bytes:
    """An ONNX model: `input_ids` and `attention_mask` (int32, batch x length) to `embedding` (float32, batch x 384, unit).

    `weights` has the tensor names of model.safetensors. The same weights give the same graph.
    """
    graph = _Graph(weights)
    state = graph.embed_tokens()
    for layer in range(LAYERS):
        state = graph.add_layer(f"encoder.layer.{layer}.", state)
    graph.pool(state)
    return graph.serialized()


class _Graph:
    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, np.ndarray] = {}

    def embed_tokens(self) -> str:
        prefix = "embeddings."
        # All our inputs are of token type 0, so its embedding is folded into the positions.
        positions = self.weights[prefix + "position_embeddings.weight"]
        types = self.weights[prefix + "token_type_embeddings.weight"]
        words = self._weight(prefix + "word_embeddings.weight")
        inputs = ["input_ids", "", words, self._constant("positions", positions + types[0]), ""]
        return self._node("EmbedLayerNormalization", inputs + self._norm(prefix + "LayerNorm"), "embedded", epsilon=EPSILON)

    def add_layer(self, prefix: str, state: str) -> str:
        attention = prefix + "attention."
        joined = self._node("Attention", [state, *self._joined_qkv(attention), "attention_mask"], prefix + "attended", num_heads=HEADS)
        projected = self._matmul(joined, attention + "output.dense.weight", prefix + "projected")
        state = self._add_and_norm(projected, state, attention + "output", prefix + "middle")
        wide = self._matmul(state, prefix + "intermediate.dense.weight", prefix + "wide")
        gelu = self._node("BiasGelu", [wide, self._weight(prefix + "intermediate.dense.bias")], prefix + "gelu")
        narrow = self._matmul(gelu, prefix + "output.dense.weight", prefix + "narrow")
        return self._add_and_norm(narrow, state, prefix + "output", prefix + "state")

    def pool(self, state: str) -> None:
        """The mean over the unmasked tokens, at unit length; the division by their number is undone by the scaling."""
        mask = self._node("Cast", ["attention_mask"], "mask", domain="", to=TensorProto.FLOAT)
        column = self._node("Unsqueeze", [mask, self._constant("axis_2", np.array([2]))], "column", domain="")
        kept = self._node("Mul", [state, column], "kept", domain="")
        total = self._node("ReduceSum", [kept, self._constant("axis_1", np.array([1]))], "total", domain="", keepdims=0)
        self._node("LpNormalization", [total], "embedding", domain="", axis=-1, p=2)

    def serialized(self) -> bytes:
        shape = ["batch", "length"]
        inputs = [helper.make_tensor_value_info(n, TensorProto.INT32, shape) for n in ("input_ids", "attention_mask")]
        output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", WIDTH])
        constants = [numpy_helper.from_array(array, name) for name, array in self.constants.items()]
        graph = helper.make_graph(self.nodes, f"minilm-{GRAPH_VERSION}", inputs, [output], constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        model: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
        return model

    def _joined_qkv(self, attention: str) -> list[str]:
        names = [f"{attention}self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self.weights[name + ".weight"].T for name in names], axis=1)
        bias = np.concatenate([self.weights[name + ".bias"] for name in names])
        return [self._constant(attention + "qkv.weight", weight), self._constant(attention + "qkv.bias", bias)]

    def _add_and_norm(self, new: str, state: str, prefix: str, output: str) -> str:
        inputs = [new, state, *self._norm(prefix + ".LayerNorm"), self._weight(prefix + ".dense.bias")]
        return self._node("SkipLayerNormalization", inputs, output, epsilon=EPSILON)

    def _matmul(self, left: str, weight: str, output: str) -> str:
        # The weights are stored as (out, in); ONNX multiplies from the right.
        return self._node("MatMul", [left, self._constant(weight, self.weights[weight].T)], output, domain="")

    def _norm(self, prefix: str) -> list[str]:
        return [self._weight(prefix + ".weight"), self._weight(prefix + ".bias")]

    def _weight(self, name: str) -> str:
        return self._constant(name, self.weights[name])

    def _constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = np.ascontiguousarray(value)
        return name

    def _node(self, kind: str, inputs: list[str], output: str, domain: str = FUSED, **attributes: Any) -> str:
        # EmbedLayerNormalization insists on a second output, which we do not use.
        outputs = [output, output + ".mask"] if kind == "EmbedLayerNormalization" else [output]
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return output
