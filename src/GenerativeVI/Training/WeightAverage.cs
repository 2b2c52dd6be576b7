namespace GenerativeVI.Training;

/// <summary>
/// The exponential moving average of a module's parameters, θ̄ ← d θ̄ + (1 − d) θ after every step, with d capped at (1
/// + t)/(10 + t) so that the first steps do not weigh for ever (Polyak &amp; Juditsky 1992).
/// </summary>
public sealed class WeightAverage : IDisposable
{
    private readonly (Parameter Parameter, Tensor Average)[] pairs;
    private readonly double decay;

    /// <summary>An average that starts at the parameters as they are.</summary>
    /// <param name="module">Whose parameters.</param>
    /// <param name="decay">d in [0, 1).</param>
    public WeightAverage(nn.Module module, double decay)
    {
        if (!(decay >= 0 && decay < 1)) throw new ArgumentOutOfRangeException(nameof(decay), $"decay of the average: expected at least 0 and below 1, got {decay}.");
        this.decay = decay;
        using var _ = no_grad();
        pairs = [.. module.parameters().Select(parameter => (parameter, parameter.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>t, the updates so far.</summary>
    public long Updates { get; internal set; }

    internal IEnumerable<Tensor> Averages => pairs.Select(pair => pair.Average);

    /// <summary>Updates the average with the current parameters.</summary>
    public void Update()
    {
        using var _ = no_grad();
        var d = Math.Min(decay, (1.0 + Updates) / (10.0 + Updates));
        foreach (var (parameter, average) in pairs) average.mul_(d).add_(parameter, 1 - d);
        Updates++;
    }

    /// <summary>Puts the averages into the module.</summary>
    public void ApplyForGood()
    {
        using var _ = no_grad();
        foreach (var (parameter, average) in pairs) parameter.copy_(average);
    }

    /// <summary>
    /// Puts the averages into the module until the result is disposed, which brings the parameters back.
    /// </summary>
    public IDisposable Applied() => new Exchange(this);

    /// <summary>Frees the averages.</summary>
    public void Dispose()
    {
        foreach (var (_, average) in pairs) average.Dispose();
    }

    private sealed class Exchange : IDisposable
    {
        private readonly WeightAverage owner;
        private readonly Tensor[] kept;

        public Exchange(WeightAverage owner)
        {
            this.owner = owner;
            using var _ = no_grad();
            kept = [.. owner.pairs.Select(pair => pair.Parameter.detach().clone().DetachFromDisposeScope())];
            owner.ApplyForGood();
        }

        public void Dispose()
        {
            using var _ = no_grad();
            for (var i = 0; i < kept.Length; i++)
            {
                owner.pairs[i].Parameter.copy_(kept[i]);
                kept[i].Dispose();
            }
        }
    }
}
