namespace TorchSharp;

/// <summary>The open scopes of one thread, innermost last, and its counts.</summary>
internal sealed class ScopeStack
{
    private readonly List<DisposeScope> _scopes = [];

    internal ThreadDisposeScopeStatistics Statistics { get; } = new();
    internal DisposeScope? Current => _scopes.Count > 0 ? _scopes[^1] : null;

    internal DisposeScope Open()
    {
        var scope = new DisposeScope(this);
        _scopes.Add(scope);
        return scope;
    }

    internal void Remove(DisposeScope scope) => _scopes.Remove(scope);

    internal DisposeScope? Register(torch.Tensor tensor)
    {
        if (Current is not { } scope)
        {
            Statistics.TensorStatistics.CreatedOutsideScopeCount++;
            return null;
        }
        Statistics.TensorStatistics.CreatedInScopeCount++;
        scope.Include(tensor);
        return scope;
    }
}
