namespace GenerativeVI.Reporting;

/// <summary>A piece of HTML. What an interpolated one holds is escaped, unless it is such a piece itself, so that no name or path can become markup.</summary>
public sealed class Markup
{
    private readonly string text;

    private Markup(string text) => this.text = text;

    /// <summary>Nothing.</summary>
    public static Markup Empty { get; } = new("");

    /// <summary>A piece from an interpolated string, such as <c>Markup.Of($"&lt;p&gt;{name}&lt;/p&gt;")</c>.</summary>
    /// <param name="content">The string; its literal parts are HTML, what it holds is escaped.</param>
    public static Markup Of(MarkupHandler content) => new(content.Text);

    /// <summary>Text that is HTML already and is not escaped: never anything that came from outside.</summary>
    /// <param name="html">The text.</param>
    public static Markup Trusted(string html) => new(html);

    /// <summary>The pieces of a list, one after the other.</summary>
    /// <param name="items">The list.</param>
    /// <param name="write">The piece of one item.</param>
    public static Markup Join<T>(IEnumerable<T> items, Func<T, Markup> write) => new(string.Concat(items.Select(write)));

    /// <summary>The HTML.</summary>
    public override string ToString() => text;
}
