using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>log p̃ of somebody else's making: what it returns is looked at before a bound is made of it.</summary>
/// <param name="target">From [..., D] to [...].</param>
public sealed class CheckedTarget(Func<Tensor, Tensor> target)
{
    private bool isKnown, carriesGradient;

    /// <summary>log p̃ of draws.</summary>
    /// <param name="value">z, [S, B, D].</param>
    /// <returns>[S, B].</returns>
    /// <exception cref="ArgumentException">The target returns another shape; or, at first, no finite numbers, or numbers without a gradient.</exception>
    public Tensor At(Tensor value)
    {
        var found = target(value) ?? throw new ArgumentException("target: expected a tensor, got null.");
        var rows = value.shape[..^1];
        if (!found.shape.AsSpan().SequenceEqual(rows))
            throw new ArgumentException($"target: expected one number for each of the draws {Shapes.Text(rows)} from values {Shapes.Text(value.shape)}, got {Shapes.Text(found.shape)}; sum over the last axis alone.");
        if (!isKnown && !found.isfinite().all().item<bool>())
            throw new ArgumentException($"target: expected finite numbers, got {Odd(found)} at {Culprit(value, found)}; the log-density must be finite wherever the posterior draws.");
        if (!carriesGradient && value.requires_grad && !found.requires_grad)
            throw new ArgumentException("target: its numbers carry no gradient to z, so that nothing would be learned of it; compute it from z by differentiable operations, without detach() or no_grad().");
        (isKnown, carriesGradient) = (true, carriesGradient || value.requires_grad);
        return found;
    }

    private static double Odd(Tensor found) => found.detach().flatten()[Place(found)].Number();

    private static string Culprit(Tensor value, Tensor found) =>
        $"z = [{string.Join(", ", value.detach().reshape(-1, value.shape[^1])[Place(found)].to_type(ScalarType.Float64).cpu().data<double>().ToArray().Take(5).Select(v => FormattableString.Invariant($"{v:G4}")))}]";

    private static long Place(Tensor found) => found.detach().isfinite().flatten().to_type(ScalarType.Byte).argmin().item<long>();
}
