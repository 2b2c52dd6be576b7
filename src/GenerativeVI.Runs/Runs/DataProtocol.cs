using System.Text.Json;
using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>The data of a run, as its numbers must be read.</summary>
/// <param name="Source">Which files, and what was done to them.</param>
/// <param name="Binarization">How grey values were made into what the likelihood saw.</param>
/// <param name="Classes">The classes of the training rows' labels; 0 where they have none.</param>
/// <param name="ClassValues">The labels that classes 0, 1, … have in the files; null where they are these numbers themselves.</param>
public sealed record DataProtocol(Provenance Source, Binarization Binarization, int Classes = 0, IReadOnlyList<long>? ClassValues = null)
{
    /// <summary>D, the elements of a row.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Dimension => Source.Shape.Aggregate(1L, (a, b) => a * b);

    /// <summary>The number of a class.</summary>
    /// <param name="label">Its label in the files.</param>
    /// <exception cref="ArgumentException">There is none of this label; the sentence says which there are.</exception>
    public int ClassOf(long label)
    {
        var place = ClassValues is null ? label : ClassValues.ToList().IndexOf(label);
        if (place >= 0 && place < Classes) return (int)place;
        if (Classes == 0) throw new ArgumentException("label: the run's images have no labels; leave it out.");
        var known = ClassValues is null ? $"0 to {Classes - 1}" : string.Join(", ", ClassValues.Take(12)) + (ClassValues.Count > 12 ? ", …" : "");
        throw new ArgumentException($"label: expected one of the classes of the training images ({known}), got {label}.");
    }

    /// <summary>What a model must know of the data.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DataDescription Description => new(Source.Shape, Classes);

    /// <summary>Refuses data that is not what a run was made with.</summary>
    /// <param name="record">The run's own protocol.</param>
    /// <exception cref="DataException">The files differ.</exception>
    public void RequireSameAs(DataProtocol record)
    {
        if (Hashes(this).SequenceEqual(Hashes(record))) return;
        if (Source.Place == DataInMemory.Place || DataInMemory.IsOf(record))
            throw new DataException($"{Source.Name}: these are not the rows that the run was made with ({record.Source.Name}, in {record.Source.Place}); give it those, with their labels and in their order.");
        throw new DataException($"{Source.Place}: these are not the files that the run was made with ({record.Source.Place}); give it those with RunSettings.DataDirectory.");
    }

    /// <summary>What a checkpoint of a run must share with it to be resumed: the settings that change numbers, and the data.</summary>
    /// <param name="settings">The run's settings.</param>
    internal IReadOnlyDictionary<string, string> Identity(RunSettings settings)
    {
        var identity = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["method"] = settings.Method,
            ["objective"] = JsonSerializer.Serialize(settings.Objective),
            ["gradient"] = JsonSerializer.Serialize(settings.Gradient),
            ["data"] = string.Join(' ', Hashes(this)),
            ["binarization"] = $"{Binarization}",
            ["validation rows"] = $"{settings.Selection.Rows}",
            ["batch"] = $"{settings.Batch}",
            ["accumulate"] = $"{settings.Optimization.Accumulate}",
            ["seed"] = $"{settings.Seed}",
        };
        // What is usual is left out, so that checkpoints of before it could be said go on.
        if (settings.Reading != new ReadingSettings()) identity["reading"] = JsonSerializer.Serialize(settings.Reading);
        if (settings.Own is { } own) identity["own"] = JsonSerializer.Serialize(own.OrderBy(told => told.Key, StringComparer.Ordinal));
        if (settings.Classifier is { } classifier) identity["classifier"] = $"{classifier}";
        return identity;
    }

    private static IEnumerable<string> Hashes(DataProtocol protocol) => protocol.Source.Files.Select(file => file.Sha256).Order(StringComparer.Ordinal);
}
