namespace GenerativeVI.Models;

/// <summary>A likelihood of rows whose weights enter through one number a row, u ~ N(m, v).</summary>
internal abstract record RowLikelihood
{
    /// <summary>Whether every call draws anew, so that values cannot be compared.</summary>
    public virtual bool IsStochastic => false;

    /// <summary>Whether v counts: not so for the Laplace approximation, whose covariance is no part of what is maximized.</summary>
    public virtual bool SeesVariance => true;

    /// <summary>Whether the likelihood is Gaussian, so that with a full covariance the bound is the evidence.</summary>
    public virtual bool IsGaussian => false;

    /// <summary>The expectation and its derivatives.</summary>
    /// <param name="mean">m, [N].</param>
    /// <param name="variance">v, [N].</param>
    public abstract RowTerms At(Tensor mean, Tensor variance);

    /// <summary>Re-estimates the likelihood's own parameters.</summary>
    /// <param name="mean">m, [N].</param>
    /// <param name="variance">v, [N].</param>
    /// <param name="determined">Σγ, the number of weights that the data determine.</param>
    public virtual void Adapt(Tensor mean, Tensor variance, double determined)
    {
    }
}
