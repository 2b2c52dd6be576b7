using System.Text.Json;
using GenerativeVI.Cli;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Cli;

public sealed class BenchmarkTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Benchmark_LeavesAPageAndATable()
    {
        string[] words = ["benchmark", "--targets", "banana", "--families", "normal", "--steps", "60", "--draws", "200",
            "--budget", "5", "--threads", "1", "--out", folder["b"]];
        var first = Words.Of(words);
        Assert.Equal(CommandLine.Done, first.Code);
        Assert.Contains("1 of 1: banana, normal: log Z >= ", first.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 fits are done; the page is ", first.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["b/index.html"]));
        // Nothing is left to do.
        var result = JsonDocument.Parse(Words.Of([.. words, "--json"]).Output).RootElement;
        Assert.Equal((1, 1, 0), (result.GetProperty("done").GetInt32(), result.GetProperty("asked").GetInt32(),
            result.GetProperty("failed").GetInt32()));
    }

    [Fact, Trait("Speed", "Slow")]
    public void Processes_ShareTheWork()
    {
        var words = Words.Of(
            "benchmark", "--targets", "banana,funnel", "--families", "normal,full", "--steps", "20", "--draws", "200",
                "--budget", "5", "--threads", "1", "--jobs", "2", "--out", folder["b"]);
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Contains("4 of 4 fits are done; the page is ", words.Output, StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllLines(folder["b/results.csv"]).Length);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        Words Of(params string[] options) => Words.Of(["benchmark", "--out", folder["b"], .. options]);
        Of("--targets", "circle").AssertRefused(CommandLine.Misused, "target: circle is not one of arK, ");
        Of("--families", "normal,thing").AssertRefused(CommandLine.Misused, "--families: expected normal, full, ");
        Of("--budget", "0").AssertRefused(CommandLine.Misused, "--budget: expected above 0, got 0.");
        Of("--jobs", "0").AssertRefused(CommandLine.Misused, "--jobs: expected at least 1, got 0.");
        Of("--draws", "3").AssertRefused(CommandLine.Misused, "draws: expected at least 100, got 3.");
    }
}
