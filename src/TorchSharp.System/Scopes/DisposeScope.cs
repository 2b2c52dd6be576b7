namespace TorchSharp;

/// <summary>Owns the tensors made while it is the innermost scope of its thread, until they are moved out or the scope ends.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly HashSet<IDisposable> _disposables = new(ReferenceEqualityComparer.Instance);
    private readonly ScopeStack _stack;

    internal DisposeScope(ScopeStack stack) => (_stack, Outer) = (stack, stack.Current);

    internal DisposeScope? Outer { get; }

    public int DisposablesCount => _disposables.Count;
    public IReadOnlyList<IDisposable> DisposablesView => [.. _disposables];
    public bool Contains(IDisposable disposable) => _disposables.Contains(disposable);

    internal void Include(IDisposable disposable) => _disposables.Add(disposable);

    public T MoveToOuter<T>(T disposable) where T : IDisposable { Move(Outer, disposable); return disposable; }
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);
    public void MoveToOuter(IEnumerable<IDisposable> disposables) { foreach (var d in disposables) Move(Outer, d); }

    public T MoveToOther<T>(DisposeScope scope, T disposable) where T : IDisposable { Move(scope, disposable); return disposable; }
    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second));
    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));
    public void MoveToOther(DisposeScope scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);
    public void MoveToOther(DisposeScope scope, IEnumerable<IDisposable> disposables) { foreach (var d in disposables) Move(scope, d); }

    public T Detach<T>(T disposable) where T : IDisposable { Move(null, disposable); return disposable; }
    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable => (Detach(first), Detach(second));
    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (Detach(first), Detach(second), Detach(third));
    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);
    public void Detach(IEnumerable<IDisposable> disposables) { foreach (var d in disposables) Move(null, d); }

    public void Attach(IDisposable disposable) => Attach([disposable]);
    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);
    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var list = disposables.ToList();
        foreach (var disposable in list)
        {
            if (_disposables.Contains(disposable)) continue;
            var owner = Owner(disposable);
            owner?._disposables.Remove(disposable);
            if (owner is null && disposable is torch.Tensor) _stack.Statistics.TensorStatistics.AttachedToScopeCount++;
            Include(disposable);
            Own(disposable, this);
        }
        return list;
    }

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable { DisposeEverythingBut([keep]); return keep; }
    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }
    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }
    public void DisposeEverything() => DisposeEverythingBut([]);
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        var doomed = keep.Count == 0 ? [.. _disposables] : _disposables.Where(d => !keep.Contains(d)).ToArray();
        foreach (var disposable in doomed)
        {
            disposable.Dispose();
            _disposables.Remove(disposable);
        }
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        if (!_disposables.Remove(disposable)) return;
        Own(disposable, null);
        if (disposable is torch.Tensor) _stack.Statistics.TensorStatistics.DisposedInScopeCount++;
    }

    public void Dispose()
    {
        DisposeEverything();
        _stack.Remove(this);
    }

    private void Move(DisposeScope? target, IDisposable disposable)
    {
        if (ReferenceEquals(target, this) || !_disposables.Remove(disposable)) return;
        target?.Include(disposable);
        Own(disposable, target);
        if (target is null && disposable is torch.Tensor) _stack.Statistics.TensorStatistics.DetachedFromScopeCount++;
    }

    private static DisposeScope? Owner(IDisposable disposable) => (disposable as torch.Tensor)?.OwningDisposeScope;

    private static void Own(IDisposable disposable, DisposeScope? scope)
    {
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = scope;
    }
}
