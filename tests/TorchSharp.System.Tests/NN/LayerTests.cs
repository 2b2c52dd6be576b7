using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tests.NN;

public class LayerTests
{
    [Fact]
    public void Linear_IsAnAffineMap()
    {
        var (layer, x) = (Linear(3, 2, dtype: float64), Numbers.Some(4, 5, 3));
        Numbers.Close(x.matmul(layer.weight.t()) + layer.bias!, layer.call(x));
        Assert.Null(Linear(3, 2, hasBias: false).bias);
        Assert.Equal((3, 2), (layer.in_features, layer.out_features));
        Numbers.Differentiates(t => functional.linear(t[0], t[1], t[2]), x, layer.weight, layer.bias!);
    }

    [Fact]
    public void Linear_StartsWithinTheInverseRootOfItsFanIn()
    {
        var layer = Linear(400, 300);
        var bound = 1 / Math.Sqrt(400);
        var values = layer.weight.Values();
        Assert.All(values.Concat(layer.bias!.Values()), value => Assert.InRange(value, -bound, bound));
        // Var of a uniform value is bound²/3; 120 000 of them have a relative standard error of 2.6e-3 (excess kurtosis −1.2).
        Assert.Equal(bound * bound / 3, values.Select(value => value * value).Average(), bound * bound / 3 * 6 * 2.6e-3);
    }

    [Fact]
    public void Bilinear_IsAFormForEachOutput()
    {
        var layer = Bilinear(3, 2, 4, dtype: float64);
        var (u, v) = (Numbers.Some(5, 3), Numbers.Some(5, 2));
        Numbers.Close(einsum("ni,oij,nj->no", u, layer.weight, v) + layer.bias!, layer.call(u, v));
        Numbers.Differentiates(t => functional.bilinear(t[0], t[1], t[2], t[3]), u, v, layer.weight, layer.bias!);
    }

    [Fact]
    public void Embedding_PicksRows()
    {
        var layer = Embedding(5, 3, padding_idx: 1, dtype: float64);
        Numbers.Close(new double[3], layer.weight!.select(0, 1));
        var index = tensor(new long[,] { { 0, 1 }, { 4, 0 } });
        Numbers.Close(layer.weight!.index_select(0, index.reshape(-1)).reshape(2, 2, 3), layer.call(index));
        layer.call(index).sum().backward();
        Numbers.Close([2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1], layer.weight!.grad!.reshape(-1));
    }

    [Fact]
    public void Embedding_KeepsRowsShort_AndPretrainedOnesFrozen()
    {
        var layer = Embedding_from_pretrained(Numbers.Of([3, 4, 0.3, 0.4], 2, 2), max_norm: 1);
        Assert.False(layer.weight!.requires_grad);
        Numbers.Close([0.6, 0.8, 0.3, 0.4], layer.call(tensor(new long[] { 0, 1 })).reshape(-1), 1e-6);
        Assert.True(Embedding_from_pretrained(Numbers.Of([1.0], 1, 1), freeze: false).weight!.requires_grad);
    }

    [Fact]
    public void FlattenAndUnflatten_AreInverse()
    {
        var x = Numbers.Some(2, 3, 4, 5);
        Assert.Equal([2L, 60L], Flatten().call(x).shape);
        Assert.Equal([2L, 12L, 5L], Flatten(1, 2).call(x).shape);
        Numbers.Close(x, Unflatten(1, [3, 4, 5]).call(Flatten().call(x)));
    }

    [Fact]
    public void BatchNorm_NormalizesOverTheBatch_AndKeepsRunningMoments()
    {
        var layer = BatchNorm1d(3, momentum: 0.3, dtype: float64);
        var x = Numbers.Some(6, 3);
        using (no_grad()) layer.weight!.copy_(Numbers.Of([1, 2, 3]));
        var (mean, variance) = (x.mean([0L]), (x - x.mean([0L])).square().mean([0L]));
        Numbers.Close((x - mean) / (variance + 1e-5).sqrt() * layer.weight!, layer.call(x));
        Numbers.Close(mean * 0.3, layer.running_mean!);
        Numbers.Close(0.7 + variance * 6 / 5 * 0.3, layer.running_var!);
        Assert.Equal(1, layer.num_batches_tracked!.item<long>());

        layer.eval();
        Numbers.Close((x - layer.running_mean!) / (layer.running_var! + 1e-5).sqrt() * layer.weight!, layer.call(x));
        Assert.Equal(1, layer.num_batches_tracked!.item<long>());
        layer.reset_running_stats();
        Numbers.Close(new double[3], layer.running_mean!);
    }

    [Fact]
    public void BatchNorm_WithoutMomentum_AveragesOverAllBatches()
    {
        var layer = BatchNorm2d(2, dtype: float64);
        layer.momentum = null;
        var batches = new[] { Numbers.Some(3, 2, 2, 4), Numbers.Some(4, 2, 3, 3) };
        foreach (var batch in batches) layer.call(batch);
        Numbers.Close((batches[0].mean([0L, 2L, 3L]) + batches[1].mean([0L, 2L, 3L])) / 2, layer.running_mean!);
    }

    [Fact]
    public void BatchNorm_WithoutRunningMoments_UsesTheBatchsAlways()
    {
        var layer = BatchNorm1d(3, affine: false, track_running_stats: false, dtype: float64);
        var x = Numbers.Some(6, 3);
        var training = layer.call(x);
        layer.eval();
        Numbers.Close(training, layer.call(x));
        Assert.Empty(layer.state_dict());
    }

    [Fact]
    public void BatchNorm_ChecksDimensions()
    {
        Assert.Throws<ArgumentException>(() => BatchNorm1d(3).call(ones(2, 3, 4, 4)));
        Assert.Throws<ArgumentException>(() => BatchNorm2d(3).call(ones(2, 3)));
        Assert.Equal([2L, 3L, 4L], BatchNorm1d(3).call(rand(2, 3, 4)).shape);
    }

    [Fact]
    public void BatchNormInTraining_Differentiates() =>
        Numbers.Differentiates(t => functional.batch_norm(t[0], null, null, t[1], t[2], training: true), Numbers.Some(5, 3), Numbers.Some(3),
            Numbers.Of([1, 2, 3]));

    [Fact]
    public void LayerNorm_NormalizesItsLastDimensions()
    {
        var layer = LayerNorm([2, 3], dtype: float64);
        var x = Numbers.Some(4, 2, 3);
        using (no_grad()) layer.bias!.fill_(0.5);
        var (mean, variance) = (x.mean([1L, 2L], keepdim: true), (x - x.mean([1L, 2L], keepdim: true)).square().mean([1L, 2L], keepdim: true));
        Numbers.Close((x - mean) / (variance + 1e-5).sqrt() + 0.5, layer.call(x));
        Assert.Empty(LayerNorm(3, elementwise_affine: false).parameters());
        Assert.Equal(["weight"], LayerNorm(3, bias: false).named_parameters().Select(entry => entry.name));
        Numbers.Differentiates(t => functional.layer_norm(t[0], [2, 3], t[1], t[2]), x, Numbers.Some(2, 3), Numbers.Some(3, 2).t().contiguous());
    }

    [Fact]
    public void GroupNorm_WithOneGroup_IsLayerNormOverEverything_AndWithAll_InstanceNorm()
    {
        var x = Numbers.Some(3, 4, 2, 2);
        Numbers.Close(functional.layer_norm(x, [4, 2, 2]), GroupNorm(1, 4, dtype: float64).call(x));
        Numbers.Close(functional.instance_norm(x), GroupNorm(4, 4, affine: false).call(x));
        Assert.Throws<ArgumentException>(() => GroupNorm(2, 4).call(ones(2, 3)));
        Numbers.Differentiates(t => functional.group_norm(t[0], 2, t[1], t[2]), x, Numbers.Some(4), Numbers.Some(4));
    }

    [Fact]
    public void Dropout_ZeroesAShare_AndScalesTheRest()
    {
        const double p = 0.3;
        const int n = 100_000;
        random.manual_seed(7);
        var values = Dropout(p).call(ones(n, dtype: float64)).Values();
        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - 1 / (1 - p)) < 1e-12));
        // Six standard errors of a share of 0.3 among 100 000.
        Assert.Equal(p, values.Count(value => value == 0) / (double)n, 6 * Math.Sqrt(p * (1 - p) / n));
    }

    [Fact]
    public void Dropout_DoesNothingInEvaluation()
    {
        var x = Numbers.Some(4, 3);
        foreach (var layer in new Module<Tensor, Tensor>[] { Dropout(0.9), Dropout1d(0.9), Dropout2d(0.9), AlphaDropout(0.9), FeatureAlphaDropout(0.9) })
        {
            layer.eval();
            using var y = layer.call(x);
            Numbers.Close(x, y);
        }
        Assert.False(x.IsInvalid);
    }

    [Fact]
    public void ChannelDropout_DropsWholeChannels()
    {
        random.manual_seed(3);
        var y = Dropout2d(0.5).call(ones(20, 30, 4, 5, dtype: float64));
        Assert.All(y.reshape(600, 20).Values().Chunk(20), channel => Assert.True(channel.All(value => value == 0) || channel.All(value => value == 2)));
        Assert.Contains(0.0, y.Values());
        Assert.Contains(2.0, y.Values());
    }

    [Fact]
    public void AlphaDropout_KeepsMeanAndVariance()
    {
        const int n = 200_000;
        random.manual_seed(5);
        var y = AlphaDropout(0.2).call(randn(n, dtype: float64));
        // Standard errors 1/√n of the mean and, at a kurtosis of at most 4, √3/√n of the variance.
        Assert.Equal(0, y.mean().Value(), 6 / Math.Sqrt(n));
        Assert.Equal(1, y.var().Value(), 6 * Math.Sqrt(3.0 / n));
    }

    [Fact]
    public void Similarities_AreTheFormulas()
    {
        var (u, v) = (Numbers.Some(4, 3), Numbers.Some(3, 4).t().contiguous());
        Numbers.Close((u * v).sum(1) / u.norm(1) / v.norm(1), CosineSimilarity().call(u, v));
        Numbers.Close((u - v + 1e-6).abs().pow(3).sum(1).pow(1.0 / 3), PairwiseDistance(3).call(u, v), 1e-9);
        Numbers.Close(u / u.norm(1, keepdim: true), functional.normalize(u));
        Numbers.Close(u / u.abs().sum([0L], keepdim: true), functional.normalize(u, p: 1, dim: 0));
        Numbers.Close(new double[3], functional.normalize(zeros(1, 3)).reshape(-1));
    }

    [Fact]
    public void OneHot_SetsOneInARow()
    {
        Assert.Equal([1, 0, 0, 0, 0, 1], functional.one_hot(tensor(new long[] { 0, 2 })).Values());
        Assert.Equal([2L, 5L], functional.one_hot(tensor(new long[] { 0, 2 }), 5).shape);
    }
}
