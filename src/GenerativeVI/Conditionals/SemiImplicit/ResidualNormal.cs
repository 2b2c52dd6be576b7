using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// N(We + m(e), diag σ²(e)) with a linear path W beside the network: the kernel q(z|ψ) of a hierarchical posterior, or its reverse model r(ψ|z), that look at e from the first step on.
/// </summary>
/// <remarks>
/// A reverse model learns ψ from z only if z tells of ψ, and the kernel keeps z telling of ψ only as long as the reverse model is good: from weights near 0 the pair ends where nobody looks at anybody,
/// one Gaussian blob (posterior collapse in ψ). Begun with W = s I and a σ well below s it does not.
/// </remarks>
public sealed class ResidualNormal : nn.Module, IConditional<Normal>
{
    private readonly Linear path;
    private readonly InjectedMlp network;
    private readonly Linear head;

    /// <summary>A conditional that begins near N(s e, σ²).</summary>
    /// <param name="network">From e, injected, to features; without an input x; owned from now on.</param>
    /// <param name="dimension">The dimension of what is distributed, at least 1. Where e is longer or shorter, the rest has no path at first.</param>
    /// <param name="slope">s, where W's diagonal starts.</param>
    /// <param name="scale">Where σ starts, above 0.</param>
    /// <param name="random">The stream of the first weights.</param>
    public ResidualNormal(InjectedMlp network, long dimension, double slope, double scale, RandomStream random)
        : base(nameof(ResidualNormal))
    {
        if (!(scale > 0)) throw new ArgumentOutOfRangeException(nameof(scale), $"scale: expected above 0, got {scale}.");
        this.network = network;
        path = Initialization.Linear(network.Injected, dimension, random, network.Type, scale: 0);
        head = Initialization.Linear(network.Outputs, 2 * dimension, random, network.Type, scale: 0.1);
        using (NewDisposeScope())
        using (no_grad())
        {
            path.weight!.copy_(eye(dimension, network.Injected, dtype: network.Type, device: random.Device) * slope);
            head.bias!.narrow(0, dimension, dimension).fill_(Math.Log(scale));
        }
        RegisterComponents();
    }

    /// <summary>The distribution given e.</summary>
    /// <param name="inputs">e as the value, [..., E].</param>
    public Normal At(Inputs inputs)
    {
        var parameters = head.call(network.call(inputs.Value, null)).chunk(2, -1);
        return Normal.FromLogScale(path.call(inputs.Value) + parameters[0], parameters[1]);
    }
}
