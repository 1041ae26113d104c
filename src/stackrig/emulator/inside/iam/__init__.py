"""IAM: what AWS would allow and refuse, judged from the policies that LocalStack stores."""
