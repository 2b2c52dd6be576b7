using System.Collections;

namespace TorchSharp.Utils;

/// <summary>A dictionary that keeps the order of insertion and reads as a list of pairs too.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)> where TKey : notnull
{
    private readonly OrderedDictionary<TKey, TValue> entries = [];

    public TValue this[TKey key]
    {
        get => entries[key];
        set => entries[key] = value;
    }

    public (TKey, TValue) this[int index]
    {
        get => Pair(entries.GetAt(index));
        set
        {
            entries.RemoveAt(index);
            entries.Insert(index, value.Item1, value.Item2);
        }
    }

    public int Count => entries.Count;
    public bool IsReadOnly => false;
    public ICollection<TKey> Keys => entries.Keys;
    public ICollection<TValue> Values => entries.Values;
    public IEnumerable<TKey> keys() => entries.Keys;
    public IEnumerable<TValue> values() => entries.Values;
    public IEnumerator<(TKey, TValue)> items() => GetEnumerator();

    public IEnumerator<(TKey, TValue)> GetEnumerator() => entries.Select(Pair).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => throw new NotImplementedException(); // as in TorchSharp
    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => throw new NotImplementedException();

    public void Add(TKey key, TValue value) => entries.Add(key, value);
    public void Add((TKey, TValue) item) => entries.Add(item.Item1, item.Item2);
    public void Add(KeyValuePair<TKey, TValue> item) => entries.Add(item.Key, item.Value);
    public void Insert(int index, (TKey, TValue) item) => entries.Insert(index, item.Item1, item.Item2);

    public bool ContainsKey(TKey key) => entries.ContainsKey(key);
    public bool TryGetValue(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value) => entries.TryGetValue(key, out value);
    public bool Contains((TKey, TValue) item) => IndexOf(item) >= 0;
    public bool Contains(KeyValuePair<TKey, TValue> item) => Contains((item.Key, item.Value));

    public int IndexOf((TKey, TValue) item)
    {
        var index = entries.IndexOf(item.Item1);
        return index >= 0 && EqualityComparer<TValue>.Default.Equals(entries.GetAt(index).Value, item.Item2) ? index : -1;
    }

    public bool Remove(TKey key) => entries.Remove(key);
    public bool Remove((TKey, TValue) item) => Contains(item) && entries.Remove(item.Item1);
    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove((item.Key, item.Value));
    public void RemoveAt(int index) => entries.RemoveAt(index);
    public void Clear() => entries.Clear();
    public void clear() => entries.Clear();

    public void CopyTo((TKey, TValue)[] array, int arrayIndex)
    {
        foreach (var pair in this) array[arrayIndex++] = pair;
    }

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => ((ICollection<KeyValuePair<TKey, TValue>>)entries).CopyTo(array, arrayIndex);

    private static (TKey, TValue) Pair(KeyValuePair<TKey, TValue> entry) => (entry.Key, entry.Value);
}
