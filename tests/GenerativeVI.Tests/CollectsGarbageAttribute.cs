using System.Reflection;
using System.Runtime.InteropServices;
using Xunit.v3;

namespace GenerativeVI.Tests;

/// <summary>
/// Collects garbage after a test that has grown the process, and gives what is free then back to the system. The collector sees
/// a few bytes of a tensor, and glibc keeps what is freed: a thousand tests that leave their tensors to them would fill a machine.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed partial class CollectsGarbageAttribute : BeforeAfterTestAttribute
{
    private const long Step = 256L << 20;

    private static readonly bool IsGlibc = OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out _);

    private static long collectedAt;

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Environment.WorkingSet < collectedAt + Step) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        if (IsGlibc) _ = TrimMemory(0);
        collectedAt = Environment.WorkingSet;
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int TrimMemory(nuint pad);
}
