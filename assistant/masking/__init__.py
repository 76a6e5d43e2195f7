"""Masking: names and other personal data are taken out of a text before anything else is done with it. `masker.py` says in which order."""

from assistant.masking.masker import Masked, Masker

__all__ = ["Masked", "Masker"]
