using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>
/// q(z) = ∫ q(z|ψ) q(ψ) dψ of any mixing distribution and any kernel: ψ ~ q(ψ), then z ~ q(z|ψ). Gradients pass through both draws: a kernel whose draws carry none, such as a
/// Bernoulli, can be sampled and bracketed, and is refused where a gradient would silently end in it (Yin &amp; Zhou 2018, eq. 1).
/// </summary>
/// <typeparam name="TMixing">The type of q(ψ).</typeparam>
/// <param name="mixing">q(ψ), of batch shape [B] or [].</param>
/// <param name="kernel">From ψ, [..., M], to q(z|ψ). Where the kernel depends on the row, as in q(z|ψ, x), it broadcasts ψ against the rows itself.</param>
/// <param name="batchShape">The batch shape of z, which ends with that of the mixing distribution; the mixing distribution's own when null. Rows never share the ψ that makes their z.</param>
public sealed class SemiImplicit<TMixing>(TMixing mixing, Func<Tensor, IDistribution> kernel, long[]? batchShape = null) : ISemiImplicit<TMixing>, IReparameterized
    where TMixing : ISampler
{
    /// <inheritdoc/>
    public TMixing Mixing { get; } = mixing;

    /// <inheritdoc/>
    public long[] BatchShape { get; } = Checked(batchShape ?? mixing.BatchShape, mixing.BatchShape);

    /// <inheritdoc/>
    public IDistribution Kernel(Tensor mixing) => kernel(mixing);

    /// <summary>z ~ q(z|ψ) with ψ ~ q(ψ), which the draw keeps as its <see cref="Draw.Mixing"/>: one ψ for every z.</summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">ψ carries a gradient and draws of the kernel do not.</exception>
    public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
    {
        var rows = BatchShape[..^Mixing.BatchShape.Length];
        var psi = Mixing.Sample(random.Split("mixing"), [.. shape, .. rows]).Value; // [..., B, M]
        var given = kernel(psi);
        if (psi.requires_grad && given is not IReparameterized)
            throw new InvalidOperationException($"draws of the kernel {given.GetType().Name} carry no gradient to ψ; take a reparameterized kernel, or draw under no_grad().");
        return new Draw(given.Sample(random).Value, psi);
    }

    private static long[] Checked(long[] own, long[] ofMixing) => own.AsSpan().EndsWith(ofMixing)
        ? own
        : throw new ArgumentException($"a semi-implicit distribution's batch shape ends with that of its mixing distribution: got {Shapes.Text(own)} and {Shapes.Text(ofMixing)}.");
}
