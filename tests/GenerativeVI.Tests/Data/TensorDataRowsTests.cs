using GenerativeVI.Data;

namespace GenerativeVI.Tests.Data;

public sealed class TensorDataRowsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(784)]
    public void StoredBytes_ComeBackDividedByTheScale_InTheOrderAsked(int columns)
    {
        using var scope = NewDisposeScope();
        var bytes = randint(0, 256, [10, columns], dtype: ScalarType.Byte, generator: new Generator(2));
        using var data = new TensorData(bytes.clone(), scale: 255);
        var index = tensor(new long[] { 9, 0, 4, 4 });
        Assert.True(data.Rows(index).eq(bytes.index_select(0, index).to_type(ScalarType.Float32) / 255).all().item<bool>());
    }

    [Fact]
    public void RowBeyondTheEnd_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var data = new TensorData(zeros(2, 3, dtype: ScalarType.Byte));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Rows(tensor(new long[] { 2 })));
    }
}
