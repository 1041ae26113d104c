"""Commands beside the stages: doctor and bench."""
