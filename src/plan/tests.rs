//! What the rows of a plan are.
