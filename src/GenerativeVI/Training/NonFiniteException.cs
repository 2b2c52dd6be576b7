namespace GenerativeVI.Training;

/// <summary>A bound stopped being a number. The message names step, phase and the first offending term; the step's update was not applied.</summary>
/// <param name="message">The sentence.</param>
public sealed class NonFiniteException(string message) : ArithmeticException(message)
{
    /// <summary>An exception without details.</summary>
    public NonFiniteException()
        : this("a bound is not finite.")
    {
    }

    /// <summary>An exception with its cause.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public NonFiniteException(string message, Exception innerException)
        : this($"{message} ({innerException?.Message})")
    {
    }
}
