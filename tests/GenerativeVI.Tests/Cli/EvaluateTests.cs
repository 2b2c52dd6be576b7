using System.Diagnostics;
using System.Text.Json;
using GenerativeVI.Cli;
using GenerativeVI.Data;

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
        var judged = Json("evaluate", tiny.Run, "--samples", "50");
        var low = judged.GetProperty("pareto_k_above_0.7").GetDouble() > 0;
        Assert.Equal(low ? "lower estimate" : "estimate", judged.GetProperty("sampling_error_kind").GetString());
        Assert.Contains(low ? "at least " : " nats of the standard error are noise of the draws", words.Output);
        var one = Json("evaluate", tiny.Run, "--samples", "1");
        Assert.Equal(JsonValueKind.Null, one.GetProperty("sampling_error").ValueKind);
        Assert.Equal("not known", one.GetProperty("sampling_error_kind").GetString());
        var certificate = judged.GetProperty("certificate");
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
        Assert.All(["rate", "distortion", "aggregate_rate", "mutual_information", "aggregate_kl"], name =>
        {
            Assert.Equal("estimate", result.GetProperty(name).GetProperty("kind").GetString());
            Assert.True(result.GetProperty(name).GetProperty("se").GetDouble() >= 0, name);
        });
        Assert.Equal(Value("aggregate_rate"), Value("mutual_information") + Value("aggregate_kl"), 1e-9);
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
        Assert.Contains("rows were done before; continuing from there.", resumed.Error);
        Assert.Equal(whole, JsonDocument.Parse(resumed.Output).RootElement.GetProperty("simulated").GetRawText());
        Assert.Empty(parts);
    }

    /// <summary>Another seed draws other z of the same images: the ELBO differs by noise, the images that are judged do not.</summary>
    [Fact]
    public void Seed_DrawsAnew_OnTheSameImages()
    {
        double Elbo(params string[] options)
        {
            var result = Json(["evaluate", tiny.Run, "--samples", "100", .. options]);
            Assert.Equal(options.Length > 0 ? long.Parse(options[1], System.Globalization.CultureInfo.InvariantCulture) : 1, result.GetProperty("seed").GetInt64());
            return result.GetProperty("test").GetProperty("elbo").GetProperty("value").GetDouble();
        }
        var (own, same, seven, eight) = (Elbo(), Elbo("--seed", "1"), Elbo("--seed", "7"), Elbo("--seed", "8"));
        Assert.Equal(own, same);
        Assert.NotEqual(own, seven);
        Assert.NotEqual(seven, eight);
        Assert.Equal(own, seven, 1.0);

        var (first, second) = (Path.Combine(tiny.Root, "first.npy"), Path.Combine(tiny.Root, "second.npy"));
        foreach (var (run, path) in ((string, string)[])[(tiny.Run, first), (tiny.Copy(), second)]) Assert.Equal(CommandLine.Done, Gvi.Run("data", "export", run, "--out", path).Code);
        var images = NpyReader.Read(first);
        Assert.Equal([2, 6, 5], images.Shape);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        // As they were judged: bits.
        Assert.All(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(images.Bytes).ToArray(), bit => Assert.True(bit is 0 or 1));
        Assert.Contains("--labels: these images have none", Gvi.Run("data", "export", tiny.Run, "--out", first, "--labels", second).Error);
    }

    [Theory]
    [InlineData("--samples", "0")]
    [InlineData("--ais", "0")]
    [InlineData("--chains", "-1")]
    [InlineData("--simulated", "0")]
    [InlineData("--memory", "0")]
    public void NumbersOutOfRange_AreRefused(string option, string value) =>
        Words.Of("evaluate", tiny.Run, option, value).AssertRefused(CommandLine.Misused, $"{option}: expected at least 1, got {value}.");

    [Theory]
    [InlineData("--chains", "4", "nothing is annealed")]
    [InlineData("--tolerance", "0.5", "nothing is bounded from both sides")]
    public void WhatChangesNothing_IsRefused(string option, string value, string sentence) => Words.Of("evaluate", tiny.Run, option, value).AssertRefused(CommandLine.Misused, $"{option}: {sentence}");

    [Fact]
    public void MixingDrawsOfAModelWithoutAny_AreRefused() => Words.Of("evaluate", tiny.Run, "--mixing-samples", "5").AssertRefused(CommandLine.Failed, "neither side of vae is semi-implicit");

    private static JsonElement Json(params string[] arguments)
    {
        var words = Gvi.Run([.. arguments.Contains("--json") ? arguments : [.. arguments, "--json"]]);
        Assert.Equal("", words.Code == CommandLine.Done ? "" : words.Error);
        return JsonDocument.Parse(words.Output).RootElement;
    }
}
