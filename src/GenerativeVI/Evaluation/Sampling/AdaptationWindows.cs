namespace GenerativeVI.Evaluation;

/// <summary>
/// The parts of a warm-up, as Stan has them: a first one in which the step size alone is found, windows that double in
/// length and each end with a new
/// metric, and a last one for the step size.
/// </summary>
internal sealed class AdaptationWindows
{
    private readonly int first, last;
    private readonly HashSet<int> ends = [];

    /// <param name="moves">The length of the warm-up.</param>
    public AdaptationWindows(int moves)
    {
        var (begin, window, term) = moves >= 150 ? (75, 25, 50)
            : ((int)(0.15 * moves), moves - (int)(0.15 * moves) - (int)(0.1 * moves), (int)(0.1 * moves));
        (first, last) = (begin, moves - term);
        for (var end = first + window; ; window *= 2, end += window)
        {
            // What would be too short for another is part of this one.
            if (end + 2 * window > last) end = last;
            ends.Add(end - 1);
            if (end >= last) break;
        }
    }

    /// <summary>Whether a move counts for the metric.</summary>
    public bool IsSlow(int move) => move >= first && move < last;

    /// <summary>Whether it is the last of a window.</summary>
    public bool Ends(int move) => ends.Contains(move);
}
