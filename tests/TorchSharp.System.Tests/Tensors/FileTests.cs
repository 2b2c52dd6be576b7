using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Tensors;

public sealed class FileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory, MemberData(nameof(TypeTests.Types), MemberType = typeof(TypeTests))]
    public void A_tensor_is_read_as_it_was_saved(ScalarType type)
    {
        using var x = arange(6).reshape(2, 3).to(type);
        save(x, _path);
        using var y = load(_path);
        Assert.Equal(type, y.dtype);
        Numeric.Close(x, y);
    }

    [Fact]
    public void Bytes_go_through_a_stream()
    {
        using var x = arange(6, dtype: float64);
        using var stream = new MemoryStream();
        x.WriteBytesToStream(stream);
        Assert.Equal(48, stream.Length);
        stream.Position = 0;
        using var y = zeros(6, dtype: float64);
        y.ReadBytesFromStream(stream);
        Numeric.Close(x, y);
    }

    [Fact]
    public void A_damaged_file_is_an_error()
    {
        File.WriteAllText(_path, "no tensor");
        Assert.ThrowsAny<Exception>(() => load(_path));
    }
}
