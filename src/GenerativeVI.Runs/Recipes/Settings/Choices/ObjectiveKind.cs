namespace GenerativeVI;

/// <summary>What is maximized.</summary>
public enum ObjectiveKind
{
    /// <summary>The evidence lower bound.</summary>
    Elbo,

    /// <summary>The importance-weighted bound of K draws (Burda+ 2016).</summary>
    ImportanceWeighted,

    /// <summary>MIWAE: the mean of M importance-weighted bounds of K draws each (Rainforth+ 2018).</summary>
    MultiplyWeighted,

    /// <summary>PIWAE: the model learns from M · K draws together, the posterior from M groups of K (Rainforth+ 2018).</summary>
    PartiallyWeighted,

    /// <summary>CIWAE: between the ELBO and the importance-weighted bound (Rainforth+ 2018).</summary>
    CombinedWeighted,

    /// <summary>The variational Rényi bound of order α (Li &amp; Turner 2016).</summary>
    Renyi,

    /// <summary>Reweighted wake-sleep with both wake updates (Bornschein &amp; Bengio 2015).</summary>
    WakeSleep,

    /// <summary>The thermodynamic variational objective (Masrani+ 2019).</summary>
    Thermodynamic,

    /// <summary>log p(x|f(x)) of a plain autoencoder: no bound on log p(x).</summary>
    Reconstruction,
}
