using GenerativeVI.Tensors;
using Conv2d = TorchSharp.Modules.Conv2d;
using Sequential = TorchSharp.Modules.Sequential;

namespace GenerativeVI.Networks;

/// <summary>Ordinary networks made Bayesian, and back.</summary>
public static class BayesianConversion
{
    /// <summary>A network whose linear and convolutional layers have posteriors around the weights of an ordinary one. Other layers are taken over as they are, and owned by the result.</summary>
    /// <param name="network">A sequence of layers, each with one input and one output.</param>
    /// <param name="random">The stream of the noise, split by the layers' names.</param>
    /// <param name="settings">Of every Bayesian layer; the defaults when null.</param>
    /// <exception cref="ArgumentException">A layer does not go from one tensor to one tensor, or is a convolution in groups, dilated, or with unlike strides or paddings.</exception>
    public static Sequential ToBayesian(Sequential network, RandomStream random, BayesianLayerSettings? settings = null) => Mapped(network, (name, layer) => layer switch
    {
        Linear linear => new BayesianLinear(linear, random.Split(name), settings),
        Conv2d convolution => Bayesian(name, convolution, random.Split(name), settings),
        Sequential inner => ToBayesian(inner, random.Split(name), settings),
        _ => layer,
    });

    /// <summary>The network of the posterior means, with the weights left out that the noise drowns: log α = log σ² − log θ² above the threshold. Other layers are shared with the original.</summary>
    /// <param name="network">A sequence with Bayesian layers.</param>
    /// <param name="threshold">Greatest log α that stays; none is pruned when null. 3, where α = 20, is the published choice.</param>
    /// <exception cref="ArgumentException">A threshold is given and a layer's weights are not independent.</exception>
    public static Sequential ToDeterministic(Sequential network, double? threshold = null) => Mapped(network, (_, layer) => layer switch
    {
        BayesianLinear bayesian => Deterministic(bayesian, threshold),
        BayesianConv2d bayesian => Deterministic(bayesian, threshold),
        Sequential inner => ToDeterministic(inner, threshold),
        _ => layer,
    });

    /// <summary>A linear layer's means, pruned.</summary>
    /// <inheritdoc cref="ToDeterministic(Sequential, double?)"/>
    public static Linear Deterministic(BayesianLinear layer, double? threshold = null)
    {
        using var _ = no_grad();
        var (weight, bias) = Parts(layer, layer.Settings.Bias, layer.Bias, threshold);
        var linear = nn.Linear(weight.shape[1], weight.shape[0], hasBias: bias is not null, device: weight.device, dtype: weight.dtype);
        linear.weight!.copy_(weight);
        if (bias is not null) linear.bias!.copy_(bias);
        return linear;
    }

    /// <summary>A convolution's means, pruned.</summary>
    /// <inheritdoc cref="ToDeterministic(Sequential, double?)"/>
    public static Conv2d Deterministic(BayesianConv2d layer, double? threshold = null)
    {
        using var _ = no_grad();
        var (weight, bias) = Parts(layer, layer.Settings.Bias, layer.Bias, threshold);
        var (shape, (stride, padding)) = (layer.KernelShape, layer.Geometry);
        var convolution = nn.Conv2d(
            shape[1], shape[0], (shape[2], shape[3]), stride: (stride, stride), padding: (padding, padding), bias: bias is not null, device: weight.device, dtype: weight.dtype);
        convolution.weight!.copy_(weight.reshape(shape));
        if (bias is not null) convolution.bias!.copy_(bias);
        return convolution;
    }

    /// <summary>A Bayesian layer's weights that stay, as places and numbers.</summary>
    /// <param name="layer">The layer; the bias of a Bayesian treatment is its last column.</param>
    /// <param name="threshold">Greatest log α that stays.</param>
    public static SparseWeights Sparse(IBayesianLayer layer, double threshold)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var index = Stays(layer.Weights, threshold).nonzero();
        var values = layer.Weights.Mean.masked_select(Stays(layer.Weights, threshold));
        return new SparseWeights(layer.Weights.Mean.shape, index.DetachFromDisposeScope(), values.DetachFromDisposeScope());
    }

    /// <summary>Which weights stay, bool [O, I].</summary>
    /// <param name="weights">q(W).</param>
    /// <param name="threshold">Greatest log α that stays.</param>
    /// <exception cref="ArgumentException">The weights are not independent.</exception>
    public static Tensor Stays(GaussianWeights weights, double threshold) => weights is MeanFieldWeights independent
        ? independent.LogAlpha() <= threshold
        : throw new ArgumentException("pruning by log α looks at weights one by one; use the mean-field family.");

    private static BayesianConv2d Bayesian(string name, Conv2d layer, RandomStream random, BayesianLayerSettings? settings)
    {
        if (layer.groups != 1 || layer.dilation.Any(d => d != 1) || layer.stride[0] != layer.stride[1] || layer.padding is not { } padding || padding[0] != padding[1])
            throw new ArgumentException($"{name}: expected a convolution of one group, without dilation, with one stride and one padding for both directions.");
        return new BayesianConv2d(layer.weight!, layer.bias, random, settings, layer.stride[0], padding[0]);
    }

    private static (Tensor Weight, Tensor? Bias) Parts(IBayesianLayer layer, BiasTreatment treatment, Tensor? bias, double? threshold)
    {
        var all = layer.Weights.Mean.detach();
        if (threshold is { } limit) all = all * Stays(layer.Weights, limit);
        return treatment == BiasTreatment.Bayesian ? (all.narrow(1, 0, all.shape[1] - 1), all.select(1, all.shape[1] - 1)) : (all, bias);
    }

    private static Sequential Mapped(Sequential network, Func<string, nn.Module<Tensor, Tensor>, nn.Module<Tensor, Tensor>> map) =>
        nn.Sequential(network.named_children().Select(child => (child.name, child.module is nn.Module<Tensor, Tensor> layer
            ? map(child.name, layer)
            : throw new ArgumentException($"{child.name}: expected a layer from one tensor to one tensor, got {child.module.GetType().Name}."))).ToArray());
}
