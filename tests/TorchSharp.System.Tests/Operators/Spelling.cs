using System.Reflection;

namespace TorchSharp.System.Tests.Operators;

/// <summary>Finds the public methods of one name that take given arguments, all further parameters having defaults.</summary>
internal static class Spelling
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Methods and static functions of tensors, or of a tensor and a number.</summary>
    internal static IEnumerable<Func<torch.Tensor, object?, torch.Tensor>> Of(string name, Type type, Type? second = null)
    {
        foreach (var method in type.GetMethods(Public).Where(m => m.Name == name && m.ReturnType == typeof(torch.Tensor)))
        {
            var parameters = method.GetParameters();
            Type[] wanted = [.. method.IsStatic ? new[] { typeof(torch.Tensor) } : [], .. second is null ? [] : new[] { second }];
            if (parameters.Length < wanted.Length || !parameters.Take(wanted.Length).Select(p => p.ParameterType).SequenceEqual(wanted)) continue;
            if (!parameters.Skip(wanted.Length).All(p => p.HasDefaultValue)) continue;
            var rest = parameters.Skip(wanted.Length).Select(p => p.DefaultValue).ToArray();
            yield return (x, y) =>
            {
                object?[] given = [.. method.IsStatic ? new object?[] { x } : [], .. second is null ? [] : new[] { y }, .. rest];
                return (torch.Tensor)method.Invoke(method.IsStatic ? null : x, given)!;
            };
        }
    }

    internal static List<Func<torch.Tensor, object?, torch.Tensor>> Everywhere(string name, Type? second = null) =>
        [.. Of(name, typeof(torch.Tensor), second), .. Of(name, typeof(torch), second)];
}
