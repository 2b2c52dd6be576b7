using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// How far means, deviations and correlations of draws are from those of reference, each in units of the standard error
/// that both
/// samples have: root mean squares over all elements and pairs. Draws of one distribution have about 1.
/// </summary>
/// <param name="Means">Of the means.</param>
/// <param name="Deviations">Of the logarithms of the standard deviations.</param>
/// <param name="Correlations">Of the correlations; null for one element.</param>
/// <param name="WorstMean">The largest distance of a mean, in the reference's standard deviations.</param>
/// <param name="WorstDeviation">The largest distance of a standard deviation, as log of the ratio to the
/// reference's.</param>
public sealed record MomentErrors(double Means, double Deviations, double? Correlations, double WorstMean,
    double WorstDeviation)
{
    /// <summary>The errors of some draws.</summary>
    /// <param name="draws">Independent draws, [N, D], N ≥ 10, no element constant.</param>
    /// <param name="reference">[M, D], M ≥ 10, no element constant.</param>
    /// <param name="effective">How many independent draws the reference is worth, D numbers; M when null.</param>
    /// <exception cref="ArgumentException">The shapes do not belong together.</exception>
    public static MomentErrors Of(Tensor draws, Tensor reference, IReadOnlyList<double>? effective = null)
    {
        Shapes.Require(draws, nameof(draws), "N", "D");
        Shapes.Require(reference, nameof(reference), "M", draws.shape[1]);
        if (Math.Min(draws.shape[0], reference.shape[0]) < 10) throw new ArgumentException(
            "draws: expected at least 10 of either kind.", nameof(draws));
        var dimension = draws.shape[1];
        if (effective is not null && effective.Count != dimension)
            throw new ArgumentException(
                $"effective: expected {dimension} numbers, one an element, got {effective.Count}.", nameof(effective));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var worth = Enumerable.Range(0, (int)dimension)
            .Select(d => Math.Clamp(effective?[d] ?? reference.shape[0], 1, reference.shape[0])).ToArray();
        var known = Moments(reference, tensor(worth));
        var found = Moments(draws, tensor([.. worth.Select(_ => (double)draws.shape[0])]));
        var mean = (found.Mean - known.Mean) / known.Deviation;
        var meanError = ((found.Deviation / known.Deviation).square() * found.MeanError + known.MeanError).sqrt();
        var log = (found.Deviation / known.Deviation).log();
        var pairs = found.Correlation - known.Correlation;
        double? correlations = null;
        if (dimension > 1)
        {
            var places = triu_indices(dimension, dimension, offset: 1);
            Tensor Upper(Tensor matrix) => matrix.reshape(-1).index_select(0, places[0] * dimension + places[1]);
            // Two correlations that are exactly one have no error.
            correlations = Root(Upper(pairs) / (Upper(found.CorrelationError + known.CorrelationError).sqrt() + 1e-12));
        }
        return new MomentErrors(
            Root(mean / meanError), Root(log / (found.LogDeviationError + known.LogDeviationError).sqrt()),
                correlations,
            mean.abs().max().item<double>(), log.abs().max().item<double>());
    }

    private static double Root(Tensor values) => values.square().mean().sqrt().item<double>();

    // Squared errors, those of the means in units of the variance.
    private static (Tensor Mean, Tensor Deviation, Tensor Correlation, Tensor MeanError, Tensor LogDeviationError,
        Tensor CorrelationError) Moments(Tensor draws, Tensor worth)
    {
        var values = draws.to_type(ScalarType.Float64);
        var (count, mean, deviation) = (values.shape[0], values.mean([0L]), values.std([0L]));
        var z = (values - mean) / deviation;
        var (squares, cubes) = (z.square(), z * z.square());
        var correlation = z.t().Product(z) / count;
        // Of r, by its influence z_i z_j − r (z_i² + z_j²)/2.
        var both = squares.t().Product(squares) / count;
        var (cubic, fourth) = (cubes.t().Product(z) / count, both.diagonal());
        var ends = (fourth.unsqueeze(-1) + fourth) * 0.25 + both * 0.5;
        var spread = both - correlation * (cubic + cubic.t()) + correlation.square() * ends;
        return (mean, deviation, correlation, 1 / worth, (fourth - 1) / worth * 0.25,
            spread.clamp_min(0) / minimum(worth, worth.unsqueeze(-1)));
    }
}
