using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Tensors;

public sealed class ProductTests
{
    [Theory]
    [InlineData(new long[] { 3 }, new long[] { 3 })]
    [InlineData(new long[] { 2, 3 }, new long[] { 3 })]
    [InlineData(new long[] { 3 }, new long[] { 3, 4 })]
    [InlineData(new long[] { 2, 3 }, new long[] { 3, 4 })]
    [InlineData(new long[] { 5, 1, 2, 3 }, new long[] { 6, 3, 4 })]
    public void Product_IsTorchs(long[] left, long[] right)
    {
        var (a, b) = (new RandomStream(1).Normal(left, ScalarType.Float64), new RandomStream(2).Normal(right, ScalarType.Float64));
        Close.AssertSame(a.matmul(b), a.Product(b));
    }

    [Fact]
    public void WhatDoesNotGoTogether_IsRefused()
    {
        (string Sentence, Tensor Left, Tensor Right)[] refused =
        [
            ("two tensors of one type, got Float32 [2, 3] and Float64 [3, 4]", ones(2, 3), ones(3, 4, dtype: ScalarType.Float64)),
            ("[..., R, I] and [..., I, C], got [2, 3] and [4, 5]", ones(2, 3), ones(4, 5)),
            ("got [] and [3]", ones([]), ones(3)),
            ("got [5, 2, 3] and [4, 3, 2]", ones(5, 2, 3), ones(4, 3, 2)),
            ("two tensors on one device", ones(2, 3), ones(3, 4, device: META)),
        ];
        foreach (var (sentence, left, right) in refused)
            Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => left.Product(right)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGradientOfWhatCarriesNone_IsRefused()
    {
        var constant = new HamiltonianMonteCarlo(z => [ones(z.shape[..^1], requires_grad: true)], 3);
        Assert.Contains("does not depend", Assert.Throws<ArgumentException>(() => constant.At(zeros(2, 1, 1))).Message, StringComparison.Ordinal);
    }
}
