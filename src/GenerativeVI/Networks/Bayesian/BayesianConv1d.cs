using GenerativeVI.Tensors;
using Conv1d = TorchSharp.Modules.Conv1d;

namespace GenerativeVI.Networks;

/// <summary>A convolution along one axis whose kernel has a Gaussian posterior: <see cref="BayesianConv2d"/> over images one row high, and all that is said there of its evaluations holds here.</summary>
public sealed class BayesianConv1d : nn.Module<Tensor, Tensor>
{
    private readonly BayesianConv2d inner;
    private readonly long padding;

    /// <summary>A layer around the kernel of an ordinary one.</summary>
    /// <param name="layer">Whose kernel becomes the mean; read, not kept. Of one group, without dilation.</param>
    /// <param name="random">The stream of the noise.</param>
    /// <param name="settings">Family, prior, evaluation; the defaults when null.</param>
    /// <exception cref="ArgumentException">The convolution is in groups, dilated, or padded by other than zeros of a given number.</exception>
    public BayesianConv1d(Conv1d layer, RandomStream random, BayesianLayerSettings? settings = null)
        : base(nameof(BayesianConv1d))
    {
        if (layer.groups != 1 || layer.dilation.Any(d => d != 1) || layer.padding is not [var zeros] || layer.padding_mode != TorchSharp.PaddingModes.Zeros)
            throw new ArgumentException("convolution: expected one group, without dilation, padded with a number of zeros.", nameof(layer));
        padding = zeros;
        inner = new BayesianConv2d(layer.weight!.unsqueeze(2), layer.bias, random, settings, layer.stride[0]);
        RegisterComponents();
    }

    /// <summary>The layer that it is made of, with the weights' posterior.</summary>
    public BayesianConv2d Inner => inner;

    /// <summary>The features.</summary>
    /// <param name="input">[B, C, L], or [S, B, C, L] with draws in front.</param>
    /// <returns>[B, O, L′] or [S, B, O, L′].</returns>
    public override Tensor forward(Tensor input) => inner.call((padding == 0 ? input : nn.functional.pad(input, [padding, padding])).unsqueeze(-2)).squeeze(-2);
}
