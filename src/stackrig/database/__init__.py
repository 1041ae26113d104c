"""PostgreSQL: servers, images, seeds, template databases and their clones."""
