"""The light AWS provider: Pulumi resource types over boto3."""
