"""The in-process Pulumi engine; read in the order assets, values, urns, paths, state, goals, providers, run, monitor."""
