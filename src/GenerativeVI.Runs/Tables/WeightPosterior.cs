namespace GenerativeVI;

/// <summary>Families of posteriors over the weights of a network.</summary>
public enum WeightPosterior
{
    /// <summary>
    /// Normal layer by layer, trained by local reparameterization or another evaluation of the layers.
    /// </summary>
    Layers,

    /// <summary>Independent normal weights, by draws of all of them.</summary>
    MeanField,

    /// <summary>One normal with every covariance, across layers too.</summary>
    FullCovariance,

    /// <summary>Sylvester flows of independent normals.</summary>
    Flow,

    /// <summary>Semi-implicit, bounded by mixing samples (Yin &amp; Zhou 2018).</summary>
    Sivi,

    /// <summary>
    /// Semi-implicit under a semi-implicit prior, in which every matrix and bias has an unknown scale: both bounded by
    /// mixing samples (Molchanov+ 2019).
    /// </summary>
    Dsivi,

    /// <summary>The same prior bounded by a reverse model r(ζ|w) instead.</summary>
    DsiviReverse,

    /// <summary>Hierarchical, bounded by a reverse model (Ranganath+ 2016).</summary>
    Hvm,

    /// <summary>Hierarchical, bounded by draws of a reverse model (Sobolev &amp; Vetrov 2019).</summary>
    Iwhvi,

    /// <summary>Implicit, by a classifier with adaptive contrast (Mescheder+ 2017); bounds nothing.</summary>
    Avb,

    /// <summary>Implicit, by kernel regression with adaptive contrast (Shi+ 2018); bounds nothing.</summary>
    Kivi,

    /// <summary>Implicit, by a denoising autoencoder (Lim+ 2020); it has a gradient and no number.</summary>
    Ardae,
}

/// <summary>What families need.</summary>
internal static class WeightPosteriors
{
    /// <summary>The default number of draws in a step: kernel regression and moments of draws need many.</summary>
    public static int UsualDraws(this WeightPosterior posterior) => posterior is WeightPosterior.Kivi or WeightPosterior.Avb or WeightPosterior.Ardae ? 20 : 4;

    /// <summary>
    /// The default step size: a kernel whose scales are a network's outputs, with a reverse model, diverges at the rate
    /// that suits the others.
    /// </summary>
    public static double UsualRate(this WeightPosterior posterior) => posterior is WeightPosterior.Hvm or WeightPosterior.Iwhvi ? 3e-3 : 1e-2;
}
