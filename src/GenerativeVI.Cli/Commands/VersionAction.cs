using System.CommandLine;
using System.CommandLine.Invocation;

namespace GenerativeVI.Cli.Commands;

/// <summary>gvi --version.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"gvi {GviCommand.Version}");
        return CommandLine.Done;
    }
}
