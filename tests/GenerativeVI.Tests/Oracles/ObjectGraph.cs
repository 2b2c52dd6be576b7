using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using GenerativeVI.Tests.Architecture;

namespace GenerativeVI.Tests.Oracles;

/// <summary>A walk over everything that an object holds, through fields, collections and the captures of delegates.</summary>
public static class ObjectGraph
{
    /// <summary>Every parameter that is reachable, whether or not a module has registered it.</summary>
    public static HashSet<TorchSharp.Modules.Parameter> Parameters(object root)
    {
        var found = new HashSet<TorchSharp.Modules.Parameter>(ReferenceEqualityComparer.Instance);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out var current))
        {
            if (!seen.Add(current)) continue;
            if (current is TorchSharp.Modules.Parameter parameter) found.Add(parameter);
            else foreach (var part in Parts(current)) open.Push(part);
        }
        return found;
    }

    private static IEnumerable<object> Parts(object current)
    {
        if (current is string or Tensor or Type or MemberInfo) return [];
        if (current is IDictionary pairs) return pairs.Keys.Cast<object?>().Concat(pairs.Values.Cast<object?>()).OfType<object>();
        // Torch's own collections are objects like others: TorchSharp's dictionary refuses to be enumerated as objects.
        if (current is IEnumerable items && current.GetType().Assembly != typeof(Tensor).Assembly && current is not nn.Module) return items.Cast<object?>().OfType<object>();
        if (current is Delegate function) return function.Target is { } target ? [target] : [];
        return IsOurs(current.GetType()) ? Fields(current) : [];
    }

    private static IEnumerable<object> Fields(object current)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var type = current.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(own))
                if (!field.FieldType.IsPointer && !field.FieldType.IsPrimitive && field.GetValue(current) is { } value) yield return value;
    }

    private static bool IsOurs(Type type) =>
        Repository.Libraries.Contains(type.Assembly) || type.Assembly == typeof(Tensor).Assembly || type.Assembly == typeof(ObjectGraph).Assembly || typeof(ITuple).IsAssignableFrom(type);
}
