using System.Text.Json;
using GenerativeVI.Data;
using GenerativeVI.Tensors;

namespace GenerativeVI.Formats;

/// <summary>The header of a safetensors file. It is read token by token, so that what is allocated is bounded by the entries that it really holds.</summary>
internal sealed class SafeTensorsHeader
{
    private readonly string path;
    private readonly long available;
    private readonly Dictionary<string, Entry> entries = [];
    private readonly Dictionary<string, string> metadata = [];

    private SafeTensorsHeader(string path, long available) => (this.path, this.available) = (path, available);

    public readonly record struct Entry(ScalarType Type, long[] Shape, long Start, long End);

    /// <summary>By name, in the order of their bytes.</summary>
    public OrderedDictionary<string, Entry> Entries { get; } = [];

    public IReadOnlyDictionary<string, string> Metadata => metadata;

    /// <summary>Parses and checks a header.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="available">The bytes that follow it.</param>
    /// <param name="path">The file, for messages.</param>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, long available, string path)
    {
        var header = new SafeTensorsHeader(path, available);
        var reader = new Utf8JsonReader(json);
        try
        {
            header.ReadAll(ref reader);
        }
        catch (JsonException)
        {
            throw Damaged(path, "its header is not JSON");
        }
        header.Order();
        return header;
    }

    public static DataException Damaged(string path, string what) => new($"{path}: not a whole safetensors file: {what}.");

    private DataException Damaged(string what) => Damaged(path, what);

    private void ReadAll(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw Damaged("its header is not an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            if (name == SafeTensors.MetadataName) ReadMetadata(ref reader);
            else if (!entries.TryAdd(name, ReadEntry(ref reader, name))) throw Twice(name);
        }
        // What follows the object throws unless it is padding.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (metadata.Count > 0) throw Twice(SafeTensors.MetadataName);
        if (reader.TokenType != JsonTokenType.StartObject) throw Damaged("its metadata are not texts by name");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw Damaged("its metadata are not texts by name");
            if (!metadata.TryAdd(name, Text(ref reader))) throw Twice(name);
        }
    }

    private Entry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        (string? type, long[]? shape, long[]? offsets) = (null, null, null);
        if (reader.TokenType != JsonTokenType.StartObject) throw NotATensor(name);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Text(ref reader);
            reader.Read();
            switch (field)
            {
                case "dtype" when type is null && reader.TokenType == JsonTokenType.String:
                    type = Text(ref reader);
                    break;
                case "shape" when shape is null:
                    shape = Numbers(ref reader, name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = Numbers(ref reader, name);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw NotATensor(name);
                default:
                    reader.Skip();
                    break;
            }
        }
        return type is not null && shape is not null && offsets is [_, _] ? Check(name, type, shape, offsets[0], offsets[1]) : throw NotATensor(name);
    }

    private Entry Check(string name, string type, long[] shape, long start, long end)
    {
        if (!SafeTensors.Types.TryGetValue(type, out var known)) throw Damaged($"the entry {ShownName.Of(name)} has the unknown type {ShownName.Of(type)}");
        if (start < 0 || end < start || end > available)
            throw Damaged($"the entry {ShownName.Of(name)} ends at byte {end} of {available}; the file is cut short or damaged");
        if (TensorBytes.Length(shape, TensorBytes.SizeOf(known)) != end - start)
            throw Damaged($"the entry {ShownName.Of(name)} has the shape [{string.Join(", ", shape)}] and {end - start} bytes");
        return new Entry(known, shape, start, end);
    }

    /// <summary>The tensors fill the data without gap or overlap: nothing can hide between them, and no byte is read twice.</summary>
    private void Order()
    {
        long place = 0;
        foreach (var (name, entry) in entries.OrderBy(e => e.Value.Start).ThenBy(e => e.Value.End))
        {
            if (entry.Start < place) throw Damaged($"the entry {ShownName.Of(name)} begins at byte {entry.Start}, inside the one before, which ends at {place}");
            if (entry.Start > place) throw Damaged($"bytes {place} to {entry.Start} of its data belong to no entry");
            place = entry.End;
            Entries.Add(name, entry);
        }
        if (place < available) throw Damaged($"{available - place} bytes follow the last entry");
    }

    private long[] Numbers(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw NotATensor(name);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || numbers.Count == TensorBytes.MostAxes)
                throw NotATensor(name);
            numbers.Add(number);
        }
        return [.. numbers];
    }

    private string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Damaged("a text of its header is not valid UTF-8");
        }
    }

    private DataException NotATensor(string name) => Damaged($"the entry {ShownName.Of(name)} of its header is not a tensor");

    private DataException Twice(string name) => Damaged($"the entry {ShownName.Of(name)} is in its header twice");
}
