namespace GenerativeVI.Models;

/// <summary>What the search for the width of a relevance vector machine's kernel goes by.</summary>
public enum WidthChoice
{
    /// <summary>
    /// The one whose machine, fitted to a part of the training rows, gives the others the greatest likelihood; by evidence where the rows are fewer than ten, or a class would be missing from a part.
    /// </summary>
    HeldOut,

    /// <summary>The one of the greatest evidence. With a prior variance for every weight it leans to kernels so narrow that the machine remembers its rows; the report warns where it does.</summary>
    Evidence,
}
