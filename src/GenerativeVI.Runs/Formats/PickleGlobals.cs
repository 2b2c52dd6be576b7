using GenerativeVI.Data;

namespace GenerativeVI.Formats;

/// <summary>The only names that a pickle may use, and what each stands for here.</summary>
internal static class PickleGlobals
{
    private const string Tensor = "torch._utils._rebuild_tensor_v2", Parameter = "torch._utils._rebuild_parameter", Dictionary = "collections.OrderedDict";

    private static readonly Dictionary<string, object> Known = new()
    {
        [Tensor] = new PickledFunction(Tensor),
        [Parameter] = new PickledFunction(Parameter),
        [Dictionary] = new PickledFunction(Dictionary),
        ["torch.DoubleStorage"] = new PickledStorageType(ScalarType.Float64),
        ["torch.FloatStorage"] = new PickledStorageType(ScalarType.Float32),
        ["torch.HalfStorage"] = new PickledStorageType(ScalarType.Float16),
        ["torch.BFloat16Storage"] = new PickledStorageType(ScalarType.BFloat16),
        ["torch.LongStorage"] = new PickledStorageType(ScalarType.Int64),
        ["torch.IntStorage"] = new PickledStorageType(ScalarType.Int32),
        ["torch.ShortStorage"] = new PickledStorageType(ScalarType.Int16),
        ["torch.CharStorage"] = new PickledStorageType(ScalarType.Int8),
        ["torch.ByteStorage"] = new PickledStorageType(ScalarType.Byte),
        ["torch.BoolStorage"] = new PickledStorageType(ScalarType.Bool),
    };

    /// <summary>What a name stands for.</summary>
    public static object Find(string module, string name, string path) => Known.TryGetValue($"{module}.{name}", out var known)
        ? known
        : throw new DataException($"{path}: it asks for {ShownName.Of($"{module}.{name}")}, which no state dictionary needs and which is not run; "
            + "save the state dictionary alone, with torch.save(module.state_dict(), path).");

    /// <summary>The storage of a persistent id ("storage", type, key, device, number of elements), or null.</summary>
    public static PickledStorage? Storage(object? id) =>
        id is object?[] and ["storage", PickledStorageType type, string key, string, long and >= 0 and var count]
            ? new PickledStorage(key, type.Type, count)
            : null;

    /// <summary>The result of a call, or null where the arguments are not what torch writes.</summary>
    public static object? Call(PickledFunction function, object?[] arguments) => (function.Name, arguments) switch
    {
        (Dictionary, []) => new OrderedDictionary<object, object?>(),
        (Tensor, [PickledStorage storage, long offset, object?[] shape, object?[] strides, bool, _, .. var rest])
            when Numbers(shape) && Numbers(strides) && IsNegated(rest) is { } negated =>
            new PickledTensor(storage, offset, [.. shape.Cast<long>()], [.. strides.Cast<long>()], negated),
        (Parameter, [PickledTensor tensor, ..]) => tensor,
        _ => null,
    };

    /// <summary>Whether torch put off changing the sign of a tensor's elements, which it notes behind the other arguments; null where it notes anything else that changes them.</summary>
    private static bool? IsNegated(object?[] rest)
    {
        var negated = false;
        foreach (var note in rest)
        {
            if (note is null or PickledFunction) continue;
            if (note is not OrderedDictionary<object, object?> notes) return null;
            foreach (var (name, value) in notes)
            {
                if (value is not bool isSet || (isSet && name is not "neg")) return null;
                negated |= isSet;
            }
        }
        return negated;
    }

    private static bool Numbers(object?[] values) => values.All(value => value is long);
}
