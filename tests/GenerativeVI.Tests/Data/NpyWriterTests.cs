using GenerativeVI.Data;

namespace GenerativeVI.Tests.Data;

public sealed class NpyWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Layout_IsTheFormatsByteForByte()
    {
        NpyWriter.Write(_folder["a.npy"], tensor(new float[] { 1, -2 }));
        var text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }".PadRight(117) + "\n";
        byte[] expected = [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. System.Text.Encoding.ASCII.GetBytes(text), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0];
        Assert.Equal(expected, File.ReadAllBytes(_folder["a.npy"]));
    }

    [Theory]
    [InlineData(ScalarType.Float64, ElementType.Float64)]
    [InlineData(ScalarType.Float32, ElementType.Float32)]
    [InlineData(ScalarType.Int64, ElementType.Int64)]
    [InlineData(ScalarType.Int32, ElementType.Int32)]
    [InlineData(ScalarType.Int16, ElementType.Int16)]
    [InlineData(ScalarType.Int8, ElementType.Int8)]
    [InlineData(ScalarType.Byte, ElementType.UInt8)]
    [InlineData(ScalarType.Bool, ElementType.Boolean)]
    public void WhatIsWritten_IsRead(ScalarType type, ElementType read)
    {
        var values = arange(6).reshape(2, 3).t().to_type(type);
        NpyWriter.Write(_folder["a.npy"], values);
        var array = NpyReader.Read(_folder["a.npy"]);
        Assert.Equal(read, array.Type);
        Assert.Equal([3, 2], array.Shape);
        Assert.Equal(values.contiguous().bytes.ToArray(), array.Bytes);
    }

    [Fact]
    public void ANumberAlone_AndNothing_AreWritten()
    {
        NpyWriter.Write(_folder["a.npy"], tensor(3.5));
        Assert.Equal([], NpyReader.Read(_folder["a.npy"]).Shape);
        NpyWriter.Write(_folder["a.npy"], zeros(0, 4));
        Assert.Equal([0, 4], NpyReader.Read(_folder["a.npy"]).Shape);
        Assert.Throws<ArgumentException>(() => NpyWriter.Write(_folder["a.npy"], zeros(1, dtype: ScalarType.ComplexFloat64)));
    }
}
