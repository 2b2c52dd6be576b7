using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// One chain: it asks for log p̃ and its gradient at <see cref="Place"/> by yielding, and goes on when it has them.
/// Momenta are kept in the coordinates in
/// which the metric is the identity, p ~ N(0, I): with the estimate L Lᵀ of the covariance, ż = L p and ṗ = Lᵀ ∇ log
/// p̃.
/// </summary>
internal sealed class NoUTurnChain
{
    // An energy that is so much above the start is lost; the rest of the trajectory could not be accepted.
    private const double Lost = 1000;
    private const int Starts = 100;

    private readonly int dimension;
    private readonly NoUTurnSettings settings;
    private readonly Numbers numbers;
    private readonly ChainMetric metric;
    private readonly StepSizeAdaptation adaptation;
    private readonly TurnChecks turnChecks;
    private double acceptances;
    private int trajectories;

    public NoUTurnChain(int dimension, NoUTurnSettings settings, RandomStream random)
    {
        (this.dimension, this.settings, numbers) = (dimension, settings, new Numbers(random, dimension));
        (metric, adaptation, turnChecks) = (new ChainMetric(dimension, settings.IsDense),
            new StepSizeAdaptation(settings.Acceptance), new TurnChecks(settings.MostDoublings, dimension));
        (Place, Gradient, Kept) = (new double[dimension], new double[dimension],
            new double[(long)settings.Draws * dimension]);
    }

    /// <summary>Where log p̃ and its gradient are asked for.</summary>
    public double[] Place { get; }

    /// <summary>log p̃ there, set by whoever drives the chain.</summary>
    public double LogDensity { get; set; }

    /// <summary>∇ log p̃ there.</summary>
    public double[] Gradient { get; }

    /// <summary>The draws, a row after another.</summary>
    public double[] Kept { get; }

    public int Moves { get; private set; }

    public double StepSize { get; private set; }

    public int Divergences { get; private set; }

    public double MeanAcceptance => acceptances / Math.Max(1, trajectories);

    /// <summary>The whole run, a step for every gradient.</summary>
    public IEnumerable<bool> Walk()
    {
        var here = new ChainPoint(dimension);
        foreach (var _ in Start(here)) yield return true;
        foreach (var _ in Reasonable(here)) yield return true;
        var windows = new AdaptationWindows(settings.WarmUp);
        for (; Moves < settings.WarmUp + settings.Draws; Moves++)
        {
            if (Moves == settings.WarmUp) (StepSize, acceptances, trajectories) = (adaptation.Final, 0, 0);
            foreach (var _ in Move(here)) yield return true;
            if (Moves >= settings.WarmUp)
            {
                here.Value.CopyTo(Kept, (long)(Moves - settings.WarmUp) * dimension);
                continue;
            }
            StepSize = adaptation.Next(lastAcceptance);
            if (!windows.IsSlow(Moves)) continue;
            metric.Add(here.Value);
            if (!windows.Ends(Moves)) continue;
            metric.Adopt();
            foreach (var _ in Reasonable(here)) yield return true;
        }
    }

    private double lastAcceptance;

    private IEnumerable<bool> Start(ChainPoint here)
    {
        for (var attempt = 0; attempt < Starts; attempt++)
        {
            for (var d = 0; d < dimension; d++) Place[d] = settings.Extent * (2 * numbers.Uniform() - 1);
            yield return true;
            if (!IsFinite()) continue;
            Take(here);
            yield break;
        }
        throw new ArgumentException(
            $"log-density: expected finite numbers near the start, got none at {Starts} points "
            + $"within {settings.Extent} of 0; choose another extent.");
    }

    // A step size at which one step is accepted about as often as is wanted: doubled or halved until it crosses that.
    private IEnumerable<bool> Reasonable(ChainPoint here)
    {
        var (size, up, end) = (StepSize > 0 ? StepSize : 1.0, 0, new ChainPoint(dimension));
        for (var attempt = 0; attempt < 60; attempt++)
        {
            here.CopyTo(end);
            for (var d = 0; d < dimension; d++) end.Momentum[d] = numbers.Normal();
            var before = end.Energy();
            foreach (var _ in Leap(end, size)) yield return true;
            var isGood = before - end.Energy() > Math.Log(0.8); // false for what is no number
            if (up == 0) up = isGood ? 1 : -1;
            if (isGood != (up == 1)) break;
            size *= up == 1 ? 2 : 0.5;
        }
        adaptation.Restart(StepSize = size);
    }

    private IEnumerable<bool> Leap(ChainPoint end, double size)
    {
        metric.Kick(end.Gradient, end.Momentum, size / 2);
        metric.Drift(end.Momentum, end.Value, size);
        end.Value.CopyTo(Place, 0);
        yield return true;
        Take(end);
        metric.Kick(end.Gradient, end.Momentum, size / 2);
    }

    private IEnumerable<bool> Move(ChainPoint here)
    {
        for (var d = 0; d < dimension; d++) here.Momentum[d] = numbers.Normal();
        var energy = here.Energy();
        ChainPoint left = here.Copy(), right = here.Copy(), proposal = here.Copy(), chosen = new(dimension);
        var (sum, part) = ((double[])here.Momentum.Clone(), new double[dimension]);
        var (logWeight, acceptance, leaps, isLost) = (0.0, 0.0, 0, false);
        for (var depth = 0; depth < settings.MostDoublings; depth++)
        {
            var forward = numbers.Uniform() < 0.5;
            var end = forward ? right : left;
            var (partWeight, turned) = (double.NegativeInfinity, false);
            Array.Clear(part);
            for (var leaf = 0; leaf < 1 << depth && !turned && !isLost; leaf++)
            {
                foreach (var _ in Leap(end, forward ? StepSize : -StepSize)) yield return true;
                var log = energy - end.Energy();
                if (double.IsNaN(log)) log = double.NegativeInfinity;
                isLost = log < -Lost;
                (acceptance, leaps) = (acceptance + Math.Min(1, Math.Exp(log)), leaps + 1);
                partWeight = LogSum(partWeight, log);
                if (Math.Log(numbers.Uniform()) < log - partWeight) end.CopyTo(chosen);
                for (var d = 0; d < dimension; d++) part[d] += end.Momentum[d];
                turned = turnChecks.Turned(leaf, end.Momentum, part);
            }
            if (turned || isLost) break;
            // Biased towards the new half, so that moves are long.
            if (Math.Log(numbers.Uniform()) < partWeight - logWeight) chosen.CopyTo(proposal);
            logWeight = LogSum(logWeight, partWeight);
            for (var d = 0; d < dimension; d++) sum[d] += part[d];
            if (TurnChecks.IsTurning(left.Momentum, right.Momentum, sum)) break;
        }
        proposal.CopyTo(here);
        lastAcceptance = acceptance / leaps;
        (acceptances, trajectories) = (acceptances + lastAcceptance, trajectories + 1);
        if (isLost && Moves >= settings.WarmUp) Divergences++;
    }

    private bool IsFinite() => double.IsFinite(LogDensity) && Array.TrueForAll(Gradient, double.IsFinite);

    private void Take(ChainPoint point)
    {
        Place.CopyTo(point.Value, 0);
        Gradient.CopyTo(point.Gradient, 0);
        point.LogDensity = LogDensity;
    }

    private static double LogSum(double a, double b)
    {
        var (high, low) = (Math.Max(a, b), Math.Min(a, b));
        return double.IsNegativeInfinity(high) ? high : high + Math.Log(1 + Math.Exp(low - high));
    }

    /// <summary>Draws by many at a time: a stream seeds torch's generator anew at each.</summary>
    private sealed class Numbers(RandomStream random, int dimension)
    {
        private const int Block = 1024;

        private double[] normals = [], uniforms = [];
        private int normal, uniform;

        public double Normal()
        {
            if (normal == normals.Length) (normals, normal) =
                (Draw(shape => random.Split("momentum").Normal(shape, ScalarType.Float64),
                Block * Math.Max(1, dimension / 16)), 0);
            return normals[normal++];
        }

        public double Uniform()
        {
            if (uniform == uniforms.Length) (uniforms, uniform) =
                (Draw(shape => random.Split("choice").OpenUniform(shape, ScalarType.Float64), Block), 0);
            return uniforms[uniform++];
        }

        private static double[] Draw(Func<long[], Tensor> of, int count)
        {
            using var scope = NewDisposeScope();
            return of([count]).data<double>().ToArray();
        }
    }
}
