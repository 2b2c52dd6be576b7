using System.Diagnostics;
using GenerativeVI.Cli;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Cli;

/// <summary>A training that is killed again and again, at any instant, ends with the weights of one that was left alone.</summary>
public sealed class KillTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    private const int Epochs = 100;

    [Fact, Trait("Speed", "Slow")]
    public void KilledAtRandomInstants_TheRunEndsWithTheSameWeights()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a process is killed by SIGKILL.");
        var calm = Path.Combine(tiny.Root, "calm");
        // A process of its own, as those that are killed: a life includes the start, which is the longer part on a slow machine.
        var clock = Stopwatch.StartNew();
        Assert.True(Ends(calm, TimeSpan.FromMinutes(5)));
        var whole = clock.Elapsed;
        var random = new Random(1);
        var (kills, wanted) = (0, (int)Effort.Draws(50, 5));
        for (var attempt = 0; kills < wanted; attempt++)
        {
            var run = Path.Combine(tiny.Root, $"killed-{attempt}");
            var lives = 0;
            // Lives grow, so that a machine that became slower meanwhile gets to the end too.
            while (!Ends(run, whole * random.NextDouble() * (1.2 + 0.05 * lives))) lives++;
            kills += lives;
            Assert.Equal(File.ReadAllBytes(Path.Combine(calm, "model.safetensors")), File.ReadAllBytes(Path.Combine(run, "model.safetensors")));
            Assert.Equal(Rows(calm), Rows(run));
            Assert.Empty(Directory.EnumerateFiles(run, ".*", SearchOption.AllDirectories));
            Assert.True(lives < 200, "the run gets nowhere.");
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{kills} kills");
    }

    [Fact]
    public void ARunThatWasKilled_SaysSoWhenItIsResumed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a process is killed by SIGKILL.");
        var run = Path.Combine(tiny.Root, "told");
        using (var process = Gvi.Start(Gvi.Home, tiny.Train(run, epochs: 1000000)))
        {
            _ = process.StandardError.ReadToEndAsync();
            while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("epoch 2/", StringComparison.Ordinal))
            {
            }
            process.Kill();
            process.WaitForExit();
            Assert.Contains($"The last owner of this run, process {process.Id} on ", Words.Of("runs", run).Output, StringComparison.Ordinal);
        }
        var words = Gvi.Run("train", "--resume", run, "--epochs", "3");
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Contains("did not end normally: it was killed", words.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("did not end", Gvi.Run("train", "--resume", run, "--epochs", "4").Output, StringComparison.Ordinal);
    }

    // One life, to its end or to a kill that may fall anywhere: in the start, a step, the writing of a checkpoint, the evaluation.
    private bool Ends(string run, TimeSpan life)
    {
        using var process = Gvi.Start(Gvi.Home, File.Exists(Path.Combine(run, "run.json")) ? ["train", "--resume", run, "--quiet"] : Train(run));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExit(life);
        if (!ended) process.Kill();
        process.WaitForExit();
        Assert.True(!ended || process.ExitCode == CommandLine.Done, error.Result);
        return ended;
    }

    private string[] Train(string run) => [.. tiny.Train(run, Epochs), "--quiet", "--checkpoint-steps", "2", "--dropout", "0.2", "--average", "0.9", "--warm-up", "100", "--lr-shape", "cosine"];

    // All columns of metrics.csv but the times.
    private static IEnumerable<string> Rows(string run) => File.ReadLines(Path.Combine(run, "metrics.csv")).Select(line => string.Join(',', line.Split(',')[..^2]));
}
