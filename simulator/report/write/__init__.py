"""One module a medium: text, web page, and the formats of other programs."""
