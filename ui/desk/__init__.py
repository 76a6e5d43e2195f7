"""The desk: where staff of an association answer messages and what visitors sent."""
