"""JSON Schemas of the documents, for the editors that tutors write in."""
