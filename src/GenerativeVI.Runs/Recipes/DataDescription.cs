using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>What a model must know of its data to be made.</summary>
/// <param name="EventShape">The shape of one row before it was flattened, such as [28, 28].</param>
/// <param name="Classes">The classes of its labels; 0 where it has none.</param>
/// <param name="Training">The training rows, where first weights are placed by them; null when weights are read from a
/// file afterwards.</param>
public sealed record DataDescription(IReadOnlyList<long> EventShape, int Classes = 0, TensorData? Training = null)
{
    /// <summary>
    /// Reads the training rows when a prior needs them and <see cref="Training"/> is null; null where they cannot be
    /// read.
    /// </summary>
    internal Func<TensorData>? Reader { get; init; }

    /// <summary>D, the elements of a row.</summary>
    public long Dimension => EventShape.Aggregate(1L, (a, b) => a * b);

    /// <summary>The description of training rows.</summary>
    /// <param name="training">The rows; borrowed.</param>
    public static DataDescription Of(TensorData training) =>
        new(training.EventShape, training.Labels is { } labels ? (int)labels.max().item<long>() + 1 : 0, training);
}
