"""Programs of `runtime: yaml`: their files, read and checked. `engines.yaml_runs` runs them."""
