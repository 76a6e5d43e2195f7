"""Question to scope, scope to hits, hits to a checked answer."""
