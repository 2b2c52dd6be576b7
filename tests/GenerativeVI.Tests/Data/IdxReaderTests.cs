using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_GivesPixelsAndShape_PlainOrGzipWhateverTheName(bool packed)
    {
        byte[] file = IdxImages(4);
        var array = IdxReader.Read(_folder.Write("images", packed ? Gzip(file) : file));

        Assert.Equal(ElementType.UInt8, array.Type);
        Assert.Equal([4, 3, 2], array.Shape);
        Assert.Equal(Counting(24), array.Bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), array.Fingerprint);
    }

    [Fact]
    public void Read_TurnsBigEndianNumbersOfEveryTypeIntoThisMachines()
    {
        Assert.Equal([-2], Read(0x09, 0xFE).Values<sbyte>().ToArray());
        Assert.Equal([-2], Read(0x0B, 0xFF, 0xFE).Values<short>().ToArray());
        Assert.Equal([258], Read(0x0C, 0, 0, 1, 2).Values<int>().ToArray());
        Assert.Equal([-1.5f], Read(0x0D, 0xBF, 0xC0, 0, 0).Values<float>().ToArray());
        Assert.Equal([-1.5], Read(0x0E, 0xBF, 0xF8, 0, 0, 0, 0, 0, 0).Values<double>().ToArray());

        NumericArray Read(byte type, params byte[] number) => IdxReader.Read(_folder.Write("one", Idx(type, [1], number)));
    }

    [Fact]
    public void Read_RefusesWhatIsNotIdx()
    {
        Refused(() => IdxReader.Read(_folder.Write("a", [1, 0, 8, 1, 0, 0, 0, 0])), "expected an idx file", "01000801");
        Refused(() => IdxReader.Read(_folder.Write("a", Idx(7, [1], 1))), "expected an idx file");
        Refused(() => IdxReader.Read(_folder.Write("a", [0, 0, 8, 0])), "expected an idx file");
        Refused(() => IdxReader.Read(_folder.Write("a", [0, 0])), "found the end after 2");
        Refused(() => IdxReader.Read(_folder["absent"]), "there is no such file");
        Refused(() => IdxReader.Read(_folder.Path), "found a folder");
    }

    [Fact]
    public void Read_RefusesAnyOtherLengthThanTheHeaderSays()
    {
        byte[] file = IdxImages(4);
        Refused(() => IdxReader.Read(_folder.Write("short", file[..^1])), "24 bytes", "39 bytes");
        Refused(() => IdxReader.Read(_folder.Write("long", [.. file, 0])), "more bytes");
        Refused(() => IdxReader.Read(_folder.Write("short.gz", Gzip(file[..^1]))), "40 bytes of content", "the end after 39");
        Refused(() => IdxReader.Read(_folder.Write("long.gz", Gzip([.. file, 0]))), "more bytes");
    }

    [Fact]
    public void Read_RefusesDamagedGzip_WhereverItIsCutOrChanged()
    {
        byte[] packed = Gzip(Idx(8, [50, 8, 8], [.. Counting(3200).Select(i => (byte)(i * i * 7 / 3))]));
        for (int cut = 1; cut < packed.Length; cut += 7)
            Refused(() => IdxReader.Read(_folder.Write("cut.gz", packed[..cut])));
        for (int place = 10; place < packed.Length - 4; place += 11)
        {
            byte[] changed = [.. packed];
            changed[place] ^= 0x10;
            Refused(() => IdxReader.Read(_folder.Write("changed.gz", changed)));
        }
    }

    [Theory]
    [InlineData(int.MaxValue, 1)]
    [InlineData(-1, -1)]
    [InlineData(65536, 65536)]
    public void Read_AllocatesNothingOnAHostileHeadersWord(int rows, int columns)
    {
        foreach (byte[] file in new[] { Idx(0x0E, [int.MaxValue, rows, columns]), Gzip(Idx(8, [rows, columns, 100])) })
        {
            string path = _folder.Write("hostile", file);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Refused(() => IdxReader.Read(path));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        }
    }
}
