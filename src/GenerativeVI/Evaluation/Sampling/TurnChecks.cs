using System.Numerics;

namespace GenerativeVI.Evaluation;

/// <summary>
/// The momenta that a half of a trajectory is checked by while it grows, leaf after leaf, for every balanced part of
/// it: a part of 2^k leaves
/// begins at a multiple of 2^k, and is checked at its last leaf. Of the parts that are open at a time there is one of
/// each size, so that
/// log₂ of the leaves are kept (Phan+ 2019, appendix).
/// </summary>
internal sealed class TurnChecks
{
    private readonly double[][] momenta, sums;

    public TurnChecks(int doublings, int dimension)
    {
        momenta = [.. Enumerable.Range(0, doublings).Select(_ => new double[dimension])];
        sums = [.. Enumerable.Range(0, doublings).Select(_ => new double[dimension])];
    }

    /// <summary>Whether p at either end points against the way between them: Σ p · p ≤ 0 (Betancourt 2017, appendix
    /// A.4.2).</summary>
    public static bool IsTurning(double[] first, double[] last, double[] sum)
    {
        double begin = 0, end = 0;
        for (var d = 0; d < sum.Length; d++) (begin, end) = (begin + first[d] * sum[d], end + last[d] * sum[d]);
        return !(begin > 0 && end > 0);
    }

    /// <summary>Takes a leaf.</summary>
    /// <param name="leaf">Its number from 0.</param>
    /// <param name="momentum">p there.</param>
    /// <param name="sum">Σ p of all leaves up to it.</param>
    /// <returns>Whether a part that it ends has turned.</returns>
    public bool Turned(int leaf, double[] momentum, double[] sum)
    {
        var place = BitOperations.PopCount((uint)leaf >> 1);
        if (leaf % 2 == 0)
        {
            momentum.CopyTo(momenta[place], 0);
            sum.CopyTo(sums[place], 0);
            return false;
        }
        for (var ended = BitOperations.TrailingZeroCount(~leaf); ended > 0; ended--, place--)
            if (IsPartTurning(momenta[place], sums[place], momentum, sum)) return true;
        return false;
    }

    private static bool IsPartTurning(double[] first, double[] before, double[] last, double[] sum)
    {
        double begin = 0, end = 0;
        for (var d = 0; d < sum.Length; d++)
        {
            var way = sum[d] - before[d] + first[d];
            (begin, end) = (begin + first[d] * way, end + last[d] * way);
        }
        return !(begin > 0 && end > 0);
    }
}
