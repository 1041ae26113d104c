"""Record requests to APIs, invocations of functions and calls of AWS services, while a reader wants records."""
