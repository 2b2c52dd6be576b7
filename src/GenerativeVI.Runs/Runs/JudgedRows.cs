using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>
/// The rows that a stored run was judged on, binarized as it was: what its numbers are of, for other programs to judge
/// by.
/// </summary>
public static class JudgedRows
{
    /// <summary>The test rows of a run; the caller owns them.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="dataDirectory">Where to look for its data first; null for where the run did.</param>
    /// <param name="note">Receives a sentence on the data that were read.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataException">The folder is not a run's, or its data cannot be had or is not what it
    /// was.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TensorData Of(RunFolder folder, string? dataDirectory = null, Action<string>? note = null, CancellationToken cancellation = default)
    {
        var record = folder.ReadRecord();
        using var data = RunData.Of(folder, record, CPU, dataDirectory, note, cancellation);
        return data.Test.Take(data.Test.Count);
    }
}
