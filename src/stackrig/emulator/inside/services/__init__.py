"""Services that LocalStack serves differently here."""
