using System.Buffers.Binary;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Reporting;

/// <summary>
/// Runs of a few steps on labelled images of bars, in folders whose names are markup; and a report of one and of all, made once for many tests.
/// </summary>
public sealed class ReportedRuns : IDisposable
{
    public const string Hostile = "a<b>&\"c'";

    private const int Side = 8;

    private readonly TempFolder folder = new();

    public ReportedRuns()
    {
        foreach (var (part, count) in (ReadOnlySpan<(string, int)>)[("train", 200), ("t10k", 60)])
        {
            folder.Write($"{Hostile}/{part}-images-idx3-ubyte", Idx([count, Side, Side], Bars(count)));
            folder.Write($"{Hostile}/{part}-labels-idx1-ubyte", Idx([count], [.. Enumerable.Range(0, count).Select(n => (byte)(n % Side))]));
        }
        Plane = Train("plane", latent: 2, epochs: 4);
        Wide = Train(Hostile + " run", latent: 5, epochs: 3);
        Line = Train("line", latent: 1, epochs: 1);
        Report.Write(OneFile, Plane);
        Report.Write(AllFile, Plane, Wide, Line);
    }

    public string Root => folder.Path;

    public string Plane { get; }

    public string Wide { get; }

    public string Line { get; }

    public string OneFile => folder["one.html"];

    public string AllFile => folder["all.html"];

    public void Dispose() => folder.Dispose();

    private string Train(string name, int latent, int epochs)
    {
        var run = Path.Combine(folder.Path, "runs", name);
        var settings = new RunSettings
        {
            Data = folder[Hostile],
            Epochs = epochs,
            Batch = 50,
            Device = "cpu",
            TestSamples = 4,
            WarmUp = latent == 2 ? 2 : 0,
            Model = new ModelSettings { Latent = latent, Networks = new() { Hidden = [16] } },
        };
        new Experiment(settings, new RunFolder(run)).Train();
        return run;
    }

    // The n-th image is a bright bar in row n mod 8, its label.
    private static byte[] Bars(int count)
    {
        var pixels = new byte[count * Side * Side];
        for (var n = 0; n < count; n++) pixels.AsSpan((n * Side + n % Side) * Side, Side).Fill(255);
        return pixels;
    }

    private static byte[] Idx(int[] shape, byte[] content)
    {
        var file = new byte[4 + 4 * shape.Length + content.Length];
        (file[2], file[3]) = (8, (byte)shape.Length);
        for (var axis = 0; axis < shape.Length; axis++) BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + 4 * axis), shape[axis]);
        content.CopyTo(file, 4 + 4 * shape.Length);
        return file;
    }
}
