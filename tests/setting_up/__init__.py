"""Setting a checkout up, with stand-ins for what needs a network or a minute."""
