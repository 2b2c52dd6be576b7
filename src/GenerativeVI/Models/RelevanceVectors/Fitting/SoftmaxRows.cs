using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>E log softmax(u)_t for one class's u, the others' being drawn: local reparameterization over the C numbers of a row.</summary>
/// <param name="OneHot">The targets, [N, C].</param>
/// <param name="Class">Whose u this is.</param>
/// <param name="Others">Mean and variance of every class's u at the moment, each [N, C].</param>
/// <param name="Draws">S, even.</param>
/// <param name="Random">The stream of the draws.</param>
internal sealed record SoftmaxRows(Tensor OneHot, int Class, Func<(Tensor Mean, Tensor Variance)> Others, int Draws, RandomStream Random) : RowLikelihood
{
    public override bool IsStochastic => true;

    public override RowTerms At(Tensor mean, Tensor variance)
    {
        var (means, variances) = Others();
        means = Replaced(means, mean);
        variances = Replaced(variances, variance);
        var half = Random.Normal([Draws / 2, .. means.shape], ScalarType.Float64);
        var logits = means + variances.clamp_min(0).sqrt() * cat([half, half.neg()]); // [S, N, C]
        var own = nn.functional.softmax(logits, -1).select(-1, Class);
        var value = (nn.functional.log_softmax(logits, -1) * OneHot).sum(-1);
        return new RowTerms(value.mean([0L]), OneHot.select(-1, Class) - own.mean([0L]), (own * (1 - own)).mean([0L]));
    }

    private Tensor Replaced(Tensor all, Tensor own)
    {
        var copy = all.clone();
        copy.select(-1, Class).copy_(own);
        return copy;
    }
}
