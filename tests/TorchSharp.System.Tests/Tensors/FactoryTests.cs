using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Tensors;

public class FactoryTests
{
    [Fact]
    public void Filled_tensors_have_the_shape_the_value_and_the_type()
    {
        Assert.Equal([2, 3], zeros(2, 3).shape);
        Assert.Equal(float32, zeros(2).dtype);
        Assert.Equal(6, Numeric.Values(ones([1, 2, 3], dtype: int64)).Sum());
        Assert.Equal([7, 7], full(2, 7, dtype: int32).data<int>().ToArray());
        Assert.Equal(float64, full([2], 1, dtype: float64, requires_grad: true).dtype);
        Assert.True(zeros(2, requires_grad: true).requires_grad);
        Assert.Equal([2L, 2L], empty(2, 2, dtype: @bool).shape);
        Assert.Equal([1, 0, 0, 0, 1, 0], Numeric.Values(eye(2, 3)));
        var like = zeros(2, dtype: float64);
        Assert.Equal(float64, ones_like(like).dtype);
        Assert.Equal(int64, zeros_like(like, dtype: int64).dtype);
        Assert.Equal([3, 3], Numeric.Values(full_like(like, 3)));
        Assert.Equal(float64, like.new_zeros(3).dtype);
        Assert.Equal(float64, like.new_full([2], 4).dtype);
    }

    [Fact]
    public void Sequences_end_where_they_should()
    {
        Assert.Equal([0L, 1L, 2L], arange(3).data<long>().ToArray());
        Assert.Equal([1, 1.5, 2], Numeric.Values(arange(1, 2.1, 0.5)));
        Assert.Equal(float32, arange(3.0).dtype);
        Numeric.Close([0, 0.25, 0.5, 0.75, 1], Numeric.Values(linspace(0, 1, 5, dtype: float64)));
        Numeric.Close([1, 10, 100], Numeric.Values(logspace(0, 2, 3, dtype: float64)));
        Assert.Equal([0L, 1L, 1L, 0L, 0L, 1L], tril_indices(2, 2).data<long>().ToArray());
    }

    [Fact]
    public void Arrays_become_tensors_of_their_own_type_and_shape()
    {
        Assert.Equal(float32, tensor(1f).dtype);
        Assert.Equal(float64, tensor(1.0).dtype);
        Assert.Equal(int64, tensor(1L).dtype);
        Assert.Equal(int32, tensor(new[] { 1, 2 }).dtype);
        Assert.Equal(uint8, tensor(new byte[] { 1, 2 }).dtype);
        Assert.Equal(@bool, tensor(new[] { true }).dtype);
        Assert.Equal(float64, tensor(new[] { 1f, 2f }, dtype: float64).dtype);
        Assert.Equal([2, 2], tensor(new double[,] { { 1, 2 }, { 3, 4 } }).shape);
        Assert.Equal([1, 2, 2], tensor(new float[,,] { { { 1, 2 }, { 3, 4 } } }).shape);
        Assert.Equal([2, 3], tensor(new long[] { 1, 2, 3, 4, 5, 6 }, [2, 3]).shape);
        Assert.Equal([3L, 4L], tensor(new List<long> { 3, 4 }).data<long>().ToArray());
        Assert.Equal([2, 1], tensor(new List<double> { 3, 4 }, 2, 1).shape);
        Assert.Equal([1, 2, 3, 4], Numeric.Values(from_array(new double[,] { { 1, 2 }, { 3, 4 } })));
        Assert.Equal([2, 2], from_array(new double[,] { { 1, 2 }, { 3, 4 } }).shape);
        Tensor implicitly = new[] { 1.0, 2.0 };
        Assert.Equal([1, 2], Numeric.Values(implicitly));
    }

    [Fact]
    public void Tensors_copy_an_array_but_a_buffer_is_shared()
    {
        var numbers = new double[] { 1, 2, 3 };
        using var copy = tensor(numbers);
        using var shared = frombuffer(numbers, float64);
        using var part = frombuffer(numbers, float64, count: 1, offset: 8);
        numbers[1] = 9;
        Assert.Equal([1, 2, 3], Numeric.Values(copy));
        Assert.Equal([1, 9, 3], Numeric.Values(shared));
        Assert.Equal([9], Numeric.Values(part));
        shared.mul_(2);
        Assert.Equal([2, 18, 6], numbers);
    }

    [Fact]
    public void Windows_and_histograms()
    {
        Numeric.Close([0, 0.5, 1, 0.5], Numeric.Values(hann_window(4, dtype: float64)));
        Numeric.Close([0, 0.5, 1, 0.5], Numeric.Values(bartlett_window(4, dtype: float64)));
        Numeric.Close([0.08, 0.54, 1, 0.54], Numeric.Values(hamming_window(4, dtype: float64)), 1e-7);
        Numeric.Close([0, 0.34, 1, 0.34], Numeric.Values(blackman_window(4, dtype: float64)), 1e-12);
        Numeric.Close(1, Numeric.Values(kaiser_window(5, periodic: false, dtype: float64))[2]);
        var (counts, edges) = histogram(tensor(new[] { 0.1, 0.2, 0.9 }), 2, (0, 1));
        Assert.Equal([2, 1], Numeric.Values(counts));
        Assert.Equal([0, 0.5, 1], Numeric.Values(edges));
    }

    [Fact]
    public void The_default_type_can_be_changed()
    {
        try
        {
            set_default_dtype(float64);
            Assert.Equal(float64, zeros(1).dtype);
        }
        finally
        {
            set_default_dtype(float32);
        }
        Assert.Equal(float32, zeros(1).dtype);
    }
}
