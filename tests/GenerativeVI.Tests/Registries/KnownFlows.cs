using GenerativeVI.Flows;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Registries;

/// <summary>A flow, float64.</summary>
/// <param name="Make">From the stream of its first weights, the width of its context and its departure from the identity.</param>
/// <param name="Dimension">Two, where densities are integrated over the plane.</param>
/// <param name="IsConditional">Whether it looks at a context.</param>
/// <param name="Tolerance">Of numbers that a solver finds; rounding otherwise.</param>
public sealed record FlowEntry(string Name, Func<RandomStream, long, double, IFlow> Make, long Dimension = 2, bool IsConditional = true, double Tolerance = 1e-10) : IEntry
{
    public bool IsInvertible => Make(new RandomStream(1), 0, 1) is IInvertibleFlow;
}

public static class KnownFlows
{
    private const ScalarType Double = ScalarType.Float64;

    private static readonly int[] Hidden = [7, 6];

    public static readonly Registry<FlowEntry> All = new(
        new("planar", (r, c, d) => new PlanarFlow(2, r, c, d, Double)),
        new("radial", (r, c, d) => new RadialFlow(2, r, c, d, Double)),
        new("radial in 3", (r, c, d) => new RadialFlow(3, r, c, d, Double), 3),
        new("Sylvester, orthogonal", (r, c, d) => new SylvesterFlow(2, SylvesterBasis.Orthogonal, r, context: c, departure: d, dtype: Double)),
        new("Sylvester, 2 directions of 4", (r, c, d) => new SylvesterFlow(4, SylvesterBasis.Orthogonal, r, 2, context: c, departure: d, dtype: Double), 4),
        new("Sylvester, Householder", (r, c, d) => new SylvesterFlow(2, SylvesterBasis.Householder, r, 3, context: c, departure: d, dtype: Double)),
        new("Sylvester, triangular", (r, c, d) => new SylvesterFlow(2, SylvesterBasis.Triangular, r, context: c, departure: d, dtype: Double)),
        new("Sylvester, triangular, reversed", (r, c, d) => new SylvesterFlow(3, SylvesterBasis.Triangular, r, reversed: true, context: c, departure: d, dtype: Double), 3),
        new("permutation", (_, _, _) => new Permutation(2, 0, 1), 3, false),
        new("linear", (r, _, d) => new LinearFlow(2, r, d, Double), 2, false),
        new("affine coupling", (r, c, d) => new CouplingFlow(2, new AffineElementwise(), Hidden, r, false, c, departure: d, dtype: Double)),
        new("affine coupling of 5, first half", (r, c, d) => new CouplingFlow(5, new AffineElementwise(), Hidden, r, true, c, departure: d, dtype: Double), 5),
        new("spline coupling", (r, c, d) => new CouplingFlow(2, new SplineElementwise(5), Hidden, r, true, c, departure: d, dtype: Double)),
        new("inverse autoregressive", (r, c, d) => new AutoregressiveFlow(2, new AffineElementwise(), Hidden, r, c, departure: d, dtype: Double)),
        new("inverse autoregressive in 4", (r, c, d) => new AutoregressiveFlow(4, new AffineElementwise(), Hidden, r, c, departure: d, dtype: Double), 4),
        new("masked autoregressive", (r, c, d) => new Inverted(new AutoregressiveFlow(2, new AffineElementwise(), Hidden, r, c, departure: d, dtype: Double))),
        new("spline, autoregressive", (r, c, d) => new AutoregressiveFlow(3, new SplineElementwise(5), Hidden, r, c, departure: d, dtype: Double), 3),
        new("continuous", (r, c, d) => Continuous(2, [7], r, c, d, OdeGradient.Direct), Tolerance: 1e-7),
        new("continuous, two layers, adjoint", (r, c, d) => Continuous(3, [6, 5], r, c, d, OdeGradient.Adjoint), 3, Tolerance: 1e-7),
        new("chain", (r, c, d) => new FlowChain(new PlanarFlow(2, r.Split("1"), c, d, Double), new PlanarFlow(2, r.Split("2"), c, d, Double))),
        new("chain that can be inverted", (r, c, d) => new InvertibleChain(new RadialFlow(2, r.Split("1"), c, d, Double), new LinearFlow(2, r.Split("2"), d, Double))));

    private static ContinuousFlow Continuous(long dimension, int[] hidden, RandomStream random, long context, double departure, OdeGradient gradient) =>
        new(new VelocityNetwork(dimension, hidden, random, context, departure, Double), random, new DormandPrince(1e-9, 1e-9), gradient: gradient);
}
