"""Texts for people: progress, tables, and the reports of failed tests."""
