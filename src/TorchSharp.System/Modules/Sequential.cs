using System.Runtime.CompilerServices;

namespace TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

/// <summary>Calls its modules one after the other and disposes of what passes between them.</summary>
public class Sequential : Module<Tensor, Tensor>
{
    private readonly List<IModule<Tensor, Tensor>> items = [];

    protected internal Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
    {
        foreach (var (name, module) in modules) append(name, module);
    }

    protected internal Sequential(params Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
    {
        foreach (var module in modules) append(module);
    }

    public int Count => items.Count;

    [IndexerName("SequentialItems")]
    public IModule<Tensor, Tensor> this[int index] => items[index];

    [IndexerName("SequentialItems")]
    public Sequential this[Range index]
    {
        get
        {
            var (start, length) = index.GetOffsetAndLength(Count);
            var slice = new Sequential(Array.Empty<Module<Tensor, Tensor>>());
            foreach (var (name, module) in named_children().Skip(start).Take(length)) slice.append(name, (IModule<Tensor, Tensor>)module);
            return slice;
        }
    }

    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => this[(index.start ?? 0)..(index.end ?? Count)];

    public Sequential append(IModule<Tensor, Tensor> module) => append(Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

    public Sequential append(string name, IModule<Tensor, Tensor> module)
    {
        register_module(name, (Module)module);
        items.Add(module);
        return this;
    }

    public override Tensor forward(Tensor tensor)
    {
        if (items.Count == 0) return tensor.alias();
        var value = items[0].call(tensor);
        for (var i = 1; i < items.Count; i++)
        {
            var next = items[i].call(value);
            value.Dispose();
            value = next;
        }
        return value;
    }
}
