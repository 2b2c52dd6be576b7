using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Exporting;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

namespace GenerativeVI;

/// <summary>A model to use: to encode, decode, reconstruct, sample and judge rows of data. Without gradients; results belong to the caller's dispose scope.</summary>
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
    public long Latent
    {
        get
        {
            using var scope = NewDisposeScope();
            return recipe.Prior.At(new Inputs(empty(0))).Sample(new RandomStream(0), 1).Value.shape[^1];
        }
    }

    /// <summary>Reads the model of a run folder.</summary>
    /// <param name="run">The folder.</param>
    /// <param name="device">Where it will live; the CPU when null.</param>
    /// <exception cref="DataException">The folder is not a run's, or its files are damaged or do not fit each other.</exception>
    public static TrainedModel Load(string run, Device? device = null)
    {
        var folder = new RunFolder(run);
        return folder.LoadModel(folder.ReadRecord(), device ?? CPU);
    }

    /// <summary>The mean of q(z|x).</summary>
    /// <param name="values">x, [B, D].</param>
    /// <returns>[B, latent].</returns>
    /// <exception cref="InvalidOperationException">The posterior has no known mean.</exception>
    public Tensor Encode(Tensor values)
    {
        RequireRows(values);
        return WithoutGradient(() => MeanOf(recipe.Encoder.At(new Inputs(values)), "posterior"));
    }

    /// <summary>The standard deviations of q(z|x) on each axis.</summary>
    /// <param name="values">x, [B, D].</param>
    /// <returns>[B, latent].</returns>
    /// <exception cref="InvalidOperationException">The posterior is not normal.</exception>
    public Tensor EncodeScale(Tensor values)
    {
        RequireRows(values);
        return WithoutGradient(() => recipe.Encoder.At(new Inputs(values)) is Normal normal
            ? normal.Scale.expand(normal.Mean.shape).clone()
            : throw new InvalidOperationException("the posterior is not normal and has no scale: draw from it instead."));
    }

    /// <summary>The mean of p(x|z).</summary>
    /// <param name="latents">z, [..., latent].</param>
    /// <returns>[..., D].</returns>
    public Tensor Decode(Tensor latents) => WithoutGradient(() => MeanOf(recipe.Decoder.At(new Inputs(latents)), "likelihood"));

    /// <summary>The decoded mean of the posterior.</summary>
    /// <param name="values">x, [B, D].</param>
    /// <returns>[B, D].</returns>
    public Tensor Reconstruct(Tensor values) => Decode(Encode(values));

    /// <summary>Means of p(x|z) at draws of the prior: pictures without pixel noise.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">The stream of the draws, on the model's device.</param>
    /// <returns>[count, D].</returns>
    public Tensor Sample(int count, RandomStream random) => WithoutGradient(() =>
    {
        var prior = recipe.Prior.At(new Inputs(empty(0)));
        return MeanOf(recipe.Decoder.At(new Inputs(prior.Sample(random, count).Value)), "likelihood");
    });

    /// <summary>The importance-weighted log-likelihood of every row, log (1/S) Σ p(x, z_s)/q(z_s|x): a lower bound of log p(x) in expectation that rises to it with S.</summary>
    /// <param name="values">x, [B, D].</param>
    /// <param name="samples">S ≥ 1 draws a row.</param>
    /// <param name="random">The stream of the draws, on the model's device.</param>
    /// <returns>[B], float64, nats, on the CPU.</returns>
    public Tensor LogLikelihood(Tensor values, int samples, RandomStream random)
    {
        RequireRows(values);
        using var rows = new TensorData(values.alias());
        return tensor(new BoundEvaluation(recipe.Model).EvaluateRows(rows, samples, random).LogLikelihood);
    }

    /// <summary>Lower bounds on the mean log p(x) of rows: the ELBO and the importance-weighted log-likelihood.</summary>
    /// <inheritdoc cref="BoundEvaluation.Evaluate"/>
    public LikelihoodBounds Evaluate(TensorData data, int samples, RandomStream random, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        new BoundEvaluation(recipe.Model).Evaluate(data, samples, random, progress, cancellation);

    /// <summary>Writes the model in a form for other programs.</summary>
    /// <param name="folder">Where to: model.safetensors, model.dat (TorchSharp's own form), or encoder.onnx and decoder.onnx; made if missing.</param>
    /// <param name="form">Which.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="ArgumentException">The model has a part that the form cannot hold; the sentence names it.</exception>
    public IReadOnlyList<string> Export(string folder, ExportForm form)
    {
        string File(string name) => Path.Combine(folder, name);
        switch (form)
        {
            case ExportForm.Onnx:
                Onnx.Save(recipe.Encoder, File("encoder.onnx"), "x");
                Onnx.Save(recipe.Decoder, File("decoder.onnx"), "z");
                return [File("encoder.onnx"), File("decoder.onnx")];
            default:
                var path = File(form == ExportForm.SafeTensors ? "model.safetensors" : "model.dat");
                Weights.Save(recipe.Module, path);
                return [path];
        }
    }

    /// <summary>Frees the parameters.</summary>
    public void Dispose() => recipe.Dispose();

    private void RequireRows(Tensor values) => Shapes.Require(values, nameof(values), "B", EventShape.Aggregate(1L, (a, b) => a * b));

    private static Tensor MeanOf(ISampler distribution, string what) =>
        distribution is IHasMean known ? known.Mean : throw new InvalidOperationException($"the {what} has no known mean: draw from it instead.");

    private static Tensor WithoutGradient(Func<Tensor> compute)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return compute().MoveToOuterDisposeScope();
    }
}
