"""Lambda functions as processes: LocalStack's executor and the runtimes it starts."""
