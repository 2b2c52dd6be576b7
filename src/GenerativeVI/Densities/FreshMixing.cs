using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Densities;

/// <summary>Mixing draws for brackets.</summary>
internal static class FreshMixing
{
    /// <summary>K draws of ψ for every z, with axes of length 1 where they are shared: [K, S or 1, B or 1, M] for z [S, B, D].</summary>
    public static Tensor Sample(ISemiImplicit<ISampler> distribution, Tensor value, int samples, Sharing sharing, RandomStream random) =>
        distribution.Mixing.Sample(random, [samples, .. Open(distribution, value, sharing)]).Value;

    /// <summary>How many different ψ serve all z at once, of the K that each has.</summary>
    public static long Sets(ISemiImplicit<ISampler> distribution, Tensor value, Sharing sharing) =>
        Open(distribution, value, sharing).Concat(distribution.Mixing.BatchShape).Aggregate(1L, (product, length) => product * length);

    // The axes in front of those of ψ's own distribution, along which it can be shared.
    private static long[] Open(ISemiImplicit<ISampler> distribution, Tensor value, Sharing sharing)
    {
        var rows = value.shape[..^1];
        var open = rows[..^distribution.Mixing.BatchShape.Length];
        for (var i = 0; i < open.Length; i++)
        {
            var isDraws = i < rows.Length - 1;
            if (sharing == Sharing.Minibatch || (sharing == Sharing.Row && isDraws)) open[i] = 1;
        }
        return open;
    }

    /// <summary>The ψ that made z.</summary>
    public static Tensor Of(Draw draw) => draw.Mixing
        ?? throw new ArgumentException("the upper side of a bracket needs the ψ that made z, and this draw does not know it; draw z from the semi-implicit distribution itself.");
}
