"""The ledger: its days, the page as it will print, what stands against closing, print and proof."""

from ui.pages.ledger.page import LedgerPage

__all__ = ["LedgerPage"]
