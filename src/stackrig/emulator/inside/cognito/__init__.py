"""Cognito's user pools: pools, clients and users, sign-up and sign-in, tokens, triggers and the hosted endpoints."""
