using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Tensors;

public class MemoryLayoutTests
{
    [Fact]
    public void An_accessor_reads_and_writes_in_the_order_of_the_axes_whatever_the_strides()
    {
        using var x = arange(6, dtype: float64).reshape(2, 3);
        using var transposed = x.t();
        Assert.Equal([0, 3, 1, 4, 2, 5], transposed.data<double>().ToArray());
        Assert.Equal([0, 3, 1, 4, 2, 5], transposed.data<double>());
        Assert.Equal(4, transposed.data<double>()[1, 1]);
        transposed.data<double>()[2, 0] = 9;
        Assert.Equal(9, x[0, 2].item<double>());
        Assert.Equal(6, x.data<double>().Count);
        x.data<double>().CopyFrom([5, 4, 3, 2, 1, 0]);
        Assert.Equal([5, 4, 3, 2, 1, 0], x.data<double>().ToArray());
        var target = new double[8];
        x.data<double>().CopyTo(target, 2);
        Assert.Equal([0, 0, 5, 4, 3, 2, 1, 0], target);
        Assert.Equal(new double[,] { { 5, 4, 3 }, { 2, 1, 0 } }, x.data<double>().ToNDArray());
    }

    [Fact]
    public void Views_share_memory_and_copies_do_not()
    {
        using var x = zeros(2, 2);
        x.view(4)[3] = 7;
        x.t()[0, 1] = 5;
        x.clone().fill_(9);
        Assert.Equal([0, 0, 5, 7], Numeric.Values(x));
        Assert.False(x.t().is_contiguous());
        Assert.True(x.t().contiguous().is_contiguous());
        Assert.Equal([1, 2], x.t().stride());
        Assert.Equal(2, x[1].storage_offset());
        Assert.ThrowsAny<Exception>(() => x.t().view(4));
    }

    [Fact]
    public void Facts_of_a_tensor()
    {
        using var x = zeros(2, 3, 4, dtype: float16);
        Assert.Equal(3, x.dim());
        Assert.Equal(3, x.ndim);
        Assert.Equal(24, x.numel());
        Assert.Equal(4, x.size(-1));
        Assert.Equal(2, x.element_size());
        Assert.True(x.is_floating_point());
        Assert.False(x.is_integral());
        Assert.Equal(DeviceType.CPU, x.device_type);
        Assert.Equal("cpu", x.device.ToString());
        Assert.False(x.is_cuda);
        Assert.True(x.is_leaf);
        Assert.ThrowsAny<Exception>(() => x.size(3));
    }

    [Fact]
    public void Equality_is_of_shape_and_numbers()
    {
        Assert.True(arange(3).Equals(arange(3)));
        Assert.False(arange(3).Equals(arange(4)));
        Assert.False(zeros(3).Equals(ones(3)));
        Assert.True(arange(3).allclose(arange(3)));
    }

    [Fact]
    public void Sizes_compare_join_and_count()
    {
        torch.Size size = (2L, 3L);
        Assert.Equal(6, size.numel());
        Assert.True(size == new torch.Size([2, 3]));
        Assert.Equal([2, 3, 4], (size + new torch.Size(4)).Shape);
        Assert.Equal([2, 3], broadcast_shapes([2, 1], [1, 3]).Shape);
        Assert.Equal([3, 2], broadcast_shapes([1, 2], [3]).Shape); // from the first axis on, as TorchSharp does
        Assert.ThrowsAny<Exception>(() => broadcast_shapes([2, 1], [3]));
        Assert.Equal([3], size.Slice(1, 2).Shape);
    }

    [Fact]
    public void Tensors_are_shown_with_their_numbers_or_their_facts()
    {
        using var x = tensor(new double[,] { { 1, 2.5 }, { -3, 4 } });
        Assert.Contains("2x2", x.ToString());
        foreach (var text in new[] { x.str(), x.jlstr(), x.npstr(), x.cstr(), x.ToString(TensorStringStyle.Numpy) })
        {
            Assert.Contains("2.5", text);
            Assert.Contains("-3", text);
        }
        Assert.Contains("...", arange(100).reshape(10, 10).str());
        Assert.Contains("Float64", x.metastr());
    }
}
