namespace GenerativeVI.Flows;

/// <summary>x = μ + z exp(s), s = s_max tanh(a/s_max): a shift and a scale within [exp(−s_max), exp(s_max)], so that no element explodes (Dinh+ 2017, section 3.3 and appendix).</summary>
/// <param name="mostLogScale">s_max > 0; 3 by default, a factor of 20 a step.</param>
public sealed class AffineElementwise(double mostLogScale = 3) : IElementwise
{
    private readonly double most = mostLogScale > 0 ? mostLogScale : throw new ArgumentOutOfRangeException(nameof(mostLogScale), $"most log scale: expected above 0, got {mostLogScale}.");

    /// <summary>2: μ and a.</summary>
    public long Parameters => 2;

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor parameters)
    {
        (value, parameters) = ElementParameters.Matched(value, parameters, Parameters);
        var (shift, logScale) = Parts(parameters);
        return new Mapped(shift.addcmul(value, logScale.exp(), 1), logScale);
    }

    /// <inheritdoc/>
    public Mapped Invert(Tensor value, Tensor parameters)
    {
        (value, parameters) = ElementParameters.Matched(value, parameters, Parameters);
        var (shift, logScale) = Parts(parameters);
        var negative = logScale.neg();
        return new Mapped((value - shift) * negative.exp(), negative);
    }

    /// <summary>
    /// The same of some neighbouring elements of rows, the others as they are, with the log-determinant of each row; where
    /// that can be done in one pass.
    /// </summary>
    /// <param name="value">[..., D].</param>
    /// <param name="parameters">The blocks μ and a side by side, [..., 2n].</param>
    /// <param name="first">The first of the n elements.</param>
    /// <param name="inverse">Whether they are moved back.</param>
    /// <returns>Null where it cannot.</returns>
    internal Mapped? MoveRows(Tensor value, Tensor parameters, long first, bool inverse) =>
        AffineRows.Fit(value, parameters, most) ? AffineRows.Move(value, parameters, first, most, inverse) : null;

    private (Tensor Shift, Tensor LogScale) Parts(Tensor parameters) => (parameters.select(-2, 0), (parameters.select(-2, 1) / most).tanh() * most);
}
