using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>A flow's parameters in blocks: learned as they are, or a linear function of a context (amortized).</summary>
internal sealed class FlowParameters : nn.Module
{
    private readonly long[] lengths;
    private readonly Parameter? own;
    private readonly Linear? head;

    /// <param name="context">The width of the context; 0 for parameters of their own.</param>
    /// <param name="random">The stream of the first values.</param>
    /// <param name="dtype">Their type.</param>
    /// <param name="blocks">The length of each block and the scale of its first values: normal, and for a context uniform weights of that scale beside them.</param>
    public FlowParameters(long context, RandomStream random, ScalarType dtype, params (long Length, double Scale)[] blocks)
        : base(nameof(FlowParameters))
    {
        lengths = [.. blocks.Select(block => block.Length)];
        if (context > 0) head = Initialization.Linear(context, lengths.Sum(), random, dtype);
        using (NewDisposeScope())
        using (no_grad())
        {
            var scale = cat([.. blocks.Select(block => full(block.Length, block.Scale, dtype: dtype, device: random.Device))]);
            var values = random.Normal(scale.shape, dtype).mul_(scale);
            if (head is null) (own = new Parameter(values)).DetachFromDisposeScope();
            head?.weight!.mul_(scale.unsqueeze(-1));
            head?.bias!.copy_(values);
        }
        RegisterComponents();
    }

    /// <summary>The blocks, [length] or [B, length].</summary>
    public Tensor[] At(Tensor? context)
    {
        if (own is not null) return own.split(lengths, -1);
        if (context is null) throw new ArgumentException($"context: expected [B, {head!.weight!.shape[1]}], got none; hand over what the flow is conditioned on.", nameof(context));
        return head!.call(context).split(lengths, -1);
    }
}
