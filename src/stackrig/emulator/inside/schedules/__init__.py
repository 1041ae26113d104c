"""Schedules of EventBridge Scheduler and of rules: their times and their targets."""
