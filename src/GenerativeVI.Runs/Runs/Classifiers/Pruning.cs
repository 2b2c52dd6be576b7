using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>A stored classifier's run with its drowned weights cut.</summary>
/// <param name="Test">What it is worth on the test rows, before and after.</param>
/// <param name="Files">What was written: the network with zeros, and what is left of it.</param>
public sealed record Pruning(ClassifierOutcome Test, IReadOnlyList<string> Files)
{
    /// <summary>Prunes, judges and writes.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="path">The file to write, ending in ".safetensors"; see <see cref="PrunedClassifier.Save"/>.</param>
    /// <param name="threshold">The greatest log α that stays; the run's own when null.</param>
    /// <param name="dataDirectory">A folder to look for the run's data in first; the run's own when null.</param>
    /// <exception cref="ArgumentException">The threshold is not finite, or the file's name ends otherwise.</exception>
    /// <exception cref="DataException">The run is not one of a sparse classifier; or its data cannot be had, or is not what it was made with.</exception>
    public static Pruning Of(RunFolder folder, string path, double? threshold = null, string? dataDirectory = null)
    {
        var record = folder.ReadRecord();
        using var classifier = TrainedClassifier.Load(folder.Path);
        var limit = threshold ?? record.Settings.Classifier!.Threshold;
        Require.Finite("threshold", limit);
        using var pruned = classifier.Prune(limit) ?? throw new DataException($"{folder.Path}: a dense classifier, whose weights have no noise to be pruned by; train it without ClassifierSettings.Sparse = false.");
        using var data = RunData.Of(folder, record, CPU, dataDirectory);
        return new Pruning(ClassifierOutcome.Of(classifier, pruned, data.Test), pruned.Save(path));
    }
}
