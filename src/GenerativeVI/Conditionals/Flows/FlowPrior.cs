using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Tensors;

namespace GenerativeVI.Conditionals;

/// <summary>
/// A learned distribution that depends on no input: a flow of N(0, I). The prior p(z) of a latent-variable model, or a model p(x) of data by itself.
/// </summary>
public sealed class FlowPrior : nn.Module, IConditional<FlowDistribution>
{
    private readonly nn.Module flow;
    private readonly StandardNormal basis;

    /// <summary>A flow of N(0, I).</summary>
    /// <param name="flow">A module; owned from now on.</param>
    /// <param name="dtype">The type of its weights; float32 by default.</param>
    public FlowPrior(IInvertibleFlow flow, ScalarType dtype = ScalarType.Float32)
        : base(nameof(FlowPrior))
    {
        (this.flow, basis) = (FlowHead.Module(flow), new StandardNormal(flow.Dimension, dtype));
        RegisterComponents();
    }

    /// <summary>A flow of N(0, I) by its settings. The kinds that are fast to evaluate are the better choice: a prior is evaluated at draws of the posterior.</summary>
    /// <param name="settings">The flow.</param>
    /// <param name="dimension">D, the elements of a value.</param>
    /// <param name="random">The stream of the first weights.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or the flow has no inverse.</exception>
    public FlowPrior(FlowSettings settings, long dimension, RandomStream random, ScalarType dtype = ScalarType.Float32)
        : this(Invertible(settings, dimension, random, dtype), dtype)
    {
    }

    /// <summary>The distribution.</summary>
    public FlowDistribution Distribution => new(basis, (IInvertibleFlow)flow);

    /// <inheritdoc/>
    public FlowDistribution At(Inputs inputs) => Distribution;

    private static IInvertibleFlow Invertible(FlowSettings settings, long dimension, RandomStream random, ScalarType dtype) =>
        settings.Make(dimension, random, 0, dtype) as IInvertibleFlow
        ?? throw new ArgumentException($"{settings.Kind}: it has no inverse, so its density is known at its own draws alone and it can be a posterior only; take {nameof(FlowKind.RealNvp)}, {nameof(FlowKind.Maf)} or {nameof(FlowKind.Spline)}.");
}
