using System.Text;

namespace GenerativeVI.Data;

/// <summary>How a table is read, where its file does not say.</summary>
public sealed record TableOptions
{
    /// <summary>The encoding; UTF-8, or what a byte order mark says, when null.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Whether the first line names the columns; found out, or refused where nothing tells, when
    /// null.</summary>
    public bool? Header { get; init; }

    /// <summary>How numbers are written; found out, or refused where nothing tells, when null.</summary>
    public NumberFormat? Numbers { get; init; }

    /// <summary>A column that a header must have, such as the target: where all cells are words, nothing else may tell
    /// a header from a row. Null for none.</summary>
    public string? Named { get; init; }

    /// <summary>Columns to leave out, by name or by place from 1.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>A table of the same form, such as the training rows: its header and its way to write numbers are
    /// expected here too. Null for none.</summary>
    public Table? Like { get; init; }
}
