using GenerativeVI.Data;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Data;

/// <summary>Files changed at random places, with a fixed seed: a reader may accept or refuse them in a sentence, but not crash and not allocate much.</summary>
public sealed class HostileFileTests : IDisposable
{
    private static readonly int Trials = Effort.Draws(10_000, 250);
    private const long Budget = 4_000_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Formats => ["idx", "idx.gz", "npy", "npy.gz", "csv", "png"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Readers_SurviveAnything(string format)
    {
        var random = new Random(format.Length);
        byte[] sound = Sound(format);
        int refused = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            string path = _folder.Write($"file.{format}", Mutation.Of(sound, random));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Read(format, path);
            }
            catch (DataException)
            {
                refused++;
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Budget);
        }
        Assert.True(refused > Trials / 10, $"only {refused} of {Trials} damaged files were refused");
    }

    private static void Read(string format, string path)
    {
        switch (format)
        {
            case "idx" or "idx.gz":
                IdxReader.Read(path);
                break;
            case "npy" or "npy.gz":
                NpyReader.Read(path);
                break;
            case "csv":
                CsvReader.Read(path);
                break;
            default:
                Png.Read(path);
                break;
        }
    }

    private static byte[] Sound(string format) => format switch
    {
        "idx" => Samples.IdxImages(5),
        "idx.gz" => Samples.Gzip(Samples.IdxImages(5)),
        "npy" => Samples.Npy("<f4", "(2, 3)", new byte[24]),
        "npy.gz" => Samples.Gzip(Samples.Npy("<f4", "(2, 3)", new byte[24])),
        "csv" => "label,a,b\n1,2,3.5\n4,5e0,6\n"u8.ToArray(),
        _ => Png.Encode(new PngImage(Samples.Counting(120), 10, 4, 3)),
    };
}
