using System.Text.Json;
using GenerativeVI.Cli;
using GenerativeVI.Tests.Cli;

namespace GenerativeVI.Tests.Reporting;

public sealed class RunCatalogueTests(ReportedRuns runs) : IClassFixture<ReportedRuns>
{
    [Fact]
    public void ADamagedRun_IsListedAsSuchAmongTheOthers()
    {
        using var broken = new TempCopy(runs.Plane);
        File.WriteAllText(broken.Run.Record, "{ \"format\": 1,");
        using var bare = new TempCopy(runs.Plane);
        File.Delete(bare.Run.Record);
        foreach (var root in (string[])[broken.Root, bare.Root])
        {
            var damaged = Assert.Single(RunCatalogue.Find(root));
            Assert.Equal(RunState.Damaged, damaged.State);
            Assert.Contains("run.json", damaged.Damage!, StringComparison.Ordinal);
        }
        Assert.Equal(3, RunCatalogue.Find(runs.Root).Count(run => run.State == RunState.Finished));
    }

    [Fact]
    public void ARunThatWasNotFinished_IsStoppedOrRunningByItsLock()
    {
        using var copy = new TempCopy(runs.Plane);
        var record = copy.Run.ReadRecord();
        copy.Run.WriteRecord(record with { Outcome = record.Outcome! with { Finished = false } });
        Assert.Equal(RunState.Stopped, RunCatalogue.Describe(copy.Run.Path).State);
        using (new FileStream(Path.Combine(copy.Run.Path, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(RunState.Running, RunCatalogue.Describe(copy.Run.Path).State);
        Assert.Equal(RunState.Stopped, RunCatalogue.Describe(copy.Run.Path).State);
    }

    [Fact]
    public void AKilledOwner_IsToldOf()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what killed a process is read from Linux's statistics.");
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        var starved = File.ReadLines("/proc/vmstat").Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal)).Select(line => long.Parse(line[9..])).DefaultIfEmpty(0).Single();
        using var copy = new TempCopy(runs.Plane);
        var record = copy.Run.ReadRecord();
        copy.Run.WriteRecord(record with { Outcome = record.Outcome! with { Finished = false } });
        var file = Path.Combine(copy.Run.Path, "run.lock");
        Assert.Null(RunCatalogue.Describe(copy.Run.Path).Ending);
        AssertTold($"{boot} {starved}", "it was killed.");
        AssertTold($"{boot} {starved - 1}", "the system has killed a process because memory ran out");
        AssertTold($"{Guid.NewGuid()} 0", "the machine was restarted, or it was another one.");
        AssertTold("", "it was killed, or the machine went down.");
        AssertTold(" ", "it was killed, or the machine went down.");

        void AssertTold(string machine, string why)
        {
            const string name = "process 12345 on box, since 2026-01-01";
            File.WriteAllText(file, $"{name}\n{machine}");
            var ending = RunCatalogue.Describe(copy.Run.Path).Ending!;
            Assert.StartsWith($"The last owner of this run, {name}, did not end normally: ", ending, StringComparison.Ordinal);
            Assert.Contains(why, ending, StringComparison.Ordinal);
            // The tool says options where the library names settings.
            Assert.Contains(ending.Split(';')[0], Words.Of("runs", copy.Root).Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(RunOrder.LogPx)]
    [InlineData(RunOrder.Elbo)]
    public void Runs_AreSortedByTheirNumbers(RunOrder order)
    {
        var outcomes = RunCatalogue.Find(runs.Root, order).Select(run => run.Record!.Outcome!);
        var values = outcomes.Select(outcome => (order == RunOrder.Elbo ? outcome.TestElbo : outcome.TestLogLikelihood)!.Value).ToArray();
        Assert.Equal(values.OrderDescending(), values);
    }

    [Fact]
    public void Runs_AreSortedByNameAndDate()
    {
        Assert.Equal([runs.Wide, runs.Line, runs.Plane], RunCatalogue.Find(runs.Root, RunOrder.Name).Select(run => run.Path));
        File.SetLastWriteTimeUtc(new RunFolder(runs.Plane).Record, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal(runs.Plane, RunCatalogue.Find(runs.Root)[0].Path);
    }

    [Fact]
    public void Settings_DifferWhereTheyWereSetOtherwise()
    {
        var settings = RunCatalogue.Find(runs.Root).Select(run => run.Settings).ToArray();
        Assert.Equal(["latent", "epochs", "warm up"], RunDescription.Differences(settings));
        Assert.Equal("dynamic", settings[0]["binarization"]);
        Assert.Equal("16", settings[0]["networks hidden"]);
        Assert.Equal("linear", settings[0]["optimization warm up"]);
    }

    [Fact]
    public void GviRuns_IsATableOrJson()
    {
        var words = Words.Of("runs", runs.Root, "--sort", "name");
        Assert.Equal((CommandLine.Done, ""), (words.Code, words.Error));
        var lines = words.Output.TrimEnd().Split('\n');
        Assert.Matches(@"^run +state +date +latent +epochs +warm up +log p\(x\) +ELBO\r?$", lines[0]);
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"line +finished +\d{4}-.* 1 +1 +0 +>= -\d+\.\d\d ± \d+\.\d\d \(lower bound, S = 4\)", lines[2]);

        var json = JsonDocument.Parse(Words.Of("runs", runs.Root, "--json").Output).RootElement.GetProperty("runs");
        Assert.Equal(3, json.GetArrayLength());
        Assert.Equal("lower bound", json[0].GetProperty("test").GetProperty("log_px").GetProperty("kind").GetString());
    }

    [Fact]
    public void GviRuns_OfNoFolderIsRefused() =>
        Words.Of("runs", Path.Combine(runs.Root, "none")).AssertRefused(CommandLine.Failed, "there is no such folder");
}
