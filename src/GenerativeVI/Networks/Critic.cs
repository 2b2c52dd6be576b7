using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A function of z in the context x to so many numbers: an <see cref="InjectedMlp"/> into which z enters, then a linear layer. With one number it is a classifier's logit T(x, z), with D a score.</summary>
public sealed class Critic : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly InjectedMlp network;
    private readonly Linear head;

    /// <summary>A critic.</summary>
    /// <param name="network">From z, injected, and x to features; owned from now on.</param>
    /// <param name="outputs">How many numbers, at least 1.</param>
    /// <param name="random">The stream of the first weights.</param>
    public Critic(InjectedMlp network, long outputs, RandomStream random)
        : base(nameof(Critic))
    {
        this.network = network;
        head = Initialization.Linear(network.Outputs, outputs, random, network.Type);
        RegisterComponents();
    }

    /// <summary>Whether it looks at x.</summary>
    public bool HasContext => network.Inputs > 0;

    /// <summary>The numbers.</summary>
    /// <param name="value">z, [..., B, D].</param>
    /// <param name="context">x, [B, X]; not looked at where the network has none.</param>
    /// <returns>[..., B, outputs].</returns>
    public override Tensor forward(Tensor value, Tensor? context) => head.call(network.call(value, HasContext ? context : null));
}
