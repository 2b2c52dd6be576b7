using System.CommandLine;
using System.Text.Json.Nodes;

namespace GenerativeVI.Cli.Display;

/// <summary>
/// Where words go. Results go to standard output; so does the talk on the way there, unless --json keeps standard
/// output for its one object.
/// </summary>
internal sealed class Channels
{
    private readonly TextWriter results;
    private readonly bool json;

    public Channels(ParseResult parsed, bool json)
    {
        (results, this.json) = (parsed.InvocationConfiguration.Output, json);
        Errors = parsed.InvocationConfiguration.Error;
        Talk = json ? Errors : results;
    }

    /// <summary>Notes and progress.</summary>
    public TextWriter Talk { get; }

    /// <summary>What must be seen even where talk is not wanted.</summary>
    public TextWriter Errors { get; }

    /// <summary>Ends the output: with the line, or with the object under --json.</summary>
    public void Result(string line, Func<JsonObject> data) =>
        results.WriteLine(json ? data().ToJsonString(Results.Json) : line);

    /// <summary>
    /// Ends the output where everything has been said: with nothing, or with the object under --json.
    /// </summary>
    public void End(Func<JsonObject> data)
    {
        if (json) results.WriteLine(data().ToJsonString(Results.Json));
    }
}
