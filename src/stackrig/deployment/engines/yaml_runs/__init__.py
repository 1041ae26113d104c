"""YAML programs as they run: their resources and functions over the Pulumi SDK, in this process."""
