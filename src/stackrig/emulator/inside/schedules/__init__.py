"""Schedules of EventBridge: those of Scheduler, and rules; what they invoke, and when."""
