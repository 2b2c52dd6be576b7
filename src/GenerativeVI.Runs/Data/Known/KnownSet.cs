using System.Globalization;

namespace GenerativeVI.Data;

/// <summary>A data set that the toolkit knows by name.</summary>
/// <param name="Name">What a person types, lower case with hyphens.</param>
/// <param name="Content">What it holds, in a few words.</param>
/// <param name="Origin">Who made it, and where it is published.</param>
/// <param name="Licence">What may be done with it, as far as its makers say.</param>
/// <param name="Mirrors">Folders on the web that hold its files under their published names, in the order to try; empty if it must be brought by hand.</param>
/// <param name="Files">Its files; at least the training images.</param>
public sealed record KnownSet(string Name, string Content, string Origin, string Licence, IReadOnlyList<Uri> Mirrors, IReadOnlyList<KnownFile> Files)
{
    /// <summary>The seed by which the images of a set that comes in one piece are shuffled before it is split; null for a set that comes split.</summary>
    public int? ShuffleSeed { get; init; }

    /// <summary>The system package that carries the set, or null.</summary>
    public string? Package { get; init; }

    /// <summary>Bytes to download.</summary>
    public long Length => Files.Sum(file => file.Length);

    /// <summary>True if the set can be downloaded.</summary>
    public bool IsPublic => Mirrors.Count > 0;

    /// <summary>How to get the set, as a clause for a message.</summary>
    public string Remedy => IsPublic
        ? $"get it with 'gvi data get {Name}' ({Megabytes(Length)})" + (Package is null ? "" : $" or, on Debian, 'apt install {Package}'")
        : $"it cannot be downloaded from here: put its files ({string.Join(", ", Files.Where(file => !file.IsLabels).Select(file => file.Name))}) into data/{Name}";

    /// <summary>The set in one line.</summary>
    /// <returns>Name, content, licence.</returns>
    public override string ToString() => $"{Name}: {Content}; {Licence}";

    internal static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
