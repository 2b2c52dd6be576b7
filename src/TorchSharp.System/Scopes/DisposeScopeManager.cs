namespace TorchSharp;

public class DisposeScopeManager
{
    [ThreadStatic] private static ScopeStack? _stack;

    internal static ScopeStack Stack => _stack ??= new ScopeStack();
    internal static DisposeScope? Current => _stack?.Current;

    public static ThreadDisposeScopeStatistics Statistics => Stack.Statistics;
}

public static partial class torch
{
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Stack.Open();
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current;

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
