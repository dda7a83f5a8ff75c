"""Units on the ground: schematic outlines by locality and date, and where their labels fit."""
