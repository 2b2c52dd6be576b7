using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace GenerativeVI.Reporting;

/// <summary>
/// Builds a <see cref="Markup"/> from an interpolated string; the compiler calls it. Numbers are written in the invariant culture, text is escaped for content
/// and quoted attributes.
/// </summary>
[InterpolatedStringHandler]
public readonly ref struct MarkupHandler
{
    private readonly StringBuilder builder;

    /// <summary>An empty one.</summary>
    /// <param name="literalLength">Letters of the literal parts.</param>
    /// <param name="formattedCount">How many holes there are.</param>
    public MarkupHandler(int literalLength, int formattedCount) => builder = new StringBuilder(literalLength + 16 * formattedCount);

    internal string Text => builder.ToString();

    /// <summary>Appends HTML as it is.</summary>
    /// <param name="literal">A literal part.</param>
    public void AppendLiteral(string literal) => builder.Append(literal);

    /// <summary>Appends a piece as it is.</summary>
    /// <param name="markup">The piece.</param>
    public void AppendFormatted(Markup markup) => builder.Append(markup);

    /// <summary>Appends text, escaped.</summary>
    /// <param name="text">The text; nothing when null.</param>
    public void AppendFormatted(string? text)
    {
        foreach (var letter in text ?? "")
        {
            builder.Append(letter switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", '\'' => "&#39;", _ => null });
            if (letter is not ('&' or '<' or '>' or '"' or '\'')) builder.Append(letter);
        }
    }

    /// <summary>Appends a number or date.</summary>
    /// <param name="value">The value.</param>
    /// <param name="format">Its format, as behind the colon in the string.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public void AppendFormatted<T>(T value, string? format = null)
        where T : struct, IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
}
