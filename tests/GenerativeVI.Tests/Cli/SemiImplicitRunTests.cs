using System.Globalization;
using System.Text.Json;
using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

/// <summary>Runs of implicit and semi-implicit methods from the command line: what they may call their numbers.</summary>
public sealed class SemiImplicitRunTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    [Theory]
    [InlineData("avb", true, "--contrast", "5")]
    [InlineData("kivi", true, "--samples", "3")]
    [InlineData("ardae", false, "--ratio-steps", "2")]
    [InlineData("uivi", false, "--moves", "2")]
    public void ImplicitRatio_IsLabelledAsNothing_AndTheModelJudgedByALowerBound(string method, bool hasNumber, string option, string value)
    {
        var run = Train(method, option, value);
        var lines = File.ReadAllLines(Path.Combine(run, "metrics.csv"));
        var head = lines[0].Split(',');
        var (bound, kind) = (Array.IndexOf(head, "train_bound"), Array.IndexOf(head, "train_bound_kind"));
        Assert.Equal(3, lines.Length);
        foreach (var row in lines.Skip(1).Select(line => line.Split(',')))
        {
            Assert.Equal("none", row[kind]);
            Assert.Equal(hasNumber, double.TryParse(row[bound], CultureInfo.InvariantCulture, out _));
        }
        Assert.Equal(method != "uivi", AssertCertified(run).Contains("those of a normal posterior fitted beside it", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sivi", "--mixing-samples", "5")]
    [InlineData("dsivi", "--prior-mixing-samples", "7")]
    [InlineData("hvm", "--mixing-noise", "3")]
    [InlineData("iwhvi", "--mixing-judged-samples", "9")]
    [InlineData("dsivi-agg", "--prior-mixing-samples", "6")]
    public void SemiImplicitWeights_AreUnbiased_SoThatALimitIsCertain(string method, string option, string value) => AssertCertified(Train(method, option, value));

    /// <summary>The prior of a stored run is its training rows, read again where it is drawn from.</summary>
    [Fact]
    public void AggregatePrior_IsDrawnFrom_AfterItsRunWasStored()
    {
        var run = Train("dsivi-agg", "--prior-mixing-samples", "6");
        var picture = Path.Combine(run, "drawn.png");
        Assert.Equal(CommandLine.Done, Gvi.Run("sample", run, "--count", "4", "--out", picture).Code);
        Assert.True(File.Exists(picture));
    }

    private string Train(string method, string option, string value)
    {
        var run = Path.Combine(tiny.Root, Guid.NewGuid().ToString("N"));
        var words = tiny.Train(run);
        words[1] = method;
        var trained = Gvi.Run([.. words, option, value]);
        Assert.True(trained.Code == CommandLine.Done, trained.Error);
        return run;
    }

    /// <summary>A lower bound with a finite limit; returns what was said beside it.</summary>
    private static string AssertCertified(string run)
    {
        var words = Gvi.Run("evaluate", run, "--samples", "20", "--json");
        Assert.True(words.Code == CommandLine.Done, words.Error);
        var bound = Assert.Single(JsonDocument.Parse(words.Output).RootElement.GetProperty("certificate").GetProperty("bounds").EnumerateArray());
        Assert.Equal("lower bound", bound.GetProperty("kind").GetString());
        Assert.Equal(bound.GetProperty("value").GetDouble() - Math.Log(20) / 2, bound.GetProperty("limit").GetDouble(), 1e-9);
        return words.Error;
    }
}
