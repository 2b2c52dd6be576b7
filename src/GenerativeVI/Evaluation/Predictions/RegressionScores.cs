using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>How good predicted normals, or other densities, are on rows with known targets.</summary>
/// <param name="Count">N, the rows.</param>
/// <param name="RootMeanSquare">The root of the mean squared error of the predicted means, in the targets' unit.</param>
/// <param name="NegativeLogLikelihood">−(1/N) Σ log p(target), nats.</param>
/// <param name="Coverage">By nominal level: the share of targets within the central interval mean ± z·scale.</param>
public sealed record RegressionScores(long Count, double RootMeanSquare, double NegativeLogLikelihood, IReadOnlyDictionary<double, double> Coverage)
{
    // Levels and the normal's quantiles that bound them.
    private static readonly (double Level, double Quantile)[] Levels = [(0.5, 0.674489750196082), (0.8, 1.281551565544600), (0.9, 1.644853626951473), (0.95, 1.959963984540054)];

    /// <summary>The scores of predictions.</summary>
    /// <param name="mean">[N].</param>
    /// <param name="variance">Of the target, above 0, [N].</param>
    /// <param name="targets">[N].</param>
    /// <param name="logDensity">Of every target, [N]; the normal's of that mean and variance when null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or there are no rows.</exception>
    public static RegressionScores Of(Tensor mean, Tensor variance, Tensor targets, Tensor? logDensity = null)
    {
        Shapes.Require(mean, nameof(mean), "N");
        Shapes.Require(variance, nameof(variance), mean.shape[0]);
        Shapes.Require(targets, nameof(targets), mean.shape[0]);
        if (mean.shape[0] == 0) throw new ArgumentException("mean: expected at least one row.", nameof(mean));
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var error = (targets - mean).to_type(ScalarType.Float64);
        var spread = variance.to_type(ScalarType.Float64);
        var density = logDensity?.to_type(ScalarType.Float64) ?? (error.square() / spread + spread.log() + Math.Log(2 * Math.PI)) / -2;
        var standardized = error.abs() / spread.sqrt();
        var coverage = Levels.ToDictionary(l => l.Level, l => (standardized <= l.Quantile).to_type(ScalarType.Float64).mean().Number());
        return new RegressionScores(mean.shape[0], Math.Sqrt(error.square().mean().Number()), -density.mean().Number(), coverage);
    }
}
