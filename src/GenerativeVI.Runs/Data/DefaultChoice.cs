namespace GenerativeVI.Data;

/// <summary>The set that was chosen for someone who named none.</summary>
/// <param name="Name">A name of <see cref="KnownData"/>.</param>
/// <param name="Reason">Which and why, in one line without a full stop, to be shown to that person.</param>
public sealed record DefaultChoice(string Name, string Reason);
