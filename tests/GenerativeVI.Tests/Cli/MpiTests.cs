using System.Diagnostics;
using System.Text.Json.Nodes;
using GenerativeVI.Cli;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Cli;

/// <summary>The command line on two ranks, under each MPI that is installed.</summary>
public sealed class MpiTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    public static TheoryData<string> Launchers => [.. MpiRun.Launchers];

    [Theory, MemberData(nameof(Launchers))]
    public void TwoRanks_TrainAndJudgeAsOneProcess(string launcher)
    {
        MpiRun.Require(launcher);
        var run = Path.Combine(tiny.Root, $"two-{launcher}");
        var words = MpiRun.Run(launcher, 2, [.. tiny.Train(run), "--json"]);
        Assert.True(words.Code == CommandLine.Done, words.Error);
        // One object, of the first rank alone.
        var told = JsonNode.Parse(words.Output)!;
        var expected = JsonNode.Parse(tiny.Trained.Output)!;
        Assert.Equal((double)expected["test"]!["elbo"]!["value"]!, (double)told["test"]!["elbo"]!["value"]!, 1e-4);
        Assert.Equal(2, (int)JsonNode.Parse(File.ReadAllText(Path.Combine(run,
            "run.json")))!["environment"]!["processes"]!);
        var (alone, shared) = (WeightsOf(tiny.Run), WeightsOf(run));
        Assert.Equal(alone.Length, shared.Length);
        Assert.All(alone.Zip(shared), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Equal(File.ReadLines(Path.Combine(tiny.Run, "metrics.csv")).Count(),
            File.ReadLines(Path.Combine(run, "metrics.csv")).Count());

        string[] evaluate = ["evaluate", tiny.Copy(), "--samples", "7", "--json", "--restart"];
        Assert.Equal(Digits(Gvi.Run(evaluate)), Digits(MpiRun.Run(launcher, 2, evaluate)));
    }

    /// <summary>The law over all recipes, in processes.</summary>
    [Theory, Trait("Speed", "Slow")]
    [InlineData("mpirun.openmpi", 2)]
    [InlineData("mpirun.openmpi", 3)]
    [InlineData("mpirun.mpich", 2)]
    [InlineData("mpirun.mpich", 3)]
    public async Task EveryRecipe_TrainsAsInOneProcess(string launcher, int ranks)
    {
        MpiRun.Require(launcher);
        string[] filter = ["--no-progress", "--filter-method",
            $"*.{nameof(Laws.RankLaws.UnderALauncher_EveryRecipeTrainsTheModelOfOneProcess)}"];
        using var process = MpiRun.StartProgram(launcher, ranks, [typeof(MpiTests).Assembly.Location, .. filter]);
        var cancellation = TestContext.Current.CancellationToken;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromMinutes(10), cancellation);
        Assert.True(process.ExitCode == 0, await output + await error);
    }

    [Fact]
    public void ARankThatFails_SaysSoForAll()
    {
        MpiRun.Require("mpirun.openmpi");
        var words = MpiRun.Run("mpirun.openmpi", 2,
            ["train", "vae", "--data", Path.Combine(tiny.Root, "no-such-file")]);
        Assert.NotEqual(CommandLine.Done, words.Code);
        Assert.Single(words.Error.Split('\n'), line => line.StartsWith("gvi:", StringComparison.Ordinal));
    }

    [Fact, Trait("Speed", "Slow")]
    public void KilledAtRandomInstants_TheRunEndsWithTheSameWeights()
    {
        MpiRun.Require("mpirun.openmpi");
        var calm = Path.Combine(tiny.Root, "calm");
        var clock = Stopwatch.StartNew();
        Assert.True(Ends(calm, TimeSpan.FromMinutes(5)));
        var (whole, random, kills, wanted) = (clock.Elapsed, new Random(1), 0, (int)Effort.Draws(20, 2));
        for (var attempt = 0; kills < wanted; attempt++)
        {
            var (run, lives) = (Path.Combine(tiny.Root, $"killed-{attempt}"), 0);
            while (!Ends(run, whole * random.NextDouble() * (1.2 + 0.05 * lives))) lives++;
            kills += lives;
            Assert.Equal(File.ReadAllBytes(Path.Combine(calm, "model.safetensors")),
                File.ReadAllBytes(Path.Combine(run, "model.safetensors")));
            Assert.True(lives < 200, "the run gets nowhere.");
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{kills} kills");
    }

    // One life of two ranks, to its end or to the kill of one of them.
    private bool Ends(string run, TimeSpan life)
    {
        string[] arguments = File.Exists(Path.Combine(run, "run.json")) ? ["train", "--resume", run, "--quiet"]
            : [.. tiny.Train(run, 60), "--quiet", "--checkpoint-steps", "2", "--average", "0.9"];
        using var process = MpiRun.Start("mpirun.openmpi", 2, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExit(life);
        if (!ended)
        {
            var rank = Children(process.Id).LastOrDefault();
            if (rank == 0) process.Kill(entireProcessTree: true);
            else Process.GetProcessById(rank).Kill();
        }
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "the job outlives its rank.");
        Assert.True(!ended || process.ExitCode == CommandLine.Done, error.Result);
        if (!ended) process.WaitForExit();
        return ended;
    }

    private static int[] Children(int parent)
    {
        try
        {
            return [.. File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ',
                StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static float[] WeightsOf(string run)
    {
        var bytes = File.ReadAllBytes(Path.Combine(run, "model.safetensors"));
        var head = 8 + (int)BitConverter.ToInt64(bytes);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes.AsSpan(head)).ToArray();
    }

    private static string Digits(Words words)
    {
        Assert.True(words.Code == CommandLine.Done, words.Error);
        return JsonNode.Parse(words.Output)!["test"]!.ToJsonString();
    }
}
