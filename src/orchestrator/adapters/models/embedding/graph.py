"""An ONNX graph of a transformer under construction. Reads no file and runs no model.

The `com.microsoft` operators are the fused operators of ONNX Runtime; a graph names them directly, so no optimiser has to run.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

FUSED = "com.microsoft"

Weights = Mapping[str, np.ndarray]


class Graph:
    """Nodes and constants of a model from `input_ids` and `attention_mask` to `embedding`, by the tensors of its file.

    `epsilon` is that of its layer norms.
    """

    def __init__(self, weights: Weights, epsilon: float) -> None:
        self.weights = weights
        self.epsilon = epsilon
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, np.ndarray] = {}

    def embed_tokens(self, positions: np.ndarray) -> str:
        """The sum of each token's and its position's embedding, normalised."""
        prefix = "embeddings."
        words = self.weight(prefix + "word_embeddings.weight")
        inputs = ["input_ids", "", words, self.constant("positions", positions), ""]
        return self.node("EmbedLayerNormalization", inputs + self.norm(prefix + "LayerNorm"), "embedded", epsilon=self.epsilon)

    def feed_forward(self, prefix: str, state: str) -> str:
        wide = self.matmul(state, prefix + "intermediate.dense.weight", prefix + "wide")
        gelu = self.node("BiasGelu", [wide, self.weight(prefix + "intermediate.dense.bias")], prefix + "gelu")
        narrow = self.matmul(gelu, prefix + "output.dense.weight", prefix + "narrow")
        return self.add_and_norm(narrow, state, prefix + "output.LayerNorm", prefix + "output.dense.bias", prefix + "state")

    def pool(self, state: str) -> None:
        """The mean over the unmasked tokens, scaled to unit length; the sum suffices, because the scaling cancels
        the division."""
        mask = self.node("Cast", ["attention_mask"], "mask", domain="", to=TensorProto.FLOAT)
        column = self.node("Unsqueeze", [mask, self.constant("axis_2", np.array([2]))], "column", domain="")
        kept = self.node("Mul", [state, column], "kept", domain="")
        total = self.node("ReduceSum", [kept, self.constant("axis_1", np.array([1]))], "total", domain="", keepdims=0)
        self.node("LpNormalization", [total], "embedding", domain="", axis=-1, p=2)

    def serialized(self, name: str, width: int) -> bytes:
        """`input_ids` and `attention_mask` (int32, batch x length) to `embedding` (float32, batch x `width`, unit)."""
        shape = ["batch", "length"]
        inputs = [helper.make_tensor_value_info(n, TensorProto.INT32, shape) for n in ("input_ids", "attention_mask")]
        output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", width])
        constants = [numpy_helper.from_array(array, name) for name, array in self.constants.items()]
        graph = helper.make_graph(self.nodes, name, inputs, [output], constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        model: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
        return model

    def add_and_norm(self, new: str, state: str, norm: str, bias: str, output: str) -> str:
        inputs = [new, state, *self.norm(norm), self.weight(bias)]
        return self.node("SkipLayerNormalization", inputs, output, epsilon=self.epsilon)

    def matmul(self, left: str, weight: str, output: str) -> str:
        # The weights are stored as (out, in), and MatMul expects (in, out).
        return self.node("MatMul", [left, self.constant(weight, self.weights[weight].T)], output, domain="")

    def joined(self, output: str, names: list[str]) -> list[str]:
        """The weights and biases of several projections of one state, side by side."""
        weight = np.concatenate([self.weights[name + ".weight"].T for name in names], axis=1)
        bias = np.concatenate([self.weights[name + ".bias"] for name in names])
        return [self.constant(output + ".weight", weight), self.constant(output + ".bias", bias)]

    def norm(self, prefix: str) -> list[str]:
        return [self.weight(prefix + ".weight"), self.weight(prefix + ".bias")]

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = np.ascontiguousarray(value)
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = FUSED, **attributes: Any) -> str:
        # EmbedLayerNormalization requires a second output, which is not used.
        outputs = [output, output + ".mask"] if kind == "EmbedLayerNormalization" else [output]
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return output
