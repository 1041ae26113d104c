"""REST APIs as AWS serves them, where LocalStack's differ: who may call them, their calls and their errors."""
