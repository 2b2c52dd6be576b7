using System.Diagnostics;

namespace GenerativeVI.Cli.Display;

/// <summary>
/// Lines for files and pipes: everything that stays, and a sign of life where nothing was said for a minute.
/// </summary>
internal sealed class PlainDisplay(TextWriter writer, TextWriter errors) : RunDisplay
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Stopwatch silence = Stopwatch.StartNew();

    public override void Say(string line)
    {
        writer.WriteLine(line);
        writer.Flush();
        silence.Restart();
    }

    public override void Warn(string line) => errors.WriteLine(line);

    public override void Show(Status status)
    {
        if (silence.Elapsed > Patience) Say($"{status.What}: {status.Progress}");
    }
}
