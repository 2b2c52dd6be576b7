namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// One position of an index expression: a number, a slice, an ellipsis, a new axis, a truth value or a tensor of indices or truth values.
    /// </summary>
    public struct TensorIndex
    {
        internal enum Kind { Ellipsis, None, Bool, Single, Slice, Tensor }

        internal Kind What { get; private init; }
        internal long? Start { get; private init; }
        internal long? Stop { get; private init; }
        internal long? Step { get; private init; }
        internal Tensor? Indices { get; private init; }

        public static readonly TensorIndex Ellipsis = new() { What = Kind.Ellipsis };
        public static readonly TensorIndex None = new() { What = Kind.None };
        public static readonly TensorIndex Null = None;
        public static readonly TensorIndex Colon = new() { What = Kind.Slice };

        public static TensorIndex Bool(bool value) => new() { What = Kind.Bool, Start = value ? 1 : 0 };
        public static TensorIndex Single(long? index) => index is null ? None : new() { What = Kind.Single, Start = index };
        public static TensorIndex Tensor(Tensor tensor) => new() { What = Kind.Tensor, Indices = tensor };
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { What = Kind.Slice, Start = start, Stop = stop, Step = step };
        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);
        public static TensorIndex Slice(Range range) => Slice(At(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : At(range.End));

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex(Index index) => Single(At(index));
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);
        public static implicit operator Tensor(TensorIndex value) => value.Indices ?? throw new InvalidCastException("This index is not a tensor.");

        private static long At(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
