"""How rows come in: typed reading with every error collected, and publishing in one transaction."""
