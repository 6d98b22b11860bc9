"""paramiko writes nothing to the terminal."""

from __future__ import annotations

import logging


def keep_quiet() -> None:
    """Give paramiko's loggers an end of their own: without a handler, warnings would go to standard error."""
    logger = logging.getLogger("paramiko")
    logger.propagate = False
    if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        logger.addHandler(logging.NullHandler())
