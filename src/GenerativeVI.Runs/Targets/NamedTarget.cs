using GenerativeVI.Data;
using GenerativeVI.Targets;

namespace GenerativeVI;

/// <summary>A target that has a name, and the files that it is made of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Files">The files that it needs, as they lie in a folder of data; none where it needs none.</param>
public sealed record NamedTarget(string Name, IReadOnlyList<string> Files)
{
    /// <summary>The archive of draws that others have made and checked, as it lies in a folder of data; null where
    /// there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>From the paths of its files to the target.</summary>
    internal Func<IReadOnlyList<string>, Target> Make { get; init; } = null!;

    /// <summary>The target itself.</summary>
    /// <param name="data">Where files are looked for.</param>
    /// <returns>The target; the caller owns it.</returns>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    public Target Open(DataLocator data)
    {
        // What a target keeps is its own; what it was made of goes.
        using var scope = NewDisposeScope();
        return Make([.. Files.Select(file => Found(data, file))]);
    }

    /// <summary>Whether all its files are there.</summary>
    /// <param name="data">Where files are looked for.</param>
    public bool IsPresent(DataLocator data) => Files.All(file => data.FindFile(file) is not null);

    /// <summary>The draws of others, as draws of z.</summary>
    /// <param name="target">The target itself.</param>
    /// <param name="data">Where files are looked for.</param>
    /// <returns>float64 [moves, chains, D]; null where nobody has made any.</returns>
    /// <exception cref="DataException">The archive is missing or damaged.</exception>
    public Tensor? ReferenceDraws(Target target, DataLocator data)
    {
        if (Reference is null) return null;
        using var scope = NewDisposeScope();
        var quantities = PosteriorDatabase.Draws(Found(data, Reference), target.QuantityNames);
        return target.Unconstrain(target.Parameters(quantities)).MoveToOuterDisposeScope();
    }

    private string Found(DataLocator data, string file) => data.FindFile(file)
        ?? throw new DataException($"target {Name}", $"the file {file} in a folder of data", "none",
            "put it there, or name another folder");
}
