"""Shared picture builders: rows in, plain Plotly dict out; colours are `token:<role>`, no template."""
