"""Side-by-side measurements: what is compared runs in turn within one run, and the ratios are what counts."""
