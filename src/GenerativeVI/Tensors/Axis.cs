namespace GenerativeVI.Tensors;

/// <summary>One axis of an expected shape: a length, or a name for an axis of any length; the name "..." stands for any number of axes and comes first.</summary>
/// <param name="Name">What the axis is called in messages; null for a fixed length.</param>
/// <param name="Length">The length it must have; −1 for any.</param>
public readonly record struct Axis(string? Name, long Length)
{
    /// <summary>An axis of any length, with a name for messages; "..." for any number of leading axes.</summary>
    public static implicit operator Axis(string name) => new(name, -1);

    /// <summary>An axis of exactly this length.</summary>
    public static implicit operator Axis(long length) => new(null, length);

    /// <summary>The name, or the length.</summary>
    public override string ToString() => Name ?? Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
