"""Gradio's blocks, but for what they print: with an error Gradio writes down what the page was sent, and so what was asked."""

from __future__ import annotations

import logging
from typing import Any

import gradio as gr

from ui.logs import place

FAILED = "Something went wrong. Please load the page again; if it happens again, tell whoever runs this page."
logger = logging.getLogger(__name__)


class QuietBlocks(gr.Blocks):  # type: ignore[misc]
    """A page of which an error is logged by where it was raised, and told in the page by one plain sentence."""

    async def process_api(self, block_fn: Any, inputs: list[Any], *args: Any, **named: Any) -> dict[str, Any]:
        """As Gradio's own, but that it takes texts only: of a value that names a file or an address Gradio would make a copy, whatever file that is.

        Raises:
            gr.Error: If what was sent does not fit the page, or an event of the page fails.
        """
        if not all(value is None or (isinstance(value, str) and _is_text(value)) for value in inputs):
            raise gr.Error(FAILED, print_exception=False)
        try:
            done: dict[str, Any] = await super().process_api(block_fn, inputs, *args, **named)
        except Exception as error:
            logger.error("an event of the page failed: %s", place(error))
            raise gr.Error(FAILED, print_exception=False) from None
        return done


def _is_text(value: str) -> bool:
    """Whether a text can be sent back; half of a surrogate pair cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
