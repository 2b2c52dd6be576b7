namespace GenerativeVI.Cli.Help;

/// <summary>A command that has a shorter description for the list in its parent's help.</summary>
internal interface IBrief
{
    /// <summary>A few words.</summary>
    string Brief { get; }
}
