"""The colours of a website on the widget: used only where what stands on them, or they themselves as text, can be read."""

from __future__ import annotations

from dataclasses import dataclass

ENOUGH = 4.5
"""The least contrast of text, from WCAG 2.2, success criterion 1.4.3 (AA)."""
TEXTS = ("#ffffff", "#0b1214")
GROUNDS = {"light": ("#ffffff", "#f5f6f3", "#eaf2f1"), "dark": ("#182326", "#10181a", "#1e3234")}
"""What text stands on in the panel (`ui/widget/src/panel.css`)."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of one mode, each "#rrggbb": `fill` of buttons, `on_fill` of text on it, `text` of links and headings."""

    fill: str
    on_fill: str
    text: str


OWN = {"light": Ink("#0f5c63", "#ffffff", "#0f5c63"), "dark": Ink("#7fd0cf", "#07282a", "#7fd0cf")}


def inks(accent: str | None, accent_dark: str | None) -> tuple[Ink, Ink]:
    """The colours for light and dark mode.

    Args:
        accent: A website's colour, "#rrggbb". Ignored when neither white nor near-black text can be read on it.
        accent_dark: Its colour for dark mode; the same as `accent` when left out.
    """
    light, dark = _ink(accent, "light"), _ink(accent_dark or accent, "dark")
    return light, dark


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it: 1.0 to 21.0."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(colour: str) -> str | None:
    """The colour of text that can be read on another one: white, else near-black, else none."""
    return next((text for text in TEXTS if contrast(text, colour) >= ENOUGH), None)


def _ink(colour: str | None, mode: str) -> Ink:
    own = OWN[mode]
    on_fill = text_on(colour) if colour else None
    if colour is None or on_fill is None:
        return own
    readable = all(contrast(colour, ground) >= ENOUGH for ground in GROUNDS[mode])
    return Ink(colour, on_fill, colour if readable else own.text)


def _luminance(colour: str) -> float:
    """Relative luminance, 0.0 to 1.0 (WCAG 2.2, "relative luminance")."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
