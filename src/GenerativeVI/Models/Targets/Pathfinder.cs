using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// Pathfinder: the way of a quasi-Newton search to a mode of p̃ passes through where most of p̃ lies, so that of the
/// normals N(z + H ∇ log p̃(z), H) along it, H the search's own estimate of the inverse curvature at z, the one with
/// the largest ELBO is taken (Zhang+ 2022, algorithm 1).
/// </summary>
/// <remarks>
/// H is that of L-BFGS from the last six steps, on a diagonal that follows the curvature (Gilbert &amp; Lemaréchal
/// 1989). A first derivative of log p̃ is all that it takes, and a place of the way costs O(D²) and as many densities
/// as there are draws. The mode itself may be no good: that of a funnel has no density around it.
/// </remarks>
/// <param name="Approximation">The normal of the largest ELBO.</param>
/// <param name="Elbo">Its ELBO by the draws that chose it, nats: the largest of noisy numbers, so too large in
/// expectation.</param>
/// <param name="Steps">The steps of the search.</param>
public sealed record Pathfinder(FullNormal Approximation, double Elbo, int Steps)
{
    private const int History = 6;
    private const double LeastCurvature = 1e-12, Slack = 1e-4, ShortestStep = 1e-14;

    /// <summary>One path.</summary>
    /// <param name="target">log p̃, from [..., D] to [...]; differentiable.</param>
    /// <param name="start">Where it begins, [D]: in the tail, or anywhere.</param>
    /// <param name="draws">Draws that an ELBO is estimated by, at least 1.</param>
    /// <param name="random">Their stream.</param>
    /// <param name="most">The most steps, at least 1; 1000 by default.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">log p̃ is not finite at the start, or no step leads up from
    /// there.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Pathfinder Of(
        Func<Tensor, Tensor> target, Tensor start, int draws, RandomStream random, int most = 1000,
            CancellationToken cancellation = default)
    {
        Shapes.Require(start, nameof(start), "D");
        if (draws < 1)
            throw new ArgumentOutOfRangeException(nameof(draws), $"draws: expected at least 1, got {draws}.");
        if (most < 1) throw new ArgumentOutOfRangeException(nameof(most), $"steps: expected at least 1, got {most}.");
        var known = new CheckedTarget(target);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (place, pairs) = (start.detach(), new Queue<(Tensor Step, Tensor Fall)>());
        var (value, slope) = At(known, place);
        var (diagonal, inverse) = (ones_like(place), eye(place.shape[0], dtype: place.dtype, device: place.device));
        (FullNormal Normal, double Elbo)? best = null;
        var taken = 0;
        for (; taken < most; taken++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Ahead(known, place, value, slope, inverse.Product(slope)) is not { } next) break;
            var (height, incline) = At(known, next);
            var (step, fall) = (next - place, slope - incline);
            (place, value, slope) = (next, height, incline);
            if ((step * fall).sum().Number() > LeastCurvature * fall.square().sum().Number())
            {
                diagonal = Followed(diagonal, step, fall);
                pairs.Enqueue((step, fall));
                if (pairs.Count > History) pairs.Dequeue();
                inverse = Inverse(diagonal, pairs);
            }
            if (Normal(place, slope, inverse) is { } normal && Bound(known, normal, draws, random) is var elbo
                && !(elbo <= best?.Elbo)) best = (normal, elbo);
            if (slope.square().sum().Number() < 1e-16 * place.shape[0]) break;
        }
        if (best is not { } found)
            throw new ArgumentException(
                "start: no step leads up from there, so that there is no path to choose from; begin elsewhere, away "
                + "from a mode.",
                nameof(start));
        // Whatever a normal is made of outlives the search.
        foreach (var part in (Tensor[])[found.Normal.Mean, found.Normal.LogDiagonal, found.Normal.Factor])
            part.MoveToOuterDisposeScope();
        return new Pathfinder(found.Normal, found.Elbo, taken);
    }

    private static (double Value, Tensor Slope) At(CheckedTarget target, Tensor place)
    {
        using var _ = enable_grad();
        var leaf = place.detach().unsqueeze(0).requires_grad_();
        var value = target.At(leaf);
        return (value.detach()[0].Number(), Derivatives.Of(value.sum(), leaf)[0]);
    }

    // The first of halved steps by which log p̃ rises as far as its slope lets hope, a little less (Armijo's rule).
    private static Tensor? Ahead(CheckedTarget target, Tensor place, double value, Tensor slope, Tensor direction)
    {
        var rise = (slope * direction).sum().Number();
        if (!(rise > 0)) (direction, rise) = (slope, slope.square().sum().Number());
        for (var length = 1.0; length > ShortestStep; length /= 2)
        {
            var next = place + direction * length;
            if (target.At(next.unsqueeze(0)).Number() >= value + Slack * length * rise) return rise > 0 ? next : null;
        }
        return null;
    }

    // 1/α_i ← a/(b α_i) + y_i²/b − a s_i²/(b c α_i²), with a = yᵀ diag(α) y, b = yᵀ s, c = sᵀ diag(1/α) s.
    private static Tensor Followed(Tensor diagonal, Tensor step, Tensor fall)
    {
        var (a, b, c) = ((fall.square() * diagonal).sum(), (fall * step).sum(), (step.square() / diagonal).sum());
        return (a / (b * diagonal) + fall.square() / b - a * (step / diagonal).square() / (b * c)).reciprocal();
    }

    private static Tensor Inverse(Tensor diagonal, IEnumerable<(Tensor Step, Tensor Fall)> pairs)
    {
        var inverse = diagonal.diag_embed();
        foreach (var (s, y) in pairs)
        {
            var along = (s * y).sum();
            var bent = inverse.Product(y); // H y
            var cross = bent.unsqueeze(-1).Product(s.unsqueeze(0));
            inverse = inverse - (cross + cross.t()) / along
                + s.unsqueeze(-1).Product(s.unsqueeze(0)) * (((bent * y).sum() / along + 1) / along);
        }
        return (inverse + inverse.t()) * 0.5;
    }

    private static FullNormal? Normal(Tensor place, Tensor slope, Tensor inverse)
    {
        var (factor, info) = linalg.cholesky_ex(inverse);
        return info.item<int>() > 0 ? null : new FullNormal(place + inverse.Product(slope), factor);
    }

    private static double Bound(CheckedTarget target, FullNormal normal, int draws, RandomStream random)
    {
        using var scope = NewDisposeScope();
        var draw = normal.Sample(random, draws).Value;
        var elbo = (target.At(draw) - normal.LogDensity(draw)).mean().Number();
        return double.IsNaN(elbo) ? double.NegativeInfinity : elbo;
    }
}
