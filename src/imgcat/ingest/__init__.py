"""Bringing things in."""
