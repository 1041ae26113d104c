"""What people read: progress, tables, and the reports of failed tests."""
