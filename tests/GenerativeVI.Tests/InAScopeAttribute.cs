using System.Reflection;
using Xunit.v3;

namespace GenerativeVI.Tests;

/// <summary>
/// Every test runs in a dispose scope, as programs do, which holds its tensors. Outside of one TorchSharp leaves them to the
/// collector, which takes them as soon as their handle has been read: an operation then meets a tensor that is gone, once in
/// many thousand tests. What is left at the end is not disposed, for tests share some of it.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class InAScopeAttribute : BeforeAfterTestAttribute
{
    // A test begins and ends on one thread, and one runs at a time.
    private static DisposeScope? scope;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => scope = NewDisposeScope();

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (scope is null) return;
        scope.Detach([.. scope.DisposablesView]);
        scope.Dispose();
        scope = null;
    }
}
