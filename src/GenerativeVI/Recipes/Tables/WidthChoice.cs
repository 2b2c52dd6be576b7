namespace GenerativeVI;

/// <summary>How a relevance vector machine's kernel width is found where none is given.</summary>
public enum WidthChoice
{
    /// <summary>The one whose machine, fitted to four fifths of the training rows, gives the others the greatest likelihood; by evidence where the rows are too few to part.</summary>
    HeldOut,

    /// <summary>The one of the greatest evidence. With a prior variance for every weight it leans to kernels so narrow that the machine remembers its rows.</summary>
    Evidence,
}
