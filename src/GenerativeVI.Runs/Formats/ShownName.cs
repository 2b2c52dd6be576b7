namespace GenerativeVI.Formats;

/// <summary>A name from a file as a message can show it.</summary>
internal static class ShownName
{
    private const int Longest = 80;

    /// <summary>One line, not too long.</summary>
    /// <param name="name">As the file has it.</param>
    public static string Of(string name)
    {
        var plain = string.Concat(name.Take(Longest).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return name.Length > Longest ? plain + "…" : plain;
    }
}
