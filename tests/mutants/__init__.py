"""Single changes to the shipped scenarios, and whether anything notices them."""
