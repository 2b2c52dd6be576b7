namespace GenerativeVI;

/// <summary>How a run is judged while it trains, on rows that it is not trained on.</summary>
public sealed record SelectionSettings
{
    /// <summary>
    /// How many training rows, from the last, are held out for it; when null, the source's own validation rows where it
    /// has any. 0 for no validation.
    /// </summary>
    public long? Rows { get; init; }

    /// <summary>Epochs between validations.</summary>
    public int Every { get; init; } = 1;

    /// <summary>
    /// Validations without a new best after which the run ends; the best epoch's weights are then the model. Never when
    /// null.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>Validations without a new best after which the learning rate is halved; never when null.</summary>
    public int? PlateauPatience { get; init; }
}
