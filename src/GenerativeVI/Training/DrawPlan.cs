using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>
/// Where the rows of a batch lie in the draws of a phase's objective, found by evaluating it once on two rows and once
/// on three: so that whoever takes some of a batch's rows draws for them what is drawn in the whole batch.
/// </summary>
internal sealed class DrawPlan
{
    private const long Fewer = 2, More = 3;

    private readonly IReadOnlyDictionary<(string Stream, long Number), int> axes;

    private DrawPlan(IReadOnlyDictionary<(string Stream, long Number), int> axes) => this.axes = axes;

    /// <summary>The plan of a phase; null where its draws are of the batch as a whole, or the batch has too few
    /// rows.</summary>
    /// <param name="phase">The phase, by row.</param>
    /// <param name="batch">A batch of it.</param>
    /// <param name="random">The root of the run's streams, which are put back.</param>
    /// <param name="epoch">Epochs so far.</param>
    public static DrawPlan? Of(Phase phase, Batch batch, RandomStream random, double epoch)
    {
        var all = batch.Value.shape[0];
        if (all < More) return null;
        var state = random.State();
        try
        {
            var (few, more) = (Recorded(Fewer), Recorded(More));
            return few.AxesBeside(more) is { } axes ? new DrawPlan(axes) : null;
        }
        finally
        {
            random.Watch = null;
            random.Restore(state);
        }

        DrawRecord Recorded(long rows)
        {
            using var scope = NewDisposeScope();
            random.Restore(state);
            var record = new DrawRecord(rows, all);
            random.Watch = record;
            phase.Objective(new TrainingStep(batch.Part(0, rows), random.Split(phase.Name), epoch));
            return record;
        }
    }

    /// <summary>The draws of some rows.</summary>
    public DrawsOfRows For(long first, long count, long all) => new(axes, first, count, all);
}
