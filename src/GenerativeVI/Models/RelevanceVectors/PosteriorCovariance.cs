namespace GenerativeVI.Models;

/// <summary>The covariance of a Gaussian posterior over weights.</summary>
public enum PosteriorCovariance
{
    /// <summary>diag(s): the mean-field family, with a bound that is at most the full one's.</summary>
    Diagonal,

    /// <summary>Any Σ.</summary>
    Full,
}
