"""Pulumi programs: stacks, the targets they are deployed to, engines and the light AWS provider."""
