namespace GenerativeVI;

/// <summary>What a misspelt word was meant to be.</summary>
public static class Spelling
{
    /// <summary>The candidate with the fewest changed letters, if these are at most a third of the longer word and
    /// one at least; null where none is so near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What could have been meant.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates) => candidates
        .Select(candidate => (candidate, distance: Distance(word, candidate)))
        .Where(c => c.distance <= Math.Max(1, Math.Max(word.Length, c.candidate.Length) / 3))
        .OrderBy(c => c.distance).Select(c => c.candidate).FirstOrDefault();

    // Letters inserted, removed, replaced, or swapped with their neighbour (Damerau 1964).
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (Math.Min(i, j) == 0)
                {
                    d[i, j] = Math.Max(i, j);
                    continue;
                }
                d[i, j] = Math.Min(
                    Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
