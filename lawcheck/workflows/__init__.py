"""The stages composed: files in, reviews out. Own files, order and progress; know nothing of the terminal."""
