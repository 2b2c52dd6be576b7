using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>A fitted posterior whose density is known, or estimated without bias, at points of others: what an upper
/// bound of log Z is made of.</summary>
public interface IBoundedPosterior
{
    /// <summary>log q̂(z) with E q̂(z) = q(z), so that E log q̂ ≤ log q; log q itself where the density is
    /// known.</summary>
    /// <param name="value">z, [S, D].</param>
    /// <param name="random">The stream of mixing draws.</param>
    /// <returns>[S], nats.</returns>
    /// <exception cref="ArgumentException">The density is known at q's own draws alone.</exception>
    Tensor LowerLogDensity(Tensor value, RandomStream random);
}
