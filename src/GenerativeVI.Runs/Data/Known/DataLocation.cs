namespace GenerativeVI.Data;

/// <summary>Where a known set is, or where it was looked for: one line of <c>gvi data list</c>.</summary>
/// <param name="Set">The set.</param>
/// <param name="Place">The set's own folder and who named it; null if none of its files was found anywhere.</param>
/// <param name="Missing">The files that are not there. A set is present when only labels are missing.</param>
/// <param name="Looked">The folders that were looked at, in order.</param>
public sealed record DataLocation(KnownSet Set, DataFolder? Place, IReadOnlyList<KnownFile> Missing, IReadOnlyList<DataFolder> Looked)
{
    /// <summary>True if all images are there.</summary>
    public bool IsPresent => Place is not null && Missing.All(file => file.IsLabels);

    /// <summary>The error to throw where the set is needed and not present: what was looked at, and the remedy.</summary>
    /// <returns>An error of one sentence.</returns>
    public DataException Absence() => Place is null
        ? new DataException($"{Set.Name}: not found in {string.Join(", ", Looked)}; {Set.Remedy}.")
        : new DataException($"{Set.Name}: {Place} lacks {string.Join(", ", Missing.Select(file => file.Name))}; {Set.Remedy}.");

    /// <summary>The set and where it is, or how to get it.</summary>
    /// <returns>One line without a full stop.</returns>
    public override string ToString() => this switch
    {
        { IsPresent: true, Missing.Count: 0 } => $"{Set.Name}: in {Place}",
        { IsPresent: true } => $"{Set.Name}: in {Place}, without labels",
        { Place: not null } => $"{Set.Name}: incomplete in {Place}; {Set.Remedy}",
        _ => $"{Set.Name}: not here; {Set.Remedy}",
    };
}
