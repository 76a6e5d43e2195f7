"""What may be cited: guideline sheets, the vocabulary, and the readers that make guidelines of files."""
