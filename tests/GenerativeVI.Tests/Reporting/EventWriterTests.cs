using GenerativeVI.Data;
using GenerativeVI.Reporting;
using GenerativeVI.Tests.Cli;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Reporting;

public sealed class EventWriterTests(TinyRun tiny) : IClassFixture<TinyRun>
{
    /// <summary>The check value of the CRC catalogue and the iSCSI vectors of RFC 3720, appendix B.4.</summary>
    [Fact]
    public void TheTestsOwnChecksum_HasItsKnownValues()
    {
        Assert.Equal(0xE3069283u, EventFile.Crc32C("123456789"u8));
        Assert.Equal(0x8A9136AAu, EventFile.Crc32C(new byte[32]));
        Assert.Equal(0x46DD794Eu, EventFile.Crc32C([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
    }

    [Fact]
    public void Scalars_ComeBackInTheirOrder()
    {
        using var folder = new TempFolder();
        using var writer = new EventWriter(folder.Path);
        writer.Scalar("train/bound (lower)", -103.25, 1);
        writer.Scalar("größe", double.NaN, long.MaxValue);
        writer.Flush();
        var entries = EventFile.Read(writer.Path);
        Assert.Equal(("train/bound (lower)", "scalar", 1L, -103.25f), (entries[0].Tag, entries[0].Kind, entries[0].Step, entries[0].Number));
        Assert.Equal(("größe", long.MaxValue, float.NaN), (entries[1].Tag, entries[1].Step, entries[1].Number));
    }

    [Fact]
    public void AHistogram_HasTheSumsAndBucketsOfItsNumbers()
    {
        using var folder = new TempFolder();
        using (var writer = new EventWriter(folder.Path)) writer.Histogram("weights", Histogram.Of(tensor([0, 1, 1, 4, float.NaN]), buckets: 4), 7);
        var fields = EventFile.Fields(Assert.Single(EventFile.Read(Assert.Single(Directory.GetFiles(folder.Path)))).Content);
        Assert.Equal([0, 4, 4, 6, 18], fields.Where(field => field.Number <= 5).Select(field => field.Double));
        Assert.Equal([1, 2, 3, 4], fields.Single(field => field.Number == 6).Doubles);
        Assert.Equal([1, 2, 0, 1], fields.Single(field => field.Number == 7).Doubles);
    }

    [Fact]
    public void AHistogram_OfEqualNumbersIsOneBucket()
    {
        var histogram = Histogram.Of(tensor([2f, 2f, 2f]));
        Assert.Equal([2.0], histogram.Limits);
        Assert.Equal([3.0], histogram.Counts);
        Assert.Throws<ArgumentException>(() => Histogram.Of(tensor([float.NaN])));
    }

    [Fact]
    public void AnImage_IsAPngWithItsSize()
    {
        using var folder = new TempFolder();
        var image = new PngImage([1, 2, 3, 4, 5, 6], 2, 3, 1);
        using (var writer = new EventWriter(folder.Path)) writer.Image("samples", image, 2);
        var entry = Assert.Single(EventFile.Read(Assert.Single(Directory.GetFiles(folder.Path))));
        var fields = EventFile.Fields(entry.Content);
        Assert.Equal(("image", 3UL, 2UL, 1UL), (entry.Kind, fields[0].Value, fields[1].Value, fields[2].Value));
        Assert.Equal(image.Samples, ImageFile.Decode(fields[3].Bytes, "event").Samples);
    }

    [Fact]
    public void EveryWriter_BeginsAFileOfItsOwn()
    {
        using var folder = new TempFolder();
        using EventWriter first = new(folder.Path), second = new(folder.Path);
        Assert.NotEqual(first.Path, second.Path);
    }

    [Fact]
    public void ATrainingWithTensorBoard_WritesEveryEpochAndIsTheSameTraining()
    {
        var run = Path.Combine(tiny.Root, "events");
        Assert.Equal(0, Gvi.Run([.. tiny.Train(run), "--tensorboard"]).Code);
        var entries = EventFile.Read(Assert.Single(Directory.GetFiles(run, "events.out.tfevents.*")));

        Assert.Equal([3L, 6L], entries.Where(entry => entry.Tag == "train/bound (lower)").Select(entry => entry.Step));
        string[] tags = ["train/rate", "train/distortion", "train/kl_weight", "train/learning_rate", "train/rows_per_second"];
        Assert.All(tags, tag => Assert.Equal(2, entries.Count(entry => entry.Tag == tag)));
        Assert.Equal(2, entries.Count(entry => entry is { Tag: "samples", Kind: "image" }));
        var histograms = entries.Where(entry => entry.Kind == "histogram").ToLookup(entry => entry.Tag.Split('/')[0], entry => entry.Tag.Split('/')[1]);
        Assert.NotEmpty(histograms["weights"]);
        Assert.Equal(histograms["weights"], histograms["gradients"]);
        Assert.Equal(File.ReadAllBytes(new RunFolder(tiny.Run).Weights), File.ReadAllBytes(new RunFolder(run).Weights));
    }
}
