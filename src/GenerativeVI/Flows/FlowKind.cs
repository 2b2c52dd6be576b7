namespace GenerativeVI.Flows;

/// <summary>The flows by name; see <see cref="FlowSettings"/>.</summary>
public enum FlowKind
{
    /// <summary>Planar flows. No inverse.</summary>
    Planar,

    /// <summary>Radial flows.</summary>
    Radial,

    /// <summary>Sylvester flows, orthogonal. No inverse.</summary>
    SylvesterOrthogonal,

    /// <summary>Sylvester flows, Householder. No inverse.</summary>
    SylvesterHouseholder,

    /// <summary>Sylvester flows, triangular. No inverse.</summary>
    SylvesterTriangular,

    /// <summary>Affine couplings of alternating halves.</summary>
    RealNvp,

    /// <summary>Inverse autoregressive flows, the order reversed between them: fast to sample, D passes to evaluate elsewhere.</summary>
    Iaf,

    /// <summary>Masked autoregressive flows, the order reversed between them: fast to evaluate, D passes to sample.</summary>
    Maf,

    /// <summary>Rational-quadratic spline couplings of alternating halves, a linear flow after each.</summary>
    Spline,

    /// <summary>Rational-quadratic splines, autoregressive as a masked flow: fast to evaluate, D passes to sample. A linear flow after each, and the order reversed between them.</summary>
    SplineAutoregressive,

    /// <summary>Continuous flows, FFJORD: a velocity network and a solver, exact both ways within its tolerance.</summary>
    Continuous,
}
