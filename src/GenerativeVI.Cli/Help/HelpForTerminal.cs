using System.CommandLine;
using System.CommandLine.Invocation;

namespace GenerativeVI.Cli.Help;

/// <summary>--help, for the width of the terminal: the common options, or with "all" every one.</summary>
internal sealed class HelpForTerminal : SynchronousCommandLineAction
{
    public const string Name = "--help";

    private const int UnknownWidth = 80, LeastWidth = 60;

    /// <summary>Longer lines are hard to read, however wide the window.</summary>
    private const int MostWidth = 120;

    private readonly Option<string?> option;

    public HelpForTerminal()
    {
        option = new(Name, "-h", "-?", "/h", "/?")
        {
            HelpName = "[all]",
            Description = "Show help: the common options, or with all every one.",
            Arity = ArgumentArity.ZeroOrOne,
            Recursive = true,
            Action = this,
        };
    }

    /// <summary>The option that asks for it, for the root command.</summary>
    public Option Option => option;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    /// <exception cref="UsageException">Something else than "all" follows --help.</exception>
    public override int Invoke(ParseResult parseResult)
    {
        var wanted = parseResult.GetValue(option);
        if (wanted is not (null or "" or "all"))
            throw new UsageException($"{Name}: expected all, or nothing, got \"{wanted}\".");
        new HelpWriter(parseResult.InvocationConfiguration.Output, Width()).Write(parseResult, all: wanted == "all");
        return CommandLine.Done;
    }

    private static int Width()
    {
        try
        {
            var width = Console.IsOutputRedirected ? 0 : Console.WindowWidth;
            return width <= 0 ? UnknownWidth : Math.Clamp(width, LeastWidth, MostWidth);
        }
        catch (IOException)
        {
            return UnknownWidth;
        }
    }
}
