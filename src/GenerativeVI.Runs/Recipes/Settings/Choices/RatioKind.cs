namespace GenerativeVI;

/// <summary>How log p(z) − log q(z|x) is found.</summary>
public enum RatioKind
{
    /// <summary>By the densities of both sides: exact, in closed form, or bracketed.</summary>
    Known,

    /// <summary>By a classifier that tells draws of q(z|x) from others: adversarial variational Bayes (Mescheder+ 2017). Biased; its number guarantees nothing.</summary>
    Classifier,

    /// <summary>By kernel regression on draws of both sides: kernel implicit variational inference (Shi+ 2018). Biased; its number guarantees nothing.</summary>
    Kernel,

    /// <summary>By a denoising autoencoder, which gives a biased gradient and no number (Lim+ 2020).</summary>
    Denoising,

    /// <summary>By Hamiltonian moves of the mixing variable, which give a gradient and no number: unbiased implicit variational inference (Titsias &amp; Ruiz 2019).</summary>
    Score,
}
