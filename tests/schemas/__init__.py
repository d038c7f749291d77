"""What other programs make of the schemas."""
