using GenerativeVI.Tensors;

namespace GenerativeVI.Data;

/// <summary>
/// Where batches come from, epoch by epoch: a data set in memory (<see cref="DataLoader"/>), a sequence that somebody
/// makes (<see cref="BatchSequence"/>), or whatever else can make the batches of an epoch. A training is resumed at
/// the batch where it stopped, so that an epoch that is begun again from the same stream has the same batches.
/// </summary>
public interface IBatchSource
{
    /// <summary>The batches of every epoch, at least 1.</summary>
    long Count { get; }

    /// <summary>N, the rows of an epoch: what a term shared by all of them is divided by.</summary>
    long Rows { get; }

    /// <summary>Begins an epoch.</summary>
    /// <param name="order">The stream of its order, of which one draw is taken; for more, make a stream of
    /// <see cref="RandomStream.NextSeed"/>.</param>
    /// <returns>Its batches; the caller disposes it.</returns>
    IBatchEpoch Begin(RandomStream order);
}
