using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// Whether Markov chains agree and how many independent draws they are worth, for one element (Gelman+ 2013, section 11.4; Vehtari+ 2021). Every chain is cut in two, so that one which drifts disagrees
/// with itself.
/// </summary>
/// <param name="Disagreement">R̂ = √(V/W): the variance of all draws over that within chains. 1 in the limit; above 1.01 chains have not mixed.</param>
/// <param name="EffectiveDraws">M N/(1 + 2 Σ_t ρ_t) of M chains of N draws, the sum of autocorrelations ended where pairs of them are no longer positive, and kept from rising (Geyer 1992).</param>
public sealed record ChainDiagnostics(double Disagreement, double EffectiveDraws)
{
    /// <summary>The diagnostics of every element.</summary>
    /// <param name="draws">[N, M, D]: N ≥ 8 moves of M ≥ 1 chains, whose elements are not constant.</param>
    /// <returns>D of them.</returns>
    /// <exception cref="ArgumentException">There are too few moves.</exception>
    public static IReadOnlyList<ChainDiagnostics> Of(Tensor draws)
    {
        Shapes.Require(draws, nameof(draws), "N", "M", "D");
        var (moves, chains, dimension) = (draws.shape[0], draws.shape[1], draws.shape[2]);
        if (moves < 8) throw new ArgumentException($"draws: expected at least 8 moves, got {moves}.", nameof(draws));
        var half = moves / 2;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var values = draws.to_type(ScalarType.Float64).cpu();
        var split = cat([values.narrow(0, 0, half), values.narrow(0, moves - half, half)], 1).permute(2, 1, 0).contiguous(); // [D, 2M, N/2]
        var numbers = split.flatten().data<double>().ToArray();
        return [.. Enumerable.Range(0, (int)dimension).Select(d => OfOne([.. Enumerable.Range(0, (int)(2 * chains)).Select(c => numbers.AsMemory((int)((d * 2 * chains + c) * half), (int)half))]))];
    }

    private static ChainDiagnostics OfOne(Memory<double>[] chains)
    {
        var length = chains[0].Length;
        var means = chains.Select(chain => Mean(chain.Span)).ToArray();
        var within = chains.Zip(means, (chain, mean) => Covariance(chain.Span, mean, 0) * length / (length - 1)).Average();
        var between = means.Length > 1 ? means.Sum(mean => Math.Pow(mean - means.Average(), 2)) / (means.Length - 1) : 0;
        var total = within * (length - 1) / length + between;
        double Correlation(int lag) => 1 - (within - chains.Zip(means, (chain, mean) => Covariance(chain.Span, mean, lag) * length / (length - 1)).Average()) / total;
        var (sum, last) = (0.0, double.PositiveInfinity);
        for (var lag = 0; lag + 1 < length; lag += 2)
        {
            var pair = (lag == 0 ? 1 : Correlation(lag)) + Correlation(lag + 1);
            if (pair <= 0) break;
            last = Math.Min(last, pair);
            sum += last;
        }
        // The first pair holds ρ₀ = 1, which counts once.
        return new ChainDiagnostics(Math.Sqrt(total / within), chains.Length * (double)length / Math.Max(2 * sum - 1, double.Epsilon));
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    private static double Covariance(ReadOnlySpan<double> values, double mean, int lag)
    {
        var sum = 0.0;
        for (var i = 0; i + lag < values.Length; i++) sum += (values[i] - mean) * (values[i + lag] - mean);
        return sum / values.Length;
    }
}
