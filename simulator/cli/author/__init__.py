"""Commands for tutors who write: check, analyse, draw, walk and preview."""
