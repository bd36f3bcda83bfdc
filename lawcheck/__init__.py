"""lawcheck: legality review of Chinese normative documents, offline."""

__version__ = "0.1.0"
