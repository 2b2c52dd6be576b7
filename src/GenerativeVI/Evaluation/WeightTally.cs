namespace GenerativeVI.Evaluation;

/// <summary>What is kept of one row's log-weights while they pass: sums, and the largest few for the fit of their tail. Its memory grows like √S.</summary>
internal sealed class WeightTally
{
    private readonly int samples;
    private readonly int tail;
    private readonly PriorityQueue<double, double> largest; // the smallest of them on top

    private int count;
    private double sum, distortion;
    private double top = double.NegativeInfinity, scaled, scaledSquares;

    /// <param name="samples">S, the weights to come.</param>
    public WeightTally(int samples)
    {
        this.samples = samples;
        tail = ParetoTail.Length(samples);
        largest = new PriorityQueue<double, double>(tail + 2);
    }

    /// <summary>The mean log-weight.</summary>
    public double Elbo => sum / count;

    /// <summary>log of the mean weight.</summary>
    public double LogMean => top == double.NegativeInfinity ? top : top + Math.Log(scaled / count);

    /// <summary>The mean of −log p(x|z).</summary>
    public double Distortion => distortion / count;

    /// <summary>(Σ w)² / Σ w².</summary>
    public double EffectiveSamples => scaled * scaled / scaledSquares;

    /// <summary>k̂ of the largest weights.</summary>
    public double TailShape()
    {
        if (tail < ParetoTail.Shortest || count < samples) return double.NaN;
        var ordered = new double[largest.Count];
        for (var i = 0; largest.Count > 0; i++) ordered[i] = largest.Dequeue();
        return ParetoTail.ShapeOfTail(ordered);
    }

    public void Add(double logLikelihood, double logRatio)
    {
        var log = logLikelihood + logRatio;
        (count, sum, distortion) = (count + 1, sum + log, distortion - logLikelihood);
        if (log > top)
        {
            var shrink = Math.Exp(top - log);
            (top, scaled, scaledSquares) = (log, scaled * shrink, scaledSquares * shrink * shrink);
        }
        // NaN goes on into the sums, and is seen there.
        var weight = log == top ? 1 : Math.Exp(log - top);
        (scaled, scaledSquares) = (scaled + weight, scaledSquares + weight * weight);
        if (tail < ParetoTail.Shortest) return;
        if (largest.Count <= tail) largest.Enqueue(log, log);
        else if (log > largest.Peek()) largest.EnqueueDequeue(log, log);
    }
}
