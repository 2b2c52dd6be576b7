namespace GenerativeVI;

/// <summary>How a stored run is judged.</summary>
public sealed record EvaluationSettings
{
    /// <summary>S, the importance weights a row; 5000 by the field's convention.</summary>
    public int Samples { get; init; } = 5000;

    /// <summary>T, the temperatures of an annealing; none when null.</summary>
    public int? AnnealingSteps { get; init; }

    /// <summary>K, the chains a row of an annealing.</summary>
    public int Chains { get; init; } = 16;

    /// <summary>Rows drawn from the model itself, on which both sides of log p(x) are known; none when null.</summary>
    public long? Simulated { get; init; }

    /// <summary>
    /// Whether the entropy of a semi-implicit posterior, its KL to the prior and the ELBO are bounded from both sides,
    /// on the rows of <see cref="Limit"/> and on 20 where there is none.
    /// </summary>
    public bool Sandwich { get; init; }

    /// <summary>
    /// How wide the entropy's bounds of a row may be, nats: the mixing draws grow until they are nearer.
    /// </summary>
    public double Tolerance { get; init; } = 0.1;

    /// <summary>
    /// K of a semi-implicit model that is judged, the mixing draws shared by the draws of a row; as the run's settings
    /// say when null.
    /// </summary>
    public int? MixingSamples { get; init; }

    /// <summary>How many test rows, from the first; all when null.</summary>
    public long? Limit { get; init; }

    /// <summary>
    /// The seed of every draw of the evaluation; the run's when null. The test rows, and the bits they were drawn as,
    /// stay what they are.
    /// </summary>
    public long? Seed { get; init; }

    /// <summary>The memory of decoded draws at a time, in MiB; the evaluation's total does not depend on S.</summary>
    public int Memory { get; init; } = 16;

    /// <summary>A folder to look for the run's data in first; the run's own when null.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>"auto", "cpu" or "cuda".</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The probability with which the certificates' limits hold.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>
    /// Whether finished rows are kept in the run folder, so that an evaluation which was stopped goes on.
    /// </summary>
    public bool IsResumable { get; init; } = true;

    /// <summary>The temperatures of the annealing that brackets simulated rows where none was asked for.</summary>
    internal const int UsualSteps = 500;

    /// <summary>The draws of z of a sandwiched row.</summary>
    internal const int SandwichDraws = 500;

    /// <summary>The rows that are sandwiched where their number is not said.</summary>
    internal const long SandwichRows = 20;

    /// <summary>The elements of decoded draws at a time, as float32.</summary>
    internal long Elements => Memory * (1L << 18);

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        Require("samples", Samples);
        Require("annealing steps", AnnealingSteps ?? 1);
        Require("chains", Chains);
        Require("simulated rows", Simulated ?? 1);
        Require("limit", Limit ?? 1);
        Require("mixing samples", MixingSamples ?? 1);
        if (!(Tolerance > 0 && double.IsFinite(Tolerance))) throw new ArgumentException(FormattableString.Invariant($"tolerance: expected above 0 nats, got {Tolerance}."));
        Require("memory", Memory);
        if (!(Confidence is > 0 and < 1)) throw new ArgumentException($"confidence: expected between 0 and 1, got {Confidence}.");

        static void Require(string name, long value)
        {
            if (value < 1) throw new ArgumentException($"{name}: expected at least 1, got {value}.");
        }
    }
}
