namespace GenerativeVI;

/// <summary>A run folder in a list.</summary>
/// <param name="Path">The folder.</param>
/// <param name="State">How it stands.</param>
/// <param name="Written">When its record was last written, UTC; the folder's own time where it has none.</param>
/// <param name="Record">Its record; null when damaged.</param>
/// <param name="Settings">Its settings as words, see <see cref="RunDescription"/>; empty when damaged.</param>
/// <param name="Damage">What is wrong, in one sentence; null when nothing is.</param>
/// <param name="Ending">What is known of how its process ended, in one sentence, where it was killed and did not end normally; null otherwise.</param>
public sealed record RunListing(string Path, RunState State, DateTime Written, RunRecord? Record, IReadOnlyDictionary<string, string> Settings, string? Damage, string? Ending = null);
