using GenerativeVI.Ratios;

namespace GenerativeVI.Models;

/// <summary>How a fit went.</summary>
/// <param name="Evidence">log p(targets | inputs, α) or its bound, nats, summed over the rows; null for one-versus-rest, which has no joint likelihood.</param>
/// <param name="Guarantee">What it is of the log evidence at the α that was found: exact for regression with full covariance, a lower bound elsewhere, nothing for the Laplace approximation.</param>
/// <param name="Iterations">Iterations taken.</param>
/// <param name="Converged">Whether the fit ended before its last iteration.</param>
/// <param name="Jitter">The most that had to be added to the diagonal of a whitened precision matrix, whose eigenvalues are at least 1; 0 is the rule.</param>
/// <param name="History">What was maximized, after every iteration; it falls where basis functions join. With the Jaakkola–Jordan expectation that bound, with draws one estimate.</param>
public sealed record RelevanceReport(double? Evidence, Guarantee Guarantee, int Iterations, bool Converged, double Jitter, IReadOnlyList<double> History)
{
    /// <summary>The widths that a search tried, in its order; none where there was no search.</summary>
    public IReadOnlyList<WidthTrial> Search { get; init; } = [];

    /// <summary>The w̃ that the columns share, where it was learned: evidence is that at this w̃; null where it was not.</summary>
    public double? PriorMean { get; init; }

    /// <summary>What held-out rows said of a scale for every input; null where they were not asked.</summary>
    public ScaleTrial? ScaleTrial { get; init; }

    /// <summary>
    /// With an <see cref="ArdKernel"/> the derivative of what was maximized by the logarithm of every scale, at the end
    /// and at fixed prior variances and noise: near 0 at a maximum. Empty with other kernels, and where it is estimated
    /// from draws, by minibatches or by Laplace's approximation.
    /// </summary>
    public IReadOnlyList<double> ScaleSlope { get; init; } = [];

    /// <summary>What a person should know of the width that was chosen, in one sentence; null where all is well.</summary>
    public string? Warning { get; init; }
}
