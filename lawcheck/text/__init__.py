"""Characters only: folding, Chinese numerals, dates and quantities. Knows nothing of law or documents."""
