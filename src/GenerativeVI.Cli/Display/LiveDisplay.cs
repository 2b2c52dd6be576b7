using System.Diagnostics;
using Spectre.Console;

namespace GenerativeVI.Cli.Display;

/// <summary>Two lines at the bottom of a terminal that renew themselves; what stays scrolls above them.</summary>
/// <remarks>Always two: for a live part of one line Spectre asks the terminal to go up by 0 lines, which terminals take for 1.</remarks>
internal sealed class LiveDisplay(IAnsiConsole console) : RunDisplay
{
    private const int LongestBar = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly Style Done = new(Color.Green), Rest = new(Color.Grey), Aside = new(Color.Grey);

    private readonly Stopwatch sinceShown = new();
    private LiveDisplayContext? context;

    public override void Say(string line) => console.WriteLine(line);

    public override void Warn(string line) => Say(line);

    public override void Show(Status status)
    {
        if (context is null || sinceShown.IsRunning && sinceShown.Elapsed < Pause) return;
        context.UpdateTarget(Render(status));
        sinceShown.Restart();
    }

    public override T During<T>(Func<T> work) => console.Live(new Text("starting …\n ")).AutoClear(true).Start(live =>
    {
        context = live;
        try
        {
            return work();
        }
        finally
        {
            context = null;
        }
    });

    private Paragraph Render(Status status)
    {
        var mark = console.Profile.Capabilities.Unicode ? '━' : '-';
        var width = Math.Clamp(console.Profile.Width - status.What.Length - status.Progress.Length - 3, 0, LongestBar);
        var filled = (int)Math.Round(width * Math.Clamp(status.Share, 0, 1));
        return new Paragraph($"{status.What} ").Append(new string(mark, filled), Done).Append(new string(mark, width - filled), Rest).Append($" {status.Progress}")
            .Append($"\n{status.Details} ", Aside);
    }
}
