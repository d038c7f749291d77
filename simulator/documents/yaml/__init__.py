"""A document as YAML: its bytes to a plain tree, with the place and every fault of each part."""
