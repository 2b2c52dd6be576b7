// Networks with a posterior over all their weights, in pictures: what do they not know, and do they know it?
//   dotnet run -c Release --project examples/BayesianNetworks -- [--out FOLDER] [--smoke]
// regression.png: targets left and right of a gap, with two deviations of the model's own doubt (dark) and of all uncertainty (light) around the mean (blue) and the truth (grey), for a mean-field and a
// full-covariance posterior; beyond the data its tanh units level off, and it stays surer of itself than it should. moons.png: p(class) of two moons, the greyer the more of the uncertainty is the model's own. reliability.html: accuracy over confidence on 4000 fresh rows. It ends with an error where a claim below does not hold; --smoke takes few steps.
using System.Globalization;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Reporting;
using GenerativeVI.Tensors;
using GenerativeVI.Training;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var smoke = args.Contains("--smoke");
var folder = System.Array.IndexOf(args, "--out") is var at and >= 0 ? args[at + 1] : ".";
Directory.CreateDirectory(folder);
ProcessTuning.Apply();
var random = new RandomStream(1);

Regression();
Moons();

void Regression()
{
    const int rows = 400;
    var side = random.Split("side").Uniform([rows]);
    var x = where(side < 0.5, side * 2 - 2.2, side * 2 + 0.2); // [-2.2, -1.2] and [1.2, 2.2]
    var data = stack([x, Truth(x) + 0.1f * random.Split("noise").Normal([rows])], 1);
    var panel = new Canvas(smoke ? 300 : 900, smoke ? 120 : 360, -3, 3, -2.5, 2.5);
    foreach (var correlated in (bool[])[false, true])
    {
        using var model = Fit(new FlatMlp(1, [20], 1, Activation.Tanh, FlatMlp.FanInScales(1, [20], 3)), PredictiveKind.Numbers, correlated, data, null, 40, smoke ? 5 : 600);
        var across = tensor(Enumerable.Range(0, panel.Width).Select(column => (float)panel.X(column)).ToArray());
        using var scope = NewDisposeScope();
        var prediction = model.PredictNumbers(across.unsqueeze(-1), 1000, random.Split("prediction"));
        var (mean, own, all) = (Numbers(prediction.Mean), Numbers(prediction.Epistemic.sqrt()), Numbers(prediction.Variance.sqrt()));
        panel.Field((column, row) => Math.Abs(panel.Y(row) - mean[column]) switch
        {
            var distance when distance <= 2 * own[column] => (140, 180, 240),
            var distance when distance <= 2 * all[column] => (205, 222, 248),
            _ => (255, 255, 255),
        });
        panel.Curve(Numbers(Truth(across)), (150, 150, 150));
        panel.Curve(mean, (20, 60, 160));
        for (var n = 0; n < rows; n++) panel.Dot(data[n, 0].item<float>(), data[n, 1].item<float>(), 2, (200, 80, 20));
        var name = correlated ? "full covariance" : "mean field";
        panel.Save(Path.Combine(folder, correlated ? "regression.png" : "regression-mean-field.png"));

        // The claims: noise of the right size, intervals that cover, and less certainty between the data than among them.
        var fresh = Fresh(2000);
        var judged = model.PredictNumbers(fresh.Inputs, 500, random.Split("judged"));
        var scores = RegressionScores.Of(judged.Mean, judged.Variance, fresh.Targets, judged.LogDensity(fresh.Targets));
        var (gap, among) = (own[panel.Width / 2], own[(int)(panel.Width * (1.7 + 3) / 6)]);
        Console.WriteLine($"{name,-16} noise {model.Likelihood.Noise:F3} (truth 0.1), RMSE {scores.RootMeanSquare:F3}, 90 % intervals cover {scores.Coverage[0.9]:P1}, its own deviation {gap:F3} in the gap and {among:F3} among the data");
        Claim(scores.Coverage[0.9] is > 0.8 and < 0.97, $"{name}: 90 % intervals cover {scores.Coverage[0.9]:P1}");
        Claim(gap > 2 * among, $"{name}: a deviation of {gap:F3} in the gap, and of {among:F3} among the data");
    }
}

(Tensor Inputs, Tensor Targets) Fresh(long count)
{
    var side = random.Split("fresh side").Uniform([count]);
    var x = where(side < 0.5, side * 2 - 2.2, side * 2 + 0.2);
    return (x.unsqueeze(-1), Truth(x) + 0.1f * random.Split("fresh noise").Normal([count]));
}

static Tensor Truth(Tensor x) => (2 * x).sin() + 0.3f * x;

void Moons()
{
    var (points, labels) = TwoMoons(200, "train");
    using var model = Fit(new FlatMlp(2, [30], 2, Activation.Relu, FlatMlp.FanInScales(2, [30], 6)), PredictiveKind.Classes, true, points, labels, 32, smoke ? 5 : 800);
    var picture = new Canvas(smoke ? 120 : 600, smoke ? 90 : 450, -3, 4, -2.5, 2.75);
    using var scope = NewDisposeScope();
    var grid = stack([.. meshgrid([Axis(picture.Height, picture.Y), Axis(picture.Width, picture.X)])], -1).flip(-1).reshape(-1, 2);
    var parts = grid.chunk(100).Select(part => Predict(model, part)).ToArray();
    var (p, epistemic) = (Numbers(cat([.. parts.Select(part => part.Probability.select(1, 1))])), Numbers(cat([.. parts.Select(part => part.Epistemic)])));
    picture.Field((column, row) =>
    {
        // From blue through white to orange, and to grey where the draws disagree: their mutual information with the class is at most log 2.
        var i = row * picture.Width + column;
        var (tint, doubt) = (2 * p[i] - 1, Math.Min(1, epistemic[i] / 0.3));
        var (red, green, blue) = tint < 0 ? (255 + 165 * tint, 255 + 95 * tint, 255.0) : (255.0, 255 - 95 * tint, 255 - 175 * tint);
        var line = column > 0 && p[i] < 0.5 != p[i - 1] < 0.5 || row > 0 && p[i] < 0.5 != p[i - picture.Width] < 0.5 ? 0.5 : 1;
        return (line * (red + doubt * (185 - red)), line * (green + doubt * (185 - green)), line * (blue + doubt * (185 - blue)));
    });
    for (var n = 0; n < points.shape[0]; n++) picture.Dot(points[n, 0].item<float>(), points[n, 1].item<float>(), 3, labels[n].item<long>() == 1 ? (170, 70, 0) : (0, 60, 160));
    picture.Save(Path.Combine(folder, "moons.png"));

    var (fresh, truth) = TwoMoons(4000, "test");
    var scores = ClassificationScores.Of(Predict(model, fresh).Probability, truth);
    var bins = scores.Bins.Where(bin => bin.Count > 0).Select(bin => (bin.Confidence, bin.Accuracy, (double)bin.Count / scores.Count)).ToArray();
    var chart = new ReliabilityChart(bins, scores.CalibrationError).Draw();
    AtomicFile.WriteText(Path.Combine(folder, "reliability.html"), Page.Write("Two moons: reliability", Markup.Of($"""
        <h1>Two moons: reliability</h1>
        <p class="quiet">{scores.Count} fresh rows, error {scores.Error.ToString("P1")}, NLL {scores.NegativeLogLikelihood.ToString("F3")} nats</p>
        <div class="columns"><figure class="chart"><figcaption><strong>Reliability</strong> accuracy over confidence; a dot grows with its bin's share of rows, and the dashed line is perfect calibration</figcaption>
        <div class="plot">{chart}</div></figure></div>
        """)));

    double Doubt(float x, float y) => Predict(model, tensor([x, y]).reshape(1, 2)).Epistemic.item<float>();
    var (far, near) = (Doubt(4, 2.7f), Doubt(0, 1));
    Console.WriteLine($"two moons        error {scores.Error:P1}, NLL {scores.NegativeLogLikelihood:F3} nats, calibration error {scores.CalibrationError:P1}; the weights' part of the doubt {far:F3} nats far away and {near:F3} on a moon");
    Claim(scores.Error < 0.1, $"two moons: an error of {scores.Error:P1}");
    Claim(scores.CalibrationError < 0.08, $"two moons: a calibration error of {scores.CalibrationError:P1}");
    Claim(far > 2 * near, $"two moons: {far:F3} nats of doubt far away, and {near:F3} on a moon");
}

// The same draws for every part of a picture.
ClassPrediction Predict(WeightModel model, Tensor inputs) => model.PredictClasses(inputs, 200, new RandomStream(2));

(Tensor Points, Tensor Labels) TwoMoons(long count, string part)
{
    var stream = random.Split(part);
    var (angle, labels) = (stream.Split("angle").Uniform([count]) * MathF.PI, arange(count) % 2);
    var upper = stack([angle.cos(), angle.sin()], 1);
    var points = where(labels.eq(0).unsqueeze(-1), upper, stack([1 - angle.cos(), 0.5f - angle.sin()], 1));
    return (points + 0.25f * stream.Split("noise").Normal([count, 2]), labels);
}

WeightModel Fit(FlatMlp network, PredictiveKind kind, bool correlated, Tensor values, Tensor? labels, int batch, int epochs)
{
    var stream = random.Split(correlated ? $"{kind} full" : $"{kind}");
    var likelihood = new WeightLikelihood(network, kind);
    var prior = new Unconditional<StandardNormal>(new StandardNormal(network.Dimension));
    var start = network.Start(stream.Split("start"));
    WeightModel model = correlated
        ? new WeightModel<StandardNormal, FullNormal>(likelihood, prior, new LearnedFullNormal(start, 0.1), new ClosedFormRatio<StandardNormal, FullNormal>())
        : new WeightModel<StandardNormal, Normal>(likelihood, prior, new LearnedNormal(start, 0.1), new ClosedFormRatio<StandardNormal, Normal>());
    // The last column is what is predicted, unless there are classes.
    var width = kind == PredictiveKind.Classes ? values.shape[1] : values.shape[1] - 1;
    using var data = new TensorData(values.narrow(1, 0, width).clone(), labels?.clone()) { Targets = kind == PredictiveKind.Classes ? null : values.select(1, width).clone() };
    var objective = new Elbo(Samples: 4);
    var phase = new Phase("elbo", new OnePassAdam(model.parameters()), step => objective.Evaluate(model, step.Batch, step.Random), LearningRate: new LinearRamp(1e-2, 1e-4, epochs));
    using var trainer = new Trainer(model, [phase], new DataLoader(data, batch), stream, new TrainingPlan { Epochs = epochs });
    trainer.Run();
    return model;
}

static Tensor Axis(int count, Func<int, double> place) => tensor(Enumerable.Range(0, count).Select(i => (float)place(i)).ToArray());

static double[] Numbers(Tensor values) => values.to_type(ScalarType.Float64).data<double>().ToArray();

void Claim(bool holds, string otherwise)
{
    if (!smoke && !holds) throw new InvalidOperationException($"{otherwise}.");
}
