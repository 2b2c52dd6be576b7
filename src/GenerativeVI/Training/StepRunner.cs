using GenerativeVI.Data;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>
/// Takes one batch through every phase: bound, gradients, limits, update. It applies nothing that is not finite.
/// </summary>
/// <remarks>
/// A phase by row may be shared: among ranks, which take some of the rows each and add their gradients, and within one
/// among threads. The draws of a row are the same whoever takes it (<see cref="DrawPlan"/>), so that only the rounding
/// of sums depends on how many take part. A phase that is not by row every rank takes whole, and the first one's
/// gradient counts.
/// </remarks>
internal sealed class StepRunner(
    nn.Module model, IReadOnlyList<Phase> phases, IBatchSource source, RandomStream random, int accumulate,
        WeightAverage? average, Communicator communicator)
{
    // Reading a number from a GPU waits for its queue, so it is done only now and then.
    private const int ChecksApart = 50;

    /// <summary>A part with fewer rows is not worth a thread.</summary>
    public const int LeastRows = 16;

    private readonly bool onCpu = WhereIs(model, random).type == DeviceType.CPU;
    private readonly double[][] initialRates = [.. phases.Select(phase => phase.Optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToArray())];
    private readonly (string Name, Parameter Parameter)[] parameters = [.. model.named_parameters()];
    private readonly Dictionary<Phase, DrawPlan?> plans = new(ReferenceEqualityComparer.Instance);
    private readonly SharedGradients? shared = communicator.IsShared ? new(communicator) : null;
    private int gathered;

    /// <summary>The factor on the learning rates.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>Whether no gradients are waiting for further batches.</summary>
    public bool IsBetweenUpdates => gathered == 0;

    /// <summary>The parts that a batch is taken in side by side, by phases that allow it; 1 for whole batches.</summary>
    public int Parts { get; set; } = 1;

    /// <summary>Whether any phase allows parts.</summary>
    public bool HasPhasesByRow => phases.Any(phase => phase.IsByRow);

    /// <summary>Whether it computes on the CPU.</summary>
    public bool IsOnCpu => onCpu;

    /// <summary>Leaves gradients that wait for more batches aside.</summary>
    public void Forget() => gathered = 0;

    public void Take(IBatchEpoch batches, long step, bool isFinal, EpochTotals totals)
    {
        var number = step % source.Count;
        var batch = Checked(batches.Take(number, random.Split("binarization")), number);
        var (epoch, isFirst, isLast) = ((double)step / source.Count, gathered == 0, isFinal || gathered + 1 == accumulate || number + 1 == source.Count);
        try
        {
            for (var i = 0; i < phases.Count; i++)
            {
                SetRates(i, epoch);
                for (var repeat = 0; repeat < phases[i].StepsPerBatch; repeat++)
                {
                    Differentiate(phases[i], batch, step, epoch, isFirst, i == 0 && repeat == 0 ? totals : null);
                    if (isLast) Update(phases[i], step);
                }
            }
            gathered = isLast ? 0 : gathered + 1;
            if (isLast) average?.Update();
        }
        catch (NonFiniteException)
        {
            gathered = 0;
            throw;
        }
    }

    /// <summary>The device of a model's parameters; of one without parameters that of its stream.</summary>
    public static Device WhereIs(nn.Module model, RandomStream random) =>
        model.parameters().FirstOrDefault()?.device ?? random.Device;

    private static Batch Checked(Batch? batch, long number)
    {
        if (batch?.Value is not { IsInvalid: false } value)
            throw new ArgumentException($"batch {number + 1} of the epoch has no rows: its source gave null, or tensors that were disposed.");
        return value.dim() > 0 && value.shape[0] > 0
            ? batch
            : throw new ArgumentException($"batch {number + 1} of the epoch: expected [B, …] with at least one row, got {Shapes.Text(value.shape)}.");
    }

    private void SetRates(int phase, double epoch)
    {
        var (scheduled, rates) = (phases[phase].LearningRate?.At(epoch), initialRates[phase]);
        foreach (var (group, initial) in phases[phase].Optimizer.ParamGroups.Zip(rates))
            group.LearningRate = (scheduled is not { } rate ? initial : initial == rates[0] ? rate : rate * initial / rates[0]) * RateFactor * phases[phase].RateFactor;
    }

    private void Differentiate(Phase phase, Batch batch, long step, double epoch, bool isFirst, EpochTotals? totals)
    {
        // Null gradients instead of zeroed ones: the backward pass then hands over its buffers instead of adding to old
        // ones.
        if (isFirst) foreach (var parameter in phase.Optimizer.parameters()) parameter.grad = null;
        var share = ShareOf(phase, batch, epoch);
        if (shared is null) DifferentiateShare(phase, batch, share, step, epoch, totals);
        else shared.Try(step, () => DifferentiateShare(phase, batch, share, step, epoch, totals));
    }

    // The rows that are this rank's, and how their draws are made; all rows and no plan where they belong together.
    private (DrawPlan? Plan, long First, long Count, double Weight) ShareOf(Phase phase, Batch batch, double epoch)
    {
        var rows = batch.Value.shape[0];
        var whole = ((DrawPlan?)null, 0L, rows, communicator.IsFirst ? 1.0 : 0);
        if (!(communicator.IsShared ? phase.IsShared : phase.IsByRow && Parts > 1)) return whole;
        if (!plans.TryGetValue(phase, out var plan)) plans[phase] = plan = DrawPlan.Of(phase, batch, random, epoch);
        if (plan is null) return whole;
        var (first, end) = communicator.Share(rows);
        // A rank without rows keeps step by the first one, which it does not count.
        return end > first ? (plan, first, end - first, (double)(end - first) / rows) : (plan, 0, 1, 0);
    }

    private void DifferentiateShare(
        Phase phase, Batch batch, (DrawPlan? Plan, long First, long Count, double Weight) share, long step,
            double epoch, EpochTotals? totals)
    {
        var (plan, first, count, weight) = share;
        var parts = plan is not null && phase.IsByRow ? (int)Math.Clamp(count / LeastRows, 1, Parts) : 1;
        if (parts > 1)
        {
            DifferentiateInParts(phase, batch, share, step, epoch, parts, totals);
            return;
        }
        var rows = batch.Value.shape[0];
        Bound bound;
        try
        {
            random.Watch = plan is not null && count < rows ? plan.For(first, count, rows) : null;
            bound = Evaluated(phase, new TrainingStep(count < rows ? batch.Part(first, count) : batch,
                random.Split(phase.Name), epoch), step);
        }
        finally
        {
            random.Watch = null;
        }
        if (weight == 0) return;
        (weight == 1 && accumulate == 1 ? bound.Surrogate.neg() : bound.Surrogate * (-weight / accumulate)).backward();
        totals?.Add(bound, count);
    }

    private void DifferentiateInParts(
        Phase phase, Batch batch, (DrawPlan? Plan, long First, long Count, double Weight) share, long step,
            double epoch, int count, EpochTotals? totals)
    {
        var (rows, threads, weights, stream) = (batch.Value.shape[0], get_num_threads(), Trained(phase),
            random.Split(phase.Name));
        var parts = Enumerable.Range(0, count).Select(part =>
        {
            var (first, end) = (share.First + share.Count * part / count, share.First
                + share.Count * (part + 1) / count);
            return new TrainingStep(batch.Part(first, end - first),
                stream.Twin(share.Plan!.For(first, end - first, rows)), epoch);
        }).ToArray();
        var gradients = parts.Select(_ => new Tensor?[weights.Length]).ToArray();
        var sums = parts.Select(_ => new EpochTotals(CPU, null)).ToArray();
        try
        {
            SideBySide.Run(count, part =>
            {
                using var scope = NewDisposeScope();
                using var _ = new ThreadCount(threads);
                var length = parts[part].Batch.Value.shape[0];
                var bound = Evaluated(phase, parts[part], step);
                gradients[part] = Derivatives.OfUsed([bound.Surrogate * (-(double)length / rows / accumulate)], weights);
                foreach (var gradient in gradients[part]) gradient?.DetachFromDisposeScope();
                sums[part].Add(bound, length);
            });
            stream.Follow(parts[0].Random);
            using (new ThreadCount(count * threads))
                for (var i = 0; i < weights.Length; i++) Accumulate(weights[i], [.. gradients.Select(part => part[i]).OfType<Tensor>()]);
            foreach (var part in sums) totals?.Add(part);
        }
        finally
        {
            foreach (var gradient in gradients.SelectMany(part => part)) gradient?.Dispose();
            foreach (var part in sums) part.Dispose();
        }
    }

    // In the order of the parts, whichever was done first: the last digits depend on it. Into fresh memory: autograd may give
    // two weights one gradient, or one a piece of another's.
    private static void Accumulate(Parameter weight, Tensor[] gradients)
    {
        if (gradients.Length == 0) return;
        var sum = gradients.Length == 1 ? gradients[0].clone() : gradients[0] + gradients[1];
        foreach (var gradient in gradients.Skip(2)) sum.add_(gradient);
        if (weight.grad is { } earlier) earlier.add_(sum);
        else weight.grad = sum.contiguous();
    }

    private static Parameter[] Trained(Phase phase) => [.. phase.Optimizer.parameters().Where(weight => weight.requires_grad)];

    private Bound Evaluated(Phase phase, TrainingStep given, long step)
    {
        var bound = Checked(phase, phase.Objective(given));
        return !IsLookedAt(step) || double.IsFinite(bound.Surrogate.Number()) ? bound
            : throw Trouble(step, phase, OffendingTerm(bound), given.Batch);
    }

    private static Bound Checked(Phase phase, Bound? bound)
    {
        if (bound?.Surrogate is not { } surrogate) throw new ArgumentException($"phase {phase.Name}: the objective gave no surrogate to maximize; return new Bound(null, -loss, Guarantee.None).");
        if (surrogate.dim() > 1) throw new ArgumentException($"phase {phase.Name}: surrogate: expected a scalar or [B], got {Shapes.Text(surrogate.shape)}; take its mean.");
        if (!surrogate.requires_grad)
            throw new ArgumentException($"phase {phase.Name}: the surrogate carries no gradient, so that nothing would be learned; compute it from the parameters, without detach() or no_grad().");
        return surrogate.dim() == 0 ? bound : bound with { Surrogate = surrogate.mean() };
    }

    private void Update(Phase phase, long step)
    {
        shared?.Sum(phase);
        // Products of parts take one thread each; gradients and weights are passed over by all.
        using var _ = new ThreadCount(Parts > 1 ? Parts * get_num_threads() : null);
        if (IsLookedAt(step))
            foreach (var (name, parameter) in parameters)
                if (HasTrouble(parameter)) throw Trouble(step, phase, $"the gradient of {name}", null);
        phase.Limits?.ApplyTo(phase.Optimizer.parameters());
        phase.Optimizer.step();
    }

    private bool IsLookedAt(long step) => onCpu || step % ChecksApart == 0;

    private static bool HasTrouble(Parameter parameter)
    {
        using var scope = NewDisposeScope();
        if (parameter.grad is not { } gradient) return false;
        // The sum is the cheaper check; it may overflow although every element is finite.
        return !double.IsFinite(FloatSpans.Fits(gradient) ? FloatSpans.Sum(gradient) : gradient.sum().Number()) && !gradient.isfinite().all().item<bool>();
    }

    private static string OffendingTerm(Bound bound) =>
        bound.Terms is null ? "the surrogate of the objective"
        : !bound.Terms.Draw.Value.isfinite().all().item<bool>() ? "the draw z of the posterior"
        : !bound.Terms.LogLikelihood.isfinite().all().item<bool>() ? "the log-likelihood log p(x|z)"
        : "the log-ratio log p(z) − log q(z|x)";

    private static NonFiniteException Trouble(long step, Phase phase, string term, Batch? batch)
    {
        // A target density has no rows: its batch holds zeros in their place.
        var range = batch is null || !batch.Value.any().item<bool>() ? "" : FormattableString.Invariant($" The rows of this batch reach from {batch.Value.min().Number():G4} to {batch.Value.max().Number():G4}; images of bytes need the scale 255.");
        return new($"step {step + 1}, phase {phase.Name}: {term} is not finite; the step was not applied. Try a smaller learning rate, or look at the data.{range}");
    }
}
