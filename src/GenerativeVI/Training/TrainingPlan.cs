using GenerativeVI.Tensors;

namespace GenerativeVI.Training;

/// <summary>How long a training lasts and what is done along the way. All of it is off by default.</summary>
public sealed record TrainingPlan
{
    /// <summary>Passes over the data, at least 1.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>The number of batches after which training ends, even within an epoch; no such end when null.</summary>
    public long? MaximumSteps { get; init; }

    /// <summary>
    /// The time after which training ends, with at least one step, resumed runs counted together; no such end when
    /// null.
    /// </summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>
    /// Batches whose gradients make one update, at least 1: a larger batch in the memory of a small one.
    /// </summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>The decay of the weights' moving average, with which validation then judges; none when null.</summary>
    public double? AverageDecay { get; init; }

    /// <summary>
    /// A number of the model to be as large as possible, such as a bound on held-out rows; none when null. It is called
    /// in evaluation mode, with a stream in the same state every time.
    /// </summary>
    public Func<RandomStream, double>? Validate { get; init; }

    /// <summary>
    /// Counts the dimensions of z that carry information on x, at the end of every epoch; not counted when null. It is
    /// called in evaluation mode and without gradients.
    /// </summary>
    public Func<int>? CountActiveUnits { get; init; }

    /// <summary>Epochs between validations, at least 1.</summary>
    public int ValidateEvery { get; init; } = 1;

    /// <summary>Validations without a new best after which the training ends; none when null.</summary>
    public int? Patience { get; init; }

    /// <summary>
    /// Validations without a new best after which the learning rates are multiplied by <see cref="PlateauFactor"/>, and
    /// again after as many more; none when null.
    /// </summary>
    public int? PlateauPatience { get; init; }

    /// <summary>What a plateau multiplies the learning rates by, in (0, 1).</summary>
    public double PlateauFactor { get; init; } = 0.5;

    /// <summary>What to do when a bound or a gradient is not finite.</summary>
    public NonFiniteAction OnNonFinite { get; init; } = NonFiniteAction.Stop;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Check()
    {
        Require("epochs", Epochs, Epochs >= 1, "at least 1");
        Require("steps", MaximumSteps, MaximumSteps is null or >= 1, "at least 1");
        Require("time budget", TimeBudget, TimeBudget is null || TimeBudget > TimeSpan.Zero, "above 0");
        Require("accumulate", Accumulate, Accumulate >= 1, "at least 1");
        Require("validation interval", ValidateEvery, ValidateEvery >= 1, "at least 1");
        Require("patience", Patience, Patience is null or >= 1, "at least 1");
        Require("plateau patience", PlateauPatience, PlateauPatience is null or >= 1, "at least 1");
        Require("plateau factor", PlateauFactor, PlateauFactor is > 0 and < 1, "between 0 and 1");
        Require("patience", Patience, Patience is null || Validate is not null, "a validation to be patient with");
        Require("plateau patience", PlateauPatience, PlateauPatience is null || Validate is not null, "a validation to be patient with");
    }

    private static void Require(string name, object? value, bool holds, string expected)
    {
        if (!holds) throw new ArgumentException($"{name}: expected {expected}, got {value}.");
    }
}
