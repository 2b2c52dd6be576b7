using System.Diagnostics;
using System.Text.Json;
using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

public sealed class EvaluateTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    [Fact]
    public void OnRealImages_NoUpperBoundIsKnown()
    {
        var words = Gvi.Run("evaluate", tiny.Run, "--samples", "50");
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Contains("upper: none known", words.Output);
        Assert.Contains("with 95 % confidence", words.Output);
        Assert.Contains("latent dimensions active", words.Output);
        Assert.StartsWith("test: ELBO >= ", words.LastLine);
        var certificate = Json("evaluate", tiny.Run, "--samples", "50").GetProperty("certificate");
        Assert.Equal("none known", certificate.GetProperty("upper").GetString());
        var bound = Assert.Single(certificate.GetProperty("bounds").EnumerateArray());
        Assert.Equal("lower bound", bound.GetProperty("kind").GetString());
        Assert.Equal(bound.GetProperty("value").GetDouble() - Math.Log(20) / 2, bound.GetProperty("limit").GetDouble(), 1e-9);
    }

    [Fact]
    public void OnImagesOfItsOwn_BothSidesAre()
    {
        var result = Json("evaluate", tiny.Run, "--samples", "200", "--ais", "20", "--chains", "4", "--simulated", "30", "--memory", "1");
        Assert.Equal(["lower bound", "lower bound"], Kinds(result.GetProperty("certificate")));
        var simulated = result.GetProperty("simulated");
        Assert.Equal(["lower bound", "lower bound", "upper bound"], Kinds(simulated));
        Assert.True(simulated.GetProperty("lower").GetDouble() <= simulated.GetProperty("upper").GetDouble());
        var (rate, distortion) = (Value("rate"), Value("distortion"));
        Assert.Equal(-result.GetProperty("test").GetProperty("elbo").GetProperty("value").GetDouble(), rate + distortion, 1e-9);
        Assert.Equal(2, result.GetProperty("aggregate_rows").GetInt32());
        Assert.True(Value("mutual_information") <= Math.Log(2) + 1e-6);

        double Value(string name) => result.GetProperty(name).GetProperty("value").GetDouble();

        static IEnumerable<string?> Kinds(JsonElement certificate) => certificate.GetProperty("bounds").EnumerateArray().Select(bound => bound.GetProperty("kind").GetString());
    }

    [Fact]
    public void Interrupted_ItGoesOnWhereItWas_ToTheSameDigits()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill.");
        string[] words = ["evaluate", tiny.Copy(), "--samples", "100", "--ais", "200", "--chains", "1", "--simulated", "40", "--memory", "1", "--json"];
        var whole = Json([.. words, "--restart"]).GetProperty("simulated").GetRawText();
        using var process = Gvi.Start(Gvi.Home, words);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var parts = Directory.EnumerateFiles(words[1], "evaluation-*.json");
        var clock = Stopwatch.StartNew();
        while (!parts.Any() && !process.HasExited && clock.Elapsed < TimeSpan.FromMinutes(1)) Thread.Sleep(20);
        Process.Start("sh", ["-c", $"kill -TERM {process.Id}"]).WaitForExit();
        var stopped = Gvi.Finish(process, process.StandardOutput.ReadToEnd(), error);
        Assert.Equal((CommandLine.Interrupted, ""), (stopped.Code, stopped.Output));
        Assert.NotEmpty(parts);

        var resumed = Gvi.Run(words);
        Assert.Contains("rows were done before; going on from there.", resumed.Error);
        Assert.Equal(whole, JsonDocument.Parse(resumed.Output).RootElement.GetProperty("simulated").GetRawText());
        Assert.Empty(parts);
    }

    [Theory]
    [InlineData("--samples", "0")]
    [InlineData("--ais", "0")]
    [InlineData("--chains", "-1")]
    [InlineData("--simulated", "0")]
    [InlineData("--memory", "0")]
    public void NumbersOutOfRange_AreRefused(string option, string value) =>
        Words.Of("evaluate", tiny.Run, option, value).AssertRefused(CommandLine.Misused, $"{option}: expected at least 1, got {value}.");

    private static JsonElement Json(params string[] arguments)
    {
        var words = Gvi.Run([.. arguments.Contains("--json") ? arguments : [.. arguments, "--json"]]);
        Assert.Equal("", words.Code == CommandLine.Done ? "" : words.Error);
        return JsonDocument.Parse(words.Output).RootElement;
    }
}
