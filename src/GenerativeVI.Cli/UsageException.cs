namespace GenerativeVI.Cli;

/// <summary>Arguments that mean nothing: exit code 2.</summary>
/// <param name="sentence">Which, and what would do.</param>
internal sealed class UsageException(string sentence) : Exception(sentence);
