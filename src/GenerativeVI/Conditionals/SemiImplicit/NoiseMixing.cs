using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>An implicit q(ψ|x): ψ = A g(ε, x) + a with ε ~ N(0, I) and a noise network g. Without an input x it is a learned implicit p(ζ), or q(ψ) of a single target.</summary>
public sealed class NoiseMixing : nn.Module, IConditional<Pushforward>
{
    private readonly InjectedMlp network;
    private readonly Linear head;
    private readonly nn.Module<Tensor, Tensor>? body;

    /// <summary>A mixing distribution.</summary>
    /// <param name="network">g, into which the noise is injected; owned from now on.</param>
    /// <param name="dimension">The dimension of ψ, at least 1.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="start">a at the start, [dimension], such as a network's first weights; drawn like A when null.</param>
    /// <param name="departure">What A is multiplied by at the start, above 0; 1 by default.</param>
    /// <param name="body">What g sees of x, such as a convolutional network that is <see cref="Folded"/>: from [..., D] to [..., <see cref="InjectedMlp.Inputs"/>], owned from now on; x itself when null.</param>
    public NoiseMixing(InjectedMlp network, long dimension, RandomStream random, Tensor? start = null, double departure = 1, nn.Module<Tensor, Tensor>? body = null)
        : base(nameof(NoiseMixing))
    {
        (this.network, this.body) = (network, body);
        head = Initialization.Linear(network.Outputs, dimension, random, network.Type, departure);
        Initialization.SetBias(head, start);
        RegisterComponents();
    }

    /// <summary>The sampler of ψ.</summary>
    /// <param name="inputs">x, [B, D]; not looked at where the network has no x.</param>
    /// <returns>Batch shape [B], or [] where the network has no x.</returns>
    public Pushforward At(Inputs inputs)
    {
        var x = network.Inputs == 0 ? null : body is null ? inputs.Value : body.call(inputs.Value);
        var given = network.Given(x);
        return new Pushforward(network.Injected, noise => head.call(given(noise)), x is null ? [] : x.shape[..^1], network.Type);
    }
}
