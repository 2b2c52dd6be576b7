namespace GenerativeVI.Models;

/// <summary>
/// Numbers that are held out, under a normal whose variance is what they themselves leave: ½ log of their mean squared
/// error on average, up to a constant.
/// </summary>
/// <param name="Targets">t, [H].</param>
internal sealed record HeldOutRows(Tensor Targets) : RowLikelihood
{
    public override RowTerms At(Tensor mean, Tensor variance)
    {
        var residual = Targets - mean;
        var squares = residual.square();
        var level = squares.mean().clamp_min(1e-300);
        return new RowTerms((level.log() + squares / level - 1) / -2, residual, ones_like(residual));
    }
}
