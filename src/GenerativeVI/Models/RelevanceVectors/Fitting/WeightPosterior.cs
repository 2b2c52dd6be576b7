using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// q(w) = N(μ, Σ) with Σ⁻¹ = diag(a) + Φᵀ diag(h) Φ, or in the mean-field family the inverse of that matrix's diagonal. Every posterior that Newton's steps and averages of
/// natural parameters lead to has this form, so that two vectors stand for Σ.
/// </summary>
/// <param name="Mean">μ, [M].</param>
/// <param name="Anchor">a, [M].</param>
/// <param name="RowPrecision">h, [N].</param>
/// <param name="Variance">The diagonal of Σ, [M].</param>
/// <param name="LogDeterminant">log det Σ.</param>
/// <param name="RowMean">Φ μ, [N].</param>
/// <param name="RowVariance">The diagonal of Φ Σ Φᵀ, [N].</param>
/// <param name="Jitter">What the factorization needed.</param>
internal sealed record WeightPosterior(
    Tensor Mean, Tensor Anchor, Tensor RowPrecision, Tensor Variance, double LogDeterminant, Tensor RowMean, Tensor RowVariance, double Jitter) : IDisposable
{
    /// <summary>The prior N(0, diag α).</summary>
    public static WeightPosterior Prior(Tensor design, Tensor priorVariance) => new(
        zeros_like(priorVariance), priorVariance.reciprocal(), design.new_zeros(design.shape[0]), priorVariance.clone(), priorVariance.log().sum().Number(),
        design.new_zeros(design.shape[0]), design.square().Product(priorVariance), 0);

    /// <summary>The posterior of these natural parameters, with the mean moved along Newton's direction.</summary>
    /// <param name="design">Φ, [N, M].</param>
    /// <param name="family">Full or diagonal.</param>
    /// <param name="anchor">a.</param>
    /// <param name="rowPrecision">h.</param>
    /// <param name="mean">From where, [M].</param>
    /// <param name="gradient">The bound's derivative in μ there, [M]; null to stay.</param>
    /// <param name="step">Which part of Newton's step is taken.</param>
    public static WeightPosterior At(Tensor design, PosteriorCovariance family, Tensor anchor, Tensor rowPrecision, Tensor mean, Tensor? gradient, double step)
    {
        using var scope = NewDisposeScope();
        if (family == PosteriorCovariance.Diagonal)
        {
            var squares = design.square();
            var variance = (anchor + squares.t().Product(rowPrecision)).reciprocal();
            // The mean's optimum is that of the full family: its direction needs the whole matrix.
            var (moved, jitter) = gradient is null ? (mean, 0) : Move(WeightPrecision.Of(design, anchor, rowPrecision), mean, gradient, step);
            return Made(moved, variance, variance.log().sum().Number(), squares.Product(variance), jitter);
        }
        var precision = WeightPrecision.Of(design, anchor, rowPrecision);
        var (to, _) = gradient is null ? (mean, 0) : Move(precision, mean, gradient, step);
        return Made(to, precision.Inverse().diagonal(), -precision.LogDeterminant, precision.Quadratic(design), precision.Jitter);

        WeightPosterior Made(Tensor to, Tensor variance, double logDeterminant, Tensor rowVariance, double jitter) => new(
            Kept(to), Kept(anchor), Kept(rowPrecision), Kept(variance), logDeterminant, Kept(design.Product(to)), Kept(rowVariance), jitter);
    }

    /// <summary>The covariance, [M, M].</summary>
    /// <param name="design">Φ, [N, M].</param>
    /// <param name="family">Full or diagonal.</param>
    public Tensor Covariance(Tensor design, PosteriorCovariance family) =>
        family == PosteriorCovariance.Diagonal ? Variance.diag() : WeightPrecision.Of(design, Anchor, RowPrecision).Inverse();

    /// <summary>−KL(q ‖ N(0, diag α)) = ½ log det Σ − ½ Σ log α − ½ Σ (μ² + Σ_ii)/α + M/2.</summary>
    /// <param name="priorVariance">α, [M].</param>
    public double LogRatio(Tensor priorVariance)
    {
        using var scope = NewDisposeScope();
        return 0.5 * (LogDeterminant - priorVariance.log().sum().Number() - ((Mean.square() + Variance) / priorVariance).sum().Number() + Mean.shape[0]);
    }

    /// <summary>γ = 1 − a Σ_ii: how far the data determine each weight, 0 … 1, [M].</summary>
    public Tensor Determined() => (1 - Variance * Anchor).clamp_(0, 1);

    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[Mean, Anchor, RowPrecision, Variance, RowMean, RowVariance]) tensor.Dispose();
    }

    private static (Tensor Mean, double Jitter) Move(WeightPrecision precision, Tensor mean, Tensor gradient, double step) =>
        (mean + step * precision.Solve(gradient), precision.Jitter);

    private static Tensor Kept(Tensor tensor) => tensor.alias().MoveToOuterDisposeScope();
}
