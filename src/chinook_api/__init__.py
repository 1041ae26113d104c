"""The example under test: a REST API over the Chinook database, by API Gateway, Lambda and Secrets Manager."""
