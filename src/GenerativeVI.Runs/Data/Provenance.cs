namespace GenerativeVI.Data;

/// <summary>Where a run's data came from and what was done to it, so that the run can be repeated on the same numbers. Plain values, ready for JSON.</summary>
/// <param name="Name">The known set's name, or the name of the file or folder.</param>
/// <param name="Place">The full path of the folder or file.</param>
/// <param name="Protocol">What was done, in one sentence: the split, a shuffle with its seed, the scale.</param>
/// <param name="Shape">The axes of one image.</param>
/// <param name="TrainCount">Images to fit.</param>
/// <param name="ValidationCount">Images set aside by the source to choose settings by, or 0.</param>
/// <param name="TestCount">Images to report on.</param>
/// <param name="Files">The files that were read.</param>
/// <param name="White">The number in them that is white; null in records of before it was kept.</param>
/// <param name="Classes">The words of the classes 0, 1, … where labels are words or folders; else null.</param>
public sealed record Provenance(
    string Name, string Place, string Protocol, IReadOnlyList<long> Shape, long TrainCount, long ValidationCount, long TestCount, IReadOnlyList<SourceFile> Files,
    double? White = null, IReadOnlyList<string>? Classes = null);
