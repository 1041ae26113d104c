"""Whole rigs: the plan, the record, the servers, a project's rig and a test run's rig."""
