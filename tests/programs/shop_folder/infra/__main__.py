"""The shop's stack, as `pulumi up` runs it: helper modules beside it, settings from the stack's file."""

import pulumi
from parts import functions, queues

config = pulumi.Config()

print(f"deploying for {config.require('owner')} with {config.get('token') or 'no token'}")

orders = queues.make_queue("orders", config.require_int("retention"))
worker = functions.make_function("worker", {"OWNER": config.require("owner"), "QUEUE": orders.url})

pulumi.export("queue", orders.url)
pulumi.export("worker", worker.name)
pulumi.export("token", config.require_secret("token"))
pulumi.export("labels", config.require_object("labels"))
pulumi.export("version", queues.AWS_VERSION)
