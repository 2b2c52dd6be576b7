namespace GenerativeVI.Models;

/// <summary>How the inputs of a relevance vector machine's kernel are scaled.</summary>
public enum KernelScales
{
    /// <summary>By the kernel as it is: one width for all inputs of an RBF kernel.</summary>
    Shared,

    /// <summary>
    /// Each by its own, as far as rows held out say that it helps: the evidence is climbed from the shared width in
    /// rounds, and their number is the one after which held-out rows are predicted best; none where the gain is not
    /// above its standard error, or where the rows are fewer than ten.
    /// </summary>
    HeldOut,

    /// <summary>
    /// Each by its own, at a maximum of the evidence (Tipping 2001). Many inputs of few rows let it remember them.
    /// </summary>
    Evidence,
}
