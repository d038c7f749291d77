"""The program without what Windows lacks, since no test runs there."""
