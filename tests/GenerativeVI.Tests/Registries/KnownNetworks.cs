using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Registries;

/// <summary>A network from 5 inputs, float64.</summary>
/// <param name="Make">From the stream of its first weights.</param>
/// <param name="Outputs">The width of its last layer.</param>
public sealed record NetworkEntry(string Name, Func<RandomStream, nn.Module<Tensor, Tensor>> Make, long Outputs) : IEntry;

public static class KnownNetworks
{
    public const long Inputs = 5;

    public static readonly Registry<NetworkEntry> All = new(
    [
        .. Enum.GetValues<Activation>().Select(a => new NetworkEntry($"MLP, {a}", random => new Mlp(Inputs, [7, 4], a, random, ScalarType.Float64), 4)),
        new("MLP without hidden layers", random => new Mlp(Inputs, [], Activation.Relu, random, ScalarType.Float64), Inputs),
        new("gated MLP", random => new GatedMlp(Inputs, [7, 4], random, ScalarType.Float64), 4),
        new("gated MLP without hidden layers", random => new GatedMlp(Inputs, [], random, ScalarType.Float64), Inputs),
        new("masked linear", random => new MaskedLinear(tensor(new[,] { { 1.0, 0, 0, 1, 0 }, { 0, 1, 1, 0, 1 } }), random, dtype: ScalarType.Float64), 2),
        new("conditioner, dense", random => Conditioner.Dense(Inputs, 4, [7, 6], Activation.Tanh, random, dtype: ScalarType.Float64), 4),
        new("conditioner, autoregressive", random => Conditioner.Autoregressive(Inputs, 2, [7, 6], Activation.Relu, random, dtype: ScalarType.Float64), 2 * Inputs),
        new("convolutions", random => new ConvolutionalNetwork(new ImageShape(1, 1, 5), new ConvolutionSettings([2, 3], Activation.Tanh), random, ScalarType.Float64), 6),
        new("convolutions, residual", random => new ConvolutionalNetwork(new ImageShape(5, 1, 1), new ConvolutionSettings([2], Activation.Silu, ResidualBlocks: 1), random, ScalarType.Float64), 2),
        new("convolutions, gated", random => new ConvolutionalNetwork(new ImageShape(1, 5, 1), new ConvolutionSettings([2], Gated: true), random, ScalarType.Float64), 6),
        new("transposed convolutions", random => new DeconvolutionalNetwork(Inputs, new ImageShape(1, 3, 4), new ConvolutionSettings([2, 3], Activation.Tanh), random, 2, ScalarType.Float64), 24),
        new("transposed convolutions, residual and gated", random =>
            new DeconvolutionalNetwork(Inputs, new ImageShape(2, 2, 2), new ConvolutionSettings([3, 2], Activation.Softplus, 1, true), random, dtype: ScalarType.Float64), 8),
        new("MLP with a head", random => new Headed(new Mlp(Inputs, [4], Activation.Tanh, random, ScalarType.Float64), 4, 3, random, ScalarType.Float64), 3),
        new("log scales of groups", _ => new GroupLogScales([2, 1, 2]), 3),
        new("dropout at rest", random => AtRest(new Dropout(0.5, random)), Inputs),
    ]);

    private static nn.Module<Tensor, Tensor> AtRest(nn.Module<Tensor, Tensor> network)
    {
        network.eval();
        return network;
    }
}
