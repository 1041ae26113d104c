"""What runs inside the embedded LocalStack, as the package `stackrig_localstack`: its interpreter has no stackrig.

Started by `python -m stackrig_localstack`. The files of functions/runtime run in the interpreters of Lambda functions.
"""
