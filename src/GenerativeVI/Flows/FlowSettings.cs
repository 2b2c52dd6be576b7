using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>
/// A flow in one line, such as <c>new FlowSettings(FlowKind.Iaf, Steps: 4)</c>: which, how many steps, and how large
/// their networks are. Settings that the kind does not use are ignored.
/// </summary>
/// <param name="Kind">Which.</param>
/// <param name="Steps">How many flows are chained, at least 1; 4 by default. One continuous flow is usually
/// enough.</param>
public sealed record FlowSettings(FlowKind Kind, int Steps = 4)
{
    /// <summary>
    /// The widths of each network's hidden layers, at least one: couplings, autoregressive and continuous flows. [64,
    /// 64] by default.
    /// </summary>
    public IReadOnlyList<int> Hidden { get; init; } = [64, 64];

    /// <summary>Those networks' nonlinearity.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>
    /// Columns of an orthogonal Sylvester flow or reflections of a Householder one; min(D, 8) when null.
    /// </summary>
    public long? Directions { get; init; }

    /// <summary>Bins of a spline, at least 2.</summary>
    public int Bins { get; init; } = 8;

    /// <summary>A spline moves [−bound, bound] and nothing beyond; above 0.</summary>
    public double Bound { get; init; } = 4;

    /// <summary>
    /// How far from the identity the flow starts: the scale of the first weights of what moves points. At 0 it is the
    /// identity.
    /// </summary>
    public double Departure { get; init; } = 0.1;

    /// <summary>The relative and absolute tolerance of a continuous flow's solver in training, above 0.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The same in evaluation: it is the error of what is reported.</summary>
    public double EvaluationTolerance { get; init; } = 1e-5;

    /// <summary>How a continuous flow finds its trace.</summary>
    public Trace Trace { get; init; } = Trace.Exact;

    /// <summary>How a continuous flow is differentiated.</summary>
    public OdeGradient OdeGradient { get; init; } = OdeGradient.Direct;

    /// <summary>
    /// The flow, a module: an <see cref="IInvertibleFlow"/> for every kind but planar and Sylvester flows.
    /// </summary>
    /// <param name="dimension">D ≥ 1; at least 2 for couplings.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="context">The width of the context that parameters and networks depend on; 0 for none.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public IFlow Make(long dimension, RandomStream random, long context = 0, ScalarType dtype = ScalarType.Float32)
    {
        if (Steps < 1) throw new ArgumentException($"flow steps: expected at least 1, got {Steps}.");
        if (Departure < 0) throw new ArgumentException($"departure: expected at least 0, got {Departure}.");
        return FlowChain.Of([.. Enumerable.Range(0, Steps).SelectMany(i => Step(i, random.Split($"step {i}")))]);

        IEnumerable<IFlow> Step(int i, RandomStream stream)
        {
            var odd = i % 2 == 1;
            // What comes between steps gives every element its turn to depend on every other.
            if (i > 0 && Kind is FlowKind.Iaf or FlowKind.Maf or FlowKind.SplineAutoregressive && dimension > 1) yield return Permutation.Reverse(dimension);
            yield return Kind switch
            {
                FlowKind.Planar => new PlanarFlow(dimension, stream, context, Departure, dtype),
                FlowKind.Radial => new RadialFlow(dimension, stream, context, Departure, dtype),
                FlowKind.SylvesterOrthogonal => Sylvester(SylvesterBasis.Orthogonal),
                FlowKind.SylvesterHouseholder => Sylvester(SylvesterBasis.Householder),
                FlowKind.SylvesterTriangular => Sylvester(SylvesterBasis.Triangular),
                FlowKind.RealNvp => Coupling(new AffineElementwise()),
                FlowKind.Spline => Coupling(new SplineElementwise(Bins, Bound)),
                FlowKind.Iaf => Autoregressive(new AffineElementwise()),
                FlowKind.Maf => new Inverted(Autoregressive(new AffineElementwise())),
                FlowKind.SplineAutoregressive => new Inverted(Autoregressive(new SplineElementwise(Bins, Bound))),
                FlowKind.Continuous => new ContinuousFlow(
                    new VelocityNetwork(dimension, Hidden, stream, context, Departure, dtype), stream, new DormandPrince(Tolerance, Tolerance), Trace, OdeGradient,
                    evaluationSolver: new DormandPrince(EvaluationTolerance, EvaluationTolerance)),
                _ => throw new ArgumentException($"flow: {Kind} is not one of {string.Join(", ", Enum.GetNames<FlowKind>())}."),
            };
            // Splines end at their bound; a linear flow brings the rest of space within it, and mixes.
            if (Kind is FlowKind.Spline or FlowKind.SplineAutoregressive) yield return new LinearFlow(dimension, stream.Split("linear"), Departure, dtype);

            SylvesterFlow Sylvester(SylvesterBasis basis) => new(dimension, basis, stream, Directions, odd, context, Departure, dtype);
            CouplingFlow Coupling(IElementwise elementwise) => new(dimension, elementwise, Hidden, stream, odd, context, Activation, Departure, dtype);
            AutoregressiveFlow Autoregressive(IElementwise elementwise) => new(dimension, elementwise, Hidden, stream, context, Activation, Departure, dtype);
        }
    }
}
