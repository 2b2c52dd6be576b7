namespace GenerativeVI.Evaluation;

/// <summary>Nesterov's dual averaging of log ε towards a mean acceptance (Hoffman &amp; Gelman 2014, section
/// 3.2.1).</summary>
internal sealed class StepSizeAdaptation(double acceptance)
{
    private const double Shrinkage = 0.05, Delay = 10, Forgetting = 0.75;

    private double centre, error, logSize, averaged;
    private int count;

    /// <summary>The average that is kept after the warm-up.</summary>
    public double Final => Math.Exp(averaged);

    /// <summary>Begins anew from a step size.</summary>
    public void Restart(double size) => (centre, error, logSize, averaged, count) =
        (Math.Log(10 * size), 0, Math.Log(size), Math.Log(size), 0);

    /// <summary>The next step size to try.</summary>
    /// <param name="accepted">The mean probability of acceptance of the last move.</param>
    public double Next(double accepted)
    {
        count++;
        var share = 1 / (count + Delay);
        error = (1 - share) * error + share * (acceptance - (double.IsNaN(accepted) ? 0 : accepted));
        logSize = centre - error * Math.Sqrt(count) / Shrinkage;
        var weight = Math.Pow(count, -Forgetting);
        averaged = weight * logSize + (1 - weight) * averaged;
        return Math.Exp(logSize);
    }
}
