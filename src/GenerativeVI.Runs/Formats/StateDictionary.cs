using System.Globalization;

namespace GenerativeVI.Formats;

/// <summary>Dictionaries and lists within one another as one dictionary: keys joined by dots, tensors only.</summary>
internal static class StateDictionary
{
    private const int Deepest = 32;

    /// <param name="root">What was unpickled.</param>
    /// <param name="most">The most places to visit: honest dictionaries need a byte of pickle or more for each, while shared ones can be far larger than
    /// their pickle.</param>
    /// <param name="path">The file, for messages.</param>
    public static IReadOnlyDictionary<string, PickledTensor> Flatten(object? root, long most, string path)
    {
        if (root is not OrderedDictionary<object, object?>)
            throw PyTorchFile.Damaged(path, "it holds no dictionary; save one with torch.save(module.state_dict(), path)");
        var tensors = new OrderedDictionary<string, PickledTensor>(StringComparer.Ordinal);
        Visit(root, "", 0);
        return tensors;

        void Visit(object? value, string name, int depth)
        {
            if (--most < 0 || depth > Deepest) throw PyTorchFile.Damaged(path, "its dictionaries lie in one another without end");
            switch (value)
            {
                case PickledTensor tensor when !tensors.TryAdd(name, tensor):
                    throw PyTorchFile.Damaged(path, $"the tensor {ShownName.Of(name)} is there twice");
                case OrderedDictionary<object, object?> dictionary:
                    foreach (var (key, item) in dictionary) Visit(item, Joined(name, Text(key)), depth + 1);
                    break;
                case List<object?> list:
                    for (var i = 0; i < list.Count; i++) Visit(list[i], Joined(name, Text((long)i)), depth + 1);
                    break;
                case object?[] tuple:
                    for (var i = 0; i < tuple.Length; i++) Visit(tuple[i], Joined(name, Text((long)i)), depth + 1);
                    break;
            }
        }

        string Text(object key) => key is string or long or double or bool
            ? Convert.ToString(key, CultureInfo.InvariantCulture)!
            : throw PyTorchFile.Damaged(path, "a dictionary has keys that are neither texts nor numbers");
    }

    private static string Joined(string name, string key) => name.Length == 0 ? key : $"{name}.{key}";
}
