using System.Globalization;
using System.Text;
using System.Text.Json;
using GenerativeVI.Cli;
using GenerativeVI.Data;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Cli;

public sealed class FitTargetTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("full", "--scale", "2")]
    [InlineData("flow", "--flow", "iaf")]
    [InlineData("sivi", "--mixing-samples", "5")]
    [InlineData("hvm", "--reported-samples", "50")]
    [InlineData("uivi", "--noise", "3")]
    [InlineData("aisivi", "--mixing-samples", "20")]
    [InlineData("bsivi", "--mixing-samples", "200")]
    [InlineData("sivi-sm", "--critic-steps", "2")]
    [InlineData("ksivi", "--stein-kernel", "riesz")]
    [InlineData("kpg", "--stein-kernel", "inverse-multiquadric")]
    [InlineData("pvi", "--particles", "20")]
    public void Target_LeavesDrawsAPictureAndABoundBelowTheIntegral(string posterior, string option, string value)
    {
        var words = Words.Of("fit", "target", "--density", "multimodal", "--posterior", posterior, option, value, "--steps", posterior == "uivi" ? "30" : "120", "--lr", "0.03", "--draws", "300", "--threads", "1", "--out", folder["fit"], "--json");
        Assert.Equal((CommandLine.Done, true), (words.Code, words.Error.Contains("100 %", StringComparison.Ordinal)));
        var result = JsonDocument.Parse(words.Output).RootElement;
        var (logZ, bound) = (result.GetProperty("log_z_by_quadrature").GetDouble(), result.GetProperty("log_z_bound"));
        Assert.Equal(Math.Log(4 * Math.PI), logZ, 1e-3);
        Assert.Equal("lower bound", bound.GetProperty("kind").GetString());
        Assert.InRange(bound.GetProperty("value").GetDouble(), logZ - 5, logZ + 6.11 * bound.GetProperty("standard_error").GetDouble());
        var lines = File.ReadAllLines(folder["fit/draws.csv"]);
        Assert.Equal((301, "z1,z2"), (lines.Length, lines[0]));
        Assert.Equal(240, ImageFile.Read(folder["fit/draws.png"]).Width);
        Assert.Equal(posterior, JsonDocument.Parse(File.ReadAllText(folder["fit/fit.json"])).RootElement.GetProperty("settings").GetProperty("posterior").GetString());
    }

    [Fact]
    public void Tolerance_BoundsTheElboFromBothSides()
    {
        var words = Words.Of("fit", "target", "--density", "multimodal", "--posterior", "ksivi", "--steps", "60",
            "--tolerance", "0.2", "--threads", "1", "--out", folder["fit"], "--json");
        Assert.Equal((CommandLine.Done, true),
            (words.Code, words.Error.Contains("The ELBO is ", StringComparison.Ordinal)));
        var result = JsonDocument.Parse(words.Output).RootElement;
        var (between, bound) = (result.GetProperty("elbo_between"), result.GetProperty("log_z_bound"));
        double Of(JsonElement of, string name) => of.GetProperty(name).GetDouble();
        var error = 6.11 * (
            Of(between, "lower_standard_error") + Of(between, "upper_standard_error") + Of(bound, "standard_error"));
        Assert.InRange(Of(between, "upper") - Of(between, "lower"), 0, 0.2);
        Assert.InRange(Of(between, "lower"), double.NegativeInfinity, Math.Log(4 * Math.PI) + error);
        Assert.InRange(Of(bound, "value"), Of(between, "lower") - error - 0.2, Of(between, "upper") + error);
        Assert.Contains(
            "--tolerance: means nothing to the posterior pvi",
                Words.Of("fit", "target", "--density", "ring", "--posterior", "pvi", "--tolerance", "1", "--out",
                folder["fit"]).Error,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// They have no rate and no optimizer; an axis-parallel mixture's mode alone is worth half of it, log 2 below.
    /// </summary>
    [Theory]
    [InlineData("bam", "--steps")]
    [InlineData("gsm", "--steps")]
    [InlineData("pathfinder", "--scale")]
    [InlineData("laplace", "--scale")]
    [InlineData("laplace-diagonal", "--scale")]
    public void NormalsInClosedForm_AreBoundedToo(string posterior, string option)
    {
        var words = Words.Of("fit", "target", "--density", "multimodal", "--posterior", posterior, option, "50",
            "--draws", "300", "--threads", "1", "--out", folder["fit"], "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        var result = JsonDocument.Parse(words.Output).RootElement;
        var (logZ, bound) = (result.GetProperty("log_z_by_quadrature").GetDouble(), result.GetProperty("log_z_bound"));
        Assert.InRange(bound.GetProperty("value").GetDouble(), logZ - 1.5,
            logZ + 6.11 * bound.GetProperty("standard_error").GetDouble());
        Assert.Contains(
            "--lr: means nothing to the posterior",
                Words.Of("fit", "target", "--density", "multimodal", "--posterior", posterior, "--lr", "0.1", "--out",
                folder["fit"]).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ImplicitPosterior_HasNoBound_AndSaysSo()
    {
        var words = Words.Of("fit", "target", "--density", "banana", "--posterior", "ardae", "--steps", "20", "--threads", "1", "--out", folder["fit"]);
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Contains("banana, ardae: log Z no bound (an implicit posterior has no density", words.Output, StringComparison.Ordinal);
        Assert.Contains("by quadrature 1.838", words.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetWithParameters_LeavesThem_WhereTheyLie()
    {
        var words = Words.Of("fit", "target", "--density", "brownian", "--posterior", "full", "--steps", "300", "--lr", "0.05", "--draws", "300", "--threads", "1", "--out", folder["fit"], "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.InRange(JsonDocument.Parse(words.Output).RootElement.GetProperty("log_z_bound").GetProperty("value").GetDouble(), -30, 5);
        var lines = File.ReadAllLines(folder["fit/draws.csv"]);
        Assert.StartsWith("innovation,observation,x[1],x[2]", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.All(line.Split(',')[..2], scale => Assert.True(double.Parse(scale, CultureInfo.InvariantCulture) > 0)));
        Assert.False(File.Exists(folder["fit/draws.png"]));
    }

    [Fact]
    public void Logistic_PredictsTestRows_AndNamesItsWeights()
    {
        var (train, test) = (folder.Write("train.csv", Slope(200, 1)), folder.Write("test.csv", Slope(150, 2)));
        var words = Words.Of("fit", "logistic", "--table", train, "--test", test, "--target", "kind", "--posterior", "full", "--steps", "300", "--lr", "0.05", "--threads", "1", "--out", folder["fit"], "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        var result = JsonDocument.Parse(words.Output).RootElement;
        // Labels are drawn with probability σ(4 a): the best error is about 0.16, a coin's log density −0.69.
        Assert.InRange(result.GetProperty("error").GetDouble(), 0.08, 0.26);
        Assert.InRange(result.GetProperty("log_predictive").GetDouble(), -0.5, -0.25);
        Assert.InRange(result.GetProperty("log_evidence_bound").GetProperty("value").GetDouble(), -200 * Math.Log(2), -40);
        Assert.StartsWith("a,\"b, in m\",(bias)\n", File.ReadAllText(folder["fit/draws.csv"]), StringComparison.Ordinal);
        Assert.Equal((200, 150, 3), (result.GetProperty("train").GetInt32(), result.GetProperty("test").GetInt32(), result.GetProperty("weights").GetInt32()));
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        string Target(params string[] options) => Words.Of(["fit", "target", "--out", folder["fit"], .. options]).Error;
        Assert.Contains("--density: expected banana, ring, ", Target("--density", "circle"), StringComparison.Ordinal);
        Assert.Contains("--flow: means nothing to the posterior sivi; leave it out, or take --posterior flow.", Target("--density", "ring", "--flow", "iaf"), StringComparison.Ordinal);
        Assert.Contains(
            "--mixing-samples: means nothing to the posterior hvm; leave it out, or take --posterior sivi or iwhvi or "
            + "aisivi or bsivi.",
            Target("--density", "ring", "--posterior", "hvm", "--mixing-samples", "3"), StringComparison.Ordinal);
        Assert.Contains("noise: draws of 2 elements made of 1 lie in a subspace", Target("--density", "ring", "--posterior", "avb", "--noise", "1"), StringComparison.Ordinal);
        Assert.Contains("steps: expected at least 1, got 0.", Target("--density", "ring", "--steps", "0"), StringComparison.Ordinal);
        Assert.Contains("warm-up: expected a share between 0 and 1, got 3.", Target("--density", "ring", "--warm-up", "3"), StringComparison.Ordinal);
        Assert.Contains("samples: expected at least 2, got 1.",
            Target("--density", "ring", "--posterior", "ksivi", "--samples", "1"), StringComparison.Ordinal);
        Assert.Contains("stein power: expected between 0 and 2, got 2.",
            Target("--density", "ring", "--posterior", "ksivi", "--stein-power", "2"), StringComparison.Ordinal);
        Assert.Contains("particles: expected at least 1, got 0.",
            Target("--density", "ring", "--posterior", "pvi", "--particles", "0"), StringComparison.Ordinal);
        Assert.Contains("--draws: expected at least 2, got 1.", Target("--density", "ring", "--draws", "1"), StringComparison.Ordinal);
        Assert.Equal(CommandLine.Misused, Words.Of("fit", "target", "--density", "ring", "--steps", "0").Code);

        string Logistic(string content, params string[] options)
        {
            var table = folder.Write("t.csv", content);
            return Words.Of(["fit", "logistic", "--table", table, "--test", table, "--target", "t", "--steps", "1", "--out", folder["fit"], .. options]).Error;
        }
        Assert.Contains("line 3, column \"x\": expected a value, found none", Logistic("x,t\n1,no\n,yes\n"), StringComparison.Ordinal);
        Assert.Contains("line 3: expected 2 columns like the lines before, found 3", Logistic("x,t\n1,no\n2,yes,4\n"), StringComparison.Ordinal);
        Assert.Contains("expected two classes in column \"t\", found 3.", Logistic("x,t\n1,no\n2,yes\n3,perhaps\n"), StringComparison.Ordinal);
        Assert.Contains("--precision: expected above 0, got -1.", Logistic("x,t\n1,no\n2,yes\n", "--precision", "-1"), StringComparison.Ordinal);
    }

    private static string Slope(int count, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("a,\"b, in m\",kind\n");
        for (var i = 0; i < count; i++)
        {
            var (a, b) = (random.NextDouble() * 2 - 1, random.NextDouble());
            text.AppendLine(CultureInfo.InvariantCulture, $"{a},{b},{(random.NextDouble() < 1 / (1 + Math.Exp(-4 * a)) ? "yes" : "no")}");
        }
        return text.ToString();
    }
}
