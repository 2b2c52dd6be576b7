using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>The batches of one epoch.</summary>
public interface IBatchEpoch : IDisposable
{
    /// <summary>One batch. A training asks for them in their order, from the first or, where it was resumed within an
    /// epoch, from a later one. Its tensors belong to the caller's dispose scope.</summary>
    /// <param name="number">0 … <see cref="IBatchSource.Count"/> − 1.</param>
    /// <param name="random">The stream of what is drawn anew at every look, such as a binarization.</param>
    Batch Take(long number, RandomStream random);
}
