using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Modules;

using static TorchSharp.torch.nn;

/// <summary>Parameters by name, in order.</summary>
public class ParameterDict : Module, IDictionary<string, Parameter>, IList<(string, Parameter)>
{
    public ParameterDict() : base(nameof(ParameterDict)) { }

    public Parameter this[string key] { get => _internal_params[key]; set => _internal_params[key] = value; }
    public (string, Parameter) this[int index] { get => _internal_params[index]; set => _internal_params[index] = value; }
    public int Count => _internal_params.Count;
    public bool IsReadOnly => false;
    public ICollection<string> Keys => _internal_params.Keys;
    public ICollection<Parameter> Values => _internal_params.Values;
    public IEnumerable<string> keys() => _internal_params.keys();
    public IEnumerable<Parameter> values() => _internal_params.values();
    public IEnumerator<(string, Parameter)> items() => _internal_params.items();
    public IEnumerator<(string, Parameter)> GetEnumerator() => _internal_params.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    IEnumerator<KeyValuePair<string, Parameter>> IEnumerable<KeyValuePair<string, Parameter>>.GetEnumerator() =>
        ((IDictionary<string, Parameter>)_internal_params).GetEnumerator();
    public void Add(string key, Parameter value) => _internal_params.Add(key, value);
    public void Add((string, Parameter) item) => _internal_params.Add(item);
    public void Add(KeyValuePair<string, Parameter> item) => _internal_params.Add(item);
    public void Insert(int index, (string, Parameter) item) => _internal_params.Insert(index, item);
    public bool ContainsKey(string key) => _internal_params.ContainsKey(key);
    public bool Contains((string, Parameter) item) => _internal_params.Contains(item);
    public bool Contains(KeyValuePair<string, Parameter> item) => _internal_params.Contains(item);
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) => _internal_params.TryGetValue(key, out value);
    public int IndexOf((string, Parameter) item) => _internal_params.IndexOf(item);
    public bool Remove(string key) => _internal_params.Remove(key);
    public bool Remove((string, Parameter) item) => _internal_params.Remove(item);
    public bool Remove(KeyValuePair<string, Parameter> item) => _internal_params.Remove(item);
    public void RemoveAt(int index) => _internal_params.RemoveAt(index);
    public void Clear() => _internal_params.Clear();
    public void clear() => _internal_params.clear();
    public void CopyTo((string, Parameter)[] array, int arrayIndex) => _internal_params.CopyTo(array, arrayIndex);
    public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) => _internal_params.CopyTo(array, arrayIndex);
}
