using System.Text;

namespace GenerativeVI.Cli.Display;

/// <summary>
/// Standard output or error, which may be full or closed: the first failure is kept, and what comes after it is
/// dropped, so that no training ends because nobody reads its words.
/// </summary>
/// <param name="inner">Where words go.</param>
/// <param name="name">What it is called in messages.</param>
internal sealed class OutputWriter(TextWriter inner, string name) : TextWriter
{
    /// <summary>What went wrong, in a sentence; null as long as nothing did.</summary>
    public string? Failure { get; private set; }

    public override Encoding Encoding => inner.Encoding;

    /// <summary>The writer that words end in: a terminal is known by it.</summary>
    public static TextWriter Behind(TextWriter writer) => writer is OutputWriter output ? Behind(output.Inner) : writer;

    private TextWriter Inner => inner;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(Worded(value)));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(Worded(value)));

    public override void Flush() => Try(inner.Flush);

    // A person at this program sets properties by options.
    private static string? Worded(string? value) => value is null ? null : OptionNames.In(value);

    private void Try(Action write)
    {
        if (Failure is not null) return;
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Failure = $"{name} cannot be written ({e.Message.Split('\n')[0].TrimEnd('.')}); send it elsewhere. Files that were to be written are whole.";
        }
    }
}
