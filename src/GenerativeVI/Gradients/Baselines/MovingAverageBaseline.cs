namespace GenerativeVI.Gradients;

/// <summary>The exponentially weighted mean of the log-weights of earlier batches: one number for all rows.</summary>
public sealed class MovingAverageBaseline : Baseline
{
    private readonly RunningMean running;

    /// <summary>A baseline of 0 until its first batch.</summary>
    /// <param name="decay">The weight of what was, in [0, 1).</param>
    public MovingAverageBaseline(double decay = 0.9)
        : base(nameof(MovingAverageBaseline))
    {
        running = new RunningMean(1, decay);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor At(LogTerms terms, Tensor signal)
    {
        var before = running.Value.to_type(signal.dtype); // [1]
        if (training && is_grad_enabled()) running.Add(signal.mean().unsqueeze(0));
        return before;
    }
}
