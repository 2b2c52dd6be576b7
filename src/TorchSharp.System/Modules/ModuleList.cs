using System.Collections;

namespace TorchSharp.Modules;

using static TorchSharp.torch.nn;

/// <summary>A list of modules that registers them, under their numbers, when the list itself is registered.</summary>
public class ModuleList<T> : Module, IList<T> where T : Module
{
    private readonly List<T> items;
    private bool registered;

    public ModuleList(params T[] modules) : base(nameof(ModuleList<>)) => items = [.. modules];

    protected override void RegisterComponents()
    {
        if (registered) return;
        for (var i = 0; i < items.Count; i++) register_module($"{i}", items[i]);
        registered = true;
    }

    public T this[int index] { get => items[index]; set => items[index] = value; }
    public int Count => items.Count;
    public bool IsReadOnly => false;
    public void Add(T item) => items.Add(item);
    public void append(params T[] parameters) => items.AddRange(parameters);
    public void extend(IEnumerable<T> modules) => items.AddRange(modules);
    public void Insert(int index, T item) => items.Insert(index, item);
    public bool Contains(T item) => items.Contains(item);
    public int IndexOf(T item) => items.IndexOf(item);
    public bool Remove(T item) => items.Remove(item);
    public void RemoveAt(int index) => items.RemoveAt(index);
    public void Clear() => items.Clear();
    public void CopyTo(T[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);
    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A list of parameters, registered under their numbers.</summary>
public class ParameterList : Module, IList<Parameter>
{
    public ParameterList(params Parameter[] parameters) : base(nameof(ParameterList)) => extend(parameters);

    public Parameter this[int index]
    {
        get => _internal_params[index].Item2;
        set => _internal_params[$"{index}"] = value;
    }

    public int Count => _internal_params.Count;
    public bool IsReadOnly => false;
    public void Add(Parameter item) => register_parameter($"{Count}", item);
    public void append(params Parameter[] parameters) => extend(parameters);
    public void extend(IEnumerable<Parameter> parameters)
    {
        foreach (var parameter in parameters) Add(parameter);
    }

    public void Insert(int index, Parameter item) => Change(items => items.Insert(index, item));
    public void RemoveAt(int index) => Change(items => items.RemoveAt(index));
    public bool Remove(Parameter item)
    {
        var index = IndexOf(item);
        if (index >= 0) RemoveAt(index);
        return index >= 0;
    }

    public bool Contains(Parameter item) => IndexOf(item) >= 0;
    public int IndexOf(Parameter item) => _internal_params.values().ToList().FindIndex(parameter => ReferenceEquals(parameter, item));
    public void Clear() => _internal_params.Clear();
    public void CopyTo(Parameter[] array, int arrayIndex) => _internal_params.Values.CopyTo(array, arrayIndex);
    public IEnumerator<Parameter> GetEnumerator() => _internal_params.values().GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Change(Action<List<Parameter>> change)
    {
        var items = this.ToList();
        change(items);
        Clear();
        extend(items);
    }
}
