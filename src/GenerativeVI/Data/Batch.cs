using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>Some rows of a data set.</summary>
/// <param name="Value">The rows, float, [B, D].</param>
/// <param name="Label">Their labels, int64 [B], where the set has them.</param>
/// <param name="Index">Their places in the set, int64 [B].</param>
/// <param name="DataSetSize">N, the rows of the whole set: what a term shared by all of them is divided by.</param>
public sealed record Batch(Tensor Value, Tensor? Label, Tensor Index, long DataSetSize)
{
    /// <summary>What the rows are conditioned on beside a class: numbers, an image, [B, …]; null where there is nothing.</summary>
    public Tensor? Context { get; init; }

    /// <summary>What is predicted of the rows where that is a number: float, [B] or [B, T]; null where there is nothing.</summary>
    public Tensor? Target { get; init; }

    /// <summary>How much each row counts in what is differentiated, at least 0, [B]; null for 1 each. The number of a row is the same whatever it counts.</summary>
    public Tensor? Weight { get; init; }

    /// <summary>What a conditional sees of the batch.</summary>
    public Inputs Inputs => new(Value, Context, Label);

    /// <summary>Rows that are a whole set by themselves.</summary>
    /// <param name="value">[B, D].</param>
    /// <param name="label">int64 [B], or null.</param>
    /// <param name="context">[B, …], or null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public static Batch Of(Tensor value, Tensor? label = null, Tensor? context = null)
    {
        if (value.dim() < 2) throw new ArgumentException($"value: expected [B, D], got {Shapes.Text(value.shape)}.", nameof(value));
        var rows = value.shape[0];
        if (label is not null) Shapes.Require(label, nameof(label), rows);
        if (context is not null && (context.dim() == 0 || context.shape[0] != rows)) throw new ArgumentException($"context: expected {rows} rows, got {Shapes.Text(context.shape)}.", nameof(context));
        return new Batch(value, label, arange(rows, device: value.device), rows) { Context = context };
    }

    /// <summary>Some neighbouring rows, as views.</summary>
    internal Batch Part(long first, long count)
    {
        Tensor Rows(Tensor tensor) => tensor.narrow(0, first, count);
        return this with
        {
            Value = Rows(Value),
            Label = Label is null ? null : Rows(Label),
            Index = Rows(Index),
            Context = Context is null ? null : Rows(Context),
            Target = Target is null ? null : Rows(Target),
            Weight = Weight is null ? null : Rows(Weight),
        };
    }

    /// <summary>The mean over rows of what is differentiated, each counted as its <see cref="Weight"/> says.</summary>
    /// <param name="byRow">[..., B].</param>
    /// <returns>A scalar, (1/B) Σ_b w_b f_b.</returns>
    internal Tensor Mean(Tensor byRow)
    {
        if (Weight is not { } weight) return byRow.mean();
        Shapes.Require(weight, nameof(Weight), Value.shape[0]);
        return (byRow * weight).mean();
    }
}
