namespace GenerativeVI.Data;

/// <summary>
/// A shuffle that is part of a protocol: the same on every machine, build and version, hence on its own small generator (SplitMix64) and not on the toolkit's streams.
/// </summary>
internal static class FixedShuffle
{
    public static void Apply(Span<int> items, int seed)
    {
        ulong state = (ulong)seed;
        for (int last = items.Length - 1; last > 0; last--)
        {
            state += 0x9E3779B97F4A7C15;
            ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            int other = (int)Math.BigMul(mixed ^ (mixed >> 31), (ulong)last + 1, out _);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
