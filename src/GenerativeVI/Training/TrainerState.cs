namespace GenerativeVI.Training;

/// <summary>
/// Where a trainer stands, besides weights, averages and optimizers: with them, everything that the next step depends
/// on.
/// </summary>
/// <param name="Step">Batches taken.</param>
/// <param name="Seconds">Time trained.</param>
/// <param name="RateFactor">The factor that plateaus and rollbacks have put on the learning rates; 1 at first.</param>
/// <param name="Rollbacks">How often training went back to a checkpoint.</param>
/// <param name="Best">The best validation so far.</param>
/// <param name="SinceBest">Validations since.</param>
/// <param name="AverageUpdates">Updates of the weights' average.</param>
/// <param name="Streams">The counters of every random stream.</param>
/// <param name="Epoch">The running epoch's sums; null between epochs.</param>
public sealed record TrainerState(
    long Step, double Seconds, double RateFactor, int Rollbacks, double? Best, int SinceBest, long AverageUpdates, IReadOnlyDictionary<string, long> Streams, EpochState? Epoch);
