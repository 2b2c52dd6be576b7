using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// Laplace's approximation of a density known but for its integral: N(m, H⁻¹) at a mode m of p̃, with H = −∇² log
/// p̃(m) (MacKay 2003, chapter 27; Tierney &amp; Kadane 1986), and log ∫p̃ ≈ log p̃(m) + (D/2) log 2π − ½ log det H,
/// which bounds nothing.
/// </summary>
/// <remarks>
/// The mode is found by Newton steps, damped by the least multiple of I that makes log p̃ rise: D products of a step's
/// Hessian, D³ for its solution, so for some hundreds of dimensions. From one start there is one mode, and of a target
/// of several the approximation knows nothing of the others.
/// </remarks>
/// <param name="Mode">m, [D].</param>
/// <param name="Precision">H, [D, D], positive definite.</param>
/// <param name="LogIntegral">log p̃(m) + (D/2) log 2π − ½ log det H, nats: exact of a normal target, an estimate of
/// others.</param>
public sealed record LaplaceApproximation(Tensor Mode, Tensor Precision, double LogIntegral)
{
    private const int MostSteps = 500;
    private const double LeastDamping = 1e-10, MostDamping = 1e12;

    /// <summary>The mode uphill from a start, and the curvature there.</summary>
    /// <param name="target">log p̃, from [..., D] to [...]; twice differentiable.</param>
    /// <param name="start">Where the search begins, [D].</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">log p̃ is not finite at the start, no mode was found, or the curvature at
    /// it is that of no normal.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LaplaceApproximation Of(Func<Tensor, Tensor> target, Tensor start,
        CancellationToken cancellation = default)
    {
        Shapes.Require(start, nameof(start), "D");
        var known = new CheckedTarget(target);
        using var scope = NewDisposeScope();
        var (place, damping) = (start.detach(), 1.0);
        var (value, gradient, hessian) = TargetScores.Both(known.At, place);
        for (var step = 0; step < MostSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            if (Uphill(known, place, value, gradient, hessian, ref damping) is not { } next) break;
            var rise = (next - place).abs().max().Number() / (1 + place.abs().max().Number());
            place = next.MoveToOuterDisposeScope();
            (value, gradient, hessian) = TargetScores.Both(known.At, place);
            (gradient, hessian) = (gradient.MoveToOuterDisposeScope(), hessian.MoveToOuterDisposeScope());
            if (rise < 1e-12) break;
        }
        var (factor, info) = linalg.cholesky_ex(-hessian);
        if (info.item<int>() > 0)
            throw new ArgumentException(
                "target: the log-density is flat or rises at the place where the search for a mode ended, so that it "
                + "has no normal approximation there; begin elsewhere, or take another posterior.");
        var flatness = (Matrices.SolveLower(factor, gradient)).square().sum().Number();
        if (!(flatness < 1e-6))
            throw new ArgumentException(
                $"target: no mode was found in {MostSteps} steps; begin nearer to one, or take another posterior.");
        var integral = value + 0.5 * place.shape[0] * Math.Log(2 * Math.PI) - factor.diagonal().log().sum().Number();
        return new LaplaceApproximation(place.clone().MoveToOuterDisposeScope(), (-hessian).MoveToOuterDisposeScope(),
            integral);
    }

    /// <summary>N(m, H⁻¹).</summary>
    public FullNormal Full()
    {
        // H = U Uᵀ with U upper triangular gives H⁻¹ = U⁻ᵀ U⁻¹ with U⁻ᵀ lower: no inverse of a nearly singular matrix
        // is taken and factored again.
        var upper = linalg.cholesky(Precision.flip(-1, -2)).flip(-1, -2);
        var unit = eye(Mode.shape[0], dtype: Mode.dtype, device: Mode.device);
        return new FullNormal(Mode, linalg.solve_triangular(upper.t(), unit, upper: false));
    }

    /// <summary>
    /// N(m, diag(1/H_dd)): the independent normal of the same curvature along each axis, which is the mean-field
    /// optimum of a normal target.
    /// </summary>
    public Normal Diagonal() => Normal.FromLogScale(Mode, Precision.diagonal().log() * -0.5);

    // A place above this one; null where even the shortest step leads down, which is where rounding ends.
    private static Tensor? Uphill(CheckedTarget target, Tensor place, double value, Tensor gradient, Tensor hessian,
        ref double damping)
    {
        var unit = eye(place.shape[0], dtype: place.dtype, device: place.device);
        for (; damping <= MostDamping; damping *= 4)
        {
            var (factor, info) = linalg.cholesky_ex(unit * damping - hessian);
            if (info.item<int>() > 0) continue;
            var half = Matrices.SolveLower(factor, gradient);
            var next = place + linalg.solve_triangular(factor.t(), half.unsqueeze(-1), upper: true).squeeze(-1);
            double there;
            using (no_grad()) there = target.At(next.unsqueeze(0)).Number();
            if (!(there >= value)) continue;
            damping = Math.Max(damping / 10, LeastDamping);
            return next;
        }
        return null;
    }
}
