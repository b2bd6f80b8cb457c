"""The Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group) over locations, as OpenRefine asks."""
