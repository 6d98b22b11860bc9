"""How the closed form of a decoder layer's memory is read off the real libraries."""
