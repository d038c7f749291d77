"""The database under a store: tables, guards, rights, and where it is."""
