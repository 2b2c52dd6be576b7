namespace GenerativeVI.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal interface IExemplified
{
    /// <summary>Command lines to copy, each with what it does behind a #.</summary>
    IReadOnlyList<string> Examples { get; }
}
