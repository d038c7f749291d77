"""What a store keeps and exports as bytes: events and entries, their chains, and what is wrong with them."""
