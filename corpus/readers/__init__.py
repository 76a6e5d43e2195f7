"""Readers: files of each kind as a person sees them, before anybody asks what they mean."""
