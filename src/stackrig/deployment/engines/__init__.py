"""The engines that run Pulumi programs: stackrig's own in this process, and the Pulumi CLI."""
