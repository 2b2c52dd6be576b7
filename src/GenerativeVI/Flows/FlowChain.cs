namespace GenerativeVI.Flows;

/// <summary>f = f_n ∘ … ∘ f_1: the log-determinants add up. It can be inverted when every step can; see <see cref="Of"/>.</summary>
public sealed class FlowChain : nn.Module, IFlow
{
    private readonly TorchSharp.Modules.ModuleList<nn.Module> steps;

    /// <summary>A chain.</summary>
    /// <param name="flows">At least one, in the order in which they are applied, all modules of one dimension; owned from now on.</param>
    /// <exception cref="ArgumentException">There is no step, one is no module, or the dimensions differ.</exception>
    public FlowChain(params IReadOnlyList<IFlow> flows)
        : base(nameof(FlowChain))
    {
        steps = Steps.List(flows);
        Dimension = flows[0].Dimension;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <summary>A chain of these steps: an <see cref="InvertibleChain"/> when every one of them can be inverted.</summary>
    /// <param name="flows">At least one, in the order in which they are applied.</param>
    /// <exception cref="ArgumentException">There is no step, one is no module, or the dimensions differ.</exception>
    public static IFlow Of(params IReadOnlyList<IFlow> flows) =>
        flows.All(flow => flow is IInvertibleFlow) ? new InvertibleChain([.. flows.Cast<IInvertibleFlow>()]) : new FlowChain(flows);

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null) => Steps.Map(steps.Cast<IFlow>(), value, context);
}

/// <summary>What both kinds of chains do with their steps.</summary>
internal static class Steps
{
    public static TorchSharp.Modules.ModuleList<nn.Module> List(IReadOnlyList<IFlow> flows)
    {
        if (flows.Count == 0) throw new ArgumentException("a chain has at least one flow.", nameof(flows));
        foreach (var flow in flows)
        {
            if (flow is not nn.Module) throw new ArgumentException($"{flow.GetType().Name} is no module, so its parameters would not be trained; derive it from nn.Module.", nameof(flows));
            if (flow.Dimension != flows[0].Dimension) throw new ArgumentException($"a chain's flows share one dimension: got {string.Join(", ", flows.Select(f => f.Dimension))}.", nameof(flows));
        }
        return new TorchSharp.Modules.ModuleList<nn.Module>([.. flows.Cast<nn.Module>()]);
    }

    public static Mapped Map(IEnumerable<IFlow> flows, Tensor value, Tensor? context) => Through(flows.Select<IFlow, Func<Tensor, Tensor?, Mapped>>(flow => flow.Map), value, context);

    public static Mapped Through(IEnumerable<Func<Tensor, Tensor?, Mapped>> maps, Tensor value, Tensor? context)
    {
        Tensor? total = null;
        foreach (var map in maps)
        {
            (value, var logDeterminant) = map(value, context);
            total = total is null ? logDeterminant : total + logDeterminant;
        }
        return new Mapped(value, total!);
    }
}
