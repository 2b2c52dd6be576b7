namespace GenerativeVI.Flows;

/// <summary>f = f_n ∘ … ∘ f_1 of flows that can be inverted, and f⁻¹ = f_1⁻¹ ∘ … ∘ f_n⁻¹.</summary>
public sealed class InvertibleChain : nn.Module, IInvertibleFlow
{
    private readonly TorchSharp.Modules.ModuleList<nn.Module> steps;

    /// <summary>A chain.</summary>
    /// <param name="flows">At least one, in the order in which they are applied, all modules of one dimension; owned from now on.</param>
    /// <exception cref="ArgumentException">There is no step, one is no module, or the dimensions differ.</exception>
    public InvertibleChain(params IReadOnlyList<IInvertibleFlow> flows)
        : base(nameof(InvertibleChain))
    {
        steps = Steps.List(flows);
        Dimension = flows[0].Dimension;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension { get; }

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null) => Steps.Map(steps.Cast<IFlow>(), value, context);

    /// <inheritdoc/>
    public Mapped Invert(Tensor value, Tensor? context = null) =>
        Steps.Through(steps.Cast<IInvertibleFlow>().Reverse().Select<IInvertibleFlow, Func<Tensor, Tensor?, Mapped>>(flow => flow.Invert), value, context);
}
