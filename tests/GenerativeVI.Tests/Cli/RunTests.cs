using System.Text.Json;
using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

public class RunTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    [Fact]
    public void ATrainingEndsWithOneJsonObject()
    {
        Assert.Equal(CommandLine.Done, tiny.Trained.Code);
        Assert.Single(tiny.Trained.Output.TrimEnd().Split('\n'));
        var result = JsonDocument.Parse(tiny.Trained.Output).RootElement;
        var (elbo, log) = (result.GetProperty("test").GetProperty("elbo"), result.GetProperty("test").GetProperty("log_px"));
        Assert.All([elbo, log], AssertLowerBound);
        Assert.True(elbo.GetProperty("value").GetDouble() <= log.GetProperty("value").GetDouble());
        Assert.Equal(tiny.Run, result.GetProperty("run").GetString());
        Assert.Equal(2, result.GetProperty("epochs").GetInt32());
        Assert.Equal(6, result.GetProperty("steps").GetInt32());
        Assert.True(result.GetProperty("seconds").GetDouble() > 0);
        Assert.True(result.GetProperty("images_per_second").GetDouble() > 0);
        Assert.Equal("dynamic", result.GetProperty("data").GetProperty("binarization").GetString());
        Assert.Equal(18, result.GetProperty("data").GetProperty("source").GetProperty("train_count").GetInt64());

        static void AssertLowerBound(JsonElement bound)
        {
            Assert.InRange(bound.GetProperty("value").GetDouble(), -1000, 0);
            Assert.Equal("lower bound", bound.GetProperty("kind").GetString());
            Assert.Equal(3, bound.GetProperty("samples").GetInt32());
            Assert.True(bound.GetProperty("se").GetDouble() >= 0);
        }
    }

    [Fact]
    public void EveryEpochIsALine() => Assert.Equal(2, tiny.Trained.Error.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));

    [Fact]
    public void ARunFolderIsWhole() => Assert.Equal(
        ["checkpoints", "metrics.csv", "model.safetensors", "reconstructions.png", "run.json", "run.lock", "samples.png"], Directory.EnumerateFileSystemEntries(tiny.Run).Select(Path.GetFileName).Order());

    [Fact]
    public void EvaluateRepeatsTheTrainingsNumbers()
    {
        var words = Gvi.Run("evaluate", tiny.Run, "--samples", "3", "--json");
        Assert.Equal(CommandLine.Done, words.Code);
        Assert.Equal(Test(tiny.Trained), Test(words));

        static string Test(Words words) => JsonDocument.Parse(words.Output).RootElement.GetProperty("test").GetRawText();
    }

    [Fact]
    public void QuietIsOneLineOfItsOwnForm()
    {
        var words = Gvi.Run([.. tiny.Train(Path.Combine(tiny.Root, "quiet")), "--quiet"]);
        Assert.Equal((CommandLine.Done, ""), (words.Code, words.Error));
        const string number = @"\d+\.\d\d";
        Assert.Matches($@"^test: ELBO >= -{number} nats \(lower bound, ± {number}\), log p\(x\) >= -{number} nats \(lower bound, S = 3\)\r?\n$", words.Output);
    }

    [Fact]
    public void SampleWritesAPictureOfTheSize()
    {
        var path = Path.Combine(tiny.Root, "pictures", "three.png");
        Assert.Equal(CommandLine.Done, Gvi.Run("sample", tiny.Run, "--count", "3", "--seed", "7", "--out", path).Code);
        var picture = GenerativeVI.Data.ImageFile.Read(path);
        Assert.True(picture.Width > picture.Height);
    }

    [Fact]
    public void AnInterruptedTrainingIsEvaluatedAndKept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill.");
        var run = Path.Combine(tiny.Root, "interrupted");
        using var process = Gvi.Start(Gvi.Home, tiny.Train(run, epochs: 1000000));
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("epoch 3/", StringComparison.Ordinal))
        {
        }
        // Like Ctrl-C, but not ignored by a program that was started in the background; by the shell, since a bare system has no program kill.
        System.Diagnostics.Process.Start("sh", ["-c", $"kill -TERM {process.Id}"]).WaitForExit();
        var words = Gvi.Finish(process, process.StandardOutput.ReadToEnd(), error);
        Assert.Equal(CommandLine.Interrupted, words.Code);
        Assert.StartsWith("test: ELBO >= ", words.LastLine);
        Assert.Contains("of 1000000. Go on with gvi train --resume ", words.Error);
        Assert.Equal(CommandLine.Done, Gvi.Run("evaluate", run, "--samples", "1").Code);
    }

    [Fact]
    public void OnATerminalTheDisplayLivesAndLeavesNothingBehind()
    {
        const string terminal = "/usr/bin/script";
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(terminal) && File.Exists("/dev/pts/ptmx"), "there is no program here that makes a terminal, or no terminal to be made.");
        string[] words = ["dotnet", Path.Combine(Gvi.Home, "gvi.dll"), .. tiny.Train(Path.Combine(tiny.Root, "live"))];
        string[] arguments = ["-qec", string.Join(' ', words.Select(word => $"'{word}'")), "/dev/null"];
        var start = new System.Diagnostics.ProcessStartInfo(terminal, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("CI");
        start.Environment["TERM"] = "xterm";
        // A dotnet that is not on the path is found by the tests that it runs, and not by a shell.
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Environment.ProcessPath)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        using var process = System.Diagnostics.Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var result = Gvi.Finish(process, process.StandardOutput.ReadToEnd(), error);
        Assert.Equal(CommandLine.Done, result.Code);

        const string up = "\e[1A", clear = "\e[J";
        Assert.Contains("evaluating on the test images", result.Output);
        Assert.Contains(up, result.Output);
        // Behind the last erasure there is only what a file would have.
        Assert.Matches(@"^The run is in .*\r\ntest: ELBO >= .*\r\n$", result.Output.Split(clear)[^1]);
    }
}
