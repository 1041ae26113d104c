"""DynamoDB over moto's tables."""
