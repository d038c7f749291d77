"""One module a view: values to what a person reads."""
