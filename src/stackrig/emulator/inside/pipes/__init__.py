"""EventBridge Pipes: a source's events pass a filter and an enrichment on their way to a target."""
