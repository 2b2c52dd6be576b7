namespace GenerativeVI;

/// <summary>Where a trial stands.</summary>
/// <param name="Trial">Which.</param>
/// <param name="Folder">Its run folder.</param>
/// <param name="Epochs">The epochs it has been trained for.</param>
/// <param name="Validation">The validation bound of the last of them, nats; null before the first.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Failure">Why it failed, in a sentence; null where it did not.</param>
public sealed record SweepRow(SweepTrial Trial, string Folder, int Epochs, double? Validation, SweepState State,
    string? Failure = null);
