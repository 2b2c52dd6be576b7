namespace GenerativeVI.Evaluation;

/// <summary>How one class fares.</summary>
/// <param name="Count">The rows that are of it.</param>
/// <param name="Predicted">The rows whose most probable class it is.</param>
/// <param name="Right">Those that are both.</param>
public sealed record ClassScores(int Count, int Predicted, int Right)
{
    /// <summary>Right / Predicted: how far a prediction of it can be trusted, 0 … 1; NaN where there is none.</summary>
    public double Precision => (double)Right / Predicted;

    /// <summary>Right / Count: how many of its rows are found, 0 … 1; NaN where there is none.</summary>
    public double Recall => (double)Right / Count;
}
