using GenerativeVI.Targets;

namespace GenerativeVI;

/// <summary>A target that counts how many gradients of it were prepared, one a draw.</summary>
internal sealed class CountedTarget(Target target)
{
    private long gradients;

    public long Gradients => Interlocked.Read(ref gradients);

    public Tensor LogDensity(Tensor value)
    {
        if (value.requires_grad && is_grad_enabled()) Interlocked.Add(ref gradients,
            value.NumberOfElements / target.Dimension);
        return target.LogDensity(value);
    }

    public void Reset() => Interlocked.Exchange(ref gradients, 0);
}
