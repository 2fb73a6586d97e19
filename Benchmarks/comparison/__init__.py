"""Measurements of engarde beside docker compose, in one run on one machine."""
