"""One module a page: which panels it shows, and where on the grid."""
