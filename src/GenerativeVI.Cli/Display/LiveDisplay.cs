using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Advanced;

namespace GenerativeVI.Cli.Display;

/// <summary>
/// Two lines at the bottom of a terminal that renew themselves, a bar and the numbers; what stays scrolls above them.
/// </summary>
/// <remarks>
/// Drawn by hand: what stays is then wrapped by the terminal and copied whole, and an interruption may speak at any
/// time.
/// </remarks>
internal sealed class LiveDisplay(IAnsiConsole console) : RunDisplay
{
    private const int LongestBar = 40;

    // Of the two lines: back to their beginning; clear the rest of one; clear everything below.
    private const string Back = "\r\e[1A", ClearLine = "\e[K", ClearBelow = "\e[J";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly Style Done = new(Color.Green), Rest = new(Color.Grey);

    private readonly TextWriter terminal = console.Profile.Out.Writer;
    private readonly Stopwatch sinceShown = new();
    private readonly Lock speaking = new();
    private string shown = "";

    public override void Say(string line)
    {
        lock (speaking) terminal.Write($"{Erase}{OptionNames.In(line)}\n{shown}");
        sinceShown.Reset(); // what stays is news: the two lines are old now
    }

    public override void Warn(string line) => Say(line);

    public override void Show(Status status)
    {
        if (sinceShown.IsRunning && sinceShown.Elapsed < Pause) return;
        lock (speaking)
        {
            var before = shown.Length > 0 ? Back : "";
            shown = Render(status);
            terminal.Write(before + shown);
        }
        sinceShown.Restart();
    }

    public override T During<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        finally
        {
            lock (speaking)
            {
                terminal.Write(Erase);
                shown = "";
            }
        }
    }

    private string Erase => shown.Length > 0 ? Back + ClearBelow : "";

    private string Render(Status status)
    {
        // A full last column would make some terminals go on to the next line.
        var room = console.Profile.Width - 1;
        var mark = console.Profile.Capabilities.Unicode ? '━' : '-';
        var width = Math.Clamp(room - status.What.Length - status.Progress.Length - 2, 0, LongestBar);
        var filled = (int)Math.Round(width * Math.Clamp(status.Share, 0, 1));
        var bar = console.ToAnsi(new Paragraph(new string(mark, filled), Done).Append(new string(mark, width - filled), Rest));
        var first = width > 0 ? $"{status.What} {bar} {status.Progress}" : Cut($"{status.What} {status.Progress}", room);
        return $"{first}{ClearLine}\n{Cut(status.Details, room)}{ClearLine}";
    }

    private static string Cut(string line, int room) => line.Length <= room ? line : line[..Math.Max(0, room)];
}
