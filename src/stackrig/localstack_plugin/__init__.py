"""What runs inside the embedded LocalStack, as the package `stackrig_localstack`: its interpreter has no stackrig.

Started by `python -m stackrig_localstack`. `_stackrig_*.py` and `.mjs` run inside Lambda functions, in their own interpreters.
"""
