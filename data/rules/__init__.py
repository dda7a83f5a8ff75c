"""Pure domain rules: how figures are computed and judged. No I/O, no clock; knows only `data.contracts`."""
