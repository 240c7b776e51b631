"""The graph that index/encoding/network.py runs, written by ``python -m eval.tuning.export_graph``.

The command needs the package onnx. The graph holds BERT's operations (Devlin et al., 2019), fused as ONNX Runtime
has them, at the sizes of all-MiniLM-L6-v2. Every weight is declared with its shape and left open.
"""

from __future__ import annotations

from typing import Any

import onnx
from onnx import TensorProto, helper

from index.encoding.network import DIMENSIONS, GRAPH, HIDDEN, LAYERS, PARTS, POOLED

_FUSED = "com.microsoft"  # the operations that ONNX Runtime adds to the standard ones
_INNER, _HEADS, _PIECES, _POSITIONS, _SEGMENTS = 1536, 12, 30522, 512, 2
_EPSILON = 1e-12


class _Builder:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def fused(self, operation: str, inputs: list[str], output: str, **settings: Any) -> str:
        outputs = [output, f"{output}.unused"] if operation == "EmbedLayerNormalization" else [output]
        self.nodes.append(helper.make_node(operation, inputs, outputs, domain=_FUSED, **settings))
        return output

    def node(self, operation: str, inputs: list[str], output: str, **settings: Any) -> str:
        self.nodes.append(helper.make_node(operation, inputs, [output], **settings))
        return output

    def weight(self, name: str, *shape: int) -> str:
        tensor = onnx.TensorProto(
            name=name, data_type=TensorProto.FLOAT, dims=shape, data_location=TensorProto.EXTERNAL
        )
        tensor.external_data.add(key="location", value="given when the session is made")
        self.weights.append(tensor)
        return name

    def linear(self, x: str, name: str, inputs: int, outputs: int) -> str:
        """The product with a matrix, without its bias, which the operation that follows adds."""
        matrix = self.weight(f"{name}.weight", outputs, inputs)
        return self.fused("FusedMatMul", [x, matrix], f"{name}.out", transB=1)

    def added(self, x: str, before: str, bias: str, norm: str) -> str:
        """The layer norm of x, its bias and the layer's input.

        ONNX Runtime's own operation for all of it, SkipLayerNormalization, takes three to five times as long on a
        CPU (1.32).
        """
        weights = [self.weight(f"{norm}.weight", DIMENSIONS), self.weight(f"{norm}.bias", DIMENSIONS)]
        x = self.node("Add", [x, self.weight(bias, DIMENSIONS)], f"{norm}.biased")
        x = self.node("Add", [x, before], f"{norm}.in")
        return self.node("LayerNormalization", [x, *weights], f"{norm}.out", epsilon=_EPSILON)

    def embedded(self) -> str:
        sizes = {"word": _PIECES, "position": _POSITIONS, "token_type": _SEGMENTS}
        tables = [self.weight(f"embeddings.{name}_embeddings.weight", size, DIMENSIONS) for name, size in sizes.items()]
        norm = [self.weight(f"embeddings.LayerNorm.{part}", DIMENSIONS) for part in ("weight", "bias")]
        inputs = ["pieces", "segments", *tables, *norm]
        return self.fused("EmbedLayerNormalization", inputs, "embeddings.out", epsilon=_EPSILON)

    def layer(self, x: str, at: str) -> str:
        own = f"{at}attention.self."
        parts = [self.linear(x, own + part, DIMENSIONS, DIMENSIONS) for part in PARTS]
        inputs = [*parts, self.weight(f"{own}qkv.bias", 3 * DIMENSIONS)]
        attended = self.fused("MultiHeadAttention", inputs, f"{own}out", num_heads=_HEADS)
        attended = self.linear(attended, f"{at}attention.output.dense", DIMENSIONS, DIMENSIONS)
        seen = self.added(attended, x, f"{at}attention.output.dense.bias", f"{at}attention.output.LayerNorm")
        inner = self.linear(seen, f"{at}intermediate.dense", DIMENSIONS, _INNER)
        bias = self.weight(f"{at}intermediate.dense.bias", _INNER)
        inner = self.fused("BiasGelu", [inner, bias], f"{at}intermediate.out")
        inner = self.linear(inner, f"{at}output.dense", _INNER, DIMENSIONS)
        return self.added(inner, seen, f"{at}output.dense.bias", f"{at}output.LayerNorm")


def build() -> onnx.ModelProto:
    """The graph, from pieces and segments, shape (texts, pieces), to vectors.

    It gives a vector for each piece, shape (texts, pieces, 384), and their mean at unit length, shape (texts, 384).
    There is no mask: texts that run together are of equal length.
    """
    builder = _Builder()
    x = builder.embedded()
    for layer in range(LAYERS):
        x = builder.layer(x, f"encoder.layer.{layer}.")
    assert x == HIDDEN
    mean = builder.node("ReduceMean", [x], "mean", axes=[1], keepdims=0)
    builder.node("LpNormalization", [mean], POOLED, axis=-1, p=2)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT32, ["texts", "pieces"]) for name in ("pieces", "segments")
    ]
    outputs = [
        helper.make_tensor_value_info(HIDDEN, TensorProto.FLOAT, ["texts", "pieces", DIMENSIONS]),
        helper.make_tensor_value_info(POOLED, TensorProto.FLOAT, ["texts", DIMENSIONS]),
    ]
    graph = helper.make_graph(builder.nodes, "all-MiniLM-L6-v2", inputs, outputs, builder.weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="article-qa")


def main() -> None:
    """Write the graph's file."""
    GRAPH.write_bytes(build().SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
