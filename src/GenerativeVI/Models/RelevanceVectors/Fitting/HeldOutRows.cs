namespace GenerativeVI.Models;

/// <summary>Numbers that are held out, under a normal whose variance is what they themselves leave: ½ log of their mean squared error, as one loss for all.</summary>
/// <param name="Targets">t, [H].</param>
internal sealed record HeldOutRows(Tensor Targets) : RowLikelihood
{
    public override RowTerms At(Tensor mean, Tensor variance)
    {
        var residual = Targets - mean;
        var loss = residual.square().mean().clamp_min(1e-300).log() / -2;
        return new RowTerms(loss.expand(residual.shape), residual, ones_like(residual));
    }
}
