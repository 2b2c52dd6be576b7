using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>The schedules that a run's settings name.</summary>
internal static class RunSchedules
{
    public static Schedule LearningRate(RunSettings settings, long batches)
    {
        double rate = settings.LearningRate, epochs = settings.EpochsOf(batches);
        return settings.Optimization.Rate switch
        {
            RateShape.Constant => new Constant(rate),
            RateShape.Step => new StepDecay(rate, 0.5, epochs / 6),
            RateShape.Exponential => new ExponentialDecay(rate, Math.Pow(0.1, 1 / epochs)),
            RateShape.Cosine => new CosineDecay(rate, 0, epochs),
            RateShape.FlatThenLinear => new LinearRamp(rate, 0, epochs / 2, epochs / 2),
            RateShape.Staged => new Staged(rate, unit: epochs / 3280),
            var shape => throw new ArgumentException($"rate: {shape} is not a shape."),
        };
    }

    /// <summary>The weight of a sparse classifier's KL: 0 for a quarter of its warm-up, then in a straight line to 1 (Molchanov+ 2017: epochs 5 and 20 of 200).</summary>
    public static Schedule KlWeight(ClassifierSettings settings, double epochs)
    {
        var end = settings.WarmUpShare * epochs;
        return settings.Sparse && end > 0 ? new LinearRamp(0, 1, end * 3 / 4, end / 4) : new Constant(1);
    }

    public static Schedule KlWeight(RunSettings settings)
    {
        var epochs = settings.WarmUp;
        if (epochs == 0) return new Constant(1);
        return settings.Optimization.WarmUp switch
        {
            WarmUpShape.Linear => new LinearRamp(0, 1, epochs),
            WarmUpShape.Sigmoid => new SigmoidRamp(0, 1, epochs / 2, epochs / 12),
            WarmUpShape.Cyclic => new Cyclic(new LinearRamp(0, 1, epochs / 2), epochs),
            var shape => throw new ArgumentException($"warm-up: {shape} is not a shape."),
        };
    }
}
