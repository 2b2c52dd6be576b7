using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// p(z) = ∫ Π_g N(z_g; 0, e^{2ζ_g} I) N(ζ; 0, t² I) dζ: the elements of every group, such as the weights of a layer, share a scale that is not known. A semi-implicit prior without parameters: it is
/// bracketed by draws of ζ or by a reverse model r(ζ|z), and a normal one on the logarithms of the groups' mean squares is close to the true reverse (<see cref="Networks.GroupLogScales"/>).
/// </summary>
public sealed class GroupScalePrior : IConditional<SemiImplicit<Normal>>
{
    private readonly long[] sizes;
    private readonly double spread;
    private readonly ScalarType dtype;

    /// <summary>A prior of groups.</summary>
    /// <param name="sizes">The elements of every group, side by side in z.</param>
    /// <param name="spread">t above 0: by how much log scales differ; 1 by default.</param>
    /// <param name="dtype">The type of z; float32 by default.</param>
    public GroupScalePrior(IReadOnlyList<long> sizes, double spread = 1, ScalarType dtype = ScalarType.Float32)
    {
        if (sizes.Count == 0 || sizes.Any(size => size < 1)) throw new ArgumentException($"sizes: expected groups of at least 1 element, got [{string.Join(", ", sizes)}].", nameof(sizes));
        if (!(spread > 0)) throw new ArgumentOutOfRangeException(nameof(spread), $"spread: expected above 0, got {spread}.");
        (this.sizes, this.spread, this.dtype) = ([.. sizes], spread, dtype);
    }

    /// <summary>The prior, whatever the inputs.</summary>
    /// <param name="inputs">Not looked at.</param>
    /// <returns>Batch shape [].</returns>
    public SemiImplicit<Normal> At(Inputs inputs) =>
        new(Normal.FromLogScale(zeros(sizes.Length, dtype: dtype), full(sizes.Length, Math.Log(spread), dtype: dtype)), Kernel);

    private Normal Kernel(Tensor mixing)
    {
        var logScale = mixing.repeat_interleave(tensor(sizes), -1); // [..., D]
        return Normal.FromLogScale(zeros_like(logScale), logScale);
    }
}
