"""What the benchmark of the API serves beside our own server: the same SQL with less around it."""
