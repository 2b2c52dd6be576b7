namespace GenerativeVI.Data;

/// <summary>What a file of a data set is for.</summary>
public enum SetPart
{
    /// <summary>Fitted.</summary>
    Train,

    /// <summary>Looked at to choose settings, neither fitted nor reported.</summary>
    Validation,

    /// <summary>Reported, and nothing else.</summary>
    Test,
}
