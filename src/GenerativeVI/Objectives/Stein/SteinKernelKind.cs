namespace GenerativeVI.Objectives;

/// <summary>The kernel of a Stein discrepancy, with r = ‖x − y‖ and h its bandwidth.</summary>
public enum SteinKernelKind
{
    /// <summary>exp(−r²/h): it sees nothing of two places that are several √h apart.</summary>
    Gaussian,

    /// <summary>
    /// ½ (‖x − c‖ᵖ + ‖y − c‖ᵖ − rᵖ)/h^(p/2), 0 &lt; p &lt; 2: the Riesz kernel −rᵖ, which is conditionally positive
    /// definite only, made positive definite about a point c (Sejdinovic+ 2013). It has no length of its own
    /// and sees far places.
    /// </summary>
    Riesz,

    /// <summary>
    /// (1 + r²/h)^(−½), whose tails are heavy enough for the discrepancy to tell convergence (Gorham &amp; Mackey
    /// 2017).
    /// </summary>
    InverseMultiquadric,
}
