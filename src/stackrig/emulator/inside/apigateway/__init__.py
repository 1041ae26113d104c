"""REST APIs as AWS serves them, where LocalStack's differ: how they call functions, and who may call them."""
