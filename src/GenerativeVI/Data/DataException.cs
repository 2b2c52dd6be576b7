namespace GenerativeVI.Data;

/// <summary>
/// Data that cannot be used: missing, damaged, of the wrong kind, or not to be had. The message is one sentence that a person can act on: the
/// file, what was expected, what was found, and how to get it again. Every reader, locator and download of this chapter throws this and nothing else.
/// </summary>
public sealed class DataException : Exception
{
    /// <summary>A finding in one free sentence.</summary>
    /// <param name="sentence">The whole message: the culprit and the remedy, with a full stop.</param>
    /// <param name="cause">The error of the system below, or null.</param>
    public DataException(string sentence, Exception? cause = null) : base(InOneLine(sentence), cause) => Finding = InOneLine(sentence).TrimEnd('.');

    /// <summary>A mismatch: <c>culprit: expected …, found …; remedy.</c></summary>
    /// <param name="culprit">The file, with the place inside it where that helps.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="remedy">What to do about it, as a clause without a full stop; null where only the caller knows.</param>
    /// <param name="cause">The error of the system below, or null.</param>
    public DataException(string culprit, string expected, string found, string? remedy = null, Exception? cause = null)
        : this($"{culprit}: expected {expected}, found {found}", remedy, cause)
    {
    }

    private DataException(string finding, string? remedy, Exception? cause) : base(InOneLine(remedy is null ? $"{finding}." : $"{finding}; {remedy}."), cause)
        => (Finding, Remedy) = (InOneLine(finding), remedy);

    // What a message quotes of a file may be anything, and a sentence stays on its line.
    private static string InOneLine(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;

    /// <summary>What is wrong, without the remedy and the full stop.</summary>
    public string Finding { get; }

    /// <summary>What to do about it; null where the thrower could not know.</summary>
    public string? Remedy { get; }

    /// <summary>The same finding with a remedy, which whoever knows where the file came from adds; a remedy that is already there stays.</summary>
    /// <param name="remedy">What to do about it, as a clause without a full stop.</param>
    /// <returns>The error to throw.</returns>
    public DataException Or(string remedy) => Remedy is null ? new DataException(Finding, remedy, InnerException) : this;
}
