using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// q(z) = ∫ q(z|ψ) q(ψ) dψ whose mixing q(ψ) has a density and whose kernel q(z|ψ), z = g(ε, ψ), can only be drawn from: the reverse of
/// a semi-implicit distribution. A bracket averages q(z|ψ) over draws of ψ, and there is no q(z|ψ) to average: q(z) is implicit.
/// </summary>
/// <typeparam name="TMixing">The type of q(ψ).</typeparam>
/// <param name="mixing">q(ψ), of batch shape [B] or [].</param>
/// <param name="kernel">From ψ, [..., B, M], to q(z|ψ) of batch shape [..., B].</param>
public sealed class ExplicitMixing<TMixing>(TMixing mixing, Func<Tensor, IReparameterized> kernel) : IReparameterized
    where TMixing : IDistribution
{
    /// <summary>q(ψ).</summary>
    public TMixing Mixing { get; } = mixing;

    /// <inheritdoc/>
    public long[] BatchShape => Mixing.BatchShape;

    /// <summary>q(z|ψ), of batch shape [..., B].</summary>
    /// <param name="mixing">ψ, [..., B, M].</param>
    public IReparameterized Kernel(Tensor mixing) => kernel(mixing);

    /// <summary>z ~ q(z|ψ) with ψ ~ q(ψ), which the draw keeps as its <see cref="Draw.Mixing"/>: one ψ for every z.</summary>
    /// <inheritdoc/>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        var psi = Mixing.Sample(random.Split("mixing"), shape).Value; // [..., B, M]
        return new Draw(kernel(psi).Sample(random.Split("kernel")).Value, psi);
    }
}
