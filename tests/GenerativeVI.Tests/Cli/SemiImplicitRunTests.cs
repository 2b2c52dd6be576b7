using System.Globalization;
using System.Text.Json;
using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

/// <summary>Runs of implicit and semi-implicit methods from the command line: what they may call their numbers.</summary>
[Trait("Speed", "Slow")]
public sealed class SemiImplicitRunTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    [Theory]
    [InlineData("avb", true, "--contrast", "5")]
    [InlineData("kivi", true, "--samples", "3")]
    [InlineData("implicit-kernel", true, "--contrast", "5")]
    [InlineData("implicit-prior", true, "--prior-mixing-noise", "3")]
    [InlineData("ardae", false, "--ratio-steps", "2")]
    [InlineData("uivi", false, "--moves", "2")]
    public void ImplicitRatio_IsLabelledAsNothing_AndTheModelJudgedByALowerBound(string method, bool hasNumber, string option, string value)
    {
        var run = Train(method, option, value);
        var lines = File.ReadAllLines(Path.Combine(run, "metrics.csv"));
        var head = lines[0].Split(',');
        var (bound, kind) = (Array.IndexOf(head, "train_bound"), Array.IndexOf(head, "train_bound_kind"));
        Assert.Equal(3, lines.Length);
        Assert.Equal(method == "kivi", head.Contains("clamped_share"));
        foreach (var row in lines.Skip(1).Select(line => line.Split(',')))
        {
            Assert.Equal("none", row[kind]);
            Assert.Equal(hasNumber, double.TryParse(row[bound], CultureInfo.InvariantCulture, out _));
        }
        Assert.Equal(method != "uivi", AssertCertified(run).Contains("a normal posterior fitted beside it", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sivi", "--mixing-samples", "5")]
    [InlineData("dsivi", "--prior-mixing-samples", "7")]
    [InlineData("hvm", "--mixing-noise", "3")]
    [InlineData("iwhvi", "--mixing-judged-samples", "9")]
    [InlineData("dsivi-implicit", "--prior-mixing-noise", "3")]
    [InlineData("dsivi-implicit", "--prior-mixing-judged-samples", "9")]
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

    [Fact]
    public void Sandwich_BoundsFromBothSides_AndTightens()
    {
        var run = Train("sivi", "--mixing-samples", "5");
        var (loose, tight) = (Sandwich("1"), Sandwich("0.1"));
        Assert.Equal(2, loose.GetProperty("images").GetInt32());
        Assert.True(tight.GetProperty("largest_mixing_samples").GetInt32() >= loose.GetProperty("largest_mixing_samples").GetInt32());
        foreach (var name in new[] { "entropy", "kl", "elbo" })
        {
            Assert.True(Side(loose, name, "lower") <= Side(loose, name, "upper") && Side(tight, name, "lower") <= Side(tight, name, "upper"));
            Assert.True(tight.GetProperty("narrow").GetInt32() < 2 || Side(tight, name, "upper") - Side(tight, name, "lower") <= 0.1 + 1e-9);
        }
        Gvi.Run("evaluate", run, "--sandwich", "--tolerance", "0").AssertRefused(CommandLine.Misused, "--tolerance: expected above 0 nats, got 0.");
        Gvi.Run("evaluate", tiny.Run, "--sandwich").AssertRefused(CommandLine.Failed, "semi-implicit", "without a sandwich");

        JsonElement Sandwich(string tolerance)
        {
            var words = Gvi.Run("evaluate", run, "--samples", "5", "--limit", "2", "--sandwich", "--tolerance", tolerance, "--json");
            Assert.True(words.Code == CommandLine.Done, words.Error);
            return JsonDocument.Parse(words.Output).RootElement.GetProperty("sandwich");
        }

        static double Side(JsonElement sandwich, string name, string side) => sandwich.GetProperty(name).GetProperty(side).GetDouble();
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
