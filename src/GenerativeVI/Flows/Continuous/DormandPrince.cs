namespace GenerativeVI.Flows;

/// <summary>
/// Integrates dy/dt = f(t, y) by the Dormand–Prince pair of orders 5 and 4, whose difference is the error of a step,
/// with the step chosen by a proportional–integral rule (Dormand &amp; Prince 1980; Hairer, Nørsett &amp; Wanner 1993,
/// II.4 and IV.2).
/// </summary>
/// <remarks>
/// A step is kept when in every row the root mean square of error/(absolute + relative · |y|) is at most 1: the largest
/// row decides, so that a row among thousands at rest is as accurate as it is alone. The rows are the leading axes that
/// all the tensors of the state have in common: [B] of z [B, D] and log-determinants [B], where z and its D + 1 numbers
/// make a row; every element by itself where there is one tensor. All rows share their steps, so that a row's result
/// depends on its batch within the tolerance. Six evaluations a step: the last of one is the first of the next. The
/// solution is differentiable by the graph of its steps; step sizes carry no gradient. Time may run backwards.
/// </remarks>
/// <param name="RelativeTolerance">Above 0; 10⁻⁵ by default, about what float32 allows.</param>
/// <param name="AbsoluteTolerance">Above 0; 10⁻⁵ by default.</param>
/// <param name="MostSteps">Steps, kept or not, after which the integration is given up.</param>
public sealed record DormandPrince(double RelativeTolerance = 1e-5, double AbsoluteTolerance = 1e-5, int MostSteps = 2000)
{
    private const double Safety = 0.9, Least = 0.2, Most = 10, Proportional = 0.7 / 5, Integral = 0.4 / 5;

    private static readonly double[] Times = [0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1];

    private static readonly double[][] Stages =
    [
        [],
        [1 / 5.0],
        [3 / 40.0, 9 / 40.0],
        [44 / 45.0, -56 / 15.0, 32 / 9.0],
        [19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0],
        [9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0],
        [35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0],
    ];

    /// <summary>The weights of the fifth order less those of the fourth.</summary>
    private static readonly double[] ErrorWeights = [71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0];

    /// <summary>The right side: time and state to derivatives of the same shapes.</summary>
    /// <param name="time">t.</param>
    /// <param name="state">y.</param>
    public delegate IReadOnlyList<Tensor> RightSide(double time, IReadOnlyList<Tensor> state);

    /// <summary>y at <paramref name="to"/>.</summary>
    /// <param name="rightSide">f.</param>
    /// <param name="state">y at <paramref name="from"/>, any number of tensors of any shapes.</param>
    /// <param name="from">The first time.</param>
    /// <param name="to">The last, before or after it.</param>
    /// <param name="controlled">How many of the first tensors the error is measured on; all when null. What does not
    /// feed back, such as a gradient that adds up, need not be among them.</param>
    /// <exception cref="InvalidOperationException">The steps ran out, or became too small to tell times apart: the
    /// problem is stiff, singular or not finite.</exception>
    public OdeSolution Solve(RightSide rightSide, IReadOnlyList<Tensor> state, double from, double to, int? controlled = null)
    {
        if (!(RelativeTolerance > 0 && AbsoluteTolerance > 0)) throw new ArgumentException($"tolerances: expected above 0, got {RelativeTolerance} and {AbsoluteTolerance}.");
        var measured = controlled ?? state.Count;
        var (time, evaluations, kept, rejected, before) = (from, 1, 0, 0, 1.0);
        if (from == to) return new OdeSolution(state, 0, 0, 0);
        var slope = rightSide(time, state);
        var step = FirstStep(rightSide, state, slope, from, to, measured);
        evaluations++;
        while (true)
        {
            if (kept + rejected >= MostSteps || !(Math.Abs(step) > 1e-13 * Math.Max(Math.Abs(time), Math.Abs(to - from))))
                throw new InvalidOperationException($"the differential equation was given up at time {time:G4} after {kept + rejected} steps, with a step of {Math.Abs(step):G3}: it is stiff or not finite. Take a larger tolerance, or a smaller learning rate.");
            var isLast = Math.Abs(to - time) <= Math.Abs(step);
            if (isLast) step = to - time;
            // Without a graph a step leaves nothing but its end: some hundred of them would otherwise wait for the
            // caller's scope.
            using var scope = NewDisposeScope();
            var (reached, slopes) = Step(rightSide, time, state, slope, step);
            evaluations += 6;
            var error = ErrorOf(slopes, state, reached, step, measured);
            if (error <= 1)
            {
                (state, slope, time, kept) = (reached, slopes[^1], time + step, kept + 1);
                foreach (var tensor in state.Concat(slope)) tensor.MoveToOuterDisposeScope();
                if (isLast) return new OdeSolution(state, evaluations, kept, rejected);
                // Errors below this count as none: after an exact step the next one grows by the most.
                var bounded = Math.Max(error, 1e-10);
                step *= Math.Clamp(Safety * Math.Pow(bounded, -Proportional) * Math.Pow(before, Integral), Least, Most);
                before = bounded;
            }
            else
            {
                // Also where the error is not a number.
                step *= error > 1 ? Math.Max(Least, Safety * Math.Pow(error, -1 / 5.0)) : Least;
                rejected++;
            }
        }
    }

    private static (IReadOnlyList<Tensor> Reached, IReadOnlyList<Tensor>[] Slopes) Step(RightSide rightSide, double time, IReadOnlyList<Tensor> state, IReadOnlyList<Tensor> slope, double step)
    {
        var slopes = new IReadOnlyList<Tensor>[7];
        slopes[0] = slope;
        var reached = state;
        for (var stage = 1; stage < 7; stage++)
        {
            reached = [.. state.Select((y, i) => Sum(y, slopes, Stages[stage], i, step))];
            slopes[stage] = rightSide(time + Times[stage] * step, reached);
        }
        return (reached, slopes);
    }

    /// <summary>y + h Σ_j w_j k_j.</summary>
    private static Tensor Sum(Tensor start, IReadOnlyList<Tensor>[] slopes, double[] weights, int part, double step)
    {
        for (var j = 0; j < weights.Length; j++)
            if (weights[j] != 0) start = start.add(slopes[j][part], weights[j] * step);
        return start;
    }

    private double ErrorOf(IReadOnlyList<Tensor>[] slopes, IReadOnlyList<Tensor> state, IReadOnlyList<Tensor> reached, double step, int measured)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Norm(measured, state, i => Sum(zeros_like(state[i]), slopes, ErrorWeights, i, step), i => state[i].abs().maximum(reached[i].abs()));
    }

    /// <summary>The largest row's root mean square of some tensors over absolute + relative · size.</summary>
    private double Norm(int measured, IReadOnlyList<Tensor> state, Func<int, Tensor> value, Func<int, Tensor> size)
    {
        var rows = Rows(state.Take(measured));
        Tensor? sums = null;
        var count = 0L;
        for (var i = 0; i < measured; i++)
        {
            var squares = (value(i) / (size(i) * RelativeTolerance + AbsoluteTolerance)).square().reshape(rows, -1);
            count += squares.shape[1];
            var sum = squares.sum(-1);
            sums = sums is null ? sum : sums + sum;
        }
        return Math.Sqrt(sums!.max().to_type(ScalarType.Float64).item<double>() / count);
    }

    // The product of the leading axes that all have.
    private static long Rows(IEnumerable<Tensor> state)
    {
        var shapes = state.Select(tensor => tensor.shape).ToArray();
        var rows = 1L;
        for (var axis = 0; shapes.All(shape => shape.Length > axis && shape[axis] == shapes[0][axis]); axis++) rows *= shapes[0][axis];
        return rows;
    }

    /// <summary>
    /// A step in which an explicit Euler step and its correction are both small (Hairer, Nørsett &amp; Wanner 1993,
    /// II.4); one evaluation.
    /// </summary>
    private double FirstStep(RightSide rightSide, IReadOnlyList<Tensor> state, IReadOnlyList<Tensor> slope, double from, double to, int measured)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (length, direction) = (Math.Abs(to - from), Math.Sign(to - from));
        Tensor Size(int i) => state[i].abs();
        var (size, speed) = (Norm(measured, state, i => state[i], Size), Norm(measured, state, i => slope[i], Size));
        var guess = Math.Min(length, size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed);
        var moved = rightSide(from + direction * guess, [.. state.Select((y, i) => y.add(slope[i], direction * guess))]);
        var bend = Norm(measured, state, i => moved[i] - slope[i], Size) / guess;
        var second = Math.Max(speed, bend) <= 1e-15 ? Math.Max(1e-6, guess * 1e-3) : Math.Pow(0.01 / Math.Max(speed, bend), 1 / 5.0);
        return direction * Math.Min(length, Math.Min(100 * guess, second));
    }
}
