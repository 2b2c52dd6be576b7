using System.Numerics;
using System.Runtime.CompilerServices;

namespace GenerativeVI.Tensors;

/// <summary>What is done to every element, once.</summary>
internal interface IPass
{
    /// <summary>Processes one vector of elements, starting at this index.</summary>
    void Take(long i);

    /// <summary>Processes one element.</summary>
    void TakeOne(long i);
}

/// <summary>Passes over the numbers of tensors, in pieces that threads share.</summary>
internal static class Passes
{
    /// <summary>The elements of a piece.</summary>
    public const int PieceLength = 1 << 14;

    private const int PiecesWorthSharing = 4;

    /// <summary>
    /// Where a tensor's numbers lie: native memory, which no collection moves. Keep the tensor alive while it is in
    /// use.
    /// </summary>
    public static unsafe nint Of(Tensor tensor)
    {
        fixed (float* first = FloatSpans.Of(tensor)) return (nint)first;
    }

    /// <summary>Takes every element.</summary>
    /// <param name="length">How many there are.</param>
    /// <param name="pass">What is done to them.</param>
    public static void Run<TPass>(long length, TPass pass)
        where TPass : struct, IPass =>
        SharedWork.Run(Pieces(length), Pieces(length) >= PiecesWorthSharing, piece => Over(pass, piece * (long)PieceLength, Math.Min(length, (piece + 1L) * PieceLength)));

    /// <summary>The pieces into which a number of elements is cut.</summary>
    public static int Pieces(long length) => (int)((length + PieceLength - 1) / PieceLength);

    // Compiled for speed at once: the loops run too rarely in one call to be noticed otherwise.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Over<TPass>(TPass pass, long start, long end)
        where TPass : struct, IPass
    {
        var i = start;
        for (; i <= end - Vector<float>.Count; i += Vector<float>.Count) pass.Take(i);
        for (; i < end; i++) pass.TakeOne(i);
    }
}
