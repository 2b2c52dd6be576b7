using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>How a run's optimizer is driven, beyond its learning rate.</summary>
public sealed record OptimizationSettings
{
    /// <summary>How the learning rate changes over the run.</summary>
    public RateShape Rate { get; init; } = RateShape.Constant;

    /// <summary>How the KL's weight rises over the warm-up.</summary>
    public WarmUpShape WarmUp { get; init; } = WarmUpShape.Linear;

    /// <summary>The most the norm of all gradients may be; none when null.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The most an element of a gradient may be; none when null.</summary>
    public double? ClipValue { get; init; }

    /// <summary>Whether every parameter's gradient is divided by its norm.</summary>
    public bool NormalizeGradients { get; init; }

    /// <summary>Batches whose gradients make one update.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>The decay of the weights' moving average, which is then what is evaluated and kept as the model; none when null.</summary>
    public double? Average { get; init; }

    /// <summary>What to do when a bound or gradient is not finite.</summary>
    public NonFiniteAction OnNonFinite { get; init; } = NonFiniteAction.Stop;
}
