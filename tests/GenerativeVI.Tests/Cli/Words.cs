using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

/// <summary>What a command answered.</summary>
internal sealed record Words(int Code, string Output, string Error)
{
    /// <summary>The last line of standard output.</summary>
    public string LastLine => Output.TrimEnd('\n', '\r').Split('\n')[^1].TrimEnd('\r');

    /// <summary>Runs a command in this process.</summary>
    public static Words Of(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        var code = CommandLine.Run(arguments, output, error);
        return new Words(code, output.ToString(), error.ToString());
    }

    /// <summary>The command was refused with one sentence that says all of this, and nothing else was printed.</summary>
    public void AssertRefused(int code, params string[] parts)
    {
        Assert.Equal(code, Code);
        Assert.Empty(Output);
        var sentence = Assert.Single(Error.TrimEnd().Split('\n'));
        Assert.StartsWith("gvi: ", sentence);
        Assert.EndsWith(sentence.EndsWith('?') ? "?" : ".", sentence);
        foreach (var part in parts) Assert.Contains(part, sentence);
    }
}
