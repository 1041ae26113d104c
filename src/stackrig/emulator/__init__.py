"""LocalStack: servers, images, its installation, and the boto3 clients that reach it."""
