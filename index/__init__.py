"""Guideline to passages, passages to vectors and terms, vectors and terms to hits."""
