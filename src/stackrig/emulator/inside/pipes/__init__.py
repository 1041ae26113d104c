"""EventBridge Pipes: from a queue or stream by a filter and an enrichment to a target."""
