namespace GenerativeVI.Models;

/// <summary>A width that a search tried.</summary>
/// <param name="Width">r of the RBF kernel.</param>
/// <param name="Evidence">The evidence, or its bound, of the machine of all rows, nats; null where the search went by held-out rows.</param>
/// <param name="HeldOutLoss">The mean −log p(target) of rows that the machine did not see, nats a row; null where none were held out or the width was given up.</param>
/// <param name="HeldOutError">The share of those rows that it takes for another class, or the root of the mean squared error of numbers; null likewise.</param>
/// <param name="IsGivenUp">Whether its fits were ended before their time, since the held-out rows showed that it could not win.</param>
public sealed record WidthTrial(double Width, double? Evidence, double? HeldOutLoss, double? HeldOutError, bool IsGivenUp = false);
