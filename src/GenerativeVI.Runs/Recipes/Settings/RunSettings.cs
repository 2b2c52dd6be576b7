using GenerativeVI.Data;

namespace GenerativeVI;

/// <summary>Everything that decides a run; stored in its run.json.</summary>
public sealed record RunSettings
{
    /// <summary>The method, by the name of its recipe.</summary>
    public string Method { get; init; } = "vae";

    /// <summary>What the model is made of.</summary>
    public ModelSettings Model { get; init; } = new();

    /// <summary>What is maximized.</summary>
    public ObjectiveSettings Objective { get; init; } = new();

    /// <summary>How its gradient is estimated.</summary>
    public GradientSettings Gradient { get; init; } = new();

    /// <summary>
    /// The classifier that is trained instead of a latent-variable model; null for those. What it takes from these
    /// settings is data, batches, optimizer, end, device and seed.
    /// </summary>
    public ClassifierSettings? Classifier { get; init; }

    /// <summary>
    /// What a method of one's own is told, by names of its own; null for the named methods. Where it is not null,
    /// <see cref="Method"/> was registered by <see cref="Recipes.Register"/>, whose factory looks at it, and
    /// <see cref="Model"/>, <see cref="Objective"/> and <see cref="Gradient"/> mean nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Own { get; init; }

    /// <summary>A known set's name or a path; null for the usual choice.</summary>
    public string? Data { get; init; }

    /// <summary>A folder to look for known sets in first.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The shape of one image where the file does not say, such as [28, 28].</summary>
    public long[]? ImageShape { get; init; }

    /// <summary>How the files are read where they do not say it themselves.</summary>
    public ReadingSettings Reading { get; init; } = new();

    /// <summary>
    /// How grey values become what the likelihood sees; null for the likelihood's usual: dynamic for Bernoulli, none
    /// for Gaussian; none for a method of one's own.
    /// </summary>
    public Binarization? Binarization { get; init; }

    /// <summary>Passes over the training data when neither they nor <see cref="Steps"/> are set.</summary>
    public const int UsualEpochs = 20;

    /// <summary>
    /// Passes over the training data. When null, as many as <see cref="Steps"/> take, or the usual number where that is
    /// null too.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>The number of batches after which training ends, even within an epoch; no such end when null.</summary>
    public long? Steps { get; init; }

    /// <summary>Rows in a batch.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Epochs over which the KL's weight rises from 0 to 1 in the surrogate; 0 for none.</summary>
    public double WarmUp { get; init; }

    /// <summary>How the optimizer is driven.</summary>
    public OptimizationSettings Optimization { get; init; } = new();

    /// <summary>How the run is judged while it trains.</summary>
    public SelectionSettings Selection { get; init; } = new();

    /// <summary>How the run is kept while it trains.</summary>
    public CheckpointSettings Checkpoints { get; init; } = new();

    /// <summary>
    /// The minutes of training after which it ends, resumed runs counted together; no such end when null.
    /// </summary>
    public double? Minutes { get; init; }

    /// <summary>The seed of every random stream.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>"cpu", "cuda", or "auto": cuda where there is one.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Threads of one operation on the CPU; the processor's cores when null.</summary>
    public int? Threads { get; init; }

    /// <summary>S, the draws an image of the final log p(x).</summary>
    public int TestSamples { get; init; } = 100;

    /// <summary>
    /// How many test rows, from the first, judge the run at its end. When null all of them, or, with a posterior that
    /// is slow to draw from, as many as a minute allows.
    /// </summary>
    public long? TestRows { get; init; }

    /// <summary>The binarization that applies.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Binarization AppliedBinarization => Classifier is not null || (Own is not null && Binarization is null) ? GenerativeVI.Data.Binarization.None : Binarization ?? (Model.Likelihood.Family == LikelihoodFamily.Bernoulli ? GenerativeVI.Data.Binarization.Dynamic : GenerativeVI.Data.Binarization.None);

    /// <summary>The passes over the training data that are begun at most.</summary>
    /// <param name="batches">Batches of a pass.</param>
    internal int EpochsOf(long batches) => Epochs ?? (Steps is { } steps ? (int)Math.Min(int.MaxValue, (steps + batches - 1) / batches) : UsualEpochs);

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">One is outside; the sentence names it.</exception>
    public void Validate()
    {
        if (Classifier is { } classifier) classifier.Validate();
        else if (Own is null) ValidateModel();
        else if (Own.FirstOrDefault(told => told.Value is null).Key is { } untold) throw new ArgumentException($"own: expected a text of \"{untold}\", got null.");
        Require.AtLeast("epochs", Epochs, 1);
        Require.AtLeast("steps", Steps, 1);
        Require.AtLeast("batch", Batch, 1);
        Reading.Validate();
        Require.AtLeast("test samples", TestSamples, 1);
        Require.AtLeast("test rows", TestRows, 1);
        Require.AtLeast("threads", Threads, 1);
        Require.Above0("learning rate", LearningRate);
        Require.AtLeast0("warm-up", WarmUp, " epochs");
        Require.AtLeast("accumulate", Optimization.Accumulate, 1);
        Require.AtLeast("validation rows", Selection.Rows, 0);
        Require.AtLeast("validation interval", Selection.Every, 1);
        Require.AtLeast("patience", Selection.Patience, 1);
        Require.AtLeast("plateau patience", Selection.PlateauPatience, 1);
        Require.AtLeast("checkpoints kept", Checkpoints.Keep, 1);
        Require.AtLeast("steps between checkpoints", Checkpoints.EverySteps, 1);
        Require.Above0("clip norm", Optimization.ClipNorm);
        Require.Above0("clip value", Optimization.ClipValue);
        Require.Above0("minutes", Minutes);
        if (Optimization.Average is { } decay && !(decay is >= 0 and < 1)) throw new ArgumentException($"average: expected a decay of at least 0 and below 1, got {decay}.");
        if (Selection is { Rows: 0, Patience: not null } or { Rows: 0, PlateauPatience: not null })
            throw new ArgumentException("patience: there are no validation rows; hold some out with Selection.Rows.");
    }

    private void ValidateModel()
    {
        Model.Validate();
        Objective.Validate();
        Compositions.Check(this);
        if (AppliedBinarization != GenerativeVI.Data.Binarization.None && Model.Likelihood.Family is not LikelihoodFamily.Bernoulli)
        {
            throw new ArgumentException(Model.Likelihood.Family == LikelihoodFamily.Gaussian
                ? "a Gaussian likelihood of binarized images is meaningless: its density grows without bound; leave out the binarization or take the Bernoulli likelihood."
                : "binarized images have no grey values for this likelihood to learn; leave out the binarization or take the Bernoulli likelihood.");
        }
    }
}
