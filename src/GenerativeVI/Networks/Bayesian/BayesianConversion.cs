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
    /// <exception cref="ArgumentException">
    /// A layer does not go from one tensor to one tensor, or is a convolution with unlike strides, paddings or dilations; or one that could be converted stands where it cannot be replaced.
    /// <see cref="Convert"/> converts what it can and lists the rest.
    /// </exception>
    public static Sequential ToBayesian(Sequential network, RandomStream random, BayesianLayerSettings? settings = null)
    {
        var tree = Convert(network, random, settings);
        var missed = tree.Stayed.Where(reason => !reason.EndsWith("has no Bayesian form here.", StringComparison.Ordinal)).ToArray();
        return missed.Length == 0 ? (Sequential)tree.Network : throw new ArgumentException(string.Join(" ", missed), nameof(network));
    }

    /// <summary>
    /// Any network with posteriors over the weights of its linear and convolutional layers, wherever they stand: in sequences, and in the fields of somebody's own modules, which must be declared as
    /// <c>nn.Module&lt;Tensor, Tensor&gt;</c> so that another layer fits.
    /// </summary>
    /// <param name="network">The network; own modules in it are changed, and sequences made anew.</param>
    /// <param name="random">The stream of the noise, split by the layers' names.</param>
    /// <param name="settings">Of every Bayesian layer; the defaults when null.</param>
    /// <returns>The network, what was converted, and what stayed and why.</returns>
    /// <exception cref="ArgumentException">A layer of a sequence does not go from one tensor to one tensor.</exception>
    public static BayesianTree Convert(nn.Module<Tensor, Tensor> network, RandomStream random, BayesianLayerSettings? settings = null) => BayesianTree.Of(network, random, settings);

    /// <summary>Whether a layer is of a kind that has a Bayesian form.</summary>
    internal static bool IsConvertible(nn.Module layer) => layer is Linear or PaddedConv2d or Conv2d or TorchSharp.Modules.Conv1d;

    /// <summary>A layer's Bayesian form, or null where its kind has none.</summary>
    internal static nn.Module<Tensor, Tensor>? Layer(nn.Module<Tensor, Tensor> layer, RandomStream random, BayesianLayerSettings? settings) => layer switch
    {
        Linear linear => new BayesianLinear(linear, random, settings),
        PaddedConv2d own => new BayesianConv2d(own.Weight, own.Bias, random, settings, own.Stride, own.Padding, own.Dilation, own.Groups),
        Conv2d convolution => Bayesian(convolution, random, settings),
        TorchSharp.Modules.Conv1d convolution => new BayesianConv1d(convolution, random, settings),
        _ => null,
    };

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
    public static PaddedConv2d Deterministic(BayesianConv2d layer, double? threshold = null)
    {
        using var _ = no_grad();
        var (weight, bias) = Parts(layer, layer.Settings.Bias, layer.Bias, threshold);
        var (shape, (stride, padding, dilation, groups)) = (layer.KernelShape, layer.Geometry);
        return new PaddedConv2d(weight.reshape(shape), bias, stride, padding, dilation, groups);
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

    private static BayesianConv2d Bayesian(Conv2d layer, RandomStream random, BayesianLayerSettings? settings)
    {
        if (layer.dilation[0] != layer.dilation[1] || layer.stride[0] != layer.stride[1] || layer.padding is not { } padding || padding[0] != padding[1])
            throw new ArgumentException("expected a convolution with one stride, one padding and one dilation for both directions.");
        return new BayesianConv2d(layer.weight!, layer.bias, random, settings, layer.stride[0], padding[0], layer.dilation[0], layer.groups);
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
