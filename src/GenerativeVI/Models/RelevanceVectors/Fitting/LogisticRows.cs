using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>E log σ(y u) by nodes: Σ_k w_k log σ(y m + √v x_k). Nodes come in pairs ±x, which keeps the curvature positive.</summary>
/// <param name="Signs">y ∈ {−1, +1}, [N].</param>
/// <param name="Rule">Nodes x, [K, 1] or [K, N], and weights w, [K, 1].</param>
/// <param name="DrawsAnew">Whether the nodes are other ones at every call.</param>
internal sealed record LogisticRows(Tensor Signs, Func<GaussHermite> Rule, bool DrawsAnew) : RowLikelihood
{
    // Below it, differences over ±x lose more digits than the second derivative's own error.
    private const double SmallScale = 1e-3;

    public override bool IsStochastic => DrawsAnew;

    public override RowTerms At(Tensor mean, Tensor variance)
    {
        var (x, w) = Rule();
        var scale = variance.clamp_min(0).sqrt();
        var logit = Signs * mean + scale * x; // [K, N]
        var below = (-logit).sigmoid();
        var slope = (w * below).sum(dim: 0);
        var bySlopes = (w * below * x).sum(dim: 0).neg() / scale.clamp_min(SmallScale);
        var bySecond = (w * below * (1 - below)).sum(dim: 0);
        return new RowTerms((w * nn.functional.logsigmoid(logit)).sum(dim: 0), Signs * slope, where(scale > SmallScale, bySlopes, bySecond));
    }
}
