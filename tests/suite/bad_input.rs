//! Bad input gets a clear answer and loses nothing.
