using System.Buffers.Binary;

namespace GenerativeVI.Tests.Cli;

/// <summary>A folder with twenty images of 6 × 5 pixels in an idx file, and a run of one epoch on them, made once for many tests.</summary>
public sealed class TinyRun : IDisposable
{
    private const int Count = 20, Height = 6, Width = 5;

    public TinyRun()
    {
        Directory.CreateDirectory(Root);
        File.WriteAllBytes(Images, Idx());
        Trained = Gvi.Run([.. Train(Run), "--json"]);
    }

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"gvi-tests-{Guid.NewGuid():N}");

    public string Images => Path.Combine(Root, "images-idx3-ubyte");

    public string Run => Path.Combine(Root, "run");

    internal Words Trained { get; }

    public string[] Train(string run, int epochs = 2) =>
        [
            "train", "vae", "--data", Images, "--batch", "6", "--hidden", "4", "--latent", "2",
            "--test-samples", "3", "--threads", "1", "--out", run, "--epochs", $"{epochs}",
        ];

    /// <summary>A copy of the run that a test may damage.</summary>
    public string Copy()
    {
        var copy = Directory.CreateDirectory(Path.Combine(Root, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var file in Directory.EnumerateFiles(Run)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static byte[] Idx()
    {
        var file = new byte[16 + Count * Height * Width];
        int[] header = [0x00000803, Count, Height, Width];
        for (var i = 0; i < header.Length; i++) BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * i), header[i]);
        new Random(1).NextBytes(file.AsSpan(16));
        return file;
    }
}
