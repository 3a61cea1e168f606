"""The pages of the documentation that follow from the code, one module each."""
