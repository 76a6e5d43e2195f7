"""The database, opened."""

from __future__ import annotations


class Records:
    """What visitors chose to send and what staff wrote."""
