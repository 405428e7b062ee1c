"""Benchmarks: ratios from one run against a stated reference. Nothing here is a test; times are never asserted."""
