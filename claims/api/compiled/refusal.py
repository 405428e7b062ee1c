"""What is said of a field that SQL cannot make."""


class NotCompilable(TypeError):
    """A field of a shape has no SQL form: give it one, or name the shape in `compiled.plain`."""
