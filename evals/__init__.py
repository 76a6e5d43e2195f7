"""Quality: question sets, grading, reports, a baseline, and made-up guidelines that prove nothing is read from code."""
