using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
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

    /// <summary>The toy knows its answers: means 2μ and 2σ² of z², variances 30 and 4 in μ, no bias but the delta method's of e^z (1 + ½ for e^½), and nothing but log-derivatives for a jump.</summary>
    [Fact]
    public void TheToy_ShowsEveryWay_WithItsVarianceAndBias()
    {
        var path = Path.Combine(tiny.Root, "toy.html");
        var words = Gvi.Run("gradients", "--toy", "--repeats", "100000", "--out", path, "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        var functions = JsonDocument.Parse(words.Output).RootElement.GetProperty("toy").GetProperty("functions").EnumerateArray().ToArray();
        Assert.Equal(3, functions.Length);
        var rows = functions.Select(function => function.GetProperty("gradients").EnumerateArray().ToDictionary(row => (row.GetProperty("way").GetString()!, row.GetProperty("parameter").GetString()!))).ToArray();
        Assert.All(rows, one => Assert.Equal(16, one.Count));
        double Of(int function, string way, string number, string by = "μ") => rows[function][(way, by)].GetProperty(number).GetDouble();
        Assert.Equal(2, Of(0, "delta method", "mean"), 1e-12);
        Assert.Equal(2, Of(0, "delta method", "mean", "log σ"), 1e-12);
        // Of both parameters together b* = 16/3, which leaves 15.8 in μ; wide enough for variances from 100 000 draws with heavy tails.
        Assert.InRange(Of(0, "log-derivative, no baseline", "variance"), 26, 34);
        Assert.InRange(Of(0, "log-derivative, optimal constant", "variance"), 14, 17.5);
        Assert.InRange(Of(0, "log-derivative, moving average", "variance"), 16, 20);
        foreach (var way in (string[])["pathwise, μ + σε", "inverse distribution function", "implicit, −∂F/p"]) Assert.InRange(Of(0, way, "variance"), 3.8, 4.2);
        // 0 and not what rounding leaves, which would stretch a logarithmic axis over thirty decades.
        foreach (var function in (int[])[0, 1])
        {
            foreach (var by in (string[])["μ", "log σ"]) Assert.Equal(0.0, Of(function, "delta method", "variance", by));
        }
        var biased = rows.SelectMany((one, i) => one.Where(row => row.Value.GetProperty("is_biased").GetBoolean()).Select(row => (i, row.Key.Item1))).Distinct();
        Assert.Equal([(1, "delta method")], biased);
        Assert.Equal(Math.E * 1.5 / Math.Exp(1.5), Of(1, "delta method", "mean") / Of(1, "delta method", "exact"), 1e-9);
        Assert.Equal(4, rows[2].Count(row => row.Key.Item2 == "μ" && row.Value.GetProperty("why").ValueKind == JsonValueKind.Null));
        // All ways see the same noise: the best baseline is not far behind another by chance, which e^z with its heavy tails leaves room for.
        foreach (var function in (int[])[0, 1])
            Assert.Equal(Of(function, "pathwise, μ + σε", "mean"), Of(function, "implicit, −∂F/p", "mean"), 1e-9);
        double Total(int function, string way) => Of(function, way, "variance") + Of(function, way, "variance", "log σ");
        const string optimal = "log-derivative, optimal constant", moving = "log-derivative, moving average";
        Assert.All(Enumerable.Range(0, 3), one => Assert.True(Total(one, optimal) < 1.1 * Total(one, moving)));
        var page = File.ReadAllText(path);
        Assert.Equal(3, page.Split("<svg").Length - 1);
        Assert.Equal(4, page.Split("does not apply: ").Length - 1);
        // The names beside the dots begin within the picture.
        var names = Regex.Matches(page, "<text class=\"tick right\" x=\"(?<end>[0-9]+)\"[^>]*>(?<name>[^<]+)<");
        Assert.NotEmpty(names);
        Assert.All(names, one => Assert.True(
            int.Parse(one.Groups["end"].Value, CultureInfo.InvariantCulture) > 6 * one.Groups["name"].Length));
        Assert.Contains("gvi: expected a run folder, or --toy.", Gvi.Run("gradients").Error, StringComparison.Ordinal);
        Assert.Contains("--bound: means nothing to --toy", Gvi.Run("gradients", "--toy", "--bound", "elbo").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TooFewRepeats_AreRefused() =>
        Assert.Contains("--repeats: expected at least 20, got 3.", Gvi.Run("gradients", tiny.Run, "--repeats", "3").Error, StringComparison.Ordinal);
}
