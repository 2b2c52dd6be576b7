using System.Text.Json;
using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

public sealed class GradientsTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    [Fact]
    public void EveryEstimatorIsMeasuredOrSaysWhyNot_InTablesChartsAndJson()
    {
        var path = Path.Combine(tiny.Root, "gradients.html");
        var words = Gvi.Run("gradients", tiny.Run, "--bound", "importance-weighted", "--samples", "3", "--batch", "5", "--repeats", "20", "--out", path, "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        var estimators = JsonDocument.Parse(words.Output).RootElement.GetProperty("gradients").GetProperty("estimators").EnumerateArray().ToDictionary(e => e.GetProperty("estimator").GetString()!);
        Assert.Contains("DoublyReparameterized", estimators["sticking the landing"].GetProperty("why").GetString(), StringComparison.Ordinal);
        var groups = estimators["doubly reparameterized"].GetProperty("groups").EnumerateArray().ToArray();
        Assert.Equal(["decoder", "encoder"], groups.Select(group => group.GetProperty("group").GetString()).Order());
        Assert.All(groups, group => Assert.True(group.GetProperty("variance").GetDouble() > 0));
        Assert.Contains("doubly reparameterized", words.Error, StringComparison.Ordinal);
        var html = File.ReadAllText(path);
        Assert.Equal(2, html.Split("<svg").Length - 1);
        Assert.Contains("sticking the landing</strong>:", html, StringComparison.Ordinal);
    }

    [Fact]
    public void TooFewRepeats_AreRefused() =>
        Assert.Contains("--repeats: expected at least 20, got 3.", Gvi.Run("gradients", tiny.Run, "--repeats", "3").Error, StringComparison.Ordinal);
}
