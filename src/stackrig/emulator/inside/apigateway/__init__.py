"""REST APIs as AWS serves them where LocalStack differs: authorization, requests and errors."""
