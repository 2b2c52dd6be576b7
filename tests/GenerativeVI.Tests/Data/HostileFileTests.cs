using System.Diagnostics;
using System.Text;
using GenerativeVI.Data;
using GenerativeVI.Tests.Statistics;
using SkiaSharp;

namespace GenerativeVI.Tests.Data;

/// <summary>Files changed at random places, with a fixed seed: a reader may accept or refuse them in a sentence, but not crash, not hang and not allocate much.</summary>
public sealed class HostileFileTests : IDisposable
{
    private static readonly int Trials = Effort.Draws(8_000, 200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private const long Budget = 4_000_000;

    // What a picture may claim whatever its file's length, four samples a pixel: twice, for it may be turned.
    private const long PictureBudget = Budget + 2 * 4 * (4L << 20);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Formats =>
    [
        "idx", "idx.gz", "npy", "npy.gz", "npz", "fortran.npy", "csv", "words.csv", "table",
        "png", "interlaced.png", "jpg", "cmyk.jpg", "webp", "bmp",
    ];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Readers_SurviveAnything(string format)
    {
        var random = new Random(format.Length);
        byte[] sound = Sound(format);
        Read(format, _folder.Write($"file.{format}", sound));
        int refused = 0;
        var isPicture = Path.GetExtension(format) is not (".gz" or ".npz" or ".npy" or ".csv") && format is not ("idx" or "npy" or "npz" or "csv");
        for (int trial = 0; trial < Trials; trial++)
        {
            string path = _folder.Write($"file.{format}", Mutation.Of(sound, random));
            long before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            try
            {
                Read(format, path);
            }
            catch (DataException e)
            {
                refused++;
                Assert.False(e.Message.Any(char.IsControl), e.Message);
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, isPicture ? PictureBudget : Budget);
            if (clock.Elapsed > Longest) AssertQuick(format, path);
        }
        // What stands in pixels is no damage that anyone could see.
        Assert.True(refused > Trials / (isPicture ? 40 : 10), $"only {refused} of {Trials} damaged files were refused");
    }

    // Once more, alone: a busy machine may have been the reason.
    private static void AssertQuick(string format, string path)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            Read(format, path);
        }
        catch (DataException)
        {
        }
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Longest);
    }

    private static void Read(string format, string path)
    {
        switch (format)
        {
            case "idx" or "idx.gz":
                IdxReader.Read(path);
                break;
            case "npy" or "npy.gz" or "fortran.npy":
                NpyReader.Read(path);
                break;
            case "table":
                TableReader.Read(path, named: "b");
                break;
            case "npz":
                NpzReader.Read(path);
                break;
            case "csv":
                CsvReader.Read(path);
                break;
            case "words.csv":
                ImageSource.Load(path);
                break;
            default:
                ImageFile.Read(path);
                break;
        }
    }

    private static byte[] Sound(string format) => format switch
    {
        "idx" => Samples.IdxImages(5),
        "idx.gz" => Samples.Gzip(Samples.IdxImages(5)),
        "npy" => Samples.Npy("<f4", "(2, 3)", new byte[24]),
        "npy.gz" => Samples.Gzip(Samples.Npy("<f4", "(2, 3)", new byte[24])),
        "table" => Encoding.UTF8.GetBytes("a;b;\"c; d\"\n1,5;rouge;\"x\"\"y\"\n-2,25;bleu;12 %\n1.234,5;café;9 %\n"),
        "npz" => Samples.Npz(("x", Samples.Npy("|u1", "(2, 3)", new byte[6]))),
        "fortran.npy" => Samples.Npy("<f8", "(2, 3)", new byte[48], order: "True"),
        "csv" => "label,a,b\n1,2,3.5\n4,5e0,6\n"u8.ToArray(),
        "words.csv" => "label,a,b\ncat,2,3\ndog,5,6\nox,0,200\n"u8.ToArray(),
        "interlaced.png" => SamplePictures.InterlacedPng(10, 4, Samples.Counting(40)),
        "jpg" => SamplePictures.Encode(SKEncodedImageFormat.Jpeg, 20, 12, (x, y) => (byte)(11 * x + 3 * y)),
        "cmyk.jpg" => SamplePictures.FlatCmykJpeg(10, 200, 30, 128),
        "webp" => SamplePictures.Encode(SKEncodedImageFormat.Webp, 20, 12, (x, y) => (byte)(11 * x + 3 * y)),
        "bmp" => SamplePictures.Bmp(5, 3, (x, y) => ((byte)(x * 9), (byte)(y * 50), 3)),
        _ => Png.Encode(new PngImage(Samples.Counting(120), 10, 4, 3)),
    };
}
