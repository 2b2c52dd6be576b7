using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

/// <summary>A run.json says everything: run again from it, in fresh processes, the same numbers come out.</summary>
public sealed class RepeatTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    private static readonly string[] Times = ["rows_per_second", "seconds"];

    [Fact]
    public void TwoRunsOfOneRecord_GiveTheSameMetricsButForTheTimes()
    {
        var first = Path.Combine(tiny.Root, "first");
        string[] everything =
        [
            "--dropout", "0.2", "--average", "0.9", "--warm-up", "3", "--lr-shape", "cosine", "--validation", "5", "--plateau", "1", "--accumulate", "2", "--clip-norm", "5", "--checkpoint-steps", "2",
        ];
        Assert.Equal(CommandLine.Done, Gvi.Run([.. tiny.Train(first, epochs: 6), "--quiet", .. everything]).Code);
        var runs = ((string[])["second", "third"]).Select(name => Path.Combine(tiny.Root, name)).ToArray();
        foreach (var run in runs) Assert.Equal(CommandLine.Done, Gvi.Run("train", "--from", Path.Combine(first, "run.json"), "--out", run, "--quiet").Code);
        var rows = Rows(first);
        Assert.Equal(1 + 6, rows.Length);
        Assert.All(runs, run => Assert.Equal(rows, Rows(run)));
        Assert.All(runs, run => Assert.Equal(File.ReadAllBytes(Path.Combine(first, "model.safetensors")), File.ReadAllBytes(Path.Combine(run, "model.safetensors"))));

        // A comparison that could not fail would say nothing: another seed gives other numbers.
        var other = Path.Combine(tiny.Root, "other");
        Assert.Equal(CommandLine.Done, Gvi.Run("train", "--from", Path.Combine(first, "run.json"), "--out", other, "--quiet", "--seed", "2").Code);
        Assert.NotEqual(rows, Rows(other));
    }

    private static string[] Rows(string run)
    {
        var lines = File.ReadAllLines(Path.Combine(run, "metrics.csv")).Select(line => line.Split(',')).ToArray();
        var kept = Enumerable.Range(0, lines[0].Length).Where(column => !Times.Contains(lines[0][column])).ToArray();
        Assert.Equal(lines[0].Length - Times.Length, kept.Length);
        return [.. lines.Select(line => string.Join(',', kept.Select(column => line[column])))];
    }
}
