"""Docker and Podman: the daemon, its images, networks and containers, and the removal of what a session made."""
