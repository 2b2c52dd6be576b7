using System.Globalization;

namespace GenerativeVI.Evaluation;

/// <summary>Draws whose log-ratio is the least that its method says: they count as that and move nothing, so that what is learned is learned from the others.</summary>
public static class ClampedRatios
{
    /// <summary>The share of clamped draws above which a person is told.</summary>
    public const double MostShare = 0.05;

    /// <summary>What to tell the person who trains: one sentence, or null where few draws are clamped.</summary>
    /// <param name="share">The share of draws that are, 0 … 1; null where none may be.</param>
    public static string? Sentence(double? share) => share > MostShare
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * share.Value:F0} % of the density ratios were found below the least that kernel regression lets through, and taught nothing: more draws, a larger ridge or bandwidth, adaptive contrast or the method avb may help.")
        : null;
}
