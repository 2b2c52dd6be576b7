using System.Globalization;
using System.Diagnostics;
using System.Text.Json.Nodes;
using GenerativeVI.Cli;
using GenerativeVI.Data;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Cli;

/// <summary>Images of people's own from the command line: what a run makes of them, keeps of them and says of them.</summary>
public sealed class ImageRunTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    [Fact]
    public void EqualRowsHaveEqualCodes_AndOneImageIsEnough()
    {
        var pixels = File.ReadAllBytes(tiny.Images)[16..46];
        var twice = Write("twice.npy", Samples.Npy("|u1", "(2, 6, 5)", [.. pixels, .. pixels]));
        var codes = Path.Combine(tiny.Root, "twice-codes.csv");
        var words = Gvi.Run("encode", tiny.Run, "--data", twice, "--out", codes);
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Contains("encoded as they are, the means of the bits", words.Output);
        var lines = File.ReadAllLines(codes);
        Assert.Equal(("z1,z2", 3), (lines[0], lines.Length));
        // Rows of one matrix product may differ in the last digit.
        double[] Numbers(string line) => [.. line.Split(',').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        Assert.All(Numbers(lines[1]).Zip(Numbers(lines[2])), pair => Assert.Equal(pair.First, pair.Second, 1e-6));

        // White is what it was for the run, though nothing here exceeds 1.
        var one = Write("one.npy", Samples.Npy("|u1", "(1, 6, 5)", pixels));
        Assert.Equal(CommandLine.Done, Gvi.Run("encode", tiny.Run, "--data", one, "--out", Path.Combine(tiny.Root, "one.npy.npy")).Code);
        Assert.Equal([1, 2], NpyReader.Read(Path.Combine(tiny.Root, "one.npy.npy")).Shape);
        var dark = Gvi.Run("encode", tiny.Run, "--data", Write("dark.npy", Samples.Npy("|u1", "(1, 6, 5)", [.. pixels.Select((_, i) => (byte)(i % 2))])), "--out", Path.Combine(tiny.Root, "dark.csv"));
        Assert.Contains("255 is white", dark.Output);
        Words.Of("encode", tiny.Run, "--out", "codes.txt").AssertRefused(CommandLine.Misused, "--out", ".npy or .csv", "codes.txt");
    }

    [Fact]
    public void ASingleTestRowHasNoStandardErrorAnywhere()
    {
        var images = Write("two.npy", Samples.Npy("|u1", "(2, 2, 2)", [0, 255, 3, 4, 200, 7, 0, 9]));
        var run = Path.Combine(tiny.Root, "two");
        var words = Gvi.Run("train", "vae", "--data", images, "--hidden", "3", "--latent", "2", "--epochs", "1", "--threads", "1", "--test-samples", "2", "--out", run);
        Assert.Contains("no standard error from one row", words.LastLine);
        Assert.DoesNotContain("NaN", words.Output);
        Assert.DoesNotContain("NaN", File.ReadAllText(Path.Combine(run, "run.json")));
        Assert.Null(JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!["outcome"]!["test_elbo"]!["standard_error"]);
        foreach (var command in (string[][])[["evaluate", run, "--samples", "2", "--threads", "1"], ["runs", tiny.Root], ["report", run, "--out", Path.Combine(run, "r.html")]])
            Assert.DoesNotContain("NaN", Gvi.Run(command).Output);
        Assert.DoesNotContain("NaN", File.ReadAllText(Path.Combine(run, "r.html")));
        Assert.Null(JsonNode.Parse(Gvi.Run("evaluate", run, "--samples", "2", "--threads", "1", "--json").LastLine)!["test"]!["elbo"]!["se"]);
    }

    [Fact]
    public void LevelsAndWhiteMustAgree()
    {
        var images = Write("seventeen.npy", Samples.Npy("|u1", "(6, 2, 2)", [.. Enumerable.Range(0, 24).Select(i => (byte)(i % 17))]));
        string[] train = ["train", "vae", "--data", images, "--likelihood", "categorical", "--hidden", "3", "--latent", "2", "--epochs", "1", "--threads", "1", "--test-samples", "2"];
        Gvi.Run([.. train, "--levels", "17", "--quiet", "--out", Path.Combine(tiny.Root, "levels")])
            .AssertRefused(CommandLine.Failed, "levels: the 17", "255 is white", "--levels 256, or --white 16 and --levels 17");
        var words = Gvi.Run([.. train, "--levels", "17", "--white", "16", "--json", "--out", Path.Combine(tiny.Root, "agreed")]);
        Assert.Equal(CommandLine.Done, words.Code);

        // No model that has not seen the test rows can be better on the average than guessing is for four independent pixels.
        var value = JsonNode.Parse(words.LastLine)!["test"]!["log_px"]!["value"]!.GetValue<double>();
        Assert.InRange(value, -4 * 4 * Math.Log(17), -0.5 * 4 * Math.Log(17));
        Assert.Equal(16, JsonNode.Parse(File.ReadAllText(Path.Combine(tiny.Root, "agreed", "run.json")))!["data"]!["source"]!["white"]!.GetValue<double>());
    }

    [Fact]
    public void ClassesInWordsAreKeptInTheRecordAndTheReport()
    {
        var lines = Enumerable.Range(0, 20).Select(row => $"{(row % 2 == 0 ? "cat" : "dog")},{row},{255 - row},{row * 7},9");
        var table = Write("words.csv", System.Text.Encoding.UTF8.GetBytes("class,a,b,c,d\n" + string.Join('\n', lines) + "\n"));
        var run = Path.Combine(tiny.Root, "words");
        Assert.Equal(CommandLine.Done, Gvi.Run(
            "train", "cvae", "--data", table, "--shape", "2,2", "--hidden", "3", "--latent", "2", "--epochs", "1", "--threads", "1", "--test-samples", "2", "--quiet", "--out", run).Code);
        Assert.Equal(["cat", "dog"], JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!["data"]!["source"]!["classes"]!.AsArray().Select(name => $"{name}"));
        Assert.Equal(CommandLine.Done, Gvi.Run("report", run, "--out", Path.Combine(run, "r.html")).Code);
        Assert.Contains("cat, dog", File.ReadAllText(Path.Combine(run, "r.html")));
    }

    [Fact]
    public void ReadingsAreKeptWithTheRun()
    {
        var images = Write("fractions.npy", Samples.Npy("<f4", "(6, 2, 2)", [.. Enumerable.Range(0, 24).SelectMany(i => BitConverter.GetBytes(i / 16f))]));
        var run = Path.Combine(tiny.Root, "fractions");
        string[] train = ["train", "vae", "--data", images, "--hidden", "3", "--latent", "2", "--epochs", "1", "--threads", "1", "--test-samples", "2", "--out", run];
        Gvi.Run([.. train, "--quiet"]).AssertRefused(CommandLine.Failed, "fractions from 0 to 1.4375", "--white 1.5");
        Assert.Equal(CommandLine.Done, Gvi.Run([.. train, "--white", "1.5"]).Code);
        Assert.Equal(CommandLine.Done, Gvi.Run("evaluate", run, "--samples", "2", "--threads", "1").Code);
        Assert.Equal(CommandLine.Done, Gvi.Run("train", "--resume", run, "--epochs", "2").Code);
        Gvi.Run("train", "--resume", run, "--epochs", "3", "--white", "2", "--quiet").AssertRefused(CommandLine.Failed, "another run's", "reading");
    }

    [Fact]
    public void TestRowsCanBeFewer()
    {
        var words = Gvi.Run([.. tiny.Train(Path.Combine(tiny.Root, "few"), epochs: 1), "--test-rows", "1", "--json"]);
        Assert.Equal(1, JsonNode.Parse(words.LastLine)!["test"]!["elbo"]!["rows"]!.GetValue<int>());
    }

    [Fact]
    public void AFullStandardOutputIsNamed_AndTheRunIsWhole()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no output here that is always full.");
        foreach (var (redirected, name) in new[] { ("> /dev/full", "full"), (">&-", "closed") })
        {
            var run = Path.Combine(tiny.Root, name);
            var command = string.Join(' ', ((string[])["dotnet", Path.Combine(Gvi.Home, "gvi.dll"), .. tiny.Train(run, epochs: 1)]).Select(word => $"'{word}'"));
            using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{command} {redirected}"]) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(File.Exists(Path.Combine(run, "samples.png")), error);
            Assert.DoesNotContain("the disk is full", error);
            if (name == "closed") continue;
            Assert.Equal(CommandLine.Failed, process.ExitCode);
            Assert.Contains("standard output cannot be written", error);
        }
    }

    [Fact]
    public void TooManyThreadsAreRefused_AndManySaid()
    {
        Words.Of([.. tiny.Train(Path.Combine(tiny.Root, "threads")), "--threads", "100000"]).AssertRefused(CommandLine.Misused, "--threads");
        string[] train = tiny.Train(Path.Combine(tiny.Root, "more"), epochs: 1);
        train[Array.IndexOf(train, "--threads") + 1] = $"{Environment.ProcessorCount + 1}";
        Assert.Contains("take turns", Gvi.Run(train).Output);
    }

    private string Write(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(tiny.Root, name), content);
        return Path.Combine(tiny.Root, name);
    }
}
