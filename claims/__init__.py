"""On Record's one application, in layers: see docs/architecture.md."""
