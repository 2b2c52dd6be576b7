using System.Reflection;

namespace GenerativeVI.Tests.Architecture;

/// <summary>
/// A Scalar that TorchSharp makes of a number is held by nobody while the operation runs, and another thread's collection may free it. The library calls nothing that makes one.
/// </summary>
public sealed class HeldScalarsTests
{
    private static readonly Assembly TorchSharp = typeof(torch).Assembly;
    private static readonly HashSet<MethodBase> Risky = MakersOfScalars();

    [Fact]
    public void TheLibraries_CallNothingThatMakesAScalarOfItsOwn()
    {
        var calls = OfTheLibraries().Where(caller => !IsRedirecting(caller.Key.DeclaringType!))
            .SelectMany(caller => caller.Value.Where(Risky.Contains).Select(called => $"{caller.Key.DeclaringType}.{caller.Key.Name} calls {called}"));
        Assert.Empty(calls);
    }

    /// <summary>The way to find them finds those that are known.</summary>
    [Fact]
    public void TheMakers_AreFound()
    {
        MethodInfo Operator(string name, params Type[] types) => typeof(Tensor).GetMethod(name, types)!;
        Assert.Contains(Operator("op_Addition", typeof(Tensor), typeof(Tensor)), Risky);
        Assert.Contains(Operator("op_Multiply", typeof(Tensor), typeof(double)), Risky);
        Assert.Contains(Operator("square"), Risky);
        Assert.DoesNotContain(Operator("op_Multiply", typeof(Tensor), typeof(Tensor)), Risky);
        Assert.DoesNotContain(Operator("add", typeof(Tensor), typeof(Scalar)), Risky);
        // This test itself adds two tensors, as anybody may.
        Assert.Contains(Calls.Of(typeof(HeldScalarsTests).Assembly).SelectMany(caller => caller.Value), Risky.Contains);
    }

    /// <summary>Nothing stands ready for calls that nobody makes.</summary>
    [Fact]
    public void EveryRedirection_IsUsed()
    {
        // By name: both libraries have the sources of some.
        var calls = OfTheLibraries();
        var used = calls.SelectMany(caller => caller.Value).Select(Name).ToHashSet();
        // A set of operators is whole, whichever of them are in use today.
        Assert.All(
            calls.Keys.Where(method => method is MethodInfo { IsPublic: true, DeclaringType.IsNested: false } && IsRedirecting(method.DeclaringType!) && !method.Name.StartsWith("op_", StringComparison.Ordinal)),
            method => Assert.Contains(Name(method), used));

        static string Name(MethodBase method) => $"{method.DeclaringType}.{method}";
    }

    private static Dictionary<MethodBase, MethodBase[]> OfTheLibraries() => Repository.Libraries.SelectMany(Calls.Of).ToDictionary();

    private static bool IsRedirecting(Type type) =>
        type.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name == "RedirectsCallsAttribute") || (type.DeclaringType is { } outer && IsRedirecting(outer));

    // Whatever converts a number, and what calls it, in as many steps as it takes.
    private static HashSet<MethodBase> MakersOfScalars()
    {
        var calls = Calls.Of(TorchSharp);
        var makers = calls.Keys.Where(method => method is MethodInfo { ReturnType: var type } && type == typeof(Scalar) && method.Name is "op_Implicit" or "ToScalar" or "ToBFloat16Scalar").ToHashSet();
        bool Grows() => calls.Where(caller => !makers.Contains(caller.Key) && caller.Value.Any(makers.Contains)).Select(caller => caller.Key).ToArray() is { Length: > 0 } more && more.All(makers.Add);
        while (Grows()) ;
        return makers;
    }
}
