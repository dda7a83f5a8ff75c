"""Who talks to whom: thin callbacks, registered by the composition root, never at import."""
