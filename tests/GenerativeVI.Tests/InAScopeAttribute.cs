using System.Reflection;
using Xunit.v3;

namespace GenerativeVI.Tests;

/// <summary>
/// Every test runs in a dispose scope, as programs do. Outside of one TorchSharp leaves tensors to the collector, which takes
/// them as soon as their handle has been read: an operation then meets a tensor that is gone, once in a thousand tests.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class InAScopeAttribute : BeforeAfterTestAttribute
{
    // A test begins and ends on one thread, and one runs at a time.
    private static IDisposable? scope;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => scope = NewDisposeScope();

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        scope?.Dispose();
        scope = null;
    }
}
