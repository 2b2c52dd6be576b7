namespace GenerativeVI.Data;

/// <summary>Where the labels stand in a table of pixels that has no header to say so.</summary>
public enum LabelColumn
{
    /// <summary>In the first column, as in MNIST's widely shared csv form.</summary>
    First,

    /// <summary>In the last column.</summary>
    Last,

    /// <summary>Nowhere: every column is a pixel.</summary>
    None,
}
