using System.Reflection;

namespace GenerativeVI.Tests.Tensors;

/// <summary>What TorchSharp's packages and the stand-in do differently.</summary>
public static class Binding
{
    /// <summary>Whether torch is this project's stand-in.</summary>
    public static bool IsStandIn { get; } = typeof(torch).Assembly.GetCustomAttribute<AssemblyCompanyAttribute>()?.Company == typeof(Binding).Assembly.GetCustomAttribute<AssemblyCompanyAttribute>()?.Company;

    /// <summary>Skips a test of an exception in a custom gradient: TorchSharp prints it and ends the process where the stand-in throws it to the caller.</summary>
    public static void MustThrowFromGradients() => Assert.SkipUnless(IsStandIn, "TorchSharp prints an exception in a custom gradient and ends the process.");
}
