"""LocalStack's clock, which tests move forward, and the events that become due."""
