"""The graph that index/encoding/network.py runs, written by ``python -m eval.tuning.export_graph``.

The command needs the package onnx. The graph holds BERT's operations (Devlin et al., 2019), fused as ONNX Runtime
has them, at the sizes of bge-small and MiniLM-L12: 12 layers of 384. Every weight is declared with its shape and type
and left open; matrices are of 8 bits, and what they are multiplied with is put into 8 bits when it is known.
"""

from __future__ import annotations

from typing import Any

import onnx
from onnx import TensorProto, helper

from index.encoding.network import DIMENSIONS, GRAPH, HIDDEN, LAYERS, POOLED

_FUSED = "com.microsoft"  # the operations that ONNX Runtime adds to the standard ones
_INNER, _HEADS, _PIECES, _POSITIONS, _SEGMENTS = 1536, 12, 30522, 512, 2
_EPSILON = 1e-12


class _Builder:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def fused(self, operation: str, inputs: list[str], output: str, **settings: Any) -> str:
        self.nodes.append(helper.make_node(operation, inputs, [output], domain=_FUSED, **settings))
        return output

    def node(self, operation: str, inputs: list[str], output: str, **settings: Any) -> str:
        self.nodes.append(helper.make_node(operation, inputs, [output], **settings))
        return output

    def weight(self, name: str, *shape: int, kind: int = TensorProto.FLOAT) -> str:
        tensor = onnx.TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        tensor.external_data.add(key="location", value="given when the session is made")
        self.weights.append(tensor)
        return name

    def linear(self, x: str, name: str, inputs: int, outputs: int, *, biased: bool = True) -> str:
        """The product with a matrix of 8 bits, and its bias unless the operation that follows adds it."""
        matrix = self.weight(f"{name}.weight", inputs, outputs, kind=TensorProto.INT8)
        scale = self.weight(f"{name}.scale", outputs)
        bias = [self.weight(f"{name}.bias", outputs)] if biased else []
        return self.fused("DynamicQuantizeMatMul", [x, matrix, scale, "", *bias], f"{name}.out")

    def added(self, x: str, before: str, norm: str) -> str:
        """The layer norm of x and the layer's input.

        ONNX Runtime's own operation for both, SkipLayerNormalization, takes three to five times as long on a
        CPU (1.32).
        """
        return self.norm(self.node("Add", [x, before], f"{norm}.in"), norm)

    def norm(self, x: str, norm: str) -> str:
        weights = [self.weight(f"{norm}.{part}", DIMENSIONS) for part in ("weight", "bias")]
        return self.node("LayerNormalization", [x, *weights], f"{norm}.out", epsilon=_EPSILON)

    def embedded(self) -> str:
        """The vectors of the pieces, their places and their segments, added; a piece's is of 8 bits."""
        word = "embeddings.word_embeddings"
        table = self.weight(f"{word}.weight", _PIECES, DIMENSIONS, kind=TensorProto.INT8)
        scale = self.weight(f"{word}.scale", _PIECES, 1)
        pieces = self.node("Gather", [table, "pieces"], f"{word}.8bit")
        pieces = self.node("Cast", [pieces], f"{word}.cast", to=TensorProto.FLOAT)
        scales = self.node("Gather", [scale, "pieces"], f"{word}.scales")
        pieces = self.node("Mul", [pieces, scales], f"{word}.out")
        kinds = self.weight("embeddings.token_type_embeddings.weight", _SEGMENTS, DIMENSIONS)
        kinds = self.node("Gather", [kinds, "segments"], "embeddings.token_type_embeddings.out")
        places = self.weight("embeddings.position_embeddings.weight", _POSITIONS, DIMENSIONS)
        length = self.node("Shape", ["pieces"], "length", start=1)
        starts, axes = (self.constant(name, [0]) for name in ("starts", "axes"))
        places = self.node("Slice", [places, starts, length, axes], "embeddings.position_embeddings.out")
        x = self.node("Add", [pieces, kinds], "embeddings.pieces")
        return self.norm(self.node("Add", [x, places], "embeddings.in"), "embeddings.LayerNorm")

    def constant(self, name: str, values: list[int]) -> str:
        tensor = helper.make_tensor(name, TensorProto.INT64, [len(values)], values)
        return self.node("Constant", [], name, value=tensor)

    def layer(self, x: str, at: str) -> str:
        qkv = self.linear(x, f"{at}attention.self.qkv", DIMENSIONS, 3 * DIMENSIONS)
        parts = [f"{at}attention.self.{part}.out" for part in ("query", "key", "value")]
        self.nodes.append(helper.make_node("Split", [qkv], parts, axis=-1, num_outputs=3))
        attended = self.fused("MultiHeadAttention", parts, f"{at}attention.self.out", num_heads=_HEADS)
        attended = self.linear(attended, f"{at}attention.output.dense", DIMENSIONS, DIMENSIONS)
        seen = self.added(attended, x, f"{at}attention.output.LayerNorm")
        inner = self.linear(seen, f"{at}intermediate.dense", DIMENSIONS, _INNER, biased=False)
        bias = self.weight(f"{at}intermediate.dense.bias", _INNER)
        inner = self.fused("BiasGelu", [inner, bias], f"{at}intermediate.out")
        inner = self.linear(inner, f"{at}output.dense", _INNER, DIMENSIONS)
        return self.added(inner, seen, f"{at}output.LayerNorm")


def build() -> onnx.ModelProto:
    """The graph, from pieces and segments, shape (texts, pieces), to vectors.

    It gives a vector for each piece, shape (texts, pieces, 384), and that of the first piece, [CLS], at unit length,
    shape (texts, 384). There is no mask: texts that run together are of equal length.
    """
    builder = _Builder()
    x = builder.embedded()
    for layer in range(LAYERS):
        x = builder.layer(x, f"encoder.layer.{layer}.")
    assert x == HIDDEN
    first = builder.node("Gather", [x, builder.constant("first", [0])], "first.piece", axis=1)
    first = builder.node("Squeeze", [first, builder.constant("second axis", [1])], "first.vector")
    builder.node("LpNormalization", [first], POOLED, axis=-1, p=2)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT32, ["texts", "pieces"]) for name in ("pieces", "segments")
    ]
    outputs = [
        helper.make_tensor_value_info(HIDDEN, TensorProto.FLOAT, ["texts", "pieces", DIMENSIONS]),
        helper.make_tensor_value_info(POOLED, TensorProto.FLOAT, ["texts", DIMENSIONS]),
    ]
    graph = helper.make_graph(builder.nodes, "BERT, 12 layers of 384", inputs, outputs, builder.weights)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="article-qa")


def main() -> None:
    """Write the graph's file."""
    GRAPH.write_bytes(build().SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
