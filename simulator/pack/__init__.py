"""The evidence pack: what an outsider gets, who checks it years later with nothing else at hand."""
