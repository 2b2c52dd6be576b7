using GenerativeVI.Cli;

namespace GenerativeVI.Tests.Cli;

public class FailureTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    [Fact]
    public void MissingDataIsNamed() => Refused("--data", Path.Combine(tiny.Root, "nothing.npy"), "nothing.npy");

    [Fact]
    public void LabelsInPlaceOfImagesAreNamed()
    {
        var path = Path.Combine(tiny.Root, "labels-idx1-ubyte");
        File.WriteAllBytes(path, [0, 0, 8, 1, 0, 0, 0, 2, 1, 0]);
        Refused("--data", path, "labels-idx1-ubyte");
    }

    [Fact]
    public void ACutImageFileIsNamed()
    {
        var path = Path.Combine(tiny.Root, "cut-idx3-ubyte");
        File.WriteAllBytes(path, File.ReadAllBytes(tiny.Images)[..300]);
        Refused("--data", path, "cut-idx3-ubyte");
    }

    [Fact]
    public void AFileInTheRunsPlaceIsNamedAndKept()
    {
        var path = Path.Combine(tiny.Root, "occupied");
        File.WriteAllText(path, "mine");
        Gvi.Run([.. tiny.Train(path), "--quiet"]).AssertRefused(CommandLine.Failed, path, "--out");
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Fact]
    public void MoreMemoryThanThereIsIsOneSentence()
    {
        Refused("--latent", "2000000000", "out of memory");
    }

    [Fact]
    public void ShortenedWeightsAreNamed()
    {
        var run = tiny.Copy();
        var weights = Path.Combine(run, "model.safetensors");
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^10]);
        Gvi.Run("sample", run).AssertRefused(CommandLine.Failed, weights);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"settings\": ")]
    [InlineData("{\"format\": 1}")]
    [InlineData("null")]
    public void ADamagedRecordIsNamed(string content) => RefusedRecord(_ => content);

    [Theory]
    [InlineData("\"settings\": {", "\"settings\": null, \"x\": {")]
    [InlineData("\"latent\": 2", "\"latent\": 0")]
    [InlineData("\"latent\": 2", "\"latent\": \"two\"")]
    [InlineData("\"activation\": \"relu\"", "\"activation\": null")]
    [InlineData("\"activation\": \"relu\"", "\"activation\": \"cosine\"")]
    [InlineData("\"likelihood\"", "\"lihood\"")]
    [InlineData("\"format\": 2", "\"format\": 3")]
    public void AChangedRecordIsNamed(string old, string changed) => RefusedRecord(text =>
    {
        Assert.Contains(old, text);
        return text.Replace(old, changed);
    });

    [Fact]
    public void AnEarlierRunIsLeftAsItWas()
    {
        var run = tiny.Copy();
        Gvi.Run([.. tiny.Train(run), "--quiet"]).AssertRefused(CommandLine.Failed, run, "--resume", "--out");
        Assert.All(Directory.EnumerateFiles(tiny.Run), file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(run, Path.GetFileName(file)))));
    }

    [Fact]
    public void WithoutLibtorchTheRemedyIsNamed()
    {
        // A program of managed assemblies alone, and no package of NuGet's to go to.
        var home = Directory.CreateDirectory(Path.Combine(tiny.Root, "home")).FullName;
        string[] files = [.. Directory.EnumerateFiles(Gvi.Home, "*.dll"), Path.Combine(Gvi.Home, "gvi.runtimeconfig.json"), .. Gvi.Packages()];
        foreach (var file in files) File.Copy(file, Path.Combine(home, Path.GetFileName(file)), overwrite: true);
        var none = new Dictionary<string, string> { ["NUGET_PACKAGES"] = home };
        Gvi.Run(home, [.. tiny.Train(Path.Combine(tiny.Root, "none")), "--quiet"], none).AssertRefused(CommandLine.Failed, "libtorch", "TorchSharp-cpu", "LIBTORCH");
        var doctor = Gvi.Run(home, ["doctor"], none);
        Assert.Equal(CommandLine.Failed, doctor.Code);
        Assert.Contains("memory", doctor.Output);
    }

    private void RefusedRecord(Func<string, string> change)
    {
        var run = tiny.Copy();
        var record = Path.Combine(run, "run.json");
        File.WriteAllText(record, change(File.ReadAllText(record)));
        Words.Of("evaluate", run).AssertRefused(CommandLine.Failed, record);
    }

    private void Refused(string option, string value, string name)
    {
        var run = Path.Combine(tiny.Root, Guid.NewGuid().ToString("N"));
        string[] arguments = [.. tiny.Train(run), "--quiet"];
        arguments[Array.IndexOf(arguments, option) + 1] = value;
        Gvi.Run(arguments).AssertRefused(CommandLine.Failed, name);
        Assert.False(Path.Exists(run), "a run that never began left its folder behind.");
    }
}
