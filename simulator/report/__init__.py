"""Reports: values to text and other formats."""
