namespace GenerativeVI.Models;

/// <summary>From which side the basis of a relevance vector machine is found.</summary>
public enum RelevanceAlgorithm
{
    /// <summary>
    /// From none: the basis functions by which the evidence gains most join a few at a time, and leave again where they turn out to be of no use, until none gains anything (Tipping &amp; Faul 2003). An iteration
    /// costs N M² for the M that are in it, so that a machine of few vectors is found in a fraction of the time. For a full covariance, MacKay's update and all rows at every iteration.
    /// It may end at a lower evidence than pruning, where wide kernels make the candidates nearly alike.
    /// </summary>
    Sequential,

    /// <summary>From all of them: those of no use are pruned away (Tipping 2001). The first iterations cost N M² + M³ for all M candidates.</summary>
    Pruning,
}
