using Spectre.Console;

namespace GenerativeVI.Cli.Display;

/// <summary>
/// Tells a person what goes on while work is done. It has no thread of its own: it speaks on the thread that works,
/// between two steps.
/// </summary>
internal abstract class RunDisplay
{
    /// <summary>
    /// The display for a command: live on a terminal, plain lines into files, pipes and continuous integration.
    /// </summary>
    public static RunDisplay Over(Channels channels, bool quiet = false)
    {
        if (quiet) return new QuietDisplay(channels.Errors);
        var terminal = OutputWriter.Behind(channels.Talk);
        if (!IsTerminal(terminal)) return new PlainDisplay(channels.Talk, channels.Errors);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) });
        return console.Profile.Capabilities.Ansi ? new LiveDisplay(console) : new PlainDisplay(channels.Talk, channels.Errors);
    }

    /// <summary>Tells something that stays.</summary>
    public abstract void Say(string line);

    /// <summary>Tells something that must be seen even where talk is not wanted.</summary>
    public abstract void Warn(string line);

    /// <summary>Tells how far things are, until the next time.</summary>
    public abstract void Show(Status status);

    /// <summary>Does work which this display follows.</summary>
    public virtual T During<T>(Func<T> work) => work();

    /// <summary>Does work which this display follows.</summary>
    public void During(Action work) => During(() =>
    {
        work();
        return true;
    });

    private static bool IsTerminal(TextWriter writer) =>
        (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected || ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected)
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
