"""Services that LocalStack serves in another way here."""
