"""The in-process Pulumi engine. Read: assets, values, urns, paths, state, goals, providers, removal, run, monitor."""
