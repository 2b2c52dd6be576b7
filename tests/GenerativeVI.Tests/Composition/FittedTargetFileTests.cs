using GenerativeVI.Data;
using GenerativeVI.Flows;
using GenerativeVI.Formats;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Composition;

/// <summary>A posterior that was fitted to a target, written and read, draws the same and has the same bound.</summary>
public sealed class FittedTargetFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public static TheoryData<TargetPosterior> Posteriors => [.. Enum.GetValues<TargetPosterior>()];

    [Theory, MemberData(nameof(Posteriors))]
    public void APosterior_ReadBack_DrawsTheSame(TargetPosterior posterior)
    {
        using var scope = NewDisposeScope();
        var settings = Settings(posterior);
        using var fitted = TargetFit.Run(Target, 2, settings);
        fitted.Save(folder["target"]);
        using var read = FittedTarget.Load(folder["target"], Target);
        Assert.Equal(Bits(fitted.Draw(50, new RandomStream(4))), Bits(read.Draw(50, new RandomStream(4))));
        Assert.Equal(fitted.Bound(40, new RandomStream(5)), read.Bound(40, new RandomStream(5)));
        Assert.Equal(fitted.ClampedShare, read.ClampedShare);
        Assert.Equal((posterior, 9, 5, 0.25), (read.Settings.Posterior, read.Settings.Steps, read.Settings.ReportedMixing, read.Settings.WarmUp));
        Assert.Equal(settings.Hidden, read.Settings.Hidden);
        Assert.Equal(settings.Flow.Steps, read.Settings.Flow.Steps);
    }

    [Fact]
    public void ForeignAndDamagedFiles_GetASentence()
    {
        using var scope = NewDisposeScope();
        using var fitted = TargetFit.Run(Target, 2, Settings(TargetPosterior.Normal));
        fitted.Save(folder["target"]);
        var (whole, bytes) = (SafeTensors.Load(folder["target"]), File.ReadAllBytes(folder["target"]));
        using var file = SafeTensorsFile.Open(folder["target"]);
        var (key, text) = file.Metadata.Single();
        SafeTensors.Save(folder["foreign"], whole);
        Refused("but no posterior of a target", folder["foreign"]);
        Refused("there is no such file", folder["nothing"]);
        Refused("not a whole safetensors file", folder.Write("cut", bytes[..^1]));
        SafeTensors.Save(folder["version"], whole, Told(text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)));
        Refused("format 2 of a posterior of a target", folder["version"]);
        SafeTensors.Save(folder["range"], whole, Told(text.Replace("\"steps\": 9", "\"steps\": 0", StringComparison.Ordinal)));
        Refused("steps: expected at least 1, got 0", folder["range"]);
        SafeTensors.Save(folder["other"], whole.Skip(1).ToDictionary(), Told(text));
        Refused("is missing", folder["other"]);

        Dictionary<string, string> Told(string of) => new() { [key] = of };

        void Refused(string sentence, string path) => Assert.Contains(
            sentence, Assert.Throws<DataException>(() => FittedTarget.Load(path, Target)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static TargetSettings Settings(TargetPosterior posterior) => new()
    {
        Posterior = posterior, Steps = 9, Hidden = [6], Samples = 8, Mixing = 3, ReportedMixing = 5, WarmUp = 0.25,
        Flow = new FlowSettings(FlowKind.RealNvp, 3),
    };

    private static Tensor Target(Tensor z) => -(z - 1).square().sum(-1) / 2;

    private static byte[] Bits(Tensor tensor) => tensor.contiguous().bytes.ToArray();
}
