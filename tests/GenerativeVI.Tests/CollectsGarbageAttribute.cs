using System.Reflection;
using Xunit.v3;

namespace GenerativeVI.Tests;

/// <summary>
/// Collects garbage after a test that has grown the process. The collector sees a few bytes of a tensor, and TorchSharp's packages do not tell it of the rest: a thousand tests
/// that leave their tensors to it would fill a machine.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CollectsGarbageAttribute : BeforeAfterTestAttribute
{
    private const long Step = 256L << 20;

    private static long collectedAt;

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Environment.WorkingSet < collectedAt + Step) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        collectedAt = Environment.WorkingSet;
    }
}
