namespace TorchSharp;

public static partial class torch
{
    /// <summary>One reference to a native tensor. The scope it was made in owns it; without one, Dispose or the garbage collector releases it.</summary>
    public partial class Tensor : IDisposable
    {
        private static long _alive, _peak;
        private readonly ScopeStack _home;
        private IntPtr _handle;

        internal Tensor(IntPtr handle)
        {
            _handle = handle;
            _home = DisposeScopeManager.Stack;
            if (handle == 0) return; // nothing: a gradient that is not there
            OwningDisposeScope = _home.Register(this);
            var alive = Interlocked.Increment(ref _alive);
            if (alive > _peak) _peak = alive;
        }

        ~Tensor() => Dispose(false);

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>The native handle of a tensor that must not be disposed yet.</summary>
        internal IntPtr Live =>
            _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Tensor),
                "The tensor has been disposed: by Dispose, or by the end of the dispose scope it was made in.");

        public static long TotalCount => Interlocked.Read(ref _alive);
        public static long PeakCount => Interlocked.Read(ref _peak);
        public IntPtr Handle => Live;
        public bool IsInvalid => _handle == 0;

        public void Dispose()
        {
            if (OwningDisposeScope is { } scope) scope.MarkAsDisposed(this);
            else if (_handle != 0) _home.Statistics.TensorStatistics.DisposedOutsideScopeCount++;
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0) return;
            Interlocked.Decrement(ref _alive);
            Shim.shim_release(handle);
        }

        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            OwningDisposeScope?.Detach(this);
            Interlocked.Decrement(ref _alive);
            return Interlocked.Exchange(ref _handle, 0);
        }

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        /// <summary>A second object over the same native tensor.</summary>
        public Tensor alias() => new(Keep(Shim.shim_share(Live)));

        public Tensor MoveToOuterDisposeScope() { OwningDisposeScope?.MoveToOuter(this); return this; }
        public Tensor DetachFromDisposeScope() { OwningDisposeScope?.Detach(this); return this; }
        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            if (OwningDisposeScope is { } scope) scope.MoveToOther(other, this); else other.Attach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) =>
            other.OwningDisposeScope is { } scope ? MoveToOtherDisposeScope(scope) : DetachFromDisposeScope();

        private T Keep<T>(T value)
        {
            GC.KeepAlive(this);
            return value;
        }

        /// <summary>Of the same shape and with the same numbers.</summary>
        public bool Equals(Tensor target) => ReferenceEquals(this, target) || (target is not null && _equal.Truth(this, target));
        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);
        public override int GetHashCode() => base.GetHashCode();

        private static readonly Op _equal = new("equal");
    }
}
