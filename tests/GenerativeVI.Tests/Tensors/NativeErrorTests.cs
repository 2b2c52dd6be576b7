using System.Reflection;
using GenerativeVI.Tests.Architecture;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Tensors;

/// <summary>
/// Which of torch's operators end the process on a mistake, where others throw: every operator that the library uses is called with tensors that do not go together, in a process of its own.
/// </summary>
public sealed class NativeErrorTests
{
    private const string Results = "GENERATIVEVI_OPERATOR_RESULTS", First = "GENERATIVEVI_OPERATOR_FIRST", Known = "GENERATIVEVI_OPERATORS_KNOWN";

    // What ends the process, and the one type of the library that may call it, since it checks first.
    private static readonly Dictionary<string, string> Ending = new()
    {
        ["torch.autograd.grad"] = "GenerativeVI.Tensors.GradientFailures",
        ["torch.Tensor.matmul"] = "GenerativeVI.Tensors.Products",
        ["torch.matmul"] = "GenerativeVI.Tensors.Products",
        ["torch.Tensor.unflatten"] = "GenerativeVI.Tensors.Shapes",
        ["torch.Tensor.var"] = "GenerativeVI.Tensors.Variances",
    };

    // Not operators on tensors: they set the process up, write, or wait.
    private static readonly string[] Aside = ["manual_seed", "set_num_threads", "set_num_interop_threads", "set_default_dtype", "save", "load", "Save", "Load", "Dispose", "print", "set_rng_state", "backward", "TryInitializeDeviceType", "InitializeDeviceType"];

    private static readonly Type[] Holders =
        [typeof(torch.Tensor), typeof(torch), typeof(torch.linalg), typeof(torch.special), typeof(torch.nn.functional), typeof(torch.autograd), typeof(torch.nn.utils)];

    [Fact, Trait("Speed", "Slow")]
    public void OperatorsThatEndTheProcess_AreThoseThatTheLibraryChecksFirst()
    {
        using var folder = new TempFolder();
        var (path, ending, first) = (folder["operators.txt"], new SortedSet<string>(StringComparer.Ordinal), 0);
        var count = Calls().Count;
        Assert.True(count > 300, $"only {count} calls were found");
        while (first < count)
        {
            var (code, output) = ChildProcess.Run($"{typeof(NativeErrorTests).FullName}.{nameof(CallEveryOperator)}", new Dictionary<string, string> { [Results] = path, [First] = $"{first}", [Known] = string.Join(' ', ending) });
            Assert.True(File.Exists(path), output);
            var reached = File.ReadAllLines(path)[^1].Split(' ');
            if (code == 0 && int.Parse(reached[0]) == count) break;
            Assert.True(int.Parse(reached[0]) >= first, output);
            ending.Add(reached[1]);
            first = int.Parse(reached[0]) + 1;
            Assert.True(ending.Count < 40, string.Join(", ", ending));
        }
        Assert.Equal(string.Join(", ", Ending.Keys.Order(StringComparer.Ordinal)), string.Join(", ", ending));
    }

    [Fact]
    public void OnlyWhatChecksFirst_CallsThem()
    {
        var uses = Repository.Uses().Where(use => use.Type.StartsWith("TorchSharp.torch", StringComparison.Ordinal)).ToArray();
        foreach (var (operation, checker) in Ending)
            Assert.Equal([checker], uses.Where(use => use.Member == operation.Split('.')[^1]).Select(use => use.User).Distinct());
    }

    [Fact(Explicit = true)]
    public void CallEveryOperator()
    {
        var (path, first) = (Environment.GetEnvironmentVariable(Results)!, int.Parse(Environment.GetEnvironmentVariable(First)!));
        var calls = Calls();
        var known = Environment.GetEnvironmentVariable(Known)!.Split(' ');
        using var file = new StreamWriter(path, append: true) { AutoFlush = true };
        for (var i = first; i < calls.Count; i++)
        {
            if (known.Contains(calls[i].Name)) continue;
            file.WriteLine($"{i} {calls[i].Name}");
            try
            {
                using var scope = NewDisposeScope();
                calls[i].Call();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // It throws: that is all that is asked of it.
            }
        }
        file.WriteLine($"{calls.Count} end");
    }

    private static IReadOnlyList<(string Name, Action Call)> Calls()
    {
        var used = Repository.Uses().Where(use => use.Type.StartsWith("TorchSharp.torch", StringComparison.Ordinal) && use.Member is not null).Select(use => use.Member!).ToHashSet(StringComparer.Ordinal);
        return [.. Holders
            .SelectMany(holder => holder.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => used.Contains(method.Name) && !Aside.Contains(method.Name) && !method.ContainsGenericParameters && method.GetParameters().All(parameter => IsMade(parameter.ParameterType)))
            .OrderBy(method => $"{method.DeclaringType}.{method}", StringComparer.Ordinal)
            .SelectMany(method => Enumerable.Range(0, 4).Select<int, (string, Action)>(kind => (Name(method), () => method.Invoke(method.IsStatic ? null : Tensors(kind)[0], Arguments(method, kind)))))];
    }

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.FullName!.Replace("TorchSharp.", "", StringComparison.Ordinal).Replace('+', '.')}.{method.Name}";

    private static bool IsMade(Type type) => !type.IsByRef && !type.IsByRefLike && !type.IsPointer && (type.IsValueType || type == typeof(string) || type.IsArray
        || type.IsAssignableFrom(typeof(List<Tensor>)) || type == typeof(Tensor) || type == typeof(Scalar) || type == typeof(Generator) || type == typeof(Device) || type == typeof(TensorIndex));

    // Two shapes that do not go together, two types, whole numbers, and nothing at all.
    private static Tensor[] Tensors(int kind) => kind switch
    {
        0 => [ones(2, 3), ones(4, 5)],
        1 => [ones(2, 3), ones(2, 3, dtype: ScalarType.Float64)],
        2 => [ones(2, 2, dtype: ScalarType.Int64), ones(2, 2)],
        _ => [ones(3, requires_grad: true), ones(0, 7)],
    };

    private static object?[] Arguments(MethodInfo method, int kind)
    {
        var tensors = Tensors(kind);
        return [.. method.GetParameters().Select(parameter => parameter.HasDefaultValue && kind % 2 == 1 ? parameter.DefaultValue : Made(parameter.ParameterType, tensors))];
    }

    private static object? Made(Type type, Tensor[] tensors)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) type = inner;
        if (type == typeof(Tensor)) return tensors[1];
        if (type.IsArray && type.GetElementType() is { } element)
        {
            var array = Array.CreateInstance(element, 2);
            for (var i = 0; i < 2; i++) array.SetValue(element == typeof(Tensor) ? tensors[i] : Made(element, tensors), i);
            return array;
        }
        if (type.IsAssignableFrom(typeof(List<Tensor>))) return new List<Tensor>(tensors);
        if (type == typeof(Scalar)) return 9.ToScalar();
        if (type == typeof(string)) return "nonsense";
        if (type == typeof(bool)) return true;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        if (type.IsPrimitive) return Convert.ChangeType(9, type);
        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }
}
