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
        Assert.Equal([-1.5], Read(Npy(">f8", "(1,)", [0xBF, 0xF8, 0, 0, 0, 0, 0, 0])).Values<double>().ToArray());
    }

    [Fact]
    public void Read_SaysWhatItRefusesAndWhatToDo()
    {
        Refused(() => Read(Npy("<f4", "(1, 1)", new byte[4], order: "True")), "column-major (Fortran) order", "numpy.ascontiguousarray");
        Refused(() => Read(Npy("|O", "(1,)", new byte[4])), "plain 'descr'");
        Refused(() => Read(Npy("<f2", "(1,)", new byte[2])), "'<f2'", "numpy.float32");
        Refused(() => Read(Npy("|u1", "(-1,)", [])), "a shape of whole numbers");
        Refused(() => Read(Npy("|u1", "(2,)", [1])), "2 bytes", "cannot hold them");
        Refused(() => Read(Npy("|u1", "(2,)", [1, 2, 3])), "more bytes");
        Refused(() => Read(Npy("<f8", "(9223372036854775807, 9223372036854775807)", [])), "a shape that fits into a file");
        Refused(() => Read(Npy("|u1", "(1,)", [1], version: 4)), "version 4.0");
        Refused(() => Read(IdxImages(2)), "expected an npy file");
    }

    private NumericArray Read(byte[] file) => NpyReader.Read(_folder.Write("a.npy", file));
}
