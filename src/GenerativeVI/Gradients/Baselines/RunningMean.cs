namespace GenerativeVI.Gradients;

/// <summary>Exponentially weighted means, without the bias of their start: m = Σ decayⁱ x_i / Σ decayⁱ over the steps back.</summary>
internal sealed class RunningMean : nn.Module
{
    private const string Sums = "sums";
    private readonly double decay;

    public RunningMean(int count, double decay)
        : base(nameof(RunningMean))
    {
        if (!(decay >= 0 && decay < 1)) throw new ArgumentOutOfRangeException(nameof(decay), $"decay: expected at least 0 and below 1, got {decay}.");
        this.decay = decay;
        // Made here and changed in place: it outlives the scope of every step. The last entry is the sum of the weights.
        register_buffer(Sums, zeros(count + 1, dtype: ScalarType.Float64).DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary>The means, [count], a copy; zeros before the first.</summary>
    public Tensor Value
    {
        get
        {
            using var _ = no_grad();
            var sums = get_buffer(Sums)!;
            var count = sums.shape[0] - 1;
            var weight = sums.narrow(0, count, 1);
            return sums.narrow(0, 0, count) / where(weight > 0, weight, ones_like(weight));
        }
    }

    /// <summary>Takes in new numbers, [count].</summary>
    public void Add(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var sums = get_buffer(Sums)!;
        sums.mul_(decay).add_(cat([values.detach().to_type(ScalarType.Float64), ones(1, dtype: ScalarType.Float64, device: values.device)]) * (1 - decay));
    }
}
