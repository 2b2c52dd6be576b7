namespace GenerativeVI.Flows;

/// <summary>
/// A flow turned around: its map is the other's inverse. A masked autoregressive flow is an inverse autoregressive one turned around: fast to evaluate on data and slow to sample
/// (Papamakarios+ 2017, section 3.4).
/// </summary>
public sealed class Inverted : nn.Module, IInvertibleFlow
{
    private readonly nn.Module flow;

    /// <summary>A flow turned around.</summary>
    /// <param name="flow">The flow, a module; owned from now on.</param>
    /// <exception cref="ArgumentException">The flow is no module.</exception>
    public Inverted(IInvertibleFlow flow)
        : base(nameof(Inverted))
    {
        this.flow = flow as nn.Module ?? throw new ArgumentException($"{flow.GetType().Name} is no module, so its parameters would not be trained; derive it from nn.Module.", nameof(flow));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension => Flow.Dimension;

    private IInvertibleFlow Flow => (IInvertibleFlow)flow;

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null) => Flow.Invert(value, context);

    /// <inheritdoc/>
    public Mapped Invert(Tensor value, Tensor? context = null) => Flow.Map(value, context);
}
