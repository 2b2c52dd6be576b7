// A VAE on MNIST from code: the lines of the README, then a check of what they claim.
//   dotnet run --project examples/MnistVae -c Release [-- DATA]
using GenerativeVI;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Training;

// README: begin
ProcessTuning.Apply();
var images = ImageSource.Load(args.FirstOrDefault() ?? "mnist");
var random = new RandomStream(seed: 1);
using var train = TensorData.From(images.Train);
using var test = TensorData.From(images.Test).Binarize(random.Split("test bits"));
using var recipe = Recipes.Vae(
    new ModelSettings { Latent = 20, Networks = new() { Hidden = [400] } }, train.Dimension, random.Split("weights"));
var batches = new DataLoader(train, 128, dynamicBinarization: true);
using var trainer = new Trainer(
    recipe.Module, recipe.Phases(learningRate: 1e-3), batches, random, new TrainingPlan { Epochs = 5 });
trainer.EpochFinished += e =>
    Console.WriteLine($"epoch {e.Epoch}: ELBO >= {e.Bound:F2} nats, {e.RowsPerSecond:F0} images/s");
trainer.Run();
using var model = new TrainedModel(recipe, train.EventShape);
var (elbo, logLikelihood) = model.Evaluate(test, samples: 100, random.Split("evaluation"));
Console.WriteLine($"test: ELBO >= {elbo}, log p(x) >= {logLikelihood}");
Pictures.Save(model.Sample(64, random.Split("pictures")), model.EventShape, "samples.png");
// README: end

// The claims: the model beats independent pixels at the training set's means, and the importance-weighted bound is
// the tighter one.
using var mean = train.Mean().clamp(1e-3, 1 - 1e-3);
using var bits = test.Slice(0, test.Count).Value;
var independent = (bits * mean.log() + (1 - bits) * (1 - mean).log()).sum(-1).mean().item<double>();
if (elbo.Value < independent)
    throw new InvalidOperationException($"independent pixels reach {independent:F2} nats, the model's ELBO is {elbo}.");
if (logLikelihood.Value < elbo.Value)
    throw new InvalidOperationException($"log p(x) >= {logLikelihood} is below the ELBO, {elbo}.");
