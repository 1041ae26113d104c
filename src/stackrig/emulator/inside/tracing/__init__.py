"""Requests to APIs, invocations of functions and calls of AWS services, recorded for those who ask for it."""
