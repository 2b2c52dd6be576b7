using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Formats;
using GenerativeVI.Gradients;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using Microsoft.Extensions.Logging;

namespace GenerativeVI;

/// <summary>
/// A model to use: to encode, decode, reconstruct, sample and judge rows of data. Without gradients; results belong to
/// the caller's dispose scope.
/// </summary>
public sealed class TrainedModel : IDisposable
{
    private readonly Recipe recipe;

    /// <summary>A model around a recipe's parameters, which it owns from now on.</summary>
    /// <param name="recipe">The method.</param>
    /// <param name="eventShape">The shape of one row before it was flattened, such as [28, 28].</param>
    public TrainedModel(Recipe recipe, long[] eventShape)
    {
        (this.recipe, EventShape) = (recipe, eventShape);
        recipe.Module.eval();
    }

    /// <summary>The shape of one row before it was flattened.</summary>
    public long[] EventShape { get; }

    /// <summary>The method's name.</summary>
    public string Method => recipe.Name;

    /// <summary>The dimension of z.</summary>
    public long Latent => recipe.Latent;

    /// <summary>The parts it is made of.</summary>
    internal Recipe Recipe => recipe;

    /// <summary>Reads the model of a run folder.</summary>
    /// <param name="run">The folder.</param>
    /// <param name="device">Where it will live; the CPU when null.</param>
    /// <exception cref="DataException">The folder is not a run's, or its files are damaged or do not fit each
    /// other.</exception>
    public static TrainedModel Load(string run, Device? device = null)
    {
        var folder = new RunFolder(run);
        return folder.LoadModel(folder.ReadRecord(), device ?? CPU);
    }

    /// <summary>The classes that a conditional model must be told; 0 where it is not conditional.</summary>
    public int Classes => recipe.Classes;

    /// <summary>Whether there is a prior to draw from; a plain autoencoder has none.</summary>
    public bool HasPrior => recipe.Prior is not null;

    /// <summary>
    /// The mean of q(z|x); where it is not known in closed form, as behind a flow, the mean of 100 draws, the same
    /// draws each time.
    /// </summary>
    /// <param name="values">x, [B, D], or rows in the shape they had; converted where it is of another type or
    /// elsewhere.</param>
    /// <param name="labels">int64 [B], for a conditional model.</param>
    /// <returns>[B, latent].</returns>
    /// <exception cref="ArgumentException">The rows are of another shape or no finite numbers, or the labels are
    /// missing or do not fit.</exception>
    public Tensor Encode(Tensor values, Tensor? labels = null) => WithPosterior(values, labels, posterior => posterior is IHasMean known ? known.Mean : Draws(posterior).mean([0L]));

    /// <summary>
    /// The standard deviations of q(z|x) on each axis; those of 100 draws where they are not known in closed form, and
    /// 0 for a point.
    /// </summary>
    /// <param name="values">x, [B, D].</param>
    /// <param name="labels">int64 [B], for a conditional model.</param>
    /// <returns>[B, latent].</returns>
    public Tensor EncodeScale(Tensor values, Tensor? labels = null) => WithPosterior(values, labels, posterior => posterior switch
    {
        Normal normal => normal.Scale.expand(normal.Mean.shape).clone(),
        PointMass point => zeros_like(point.Mean),
        _ => Draws(posterior).std(0, unbiased: true),
    });

    /// <summary>The mean of p(x|z).</summary>
    /// <param name="latents">z, [..., latent].</param>
    /// <param name="labels">int64, as many as the last axis but one has rows, for a conditional model.</param>
    /// <returns>[..., D].</returns>
    public Tensor Decode(Tensor latents, Tensor? labels = null) => WithoutGradient(() => MeanOf(recipe.Decoder.At(new Inputs(Latents(latents), Label: Labels(labels)))));

    /// <summary>The decoded mean of the posterior.</summary>
    /// <param name="values">x, [B, D].</param>
    /// <param name="labels">int64 [B], for a conditional model.</param>
    /// <returns>[B, D].</returns>
    public Tensor Reconstruct(Tensor values, Tensor? labels = null) => Decode(Encode(values, labels), labels);

    /// <summary>Means of p(x|z) at draws of the prior: pictures without pixel noise.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">The stream of the draws, on the model's device.</param>
    /// <param name="label">The class, for a conditional model; each in turn when null.</param>
    /// <returns>[count, D].</returns>
    /// <exception cref="InvalidOperationException">There is no prior to draw from.</exception>
    /// <exception cref="ArgumentException">The model has no such class.</exception>
    public Tensor Sample(int count, RandomStream random, int? label = null) => WithoutGradient(() =>
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), $"count: expected at least 1, got {count}.");
        ArgumentNullException.ThrowIfNull(random);
        if (label is { } given && !(given >= 0 && given < Classes))
            throw new ArgumentException(Classes == 0 ? $"label: {Method} was trained without labels; leave it out." : $"label: expected 0 … {Classes - 1}, got {given}.", nameof(label));
        var prior = recipe.Prior ?? throw new InvalidOperationException($"{Method} has no prior to draw from: it gives codes and reconstructions alone.");
        var labels = Classes == 0 ? null : label is { } wanted ? full(count, wanted, dtype: ScalarType.Int64, device: random.Device) : arange(count, device: random.Device).remainder(Classes);
        var distribution = prior.At(new Inputs(zeros(0, device: random.Device), Label: labels));
        var latents = distribution.BatchShape.Length > 0 ? distribution.Sample(random) : distribution.Sample(random, count);
        return MeanOf(recipe.Decoder.At(new Inputs(latents.Value, Label: labels)));
    });

    /// <summary>Which dimensions of z tell anything of x.</summary>
    /// <param name="data">Rows; the first 500 are looked at.</param>
    /// <param name="random">The stream of the draws, where the posterior has no known mean; on the model's
    /// device.</param>
    public ActiveUnits CountActiveUnits(TensorData data, RandomStream random) => ActiveUnits.Of(recipe.Encoder, data, random);

    /// <summary>
    /// The importance-weighted log-likelihood of every row, log (1/S) Σ p(x, z_s)/q(z_s|x): a lower bound of log p(x)
    /// in expectation that rises to it with S.
    /// </summary>
    /// <param name="values">x, [B, D].</param>
    /// <param name="samples">S ≥ 1 draws a row.</param>
    /// <param name="random">The stream of the draws, on the model's device.</param>
    /// <param name="labels">int64 [B], for a conditional model, whose number is log p(x|y).</param>
    /// <returns>[B], float64, nats, on the CPU.</returns>
    public Tensor LogLikelihood(Tensor values, int samples, RandomStream random, Tensor? labels = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        using var rows = new TensorData(Rows(values).alias(), Labels(labels)?.alias());
        return tensor(new BoundEvaluation(recipe.Model).EvaluateRows(rows, samples, random).LogLikelihood);
    }

    /// <summary>
    /// Lower bounds on the mean log p(x) of rows: the ELBO and the importance-weighted log-likelihood.
    /// </summary>
    /// <param name="data">N rows.</param>
    /// <param name="samples">S ≥ 1, the draws a row; 5000 by the field's convention for a reported log p(x).</param>
    /// <param name="random">The stream of the draws: from the same state come the same digits.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="logger">Logs the beginning and the end; nothing is logged when null.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LikelihoodBounds Evaluate(TensorData data, int samples, RandomStream random, IProgress<double>? progress = null, ILogger? logger = null, CancellationToken cancellation = default) =>
        new BoundEvaluation(recipe.Model, logger: logger).Evaluate(data, samples, random, progress, cancellation: cancellation);

    /// <summary>
    /// What the importance weights of every row say: the bounds, how many draws are effective and how heavy their tails
    /// are.
    /// </summary>
    /// <inheritdoc cref="Evaluate"/>
    public WeightedRows EvaluateRows(TensorData data, int samples, RandomStream random, IProgress<double>? progress = null, ILogger? logger = null, CancellationToken cancellation = default) =>
        new BoundEvaluation(recipe.Model, logger: logger).EvaluateRows(data, samples, random, progress, cancellation: cancellation);

    /// <summary>
    /// Lower bounds on log p(x) of every row by annealed importance sampling: unbiased for p(x), and near it where
    /// every proposal is poor.
    /// </summary>
    /// <param name="data">N rows.</param>
    /// <param name="settings">How it is done.</param>
    /// <param name="random">The stream of the draws: from the same state come the same digits.</param>
    /// <param name="fromPosterior">Whether the chains start at q(z|x), or the proposal that an implicit posterior is
    /// judged through, instead of the prior: fewer temperatures do, unless its tails are light.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="cancellation">Stops between moves.</param>
    /// <exception cref="ArgumentException">The prior, or the posterior that the chains are to start at, has no density,
    /// or z is discrete.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public AnnealedRows AnnealRows(
        TensorData data, AnnealingSettings settings, RandomStream random, bool fromPosterior = false, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        recipe.Annealing(settings, fromPosterior).Forward(data, random, progress, cancellation: cancellation);

    /// <summary>Writes the model in a form for other programs.</summary>
    /// <param name="folder">Where to: model.safetensors, model.dat (TorchSharp's own form), or encoder.onnx and
    /// decoder.onnx; made if missing.</param>
    /// <param name="form">Which.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="ArgumentException">The model has a part that the form cannot hold; the sentence names
    /// it.</exception>
    public IReadOnlyList<string> Export(string folder, ExportForm form)
    {
        string File(string name) => Path.Combine(folder, name);
        switch (form)
        {
            case ExportForm.Onnx:
                // Both are known to be possible before either is written.
                Onnx.Require(recipe.Encoder);
                Onnx.Require(recipe.Decoder);
                Onnx.Save(recipe.Encoder, File("encoder.onnx"), "x");
                Onnx.Save(recipe.Decoder, File("decoder.onnx"), "z");
                return [File("encoder.onnx"), File("decoder.onnx")];
            default:
                var path = File(form == ExportForm.SafeTensors ? "model.safetensors" : "model.dat");
                Weights.Save(recipe.Module, path);
                return [path];
        }
    }

    /// <summary>Measures the gradient estimators on this model and a batch; dropout is at rest.</summary>
    /// <param name="batch">x, on the model's device.</param>
    /// <param name="objective">The objective with a given estimator.</param>
    /// <param name="repeats">Gradients of each, at least 20.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <param name="byModule">Whether every layer is a group of its own.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">No estimator applies.</exception>
    public IReadOnlyList<GradientReport> MeasureGradients(
        Batch batch, Func<GradientEstimator, IObjective> objective, int repeats, RandomStream random, bool byModule = false, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        new GradientDiagnostic(recipe.Module, recipe.Model, objective, byModule)
            .Measure(GradientDiagnostic.Candidates(recipe.Encoder as nn.Module, random), batch, repeats, random, progress, cancellation);

    /// <summary>Frees the parameters.</summary>
    public void Dispose() => recipe.Dispose();

    private Tensor Rows(Tensor values)
    {
        Usable(values, nameof(values));
        var dimension = EventShape.Aggregate(1L, (a, b) => a * b);
        if (values.dim() == EventShape.Length + 1 && values.shape.AsSpan()[1..].SequenceEqual(EventShape)) values = values.reshape(values.shape[0], dimension);
        Shapes.Require(values, nameof(values), "B", dimension);
        return values.shape[0] > 0 ? Numbers(values, nameof(values)) : throw new ArgumentException("values: expected at least one row, got none.", nameof(values));
    }

    private Tensor Latents(Tensor latents)
    {
        Usable(latents, nameof(latents));
        Shapes.Require(latents, nameof(latents), "...", Latent);
        return Numbers(latents, nameof(latents));
    }

    private Tensor? Labels(Tensor? labels)
    {
        if (labels is null || Classes == 0) return null;
        Usable(labels, nameof(labels));
        return labels.to(recipe.Module.parameters().Select(parameter => parameter.device).FirstOrDefault(CPU));
    }

    // In the type of the model's weights and where they are: torch mixes neither.
    private Tensor Numbers(Tensor values, string name)
    {
        if (values.is_complex() || values.is_sparse) throw new ArgumentException($"{name}: expected dense real numbers, got {(values.is_sparse ? "a sparse tensor" : values.dtype)}.", name);
        var like = recipe.Module.parameters().FirstOrDefault(parameter => parameter.is_floating_point());
        return Domain.Finite(like is null ? values : values.to(like.dtype, like.device), name);
    }

    private static void Usable(Tensor values, string name)
    {
        if (values is null) throw new ArgumentNullException(name, $"{name}: expected a tensor, got none.");
        if (values.IsInvalid) throw new ArgumentException($"{name}: this tensor has been disposed.", name);
    }

    private Tensor WithPosterior(Tensor values, Tensor? labels, Func<ISampler, Tensor> of)
    {
        return WithoutGradient(() => of(recipe.Encoder.At(new Inputs(Rows(values), Label: Labels(labels)))));
    }

    private static Tensor Draws(ISampler posterior)
    {
        const int draws = 100;
        return posterior.Sample(new RandomStream(0).Split("codes"), draws).Value; // [S, B, latent]
    }

    private static Tensor MeanOf(ISampler likelihood) =>
        likelihood is IHasMean known ? known.Mean : throw new InvalidOperationException("the likelihood has no known mean: draw from it instead.");

    private static Tensor WithoutGradient(Func<Tensor> compute)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return compute().MoveToOuterDisposeScope();
    }
}
