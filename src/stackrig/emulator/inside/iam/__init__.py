"""IAM: judge requests as AWS would, by the policies that LocalStack stores."""
