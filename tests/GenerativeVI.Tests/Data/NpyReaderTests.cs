using GenerativeVI.Data;
using static GenerativeVI.Tests.Data.Samples;

namespace GenerativeVI.Tests.Data;

public sealed class NpyReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_KnowsEveryVersion(int version)
    {
        var array = Read(Npy("|u1", "(2, 3)", Counting(6), version));

        Assert.Equal([2, 3], array.Shape);
        Assert.Equal(Counting(6), array.Bytes);
    }

    [Fact]
    public void Read_KnowsEveryTypeInEitherByteOrder()
    {
        Assert.Equal(ElementType.Boolean, Read(Npy("|b1", "(1,)", [1])).Type);
        Assert.Equal([-2], Read(Npy("|i1", "(1,)", [0xFE])).Values<sbyte>().ToArray());
        Assert.Equal([258], Read(Npy("<i2", "(1,)", [2, 1])).Values<short>().ToArray());
        Assert.Equal([258], Read(Npy(">i2", "(1,)", [1, 2])).Values<short>().ToArray());
        Assert.Equal([-7], Read(Npy("<i4", "(1,)", BitConverter.GetBytes(-7))).Values<int>().ToArray());
        Assert.Equal([-7L], Read(Npy("<i8", "(1,)", BitConverter.GetBytes(-7L))).Values<long>().ToArray());
        Assert.Equal([0.25f], Read(Npy("<f4", "(1,)", BitConverter.GetBytes(0.25f))).Values<float>().ToArray());
        Assert.Equal([65534], Read(Npy("<u2", "(1,)", [0xFE, 0xFF])).Values<ushort>().ToArray());
        Assert.Equal([4294967295], Read(Npy(">u4", "(1,)", [0xFF, 0xFF, 0xFF, 0xFF])).Values<uint>().ToArray());
        Assert.Equal([ulong.MaxValue - 1], Read(Npy("<u8", "(1,)", BitConverter.GetBytes(ulong.MaxValue - 1))).Values<ulong>().ToArray());
        Assert.Equal([(Half)0.25], Read(Npy(">f2", "(1,)", [0x34, 0])).Values<Half>().ToArray());
        Assert.Equal([-1.5], Read(Npy(">f8", "(1,)", [0xBF, 0xF8, 0, 0, 0, 0, 0, 0])).Values<double>().ToArray());
    }

    [Fact]
    public void Read_TurnsColumnMajorArraysAround()
    {
        Assert.Equal([0, 2, 4, 1, 3, 5], Read(Npy("|u1", "(2, 3)", Counting(6), order: "True")).Bytes);
        var cube = Read(Npy("<i2", "(2, 3, 4)", [.. Enumerable.Range(0, 24).SelectMany(i => BitConverter.GetBytes((short)i))], order: "True")).Values<short>().ToArray();
        for (var i = 0; i < 24; i++) Assert.Equal(i / 12 + i / 4 % 3 * 2 + i % 4 * 6, cube[i]);
        Assert.Equal([3, 1], Read(Npy("|u1", "(2,)", [3, 1], order: "True")).Bytes);
    }

    [Theory]
    [InlineData("{\"descr\": \"|u1\", \"fortran_order\": False, \"shape\": (2, 3)}")]
    [InlineData("{\"descr\": \"|u1\", \"fortran_order\": false, \"shape\": [2, 3]}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2L, 3L), }")]
    [InlineData("{'shape': (2,3,),'fortran_order':False,'descr':u'|u1'}")]
    public void Read_KnowsHeadersOfOtherPrograms(string header)
    {
        byte[] text = [.. System.Text.Encoding.ASCII.GetBytes(header), (byte)'\n'];
        var array = Read([0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)text.Length), .. text, .. Counting(6)]);

        Assert.Equal([2, 3], array.Shape);
        Assert.Equal(Counting(6), array.Bytes);
    }

    [Fact]
    public void AnArchive_IsReadByName_WhereThereAreSeveral()
    {
        string one = _folder.Write("one.npz", Npz(("x", Npy("|u1", "(2, 3)", Counting(6)))));
        string two = _folder.Write("two.npz", Npz(("x", Npy("|u1", "(2, 3)", Counting(6))), ("y", Npy("|u1", "(1,)", [9]))));

        Assert.Equal(Counting(6), NpzReader.Read(one).Bytes);
        Assert.Equal([9], NpzReader.Read(two, "y").Bytes);
        Refused(() => NpzReader.Read(two), "two.npz", "one array", "2 (x, y)", "ImageOptions.Key");
        Refused(() => NpzReader.Read(two, "z"), "'z'", "x, y");
        Refused(() => NpzReader.Read(_folder.Write("cut.npz", File.ReadAllBytes(one)[..^30])), "cut.npz", "damaged zip archive");
        Refused(() => NpzReader.Read(_folder.Write("none.npz", Npz())), "npy files inside");
        Refused(() => NpzReader.Read(_folder.Write("bad.npz", Npz(("x", Npy("|u1", "(2000, 3000)", [1]))))), "bad.npz[x]", "6000000 bytes");
    }

    [Fact]
    public void Read_SaysWhatItRefusesAndWhatToDo()
    {
        Refused(() => Read(Npy("|O", "(1,)", new byte[4])), "plain 'descr'");
        Refused(() => Read(Npy("<c8", "(1,)", new byte[8])), "'<c8'", "numpy.float32");
        Refused(() => Read(Npy("|u1", "(-1,)", [])), "a shape of whole numbers");
        Refused(() => Read(Npy("|u1", "(2,)", [1])), "2 bytes", "cannot hold them");
        Refused(() => Read(Npy("|u1", "(2,)", [1, 2, 3])), "more bytes");
        Refused(() => Read(Npy("<f8", "(9223372036854775807, 9223372036854775807)", [])), "a shape that fits into a file");
        Refused(() => Read(Npy("|u1", "(1,)", [1], version: 4)), "version 4.0");
        Refused(() => Read(IdxImages(2)), "expected an npy file");
    }

    private NumericArray Read(byte[] file) => NpyReader.Read(_folder.Write("a.npy", file));
}
