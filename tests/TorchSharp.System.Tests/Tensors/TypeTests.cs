using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Tensors;

public class TypeTests
{
    public static TheoryData<ScalarType> Types => [float32, float64, bfloat16, float16, int64, int32, uint8, @bool];

    [Theory, MemberData(nameof(Types))]
    public void Every_type_is_made_converted_sized_and_read(ScalarType type)
    {
        using var x = ones([2, 3], dtype: type);
        Assert.Equal(type, x.dtype);
        Assert.Equal(6, Numeric.Values(x).Sum());
        Assert.Equal(x.element_size() * 6, x.bytes.Length);
        Assert.Equal(1, x[0, 0].ToDouble());
        Assert.Equal(1, x[0, 0].ToInt64());
        Assert.Equal(type, zeros(1).to(type).dtype);
        Assert.Equal([2, 3], x.eq(x).shape);
        Assert.Equal(6, x.eq(x).sum().item<long>());
    }

    [Theory, MemberData(nameof(Types))]
    public void Its_numbers_survive_a_round_trip_through_bytes(ScalarType type)
    {
        using var x = tensor(new[] { 0, 1, 1, 0 }).to(type);
        using var y = zeros(4, dtype: type);
        y.bytes = x.bytes;
        Assert.True(x.allclose(y));
    }

    [Fact]
    public void Items_are_read_as_their_own_type()
    {
        Assert.Equal(1.5f, tensor(1.5f).item<float>());
        Assert.Equal(1.5, tensor(1.5).item<double>());
        Assert.Equal(3, tensor(3).item<int>());
        Assert.Equal(3L, tensor(3L).item<long>());
        Assert.True(tensor(true).item<bool>());
        Assert.Equal((byte)3, tensor((byte)3).item<byte>());
        Assert.Equal((Half)1.5f, tensor(1.5f).to(float16).item<Half>());
        Assert.Equal(1.5f, tensor(1.5f).to(bfloat16).item<BFloat16>().ToSingle());
        Assert.Equal(3, (int)tensor(3));
        Assert.Equal(3.5, (double)tensor(3.5));
        Assert.ThrowsAny<Exception>(() => tensor(new[] { 1.0, 2.0 }).item<double>());
    }

    [Fact]
    public void Types_are_promoted_as_documented()
    {
        Assert.Equal(float32, (ones(1, dtype: int64) + ones(1)).dtype);
        Assert.Equal(float64, (ones(1) + ones(1, dtype: float64)).dtype);
        Assert.Equal(float32, (ones(1) + tensor(1.0)).dtype);
        Assert.Equal(float32, (ones(1) * 2.0).dtype);
        Assert.Equal(int64, (ones(1, dtype: int64) * 2).dtype);
        Assert.Equal(float32, (ones(1, dtype: int64) * 2.0).dtype);
        Assert.Equal(float32, (ones(1, dtype: int64) / ones(1, dtype: int64)).dtype);
        Assert.Equal(int64, ones(2, dtype: @bool).sum().dtype);
        Assert.Equal(bfloat16, (ones(1, dtype: bfloat16) + 1).dtype);
        Assert.Equal(float32, promote_types(float16, bfloat16));
        Assert.Equal(float64, result_type(ones(1, dtype: float64), ones(1)));
        Assert.True(can_cast(int64, float32));
        Assert.False(can_cast(float32, int64));
    }

    [Fact]
    public void Scalars_keep_their_kind()
    {
        Assert.Equal(ScalarType.Float64, ((Scalar)1.0).Type);
        Assert.Equal(ScalarType.Float32, ((Scalar)1f).Type);
        Assert.Equal(ScalarType.Int64, ((Scalar)1L).Type);
        Assert.Equal(ScalarType.Bool, ((Scalar)true).Type);
        Assert.Equal(2.5, ((Scalar)2.5).ToDouble());
        Assert.Equal(2, 2.ToScalar().ToInt32());
        Assert.Equal(3.0, tensor(3.0).ToScalar().ToDouble());
    }

    [Fact]
    public void A_brain_float_rounds_to_nearest_even()
    {
        Assert.Equal(1f, new BFloat16(1.00390625f).ToSingle());
        Assert.Equal(1.015625f, new BFloat16(1.01171875f).ToSingle());
        Assert.True(BFloat16.IsNaN(new BFloat16(float.NaN)));
        Assert.Equal(BFloat16.One + BFloat16.One, new BFloat16(2));
        using var x = tensor(new[] { 1.00390625f, -3.1415926f, 1e30f });
        Assert.Equal(Numeric.Values(x.to(bfloat16)), x.data<float>().ToArray().Select(f => (double)new BFloat16(f).ToSingle()));
    }

    [Fact]
    public void To_returns_the_same_memory_unless_something_changes()
    {
        using var x = zeros(2);
        x.to(float32).fill_(1);
        Assert.Equal([1, 1], Numeric.Values(x));
        x.to(float32, copy: true).fill_(2);
        Assert.Equal([1, 1], Numeric.Values(x));
        var y = ones(1);
        using var z = y.to(float64, disposeAfter: true);
        Assert.True(y.IsInvalid);
    }
}
