using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// N(μ(e, x), diag σ²(e, x)) for a value e in the context x: the kernel q(z|ψ, x) of a hierarchical posterior, or the reverse model r(ψ|z, x) and τ(ψ|z, x) beside it.
/// </summary>
public sealed class InjectedNormal : nn.Module, IContextual<Normal>
{
    private readonly InjectedMlp network;
    private readonly Linear head;

    /// <summary>A conditional of two inputs.</summary>
    /// <param name="network">From e, injected, and x to features; owned from now on.</param>
    /// <param name="dimension">The dimension of what is distributed, at least 1.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="start">The biases of μ and log σ at the start, [2 · dimension], such as a network's first weights and their first scales; drawn when null.</param>
    /// <param name="departure">What the last layer's weights are multiplied by at the start, above 0; 1 by default.</param>
    public InjectedNormal(InjectedMlp network, long dimension, RandomStream random, Tensor? start = null, double departure = 1)
        : base(nameof(InjectedNormal))
    {
        this.network = network;
        head = Initialization.Linear(network.Outputs, 2 * dimension, random, network.Type, departure);
        Initialization.SetBias(head, start);
        RegisterComponents();
    }

    /// <summary>The distribution given e and x.</summary>
    /// <param name="inputs">e as the value, [..., B, E], and x as the context, [B, D], where the network has one.</param>
    public Normal At(Inputs inputs) => Given(inputs)(inputs.Value);

    /// <summary>The distribution given x, as a function of e; what x alone decides is computed once.</summary>
    /// <param name="context">x as the context, [B, D], where the network has one.</param>
    public Func<Tensor, Normal> Given(Inputs context)
    {
        var given = network.Given(network.Inputs > 0 ? context.Context : null);
        return value =>
        {
            var parameters = head.call(given(value)).chunk(2, -1);
            return Normal.FromLogScale(parameters[0], parameters[1]);
        };
    }
}
