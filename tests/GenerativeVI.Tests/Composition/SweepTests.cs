using System.Globalization;
using GenerativeVI.Tests.Cli;

namespace GenerativeVI.Tests.Composition;

/// <summary>Sweeps over settings of a tiny run.</summary>
public sealed class SweepTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    private SweepPlan Plan(SweepKind kind, int? trials, int epochs, params SweptSetting[] set) => new()
    {
        Settings = new RunFolder(tiny.Run).ReadRecord().Settings with { Epochs = epochs,
            Selection = new SelectionSettings { Rows = 4 } },
        Set = set,
        Kind = kind,
        Trials = trials,
    };

    [Fact]
    public void AGrid_TriesEveryCombination_AndReportsTheOneThatFails()
    {
        var plan = Plan(SweepKind.Grid, null, 1, new("model.latent", "1,2"),
            new("data", $"{tiny.Images},{Path.Combine(tiny.Root, "no-such-images")}"));
        var sweep = new Sweep(Path.Combine(tiny.Root, "grid"), plan) { Jobs = 2 };
        var rows = sweep.Run();
        Assert.Equal([SweepState.Finished, SweepState.Finished, SweepState.Failed, SweepState.Failed],
            rows.Select(row => row.State));
        Assert.True(rows[0].Validation >= rows[1].Validation);
        Assert.Contains("no-such-images", rows[3].Failure, StringComparison.Ordinal);
        var best = RunFolder.Of(Path.Combine(rows[0].Folder, "run.json")).ReadRecord();
        Assert.Equal(rows[0].Trial.Settings.Model.Latent, best.Settings.Model.Latent);
        // What is done is not done again.
        var written = File.GetLastWriteTimeUtc(Path.Combine(rows[0].Folder, "run.json"));
        Assert.Equal(rows.Select(row => row.Validation),
            new Sweep(sweep.Folder, Sweep.PlanOf(sweep.Folder)).Run().Select(row => row.Validation));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(rows[0].Folder, "run.json")));
    }

    /// <summary>Stopped after every trial it ends as one that never was, and each round has a third of the trials of
    /// the one before.</summary>
    [Fact]
    public void Halving_StoppedAndGoneOnWith_EndsAsOneThatWasNot()
    {
        var plan = Plan(SweepKind.Halving, 9, 9, new("learning_rate", "1e-4..1e-1:log"), new("model.latent", "1..4"));
        var whole = new Sweep(Path.Combine(tiny.Root, "whole"), plan).Run();
        Assert.Equal([9, 3, 3, 1, 1, 1, 1, 1, 1], whole.Select(row => row.Epochs));
        Assert.Equal(SweepState.Finished, whole[0].State);
        Assert.All(whole.Skip(1), row => Assert.Equal(SweepState.Dropped, row.State));
        // Those that went on are the best of their round.
        foreach (var round in (int[])[1, 3])
        {
            var entered = whole.Where(row => row.Epochs >= round).ToArray();
            var worstKept = entered.Where(row => row.Epochs > round).Min(row => Validation(row, round));
            Assert.All(entered.Where(row => row.Epochs == round), row => Assert.True(Validation(row, round) <= worstKept));
        }

        var folder = Path.Combine(tiny.Root, "stopped");
        IReadOnlyList<SweepRow>? rows = null;
        var stops = 0;
        for (; rows is null; stops++)
        {
            using var stop = new CancellationTokenSource();
            var sweep = new Sweep(folder, plan);
            var told = 0;
            sweep.Note += _ =>
            {
                if (++told == 5) stop.Cancel();
            };
            try
            {
                rows = sweep.Run(stop.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.True(stops < 20);
            }
        }
        Assert.True(stops > 1);
        Assert.Equal(whole.Select(row => (row.Trial.Number, row.Epochs, row.Validation)),
            rows.Select(row => (row.Trial.Number, row.Epochs, row.Validation)));
    }

    private static double Validation(SweepRow row, int epoch)
    {
        var lines = File.ReadAllLines(new RunFolder(row.Folder).Metrics).Select(line => line.Split(',')).ToArray();
        return double.Parse(lines[epoch][Array.IndexOf(lines[0], "validation_elbo")], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void AnotherSweepInAFolder_IsRefused()
    {
        var folder = Path.Combine(tiny.Root, "taken");
        _ = new Sweep(folder, Plan(SweepKind.Grid, null, 1, new SweptSetting("model.latent", "1"))).Run();
        var other = new Sweep(folder, Plan(SweepKind.Grid, null, 1, new SweptSetting("model.latent", "2")));
        Assert.Contains("holds another sweep", Assert.Throws<IOException>(() => other.Run()).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.latent", "expected NAME=VALUES")]
    [InlineData("learning_rate=1e-2..1e-4", "from a lower number to a higher one")]
    [InlineData("learning_rate=0..1:log", "lies above 0")]
    [InlineData("model.latent=1,,2", "values with commas")]
    public void ASettingThatMeansNothing_IsRefused(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => SweptSetting.Parse(text)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("model.latnet=1,2", SweepKind.Grid, null, "\"latnet\" is no setting of model; the nearest is latent.")]
    [InlineData("colour=1,2", SweepKind.Grid, null, "\"colour\" is no setting; there are method, ")]
    [InlineData("model.latent=few", SweepKind.Grid, null, "model.latent: expected a whole number.")]
    [InlineData("learning_rate=fast", SweepKind.Grid, null, "expected a number")]
    [InlineData("model=big", SweepKind.Grid, null, "model: expected a group of settings.")]
    [InlineData("shape.latent=1,2", SweepKind.Grid, null, "no group \"shape\"")]
    [InlineData("model.latent=1..9", SweepKind.Grid, null, "a range has no combinations")]
    [InlineData("model.latent=0,1", SweepKind.Grid, null, "latent")]
    [InlineData("model.latent=1,2", SweepKind.Random, null, "say how many")]
    [InlineData("model.latent=1,2", SweepKind.Grid, 3, "every combination")]
    public void APlanThatMeansNothing_IsRefused(string set, SweepKind kind, int? trials, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() =>
            Plan(kind, trials, 1, SweptSetting.Parse(set)).Check()).Message, StringComparison.Ordinal);

    /// <summary>Draws lie in their range, at both ends too, and half of those by the logarithm below its
    /// middle.</summary>
    [Fact]
    public void Ranges_AreDrawnFromEvenly()
    {
        var plan = Plan(SweepKind.Random, 400, 1, new("learning_rate", "1e-4..1e-2:log"), new("batch", "3..6"));
        var trials = plan.All();
        Assert.All(trials, trial => Assert.InRange(trial.Settings.LearningRate, 1e-4, 1e-2));
        Assert.Equal([3, 4, 5, 6], trials.Select(trial => trial.Settings.Batch).Distinct().Order());
        // Six standard deviations of a fair coin: 400/2 ± 60.
        Assert.InRange(trials.Count(trial => trial.Settings.LearningRate < 1e-3), 140, 260);
    }
}
