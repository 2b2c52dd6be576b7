namespace GenerativeVI.Tests.Registries;

/// <summary>Something that laws are checked on.</summary>
public interface IEntry
{
    string Name { get; }
}

/// <summary>A list of entries; every law of their kind runs over all of them. What is new in the library is tested by adding one line to a list.</summary>
public sealed class Registry<T>(params T[] entries)
    where T : IEntry
{
    public IReadOnlyList<T> Entries { get; } = entries;

    public TheoryData<string> Names => new(Entries.Select(entry => entry.Name));

    public T this[string name] => Entries.Single(entry => entry.Name == name);

    public TheoryData<string> NamesOf(Func<T, bool> predicate) => new(Entries.Where(predicate).Select(entry => entry.Name));
}
