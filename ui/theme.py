"""How the pages look: colours and type by a Gradio theme, everything else by `assets/`. Only fonts of the visitor's own machine are used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

ASSETS = Path(__file__).parent / "assets"
FONT = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def asset(name: str) -> str:
    """The text of a file in `ui/assets`."""
    return (ASSETS / name).read_text(encoding="utf-8")


def build_theme() -> Any:
    """The theme of every Gradio page of the project; the figures behind its names are custom properties of `chat.css`."""
    theme = gr.themes.Base(primary_hue="teal", secondary_hue="teal", neutral_hue="slate", font=FONT, font_mono=MONO, text_size="lg", radius_size="md")
    plain = {
        "body_background_fill": "var(--ea-page)",
        "body_text_color": "var(--ea-ink)",
        "body_text_color_subdued": "var(--ea-soft)",
        "background_fill_primary": "var(--ea-card)",
        "background_fill_secondary": "var(--ea-page)",
        "block_background_fill": "transparent",
        "block_border_width": "0px",
        "block_shadow": "none",
        "block_label_text_color": "var(--ea-soft)",
        "block_title_text_color": "var(--ea-soft)",
        "block_title_text_weight": "500",
        "block_title_text_size": "0.875rem",
        "border_color_primary": "var(--ea-line)",
        "border_color_accent": "var(--ea-accent)",
        "input_background_fill": "var(--ea-card)",
        "input_background_fill_focus": "var(--ea-card)",
        "input_border_color": "var(--ea-edge)",
        "input_border_color_focus": "var(--ea-accent)",
        "input_placeholder_color": "var(--ea-soft)",
        "button_primary_background_fill": "var(--ea-accent)",
        "button_primary_background_fill_hover": "var(--ea-accent-strong)",
        "button_primary_text_color": "var(--ea-on-accent)",
        "button_secondary_background_fill": "var(--ea-card)",
        "button_secondary_background_fill_hover": "var(--ea-tint)",
        "button_secondary_text_color": "var(--ea-ink)",
        "button_secondary_border_color": "var(--ea-edge)",
        "button_transition": "background-color 120ms ease",
        "loader_color": "var(--ea-accent)",
    }
    accepted = gr.themes.Base.set.__code__.co_varnames
    both = plain | {f"{name}_dark": value for name, value in plain.items() if f"{name}_dark" in accepted}
    return theme.set(**both)


def build_look() -> dict[str, Any]:
    """Arguments for Gradio's `mount_gradio_app` and `launch`: theme, style sheet and script of the page, with nothing from another host.

    The style sheet goes into the head: given as `css`, Gradio would rewrite its selectors and break those that hold a comma.
    """
    return {
        "theme": build_theme(),
        "head": f"<style>{asset('chat.css')}</style><script>{asset('chat.js')}</script>",
        "footer_links": [],
        "run_history": False,
        "show_error": False,
        "ssr_mode": False,
    }
